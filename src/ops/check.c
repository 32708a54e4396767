/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/embed.h"
#include "base/num.h"
#include "base/utf8.h"
#include "check/check.h"
#include "io/apart.h"
#include "syntax/workbook.h"

#include <stdio.h>

enum { NOTES_MAX = 20000, SOURCES_MAX = 20000 };

void checked_begin(struct checked *k, struct str bytes)
{
    *k = (struct checked){0};
    obs_set_init(&k->set);
    finding_list_init(&k->findings);
    remark_list_init(&k->remarks);
    if (bytes.len)
        buf_str(&k->raw, bytes);
}

int checked_open(struct checked *k, struct call *c, const char *path, struct err *err)
{
    checked_begin(k, STR(""));
    return call_slurp(&k->raw, c, path, err);
}

/* "un_desa_2019": one that is built in; NULL: there is none of that name. */
static const struct embedded_file *built_in(const char *name)
{
    char file[MAPPING_PATH + 32];
    snprintf(file, sizeof file, "data/collections/%s%s", name, str_ends(str_of(name), STR(".map")) ? "" : ".map");
    return embedded_find(file);
}

static int no_mapping(struct str name, struct err *err)
{
    struct buf names = {0};
    for (size_t i = 0; i < embedded_count; i++) {
        struct str file = str_of(embedded_files[i].name);
        if (str_starts(file, STR("data/collections/")) && str_ends(file, STR(".map")))
            buf_fmt(&names, "%s%.*s", names.len ? ", " : "", (int)(file.len - 21), file.p + 17);
    }
    int r = err_set(err, ERR_NOFILE, "%s: there is no such file, and none of the mappings that come with the program "
                    "is called so: %s", utf8_brief(name).text, names.p ? names.p : "");
    buf_release(&names);
    return r;
}

int mapping_text(struct buf *out, char path[MAPPING_PATH], struct call *c, struct err *err)
{
    struct str name = call_get(c, "map");
    if (name.len >= MAPPING_PATH)
        return err_set(err, ERR_USAGE, "the path of the mapping is too long");
    memcpy(path, name.p, name.len);
    path[name.len] = 0;
    const struct embedded_file *known = built_in(path);
    int r = call_slurp(out, c, path, err);
    if (r < 0 && known && (err->code == ERR_NOFILE || c->remote)) {
        buf_str(out, known->content);
        return 0;
    }
    /* a word without a folder or an ending is the name of a mapping */
    return r < 0 && err->code == ERR_NOFILE && !strpbrk(path, "/.") ? no_mapping(name, err) : r;
}

int checked_map(struct checked *k, struct call *c, struct err *err)
{
    if (!call_has(c, "map"))
        return 0;
    char path[MAPPING_PATH];
    int r = mapping_text(&k->mapping_text, path, c, err);
    /* an empty one is refused here: apart it would be taken for none */
    bool here = !k->apart || k->mapping_text.len == 0;
    if (r == 0 && here && (r = mapping_parse(&k->mapping, buf_view(&k->mapping_text), c->ref, err)) < 0)
        err_context(err, "%s", path);
    return r;
}

static int read_here(struct checked *k, struct reading *rd, struct err *err)
{
    int r = io_content(&rd->bytes, &k->unpacked, buf_view(&k->raw), err);
    if (r < 0)
        return r;
    k->format = k->mapping ? &mapped_format : format_detect(rd->bytes, err);
    return k->format ? k->format->read(rd, err) : -(int)ERR_INPUT;
}

int checked_read(struct checked *k, const struct ref *ref, const char *path, struct str source,
                 struct err *err)
{
    struct reading rd = {.ref = ref, .bytes = buf_view(&k->raw), .default_source = source,
                         .set = &k->set, .findings = &k->findings, .mapping = k->mapping,
                         .remarks = &k->remarks};
    int r = k->apart ? apart_read(&k->format, &rd, buf_view(&k->mapping_text), k->ref_files,
                                  k->nref_files, err)
                     : read_here(k, &rd, err);
    if (r < 0)
        return err_context(err, "%s", path);
    const size_t *n = k->findings.count;
    k->empty = k->set.cells == 0 && !(rd.questionnaire && n[SEV_ERROR] + n[SEV_WARNING]);
    if (k->empty)
        return err_set(err, ERR_INPUT,
                       k->format == &mapped_format ? "%s: the mapping finds no figures in it"
                       : k->set.nsheets            ? "%s: the workbook holds no figures"
                                                   : "%s: there is a header, but no line of figures below it",
                       path);
    if (k->set.notes.n > NOTES_MAX || k->set.sources.n > SOURCES_MAX)
        return err_set(err, ERR_LIMIT, "%s: more than %d different notes or sources", path, NOTES_MAX);
    obs_set_sort(&k->set);
    return 0;
}

void checked_check(struct checked *k, size_t n, const struct ref *ref, const struct obs_set *earlier,
                   int64_t now)
{
    struct check_part *parts = mem_alloc(sizeof *parts * (n + 1));
    for (size_t i = 0; i < n; i++)
        parts[i] = (struct check_part){&k[i].findings, &k[i].set};
    check_sets(parts, n, ref, &(struct check_options){.last_year = clock_year(now), .earlier = earlier});
    free(parts);
    for (size_t i = 0; i < n; i++) {
        finding_list_sort(&k[i].findings);
        finding_list_answer(&k[i].findings, &k[i].remarks);
    }
}

void checked_release(struct checked *k)
{
    buf_release(&k->raw);
    buf_release(&k->unpacked);
    obs_set_release(&k->set);
    finding_list_release(&k->findings);
    remark_list_release(&k->remarks);
    mapping_free(k->mapping);
    buf_release(&k->mapping_text);
}

static void put_summary(struct call *c, const char *path, const struct checked *k)
{
    const size_t *n = k->findings.count;
    buf_fmt(&c->out, "%s: %s, %s read: %s, %s, %s\n", path, k->format->name,
            num_counted(k->set.cells, "cell").text, num_counted(n[SEV_ERROR], "error").text,
            num_counted(n[SEV_WARNING], "warning").text, num_counted(n[SEV_INFO], "remark").text);
}

void checked_unreadable(struct call *c, const char *path, const struct err *why)
{
    if (!c->json) {
        buf_fmt(&c->out, "%s\n", why->text);
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "file", str_of(path));
    json_put(&c->j, "error", str_of(err_name(why->code)));
    json_put(&c->j, "message", str_of(why->text));
    json_close(&c->j);
    json_line(&c->j);
}

/* One file that cannot be read does not keep the others from being read: with several, each
 * error is a line of the output, and what is returned says how many there were. */
int checked_each(struct call *c, int (*one)(struct call *c, const char *path, struct err *err),
                 struct err *err)
{
    unsigned bad = 0;
    int r = 0;
    for (unsigned i = 0; i < c->nlist; i++) {
        struct err why;
        call_progress(c, "reading file", i + 1, c->nlist);
        int result = one(c, c->list[i], &why);
        if (result == 0)
            continue;
        *err = why;
        r = result;
        bad++;
        /* the base or the output itself fails: the next file would fare no better */
        if (c->nlist == 1 || why.code == ERR_DB || why.code == ERR_IO || why.code == ERR_BUSY)
            return r;
        checked_unreadable(c, c->list[i], &why);
    }
    return bad ? err_set(err, err->code, "%u of %u files could not be read", bad, c->nlist) : r;
}

/* -- ilms check ------------------------------------------------------------------------------- */

/* Files given together are checked together, until they hold so many cells; the rest makes another
 * company. */
enum { TOGETHER = 8000000 };

struct company {
    struct checked *k;
    const char **path;
    size_t n;
    struct unreadable {
        const char *path;
        struct err why;
        size_t before; /* which of the others it stands before */
    } *bad;
    size_t nbad;
};

static int read_one(struct checked *k, struct call *c, const char *path, struct err *err)
{
    int r = checked_open(k, c, path, err);
    if (r == 0)
        r = checked_map(k, c, err);
    if (r == 0)
        r = checked_read(k, c->ref, path, call_get(c, "source"), err);
    buf_release(&k->raw); /* what it says is in the set */
    buf_release(&k->unpacked);
    return r;
}

static int company_put(struct company *m, struct call *c, const char *language, struct err *err)
{
    int r = 0;
    size_t bad = 0;
    checked_check(m->k, m->n, c->ref, NULL, c->now);
    for (size_t i = 0; i <= m->n; i++) {
        for (; bad < m->nbad && m->bad[bad].before == i; bad++)
            checked_unreadable(c, m->bad[bad].path, &m->bad[bad].why);
        if (i == m->n)
            break;
        if (r == 0)
            r = findings_put(c, &m->k[i], m->path[i], language, err);
        if (r == 0 && !c->json)
            put_summary(c, m->path[i], &m->k[i]);
        checked_release(&m->k[i]);
    }
    m->n = m->nbad = 0;
    return r;
}

static int check_files(struct company *m, struct call *c, const char *language, struct err *err)
{
    unsigned bad = 0;
    size_t cells = 0;
    enum err_code code = ERR_INPUT;
    for (unsigned i = 0; i < c->nlist; i++) {
        struct unreadable *u = &m->bad[m->nbad];
        call_progress(c, "reading file", i + 1, c->nlist);
        int r = read_one(&m->k[m->n], c, c->list[i], &u->why);
        if (r < 0) {
            checked_release(&m->k[m->n]);
            if (c->nlist == 1) {
                *err = u->why;
                return r;
            }
            code = u->why.code;
            u->path = c->list[i];
            u->before = m->n;
            m->nbad++;
            bad++;
        } else {
            m->path[m->n] = c->list[i];
            cells += m->k[m->n++].set.n;
        }
        if (cells < TOGETHER && i + 1 < c->nlist)
            continue;
        cells = 0;
        if ((r = company_put(m, c, language, err)) < 0)
            return r;
    }
    return bad ? err_set(err, code, "%u of %u files could not be read", bad, c->nlist) : 0;
}

int op_check(struct call *c, struct err *err)
{
    const char *language;
    int r = call_language_said(&language, c, err);
    if (r == 0)
        r = call_ref_builtin(c, err);
    if (r < 0)
        return r;
    struct company m = {.k = mem_alloc(sizeof *m.k * (c->nlist + 1)),
                        .path = mem_alloc(sizeof *m.path * (c->nlist + 1)),
                        .bad = mem_alloc(sizeof *m.bad * (c->nlist + 1))};
    r = check_files(&m, c, language, err);
    for (size_t i = 0; i < m.n; i++)
        checked_release(&m.k[i]);
    free(m.k);
    free(m.path);
    free(m.bad);
    return r;
}
