/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of a release say. */

#include "publish/bulk_inner.h"

#include "io/format.h"
#include "model/licence.h"
#include "model/period.h"
#include "syntax/csv.h"

struct job {
    const char *folder;
    const struct loaded *l;
    const struct bulk_options *opt;
    struct slice *slices; /* of reported flows, then of the flows of derived indicators */
    size_t n, nreported, done, total;
    struct buf sums, toc;
};

static int stopped(const struct job *j, struct err *err)
{
    return j->opt->go_on && !j->opt->go_on(j->opt->ctx, j->done, j->total)
               ? err_set(err, ERR_STATE, "%s: was not finished", j->folder) : 0;
}

/* Slices in a format as a file; its size and sum in *s. */
static int put_file(struct sink *s, struct job *j, const char *name, bool gzip, const struct format *f,
                    const struct slice *slices, size_t n, struct err *err)
{
    struct writing w = {.ref = j->l->ref, .slices = slices, .nslices = n, .prepared = j->l->release.released_at,
                        .origin = j->opt->origin};
    struct buf portion = {0};
    int r = sink_open(s, j->folder, name, gzip, err);
    writing_begin(&w, f);
    for (bool more = true; more && r == 0;) {
        more = writing_next(&w, &portion);
        r = sink_put(s, buf_view(&portion), err);
        portion.len = 0;
        if (r == 0)
            r = stopped(j, err);
    }
    writing_end(&w);
    buf_release(&portion);
    j->done++;
    return sink_close(s, &j->sums, r, err);
}

static int put_text(struct job *j, const char *name, struct buf *text, int r, struct err *err)
{
    struct sink s = {0};
    if (r == 0 && (r = sink_open(&s, j->folder, name, false, err)) == 0)
        r = sink_close(&s, strcmp(name, BULK_SUMS) == 0 ? NULL : &j->sums, sink_put(&s, buf_view(text), err), err);
    buf_release(text);
    return r;
}

/* -- slices -------------------------------------------------------------------------------------------- */

static void add_flow(struct job *j, const struct cube *c, const struct cube_flow *flow)
{
    struct slice *s = &j->slices[j->n++];
    *s = (struct slice){.cube = c, .flow = flow};
    for (uint32_t k = flow->first; k < flow->first + flow->n; k++)
        slice_add(s, k, c->start[k], c->start[k + 1] - c->start[k]);
}

static void find_slices(struct job *j)
{
    const struct cube *c = j->l->cube, *d = j->l->derived;
    j->slices = mem_alloc(sizeof *j->slices * (c->nflows + (d ? d->nflows : 0) + 1));
    for (uint32_t i = 0; i < c->nflows; i++)
        add_flow(j, c, &c->flows[i]);
    j->nreported = j->n;
    for (uint32_t i = 0; d && i < d->nflows; i++)
        if (!cube_flow_find(c, d->flows[i].indicator))
            add_flow(j, d, &d->flows[i]);
}

/* -- figures ------------------------------------------------------------------------------------------- */

/* The newest SDMX-CSV there is. */
static const struct format *sdmx_csv(void)
{
    static const struct str type = {"application/vnd.sdmx.data+csv;version=", 38};
    const struct format *best = format_find(STR("sdmx-csv"));
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next && str_starts(str_of(formats[i].mime), type) && strcmp(formats[i].mime, best->mime) > 0)
            best = &formats[i];
    return best;
}

static int put_all(struct job *j, struct err *err)
{
    struct sink s;
    int r = put_file(&s, j, "all.csv.gz", true, format_find(STR("ilostat")), j->slices, j->nreported, err);
    if (r == 0)
        r = put_file(&s, j, "all.sdmx.csv.gz", true, sdmx_csv(), j->slices, j->nreported, err);
    if (r == 0)
        r = put_file(&s, j, "all.sqlite", false, format_find(STR("sqlite")), j->slices, j->n, err);
    return r;
}

/* All derived figures, those in the flows of reported indicators as well. */
static int put_derived(struct job *j, struct err *err)
{
    const struct cube *d = j->l->derived;
    struct sink s;
    if (!d || d->nflows == 0)
        return 0;
    struct job all = {.folder = j->folder, .l = j->l, .opt = j->opt, .done = j->done, .total = j->total};
    all.slices = mem_alloc(sizeof *all.slices * d->nflows);
    for (uint32_t i = 0; i < d->nflows; i++)
        add_flow(&all, d, &d->flows[i]);
    all.sums = j->sums;
    int r = put_file(&s, &all, "derived.csv.gz", true, format_find(STR("ilostat")), all.slices, all.n, err);
    j->sums = all.sums;
    for (size_t i = 0; i < all.n; i++)
        slice_release(&all.slices[i]);
    free(all.slices);
    return r;
}

static void toc_line(struct job *j, const struct slice *s, const struct sink file[2])
{
    const struct indicator *in = &j->l->ref->indicators[s->flow->indicator];
    char id[CUBE_FLOW_ID], first[PERIOD_TEXT], last[PERIOD_TEXT];
    uint32_t areas = 0;
    for (uint32_t a = 0; a < j->l->ref->nareas; a++)
        areas += s->flow->area_at[a + 1] > s->flow->area_at[a];
    buf_put(&j->toc, id, cube_flow_id(id, j->l->ref, s->flow));
    buf_char(&j->toc, ',');
    csv_put(&j->toc, in->code);
    buf_char(&j->toc, ',');
    csv_put_text(&j->toc, in->title);
    buf_char(&j->toc, ',');
    csv_put(&j->toc, in->unit);
    buf_fmt(&j->toc, ",%d,%.*s,%.*s,%u,%u,%u,%s", in->unit_mult, (int)period_fmt(first, s->flow->period_first), first,
            (int)period_fmt(last, s->flow->period_last), last, areas, s->flow->n, s->flow->nobs,
            s->cube == j->l->cube ? "reported" : "derived");
    for (int i = 0; i < 2; i++)
        buf_fmt(&j->toc, ",%s,%llu,%s", file[i].name, (unsigned long long)file[i].bytes, file[i].sha256);
    buf_char(&j->toc, '\n');
}

static int put_tables(struct job *j, struct err *err)
{
    int r = 0;
    buf_puts(&j->toc, "dataflow,indicator,title,unit,unit_mult,first,last,countries,series,figures,kind,csv,"
                      "csv_bytes,csv_sha256,xlsx,xlsx_bytes,xlsx_sha256\n");
    for (size_t i = 0; r == 0 && i < j->n; i++) {
        struct sink s[2];
        char id[CUBE_FLOW_ID], name[BULK_NAME];
        size_t len = cube_flow_id(id, j->l->ref, j->slices[i].flow);
        snprintf(name, sizeof name, "%.*s.csv.gz", (int)len, id);
        r = put_file(&s[0], j, name, true, format_find(STR("csv")), &j->slices[i], 1, err);
        snprintf(name, sizeof name, "%.*s.xlsx", (int)len, id);
        if (r == 0)
            r = put_file(&s[1], j, name, false, format_find(STR("workbook")), &j->slices[i], 1, err);
        if (r == 0)
            toc_line(j, &j->slices[i], s);
    }
    return put_text(j, "toc.csv", &j->toc, r, err);
}

/* -- lists ----------------------------------------------------------------------------------------------- */

static void row(struct buf *out, const struct str *column, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ',');
        csv_put_text(out, column[i]);
    }
    buf_char(out, '\n');
}
#define ROW(out, ...) \
    row((out), (const struct str[]){__VA_ARGS__}, sizeof((struct str[]){__VA_ARGS__}) / sizeof(struct str))

static int put_areas(struct job *j, struct err *err)
{
    const struct ref *ref = j->l->ref;
    struct buf out = {0};
    buf_puts(&out, "code,iso2,m49,name\n");
    for (uint32_t i = 1; i < ref->nareas; i++)
        ROW(&out, ref->areas[i].code, ref->areas[i].iso2, ref->areas[i].m49, ref->areas[i].name);
    return put_text(j, "list-areas.csv", &out, 0, err);
}

static int put_codes(struct job *j, struct err *err)
{
    const struct ref *ref = j->l->ref;
    struct buf out = {0};
    buf_puts(&out, "code,name,dimension,dimension_name,version,version_name,parent\n");
    for (uint32_t i = 1; i < ref->ncodes; i++) {
        const struct code *c = &ref->codes[i];
        const struct version *v = &ref->versions[c->version];
        ROW(&out, c->code, c->name, ref->dimensions[v->dimension].id, ref->dimensions[v->dimension].name, v->code,
            v->name, c->parent ? ref->codes[c->parent].code : STR(""));
    }
    return put_text(j, "list-codes.csv", &out, 0, err);
}

static int put_statuses(struct job *j, struct err *err)
{
    struct buf out = {0};
    buf_puts(&out, "code,name,description\n");
    for (uint32_t i = 0; i < j->l->ref->nstatuses; i++) {
        const struct status *s = &j->l->ref->statuses[i];
        ROW(&out, ((struct str){&s->code, 1}), s->name, s->description);
    }
    return put_text(j, "list-statuses.csv", &out, 0, err);
}

/* The sources that occur. */
static int put_sources(struct job *j, struct err *err)
{
    const struct ref *ref = j->l->ref;
    struct buf out = {0};
    buf_puts(&out, "code,type,type_name,name,ref_area\n");
    for (uint32_t i = 0; i < j->l->cube->nsources; i++) {
        struct str source = j->l->cube->sources[i];
        uint16_t type = 0, survey = 0;
        bool known = ref_source_find(ref, &type, &survey, source);
        if (source.len == 0)
            continue;
        ROW(&out, source, known ? ref->source_types[type].code : STR(""),
            known ? ref->source_types[type].name : STR(""), survey ? ref->surveys[survey].name : STR(""),
            survey ? ref->areas[ref->surveys[survey].area].code : STR(""));
    }
    return put_text(j, "list-sources.csv", &out, 0, err);
}

/* What is said of them, where anything is. */
static int put_catalogue(struct job *j, struct err *err)
{
    const struct loaded *l = j->l;
    struct buf out = {0};
    if (l->nsources == 0)
        return 0;
    buf_puts(&out, "ref_area,source,field,label,content\n");
    for (size_t i = 0; i < l->nsources; i++)
        for (int f = 0; f < CATALOGUE_FIELDS; f++)
            if (l->sources[i].content[f].len)
                ROW(&out, l->sources[i].area, l->sources[i].source, str_of(catalogue[f].name),
                    str_of(catalogue[f].label),
                    catalogue_text(l->ref, "en", (enum catalogue_field)f, l->sources[i].content[f]));
    return put_text(j, "list-catalogue.csv", &out, 0, err);
}

static int put_notes(struct job *j, struct err *err)
{
    const struct ref *ref = j->l->ref;
    struct buf out = {0}, id = {0};
    buf_puts(&out, "note,type,name\n");
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        const struct note_type *type = &ref->note_types[ref->notes[i].type];
        if (!type->open)
            continue;
        id.len = 0;
        buf_fmt(&id, "%.*s:%.*s", STR_FMT(type->code), STR_FMT(ref->notes[i].id));
        ROW(&out, buf_view(&id), type->name, ref->notes[i].name);
    }
    buf_release(&id);
    return put_text(j, "list-notes.csv", &out, 0, err);
}

static int put_lists(struct job *j, struct err *err)
{
    int r = put_areas(j, err);
    if (r == 0)
        r = put_codes(j, err);
    if (r == 0)
        r = put_statuses(j, err);
    if (r == 0)
        r = put_sources(j, err);
    if (r == 0)
        r = put_catalogue(j, err);
    return r == 0 ? put_notes(j, err) : r;
}

/* -- what it all is ------------------------------------------------------------------------------------- */

static int put_readme(struct job *j, struct err *err)
{
    const struct ref *ref = j->l->ref;
    const struct release *rel = &j->l->release;
    struct buf out = {0};
    struct str date = str_sub(rel->released_at, 0, 10);
    bool derived = j->l->derived && j->l->derived->nflows;
    buf_fmt(&out, "# %.*s, release %.*s\n\n%.*s (%.*s). Released %.*s by %.*s.\n\n", STR_FMT(ref->name),
            STR_FMT(rel->name), STR_FMT(ref->region_name), STR_FMT(ref->region), STR_FMT(date), STR_FMT(ref->agency));
    buf_fmt(&out, "%lld figures in %lld series of %zu tables. SHA-256 of what is published: `%.*s`.\n\n",
            (long long)j->l->cube->nobs, (long long)j->l->cube->nseries, j->nreported, STR_FMT(j->l->view));
    buf_fmt(&out, "## Licence and citation\n\n" LICENCE_LONG ", <" LICENCE_URL ">. Use the figures freely and name "
            "the source:\n\n> %.*s, %.*s (%.*s), release %.*s, %.*s. " LICENCE_NAME ".%s%.*s\n\n",
            STR_FMT(ref->agency), STR_FMT(ref->name), STR_FMT(ref->region), STR_FMT(rel->name), STR_FMT(date),
            j->opt->origin.len ? " " : "", STR_FMT(j->opt->origin));
    static const char *const files[] = {"all.csv.gz", "all.sdmx.csv.gz", "all.sqlite", "derived.csv.gz", "toc.csv",
                                        "list-areas.csv", "list-codes.csv", "list-statuses.csv", "list-sources.csv",
                                        "list-catalogue.csv", "list-notes.csv", BULK_SUMS};
    buf_puts(&out, "## Files\n\n| file | what it is |\n|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if ((derived || strcmp(files[i], "derived.csv.gz") != 0) &&
            (j->l->nsources || strcmp(files[i], "list-catalogue.csv") != 0))
            buf_fmt(&out, "| `%s` | %s |\n", files[i], bulk_what(str_of(files[i])));
    buf_puts(&out, "| `DF_*.csv.gz` | one table as CSV with codes and names; `toc.csv` says which |\n"
                   "| `DF_*.xlsx` | one table as a workbook: years as columns, all figures, notes and sources |\n\n");
    if (derived)
        buf_puts(&out, "What was reported and what is computed from it are kept apart. The tables marked `derived` in "
                       "`toc.csv`, and in `all.sqlite` in the table of indicators, are computed; `derived.csv.gz` has "
                       "these and, besides, the cells of other tables that nobody reported and that follow from what "
                       "was.\n\n");
    buf_puts(&out,
             "The files of a release do not change: `sha256sum -c " BULK_SUMS "` says whether they came whole.\n");
    return put_text(j, "README.md", &out, 0, err);
}

int bulk_files(const char *folder, const struct loaded *l, const struct bulk_options *opt, struct err *err)
{
    struct job j = {.folder = folder, .l = l, .opt = opt};
    find_slices(&j);
    j.total = 2 * j.n + 4; /* beside lists, which take no time */
    int r = put_readme(&j, err);
    if (r == 0)
        r = put_all(&j, err);
    if (r == 0)
        r = put_derived(&j, err);
    if (r == 0)
        r = put_tables(&j, err);
    if (r == 0)
        r = put_lists(&j, err);
    struct buf sums = j.sums;
    r = put_text(&j, BULK_SUMS, &sums, r, err);
    for (size_t i = 0; i < j.n; i++)
        slice_release(&j.slices[i]);
    free(j.slices);
    buf_release(&j.toc);
    return r;
}
