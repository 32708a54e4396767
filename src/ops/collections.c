/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Collections of others: taken in, listed, described. Their figures are no submission: nobody checks
 * them, accepts them or sends them back, and they never stand among what countries report. */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "collect/others.h"
#include "model/period.h"
#include "publish/collections.h"
#include "syntax/compress.h"

/* -- taking in ------------------------------------------------------------------------------- */

struct taken_file {
    struct collected_file file;
    struct str packed;
    size_t cells, errors, warnings, infos;
};

struct importing {
    struct call *c;
    const char *language;
    char path[MAPPING_PATH]; /* of the mapping */
    struct buf text;         /* of the mapping */
    struct mapping *map;
    struct others_import im;
    struct taken_file *files; /* the mapping first */
    unsigned nfiles;
    struct buf packed;
};

static int keep_bytes(struct taken_file *t, struct importing *m, const char *name, struct str bytes, struct err *err)
{
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(bytes);
    sha256_hex(hex, &hash);
    m->packed.len = 0;
    zstd_pack(&m->packed, bytes, 1);
    if (m->packed.len + 1024 > arena_room(&m->c->arena))
        return err_set(err, ERR_LIMIT, "%s: the files are larger together than one import may be; take them in one by "
                       "one", name);
    t->file = (struct collected_file){.number = m->nfiles, .name = name_kept(&m->c->arena, name, false),
                                      .sha256 = arena_str(&m->c->arena, str_of(hex)),
                                      .nbytes = (int64_t)bytes.len};
    t->packed = arena_str(&m->c->arena, buf_view(&m->packed));
    m->nfiles++;
    return 0;
}

/* No source is asked for: the collection is the source of all that is in it. */
static void leave_sources(struct finding_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].rule == RULE_SOURCE_MISSING)
            list->count[list->v[i].severity]--;
        else
            list->v[kept++] = list->v[i];
    list->n = kept;
}

static void put_read(struct call *c, const char *path, const struct checked *k)
{
    const size_t *n = k->findings.count;
    buf_fmt(&c->out, "%s: %s, %s read: %s, %s, %s\n", path, k->format->name,
            num_counted(k->set.cells, "cell").text, num_counted(n[SEV_ERROR], "error").text,
            num_counted(n[SEV_WARNING], "warning").text, num_counted(n[SEV_INFO], "remark").text);
}

static int take_file(struct importing *m, const char *path, struct err *err)
{
    struct call *c = m->c;
    struct checked k;
    int r = checked_open(&k, c, path, err);
    if (r == 0)
        r = checked_apart(&k, c, err);
    if (r == 0) {
        buf_str(&k.mapping_text, buf_view(&m->text));
        r = checked_read(&k, c->ref, path, STR(""), err);
    }
    if (r == 0) {
        leave_sources(&k.findings);
        finding_list_sort(&k.findings);
        r = c->quiet ? 0 : findings_put(c, &k, path, m->language, err);
    }
    if (r == 0) {
        if (!c->json)
            put_read(c, path, &k);
        others_take(&m->im, &k.set);
        r = keep_bytes(&m->files[m->nfiles], m, path, buf_view(&k.raw), err);
    }
    checked_release(&k);
    return r;
}

static int open_mapping(struct importing *m, struct err *err)
{
    struct call *c = m->c;
    int r = mapping_text(&m->text, m->path, c, err);
    if (r == 0 && (r = mapping_parse(&m->map, buf_view(&m->text), c->ref, err)) < 0)
        return err_context(err, "%s", m->path);
    if (r == 0 && !m->map->collection)
        return err_set(err, ERR_INPUT, "%s: the mapping does not say whose figures these are: it has no section "
                       "[collection] (doc/formats/mapping.md); ilms submit takes in what a country reports", m->path);
    return r == 0 ? keep_bytes(&m->files[0], m, m->path, buf_view(&m->text), err) : r;
}

static int put_files(struct importing *m, struct err *err)
{
    int r = 0;
    for (unsigned i = 0; r == 0 && i < m->nfiles; i++)
        r = store_collection_file_add(m->c->store, m->im.stored.of.id, &m->files[i].file, m->files[i].packed, err);
    return r;
}

static void put_import_json(struct call *c, const struct importing *m)
{
    const struct others_stat *st = &m->im.stat;
    const struct collected *s = &m->im.stored;
    char first[PERIOD_TEXT], last[PERIOD_TEXT];
    json_open(&c->j, '{');
    json_put_int(&c->j, "import", s->of.id);
    json_put(&c->j, "collection", s->of.code);
    json_put(&c->j, "vintage", s->of.vintage);
    json_put_int(&c->j, "files", m->nfiles - 1);
    json_put_int(&c->j, "figures", (int64_t)st->figures);
    json_put_int(&c->j, "without_figure", (int64_t)st->empty);
    json_put_int(&c->j, "unusable", (int64_t)st->unusable);
    json_put_int(&c->j, "repeated", (int64_t)st->repeated);
    json_put_int(&c->j, "changed", (int64_t)st->changed);
    json_put_int(&c->j, "unchanged", (int64_t)st->same);
    json_put_int(&c->j, "added_up", (int64_t)st->summed);
    json_put_int(&c->j, "one_sex_only", (int64_t)st->alone);
    if (st->first) {
        json_put(&c->j, "first", (struct str){first, period_fmt(first, st->first)});
        json_put(&c->j, "last", (struct str){last, period_fmt(last, st->last)});
    }
    json_put_int(&c->j, "added_to", s->added_to);
    json_put_int(&c->j, "observations", s->of.nobs);
    json_close(&c->j);
    json_line(&c->j);
}

/* A line of the summary, where there is something to say. */
static void put_count(struct call *c, uint64_t n, const char *noun, const char *what)
{
    if (n)
        buf_fmt(&c->out, "  %s %s\n", num_counted(n, noun).text, what);
}

static void put_import(struct call *c, const struct importing *m)
{
    const struct others_stat *st = &m->im.stat;
    const struct collected *s = &m->im.stored;
    char first[PERIOD_TEXT], last[PERIOD_TEXT];
    if (c->json) {
        put_import_json(c, m);
        return;
    }
    buf_fmt(&c->out, "%.*s %.*s, import %lld: %s", STR_FMT(s->of.code), STR_FMT(s->of.vintage), (long long)s->of.id,
            num_counted(st->figures, "figure").text);
    if (st->first)
        buf_fmt(&c->out, ", %.*s to %.*s", (int)period_fmt(first, st->first), first,
                (int)period_fmt(last, st->last), last);
    buf_char(&c->out, '\n');
    put_count(c, st->empty, "cell", "with a status in place of a figure");
    put_count(c, st->unusable, "cell", "without a usable figure left out");
    put_count(c, st->repeated, "cell", "given more than once: the last counts");
    put_count(c, st->changed, "figure", "in place of others that were there before");
    put_count(c, st->same, "figure", "as they were there before");
    put_count(c, st->summed, "figure", "of both sexes added up from men and women");
    put_count(c, st->alone, "cell", "of one sex only, without a sum");
    buf_fmt(&c->out, "  %s in the vintage now%s\n", num_counted((uint64_t)s->of.nobs, "observation").text,
            s->added_to ? arena_fmt(&c->arena, ", with those of import %lld", (long long)s->added_to) : "");
}

static int import_files(struct importing *m, struct err *err)
{
    struct call *c = m->c;
    int r = 0;
    m->im.of = *m->map->collection;
    m->im.sum_sexes = m->map->sum_sexes;
    m->im.of.imported_at = str_of(c->at);
    m->im.of.who = str_of(c->who);
    for (unsigned i = 0; r == 0 && i < c->nlist; i++) {
        call_progress(c, "reading file", i + 1, c->nlist);
        r = take_file(m, c->list[i], err);
    }
    if (r < 0)
        return r;
    m->im.of.file_name = m->files[m->nfiles - 1].file.name;
    m->im.of.sha256 = m->files[m->nfiles - 1].file.sha256;
    r = call_begin(c, err);
    if (r == 0)
        r = others_store(&m->im, call_has(c, "anew"), err);
    if (r == 0)
        r = put_files(m, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        put_import(c, m);
    return r;
}

int op_source_import(struct call *c, struct err *err)
{
    struct importing m = {.c = c};
    int r = call_language_said(&m.language, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r < 0)
        return r;
    m.files = arena_array(&c->arena, struct taken_file, c->nlist + 1);
    others_begin(&m.im, c->store, c->ref, c->ref_version);
    r = open_mapping(&m, err);
    if (r == 0)
        r = import_files(&m, err);
    others_end(&m.im);
    mapping_free(m.map);
    buf_release(&m.text);
    buf_release(&m.packed);
    return r;
}

/* -- telling --------------------------------------------------------------------------------- */

static void put_described(struct call *c, const struct collection *of)
{
    struct collection copy = *of;
    for (enum collection_field f = 0; f < COLLECTION_FIELDS; f++) {
        struct str text = *collection_field_of(&copy, f);
        if (text.len)
            json_put(&c->j, collection_field_name(f), text);
    }
    json_put(&c->j, "imported_at", of->imported_at);
    json_put(&c->j, "who", of->who);
    json_put(&c->j, "file", of->file_name);
    json_put(&c->j, "sha256", of->sha256);
    json_put_int(&c->j, "observations", of->nobs);
}

int op_source_collections(struct call *c, struct err *err)
{
    struct collections cs;
    int r = collections_list(&cs, c->store, err);
    if (r < 0)
        return r;
    for (size_t i = 0; i < cs.n; i++) {
        const struct collection *of = cs.v[i];
        if (!c->json) {
            buf_fmt(&c->out, "%.*s@%.*s  %.*s\n  %.*s; %.*s\n  %s, %.10s\n", STR_FMT(of->code), STR_FMT(of->vintage),
                    STR_FMT(of->name), STR_FMT(of->publisher), STR_FMT(of->licence),
                    num_counted((uint64_t)of->nobs, "observation").text, of->imported_at.p);
            continue;
        }
        json_open(&c->j, '{');
        put_described(c, of);
        json_close(&c->j);
        json_line(&c->j);
    }
    if (cs.n == 0 && !c->json)
        buf_puts(&c->out, "there is no collection of others yet; ilms source import FILE... --map MAPPING\n");
    collections_release(&cs);
    return 0;
}

/* "publisher    United Nations, ...", in lines of a screen. */
static void put_field(struct call *c, const char *name, struct str text)
{
    enum { NAME = 13, WIDTH = 100 };
    struct str word, rest = text;
    size_t at = NAME;
    buf_fmt(&c->out, "%-12s", name);
    while (str_next(&word, &rest, ' ')) {
        if (at > NAME && at + utf8_count(word) >= WIDTH) {
            buf_fmt(&c->out, "\n%*s", NAME - 1, "");
            at = NAME;
        }
        buf_fmt(&c->out, " %.*s", STR_FMT(word));
        at += utf8_count(word) + 1;
    }
    buf_char(&c->out, '\n');
}

static void put_tables(struct call *c, const struct cube *cube)
{
    if (c->json) {
        json_key(&c->j, "tables");
        json_open(&c->j, '[');
    }
    for (uint32_t i = 0; i < cube->nflows; i++) {
        const struct cube_flow *f = &cube->flows[i];
        const struct indicator *in = &cube->ref->indicators[f->indicator];
        char first[PERIOD_TEXT], last[PERIOD_TEXT];
        struct str from = {first, period_fmt(first, f->period_first)}, to = {last, period_fmt(last, f->period_last)};
        uint32_t areas = 0;
        for (uint32_t a = 0; a < cube->ref->nareas; a++)
            areas += f->area_at[a + 1] > f->area_at[a];
        if (!c->json) {
            buf_fmt(&c->out, "  %.*s  %.*s-%.*s, %s, %s\n", STR_FMT(in->code), STR_FMT(from), STR_FMT(to),
                    num_counted(areas, "area").text, num_counted(f->nobs, "observation").text);
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "indicator", in->code);
        json_put(&c->j, "first", from);
        json_put(&c->j, "last", to);
        json_put_int(&c->j, "areas", areas);
        json_put_int(&c->j, "series", f->n);
        json_put_int(&c->j, "observations", f->nobs);
        json_close(&c->j);
    }
    if (c->json)
        json_close(&c->j);
}

static int put_import_files(struct call *c, int64_t id, struct err *err)
{
    struct store_iter *it;
    struct collected_file f;
    int r = store_collection_file_list(c->store, &it, id, err);
    if (c->json) {
        json_key(&c->j, "files");
        json_open(&c->j, '[');
    }
    while (r == 0 && (r = store_collection_file_next(it, &f, err)) == 1) {
        r = 0;
        if (!c->json) {
            buf_fmt(&c->out, "    %s %.*s, %lld bytes, SHA-256 %.12s\n", f.number ? "file   " : "mapping",
                    STR_FMT(f.name), (long long)f.nbytes, f.sha256.p);
            continue;
        }
        json_open(&c->j, '{');
        json_put_bool(&c->j, "mapping", f.number == 0);
        json_put(&c->j, "name", f.name);
        json_put(&c->j, "sha256", f.sha256);
        json_put_int(&c->j, "bytes", f.nbytes);
        json_close(&c->j);
    }
    if (c->json)
        json_close(&c->j);
    return r;
}

/* The imports of a vintage: those that readers see something of, then those before. */
static int put_imports(struct call *c, const struct collection *of, struct err *err)
{
    struct store_iter *it;
    struct collected s;
    struct collected *v = NULL;
    size_t n = 0;
    int r = store_collection_imports(c->store, &it, of->code, of->vintage, err);
    while (r == 0 && (r = store_collection_next(it, &s, err)) == 1) {
        v = mem_grow(v, sizeof *v * (n + 1));
        v[n] = (struct collected){.of = {.id = s.of.id, .nobs = s.of.nobs}, .added_to = s.added_to};
        v[n].of.imported_at = arena_str(&c->arena, s.of.imported_at);
        v[n++].of.who = arena_str(&c->arena, s.of.who);
        r = 0;
    }
    int64_t seen = n ? v[0].of.id : 0;
    if (c->json) {
        json_key(&c->j, "imports");
        json_open(&c->j, '[');
    }
    for (size_t i = 0; r == 0 && i < n; i++) {
        bool shown = v[i].of.id == seen;
        seen = shown ? v[i].added_to : seen;
        if (c->json) {
            json_open(&c->j, '{');
            json_put_int(&c->j, "import", v[i].of.id);
            json_put(&c->j, "at", v[i].of.imported_at);
            json_put(&c->j, "who", v[i].of.who);
            json_put_bool(&c->j, "shown", shown);
        } else {
            buf_fmt(&c->out, "  import %lld of %.10s by %.*s%s\n", (long long)v[i].of.id, v[i].of.imported_at.p,
                    STR_FMT(v[i].of.who), shown ? "" : ", not shown any more");
        }
        r = put_import_files(c, v[i].of.id, err);
        if (c->json)
            json_close(&c->j);
    }
    if (c->json)
        json_close(&c->j);
    free(v);
    return r;
}

int op_source_collection(struct call *c, struct err *err)
{
    struct collections cs;
    struct str name = call_get(c, "code");
    if (call_has(c, "vintage"))
        name = str_of(arena_fmt(&c->arena, "%.*s@%.*s", STR_FMT(name), STR_FMT(call_get(c, "vintage"))));
    int r = call_ref(c, err);
    if (r == 0)
        r = collections_load_one(&cs, c->store, c->ref, name, err);
    if (r < 0)
        return r;
    const struct collection *of = cs.v[0];
    if (c->json) {
        json_open(&c->j, '{');
        put_described(c, of);
    } else {
        struct collection copy = *of;
        for (enum collection_field f = 0; f < COLLECTION_FIELDS; f++)
            if (collection_field_of(&copy, f)->len)
                put_field(c, collection_field_name(f), *collection_field_of(&copy, f));
        put_field(c, "figures", str_of(num_counted((uint64_t)of->nobs, "observation").text));
    }
    put_tables(c, of->cube);
    if (of->nunknown && !c->json)
        buf_fmt(&c->out, "  %s of codes that the reference data of this base do not have\n",
                num_counted(of->nunknown, "series").text);
    r = put_imports(c, of, err);
    if (c->json) {
        json_close(&c->j);
        json_line(&c->j);
    }
    collections_release(&cs);
    return r;
}
