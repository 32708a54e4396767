/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A draft of the report: what is put before countries. */

#include "ops/consult.h"

#include "ops/reporting.h"

struct str consult_state(struct call *c, const char *language, struct str until)
{
    struct speech speech = {.language = language, .text = text_find(language)};
    struct buf out = {0};
    text_fmt(&out, speech.text, "report.draft", (struct text_arg[]){{"until", speech_date(c, &speech, until)}, {0}});
    struct str state = arena_str(&c->arena, buf_view(&out));
    buf_release(&out);
    return state;
}

static void take_parts(struct consult_draft *out, struct call *c, const struct reporting *x)
{
    const struct document *d = &x->document;
    struct arena *arena = &c->arena;
    out->parts = arena_array(arena, struct consulted_part, d->nparts + 1);
    out->n = d->nparts;
    for (size_t i = 0; i < d->nparts; i++) {
        const struct document_part *p = &d->parts[i];
        char hex[SHA256_HEX];
        sha256_hex(hex, &p->hash);
        out->parts[i] = (struct consulted_part){
            .id = arena_str(arena, p->id), .number = arena_str(arena, p->number),
                .kind = str_of(part_kind_name(p->kind)),
            .chapter = arena_str(arena, p->chapter), .text = arena_str(arena, p->text),
                .html = arena_str(arena, p->html),
            .area = p->area ? arena_str(arena, x->cube.ref->areas[p->area].code) : STR(""),
            .hash = arena_str(arena, str_of(hex))};
    }
}

int consult_draft_make(struct consult_draft *out, struct call *c, struct str until, struct str release,
                       const char *language, struct err *err)
{
    struct reporting x = {0};
    struct buf html = {0};
    *out = (struct consult_draft){.draft = {.at = str_of(c->at), .who = str_of(c->who)}};
    /* what is said from now on is not in this draft, so where it ends is noted before it is made */
    int r = store_draft_now(c->store, &out->draft, err);
    if (r == 0)
        r = reporting_open(&x, c, &(struct reporting_asked){.release = release, .language = language,
                                                            .draft = &out->draft,
                                                            .state = consult_state(c, language, until)}, err);
    if (r == 0)
        r = reporting_report(&html, &x, err);
    if (r == 0) {
        out->draft.release = x.l.release.id;
        out->html = arena_str(&c->arena, buf_view(&html));
        take_parts(out, c, &x);
    }
    buf_release(&html);
    reporting_release(&x);
    return r;
}

int consult_report(struct reporting_asked *asked, struct consultation *k, struct draft *last, struct call *c,
                   struct err *err)
{
    if (call_has(c, "release") || call_has(c, "language") || call_has(c, "lang"))
        return err_set(err, ERR_USAGE, "--consultation says the release and the language: those of its last draft");
    int r = consultation_load(k, c->store, &c->arena, call_get(c, "consultation"), str_of(c->at), CONSULTATION_TEXT,
                              err);
    if (r == 0)
        r = draft_last(last, c->store, &c->arena, k->id, err);
    if (r < 0)
        return r;
    asked->release = str_of(arena_fmt(&c->arena, "%lld", (long long)last->release));
    asked->language = arena_text(&c->arena, k->language);
    asked->draft = last;
    asked->consultation = k;
    if (!k->closed_at.len)
        asked->state = consult_state(c, asked->language, k->until);
    return 0;
}

/* The record itself is no part of what was consulted on. */
static bool of_record(struct str id) { return str_starts(id, STR("validation.")); }

void consult_compare(const struct reporting *x, const struct consultation *k, struct call *c)
{
    const struct document *d = &x->document;
    size_t same = 0, n = 0, all = 0;
    for (size_t i = 0; i < d->nparts; i++) {
        const struct consulted_part *p = consultation_part(k, d->parts[i].id);
        char hex[SHA256_HEX];
        sha256_hex(hex, &d->parts[i].hash);
        n += !of_record(d->parts[i].id);
        same += p && !p->removed && str_is(p->hash, hex);
    }
    for (size_t i = 0; i < k->nparts; i++)
        all += !k->parts[i].removed;
    if (same < MAX(n, all))
        call_remark(c, arena_fmt(&c->arena, "%zu of the parts do not say what was put before the countries; \"ilms "
                                 "consultation revise\" puts them before them as they are now", MAX(n, all) - same));
}
