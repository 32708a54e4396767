/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sharing: who may see which figures of a country. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/sharing.h"
#include "model/formula.h"

#include <stdio.h>

enum { ALSO_MAX = 40 };

/* -- what was said ---------------------------------------------------------------------------- */

static int get_country(struct str *out, struct call *c, struct err *err)
{
    struct str text = call_get(c, "country");
    uint16_t area = ref_area_find(c->ref, text);
    if (!area)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of data/codelists/areas.csv",
                       utf8_brief(text).text);
    *out = c->ref->areas[area].code;
    return call_area(c, *out, err);
}

static int get_table(struct str *out, struct call *c, struct err *err)
{
    struct str text = call_get(c, "table"), near;
    uint16_t indicator = ref_indicator_find(c->ref, text);
    *out = STR("");
    if (str_is(text, "all"))
        return 0;
    if (!indicator) {
        near = ref_indicator_nearest(c->ref, text);
        return err_set(err, ERR_USAGE, "--table \"%s\" is no table, and not all%s%.*s%s",
                       utf8_brief(text).text, near.len ? "; perhaps " : "", STR_FMT(near),
                       near.len ? "?" : "");
    }
    if (c->ref->indicators[indicator].generation == GEN_DERIVED)
        return err_set(err, ERR_USAGE, "%.*s is derived: it shows what can be computed from what is "
                       "shared, so limit the tables it is made from", STR_FMT(text));
    *out = c->ref->indicators[indicator].code;
    return 0;
}

/* "2019-2021", "2020", "2019-", "-2021" */
static bool parse_years(int *first, int *last, struct str text)
{
    uint64_t a = 0, b = 0;
    const char *dash = memchr(text.p, '-', text.len);
    size_t at = dash ? (size_t)(dash - text.p) : text.len;
    struct str from = str_sub(text, 0, at), to = dash ? str_sub(text, at + 1, text.len) : from;
    if ((from.len && (!str_uint(&a, from, 2200) || a < 1900)) ||
        (to.len && (!str_uint(&b, to, 2200) || b < 1900)) || (from.len && to.len && b < a) ||
        (!from.len && !to.len))
        return false;
    *first = (int)a;
    *last = (int)b;
    return true;
}

static int get_until(struct str *out, struct call *c, struct err *err)
{
    struct str text = call_get(c, "until");
    int64_t seconds;
    *out = STR("");
    if (!text.len)
        return 0;
    if (text.len != 10 || !clock_parse(&seconds, text))
        return err_set(err, ERR_USAGE, "--until \"%s\" is no day; it is to be written as 2027-01-01",
                       utf8_brief(text).text);
    if (str_cmp(text, str_of(c->at)) <= 0)
        return err_set(err, ERR_USAGE, "--until %.*s has come already", STR_FMT(text));
    *out = text;
    return 0;
}

static int get_rule(struct sharing_rule *rule, struct call *c, struct err *err)
{
    struct str years = call_get(c, "years"), audience = call_get(c, "audience");
    int found = audience_find(audience);
    *rule = (struct sharing_rule){.source = call_get(c, "source")};
    int r = get_country(&rule->area, c, err);
    if (r == 0)
        r = get_table(&rule->indicator, c, err);
    if (r < 0)
        return r;
    if (found < 0)
        return err_set(err, ERR_USAGE, "--audience \"%s\" is to be public, members or office",
                       utf8_brief(audience).text);
    rule->audience = (enum audience)found;
    if (rule->source.len && !ref_source_find(c->ref, NULL, NULL, rule->source))
        return err_set(err, ERR_USAGE, "--source \"%s\" is no source; ilms sources has those there are",
                       utf8_brief(rule->source).text);
    if (years.len && !parse_years(&rule->first_year, &rule->last_year, years))
        return err_set(err, ERR_USAGE, "--years \"%s\" is to be a span, as 2019-2021, 2020- or -2020",
                       utf8_brief(years).text);
    r = get_until(&rule->until, c, err);
    if (r == 0 && rule->until.len && rule->audience == AUDIENCE_PUBLIC)
        return err_set(err, ERR_USAGE, "--until says when figures become public, and these are to be");
    return r;
}

static bool same_scope(const struct sharing_rule *a, const struct sharing_rule *b)
{
    return str_eq(a->area, b->area) && str_eq(a->indicator, b->indicator) &&
           str_eq(a->source, b->source) && a->first_year == b->first_year && a->last_year == b->last_year;
}

/* -- words ---------------------------------------------------------------------------------- */

static void put_years(struct buf *out, const struct sharing_rule *rule)
{
    if (rule->first_year == rule->last_year && rule->first_year) {
        buf_fmt(out, "%d", rule->first_year);
        return;
    }
    if (rule->first_year)
        buf_fmt(out, "%d", rule->first_year);
    buf_char(out, '-');
    if (rule->last_year)
        buf_fmt(out, "%d", rule->last_year);
}

static void put_scope(struct buf *out, const struct sharing_rule *rule)
{
    buf_fmt(out, "%.*s of %.*s", STR_FMT(rule->indicator.len ? rule->indicator : STR("all tables")),
            STR_FMT(rule->area));
    if (rule->source.len)
        buf_fmt(out, " from %.*s", STR_FMT(rule->source));
    if (rule->first_year || rule->last_year) {
        buf_puts(out, " for ");
        put_years(out, rule);
    }
}

static void put_rule_json(struct json *j, const struct sharing_rule *rule)
{
    json_put(j, "ref_area", rule->area);
    json_put_some(j, "indicator", rule->indicator);
    json_put_some(j, "source", rule->source);
    if (rule->first_year)
        json_put_int(j, "first_year", rule->first_year);
    if (rule->last_year)
        json_put_int(j, "last_year", rule->last_year);
    json_put(j, "audience", str_of(audience_name(rule->audience)));
    json_put_some(j, "until", rule->until);
}

/* -- set -------------------------------------------------------------------------------------- */

/* The rule of that scope that was not revoked; its number 0 where there is none. */
static int find_standing(int64_t *id, struct call *c, const struct sharing_rule *rule, struct err *err)
{
    struct store_iter *it;
    struct share s;
    *id = 0;
    int r = store_share_list(c->store, &it, rule->area, false, err);
    while (r == 0 && (r = store_share_next(it, &s, err)) == 1) {
        if (same_scope(&s.rule, rule))
            *id = s.id;
        r = 0;
    }
    return r;
}

/* At least as strict, about all of it, for as long. */
static bool covers(const struct sharing_rule *by, const struct sharing_rule *rule, struct str indicator)
{
    return (!by->indicator.len || str_eq(by->indicator, indicator)) && by->audience >= rule->audience &&
           (!by->source.len || str_eq(by->source, rule->source)) &&
           (!by->first_year || (rule->first_year && by->first_year <= rule->first_year)) &&
           (!by->last_year || (rule->last_year && by->last_year >= rule->last_year)) &&
           (!by->until.len || (rule->until.len && str_cmp(by->until, rule->until) >= 0));
}

/* Does the other table count the same, or a part of it, or is it what this one was called before? */
static bool repeats(const struct ref *ref, uint16_t table, uint16_t other)
{
    uint16_t quantity = ref->indicators[table].quantity;
    bool same = quantity && quantity == ref->indicators[other].quantity;
    for (uint32_t i = 0; i < ref->nsuccessions && !same; i++)
        same = (ref->successions[i].from == table && ref->successions[i].to == other) ||
               (ref->successions[i].from == other && ref->successions[i].to == table);
    return same;
}

/* The first of the tables that counts all of a quantity. */
static uint16_t counts_all(const struct ref *ref, const uint16_t *tables, size_t n, uint16_t quantity)
{
    for (size_t i = 0; i < n; i++)
        if (ref->indicators[tables[i]].quantity == quantity && !ref->indicators[tables[i]].scope)
            return tables[i];
    return 0;
}

/* Where two tables make a third, any two of them give the other. */
static void add_sums(struct str also[ALSO_MAX], size_t *n, const struct ref *ref, uint16_t table,
                     const uint16_t *tables, size_t ntables)
{
    const struct indicator *in = &ref->indicators[table];
    for (uint32_t i = 0; i < ref->nties && in->quantity && !in->scope; i++) {
        const struct ref_tie *t = &ref->ties[i];
        if (t->relation != TIE_EQUAL || t->nleft != 2)
            continue;
        const uint16_t three[] = {ref->indicators[t->left[0]].quantity, ref->indicators[t->left[1]].quantity,
                                  ref->indicators[t->right].quantity};
        for (unsigned k = 0; k < 3; k++) {
            uint16_t a = counts_all(ref, tables, ntables, three[(k + 1) % 3]);
            uint16_t b = counts_all(ref, tables, ntables, three[(k + 2) % 3]);
            if (three[k] != in->quantity || !a || !b || *n + 2 > ALSO_MAX)
                continue;
            also[(*n)++] = ref->indicators[a].code;
            also[(*n)++] = ref->indicators[b].code;
        }
    }
}

/* Tables of the country from which the total of the one that is limited can still be seen. */
static int also_in(struct str also[ALSO_MAX], size_t *n, struct call *c, const struct sharing_rule *rule,
                   struct err *err)
{
    struct store_iter *it;
    struct wk_block b;
    struct sharing_rule *all;
    size_t nall, nopen = 0;
    uint16_t table = ref_indicator_find(c->ref, rule->indicator);
    *n = 0;
    if (!table)
        return 0;
    uint16_t *open = arena_array(&c->arena, uint16_t, c->ref->nindicators);
    int r = sharing_rules(&all, &nall, c->store, &c->arena, rule->area, str_of(c->at), err);
    if (r == 0)
        r = store_wk_hashes(c->store, &it, rule->area, err);
    while (r == 0 && (r = store_wk_next(it, &b, err)) == 1) {
        uint16_t other = ref_indicator_find(c->ref, b.indicator);
        bool covered = other == table || !other;
        r = 0;
        for (size_t i = 0; i < nall; i++)
            covered = covered || covers(&all[i], rule, b.indicator);
        if (covered)
            continue;
        open[nopen++] = other;
        if (*n < ALSO_MAX && repeats(c->ref, table, other))
            also[(*n)++] = c->ref->indicators[other].code;
    }
    if (r == 0)
        add_sums(also, n, c->ref, table, open, nopen);
    return r;
}

/* What came of a rule. */
struct outcome {
    struct share share;
    int64_t revoked; /* the rule before it; 0: there was none */
    unsigned releases;
    struct release newest; /* the last release from which something is withheld */
    struct str also[ALSO_MAX];
    size_t nalso;
};

static int set_rule(struct outcome *o, struct call *c, struct err *err)
{
    int64_t newest = 0;
    int r = find_standing(&o->revoked, c, &o->share.rule, err);
    if (r == 0 && !o->revoked && o->share.rule.audience == AUDIENCE_PUBLIC)
        return err_set(err, ERR_NOTFOUND, "no rule is about exactly these figures, so they are as public as "
                       "the others; ilms share list --country %.*s has those there are",
                       STR_FMT(o->share.rule.area));
    if (r == 0 && o->revoked)
        r = store_share_revoke(c->store, o->revoked, str_of(c->at), str_of(c->who), o->share.ground, err);
    if (r < 0 || o->share.rule.audience == AUDIENCE_PUBLIC)
        return r;
    r = store_share_add(c->store, &o->share, err);
    if (r == 0)
        r = sharing_withhold(&o->releases, &newest, c->store, o->share.id, &o->share.rule, err);
    if (r == 0 && newest)
        r = store_release_get(c->store, &c->arena, &o->newest,
                              str_of(arena_fmt(&c->arena, "%lld", (long long)newest)), STR(""), err);
    return r == 0 ? also_in(o->also, &o->nalso, c, &o->share.rule, err) : r;
}

static void put_json(struct call *c, const struct outcome *o)
{
    struct json *j = &c->j;
    bool public = o->share.rule.audience == AUDIENCE_PUBLIC;
    json_open(j, '{');
    if (!public)
        json_put_int(j, "id", o->share.id);
    put_rule_json(j, &o->share.rule);
    json_put(j, "ground", o->share.ground);
    json_put(j, "since", str_of(c->at));
    if (o->revoked)
        json_put_int(j, "revoked", o->revoked);
    if (!public) {
        json_put_int(j, "withheld_releases", o->releases);
        json_put_some(j, "withheld_newest", o->newest.name);
        json_key(j, "total_also_in");
        json_open(j, '[');
        for (size_t i = 0; i < o->nalso; i++)
            json_str(j, o->also[i]);
        json_close(j);
    }
    json_close(j);
    json_line(j);
}

static void put_text(struct call *c, const struct outcome *o)
{
    const struct sharing_rule *rule = &o->share.rule;
    struct buf *out = &c->out;
    put_scope(out, rule);
    if (rule->audience == AUDIENCE_PUBLIC) {
        buf_fmt(out, ": rule %lld is revoked; the next release has them for all, as far as no other rule is "
                "about them\n", (long long)o->revoked);
        return;
    }
    buf_fmt(out, ": for %s only", rule->audience == AUDIENCE_OFFICE ? "the office" : "members");
    if (rule->until.len)
        buf_fmt(out, " until %.*s", STR_FMT(rule->until));
    buf_fmt(out, " in releases from now on (rule %lld", (long long)o->share.id);
    if (o->revoked)
        buf_fmt(out, " in place of rule %lld", (long long)o->revoked);
    buf_puts(out, ")\n");
    if (!o->releases) {
        buf_puts(out, "no release has such figures for the public\n");
        return;
    }
    buf_fmt(out, "release %lld \"%.*s\"", (long long)o->newest.id, STR_FMT(o->newest.name));
    if (o->releases > 1)
        buf_fmt(out, " and %s have", num_counted(o->releases - 1, "older one").text);
    else
        buf_puts(out, " has");
    buf_fmt(out, " such figures: the tables they are in and all that is derived of %.*s are withheld there; "
            "ilms release NAME makes one with what is left\n", STR_FMT(rule->area));
}

static void remark_also(struct call *c, const struct outcome *o)
{
    struct buf text = {0};
    if (!o->nalso)
        return;
    buf_puts(&text, "the total can still be seen in, or computed from, ");
    for (size_t i = 0; i < o->nalso; i++)
        buf_fmt(&text, "%s%.*s", i ? ", " : "", STR_FMT(o->also[i]));
    call_remark(c, text.p);
    buf_release(&text);
}

int op_share_set(struct call *c, struct err *err)
{
    struct outcome o = {.share = {.ground = str_trim(call_get(c, "ground")), .decided_by = str_of(c->who),
                                  .decided_at = str_of(c->at)}};
    int r = call_ref(c, err);
    if (r == 0)
        r = get_rule(&o.share.rule, c, err);
    if (r == 0)
        r = line_check(o.share.ground, "the ground", err);
    if (r == 0 && !o.share.ground.len)
        r = err_set(err, ERR_USAGE, "share set needs --ground TEXT: the law or decision it rests on");
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = set_rule(&o, c, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r < 0)
        return r;
    if (c->json)
        put_json(c, &o);
    else
        put_text(c, &o);
    remark_also(c, &o);
    return 0;
}

/* -- list, log ---------------------------------------------------------------------------------- */

static void put_share(struct call *c, const struct share *s)
{
    struct buf *out = &c->out;
    if (c->json) {
        struct json *j = &c->j;
        json_open(j, '{');
        json_put_int(j, "id", s->id);
        put_rule_json(j, &s->rule);
        json_put(j, "ground", s->ground);
        json_put(j, "decided_by", s->decided_by);
        json_put(j, "decided_at", s->decided_at);
        json_put_bool(j, "in_force", !s->revoked_at.len && sharing_in_force(&s->rule, str_of(c->at)));
        json_put_some(j, "revoked_at", s->revoked_at);
        json_put_some(j, "revoked_by", s->revoked_by);
        json_put_some(j, "revoked_ground", s->revoked_ground);
        json_close(j);
        json_line(j);
        return;
    }
    buf_fmt(out, "%4lld  ", (long long)s->id);
    put_scope(out, &s->rule);
    buf_fmt(out, ": %s", audience_name(s->rule.audience));
    if (s->rule.until.len)
        buf_fmt(out, " until %.*s", STR_FMT(s->rule.until));
    buf_fmt(out, "; %.*s (%.*s, %.*s)", STR_FMT(s->ground), STR_FMT(s->decided_by),
            STR_FMT(str_sub(s->decided_at, 0, 10)));
    if (s->revoked_at.len)
        buf_fmt(out, "; revoked: %.*s (%.*s, %.*s)", STR_FMT(s->revoked_ground), STR_FMT(s->revoked_by),
                STR_FMT(str_sub(s->revoked_at, 0, 10)));
    else if (!sharing_in_force(&s->rule, str_of(c->at)))
        buf_puts(out, "; ended");
    buf_char(out, '\n');
}

int op_share_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct share s;
    struct str area = STR("");
    unsigned n = 0;
    int r = call_ref(c, err);
    if (r == 0 && call_has(c, "country"))
        r = get_country(&area, c, err);
    if (r == 0)
        r = store_share_list(c->store, &it, area, call_has(c, "all"), err);
    while (r == 0 && (r = store_share_next(it, &s, err)) == 1) {
        r = 0;
        if (!call_may(c, s.rule.area) ||
            (!call_has(c, "all") && !sharing_in_force(&s.rule, str_of(c->at))))
            continue;
        put_share(c, &s);
        n++;
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no rule: all figures are public\n");
    return r;
}

int op_share_log(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct shared_read read;
    struct str area;
    unsigned n = 0;
    int r = call_ref(c, err);
    if (r == 0)
        r = get_country(&area, c, err);
    if (r == 0)
        r = store_read_list(c->store, &it, area, err);
    while (r == 0 && (r = store_read_next(it, &read, err)) == 1) {
        r = 0;
        n++;
        if (!c->json) {
            buf_fmt(&c->out, "%.*s  %-10.*s  release %lld \"%.*s\"  %.*s  for %.*s, %.*s, %s\n",
                    STR_FMT(str_sub(read.at, 0, 16)), STR_FMT(read.who), (long long)read.release,
                    STR_FMT(read.release_name), STR_FMT(read.indicator), STR_FMT(read.audience),
                    STR_FMT(read.how), num_counted((uint64_t)read.times, "time").text);
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "at", read.at);
        json_put(&c->j, "last_at", read.last_at);
        json_put(&c->j, "who", read.who);
        json_put(&c->j, "release", read.release_name);
        json_put_int(&c->j, "release_number", read.release);
        json_put(&c->j, "indicator", read.indicator);
        json_put(&c->j, "ref_area", read.area);
        json_put(&c->j, "audience", read.audience);
        json_put(&c->j, "how", read.how);
        json_put_int(&c->j, "times", read.times);
        json_close(&c->j);
        json_line(&c->j);
    }
    if (r == 0 && n == 0 && !c->json)
        buf_fmt(&c->out, "nobody has read figures of %.*s that are not public\n", STR_FMT(area));
    return r;
}
