/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Files read apart come to what they come to when they are read here, and no stream of a child
 * that lies gets further than the decoder. */

#include "io/apart.h"

#include "io/apart_wire.h"
#include "io/files.h"
#include "io/mapping.h"
#include "syntax/compress.h"
#include "test.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

static struct err err;

struct got {
    const struct format *format;
    struct obs_set set;
    struct finding_list findings;
    struct remark_list remarks;
    struct reading rd;
    int result;
    struct err err;
};

static void got_init(struct got *g, struct str bytes, const char *source)
{
    *g = (struct got){0};
    obs_set_init(&g->set);
    finding_list_init(&g->findings);
    remark_list_init(&g->remarks);
    g->rd = (struct reading){.ref = fixture_ref(), .bytes = bytes, .default_source = str_of(source),
                             .set = &g->set, .findings = &g->findings, .remarks = &g->remarks};
}

static void got_release(struct got *g)
{
    obs_set_release(&g->set);
    finding_list_release(&g->findings);
    remark_list_release(&g->remarks);
}

/* As without a child. */
static void read_here(struct got *g, struct str file, struct str map_text, const char *source)
{
    struct mapping *mapping = NULL;
    struct buf unpacked = {0};
    got_init(g, STR(""), source);
    g->result = map_text.len ? mapping_parse(&mapping, map_text, fixture_ref(), &g->err) : 0;
    if (g->result < 0)
        err_context(&g->err, "the mapping");
    g->rd.mapping = mapping;
    if (g->result == 0)
        g->result = io_content(&g->rd.bytes, &unpacked, file, &g->err);
    if (g->result == 0) {
        g->format = mapping ? &mapped_format : format_detect(g->rd.bytes, &g->err);
        g->result = g->format ? g->format->read(&g->rd, &g->err) : -(int)ERR_INPUT;
    }
    mapping_free(mapping);
    buf_release(&unpacked);
}

static void same_texts(const char *name, const char *what, const struct str *a, size_t na,
                       const struct str *b, size_t nb)
{
    if (na != nb)
        test_fail(__FILE__, __LINE__, "%s: %zu %s, not %zu", name, nb, what, na);
    for (size_t i = 0; i < na; i++)
        if (!str_eq(a[i], b[i]))
            test_fail(__FILE__, __LINE__, "%s: %s %zu is \"%.*s\", not \"%.*s\"", name, what, i,
                      STR_FMT(b[i]), STR_FMT(a[i]));
}

static bool same_obs(const struct obs *a, const struct obs *b)
{
    return obs_same_key(a, b) && a->note == b->note && memcmp(&a->value, &b->value, sizeof a->value) == 0 &&
           a->decimals == b->decimals && a->status == b->status && a->set_aside == b->set_aside &&
           a->sheet == b->sheet && a->column == b->column && a->period_column == b->period_column &&
           a->row == b->row;
}

static void same_finding(const char *name, const struct finding *a, const struct finding *b)
{
    const struct str x[] = {a->indicator, a->area, a->source, a->sex, a->classif[0], a->classif[1],
                            a->period, a->value, a->message, a->pattern, a->args, a->proposal,
                            a->proposal_pattern, a->proposal_args, a->answer};
    const struct str y[] = {b->indicator, b->area, b->source, b->sex, b->classif[0], b->classif[1],
                            b->period, b->value, b->message, b->pattern, b->args, b->proposal,
                            b->proposal_pattern, b->proposal_args, b->answer};
    same_texts(name, "text of a finding", x, ARRAY_LEN(x), y, ARRAY_LEN(y));
    CHECK(a->rule == b->rule && a->severity == b->severity && a->sheet == b->sheet &&
          a->column == b->column && a->row == b->row && a->part == b->part);
    CHECK(a->nproposals == 0 && b->nproposals == 0);
}

static void same_remark(const char *name, const struct remark *a, const struct remark *b)
{
    const struct str x[] = {a->indicator, a->area, a->source, a->sex, a->classif[0], a->classif[1],
                            a->period, a->type, a->value, a->content};
    const struct str y[] = {b->indicator, b->area, b->source, b->sex, b->classif[0], b->classif[1],
                            b->period, b->type, b->value, b->content};
    same_texts(name, "text of a remark", x, ARRAY_LEN(x), y, ARRAY_LEN(y));
    CHECK(a->kind == b->kind && a->sheet == b->sheet && a->row == b->row && a->column == b->column &&
          a->public == b->public);
}

/* Member for member. */
static void same_got(const char *name, const struct got *a, const struct got *b)
{
    if (a->result != b->result || strcmp(a->err.text, b->err.text) != 0)
        test_fail(__FILE__, __LINE__, "%s: %d %s, not %d %s", name, b->result, b->err.text, a->result,
                  a->err.text);
    if (a->result < 0)
        return;
    CHECK(a->format == b->format && a->rd.questionnaire == b->rd.questionnaire);
    same_texts(name, "source", a->set.sources.v, a->set.sources.n, b->set.sources.v, b->set.sources.n);
    same_texts(name, "note", a->set.notes.v, a->set.notes.n, b->set.notes.v, b->set.notes.n);
    same_texts(name, "sheet", a->set.sheets, a->set.nsheets, b->set.sheets, b->set.nsheets);
    same_texts(name, "pattern", a->findings.patterns.v, a->findings.patterns.n, b->findings.patterns.v,
               b->findings.patterns.n);
    CHECK_INT(b->set.cells, a->set.cells);
    CHECK_INT(b->set.n, a->set.n);
    for (size_t i = 0; i < a->set.n; i++)
        if (!same_obs(&a->set.v[i], &b->set.v[i]))
            test_fail(__FILE__, __LINE__, "%s: observation %zu differs", name, i);
    CHECK_INT(b->findings.n, a->findings.n);
    CHECK(memcmp(a->findings.count, b->findings.count, sizeof a->findings.count) == 0);
    for (size_t i = 0; i < a->findings.n; i++)
        same_finding(name, &a->findings.v[i], &b->findings.v[i]);
    CHECK_INT(b->remarks.n, a->remarks.n);
    for (size_t i = 0; i < a->remarks.n; i++)
        same_remark(name, &a->remarks.v[i], &b->remarks.v[i]);
    CHECK(str_eq(a->remarks.round, b->remarks.round));
}

/* -- files -------------------------------------------------------------------------------------- */

static void same_both_ways(const char *name, struct str file, struct str mapping, const char *source)
{
    struct got here, apart;
    read_here(&here, file, mapping, source);
    got_init(&apart, file, source);
    apart.result = apart_read(&apart.format, &apart.rd, mapping, NULL, 0, &apart.err);
    same_got(name, &here, &apart);
    for (size_t i = 0; i < apart.findings.n; i++)
        fixture_said(&apart.findings.v[i]);
    got_release(&here);
    got_release(&apart);
}

static void slurp(struct buf *out, const char *path)
{
    if (io_slurp(out, path, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
}

static void same_file(const char *path, const char *map_path, const char *source)
{
    struct buf file = {0}, mapping = {0};
    slurp(&file, path);
    if (map_path)
        slurp(&mapping, map_path);
    same_both_ways(path, buf_view(&file), buf_view(&mapping), source);
    buf_release(&file);
    buf_release(&mapping);
}

static void same_folder(const char *folder, const char *ext, size_t least)
{
    DIR *d = opendir(folder);
    size_t n = 0;
    CHECK(d);
    for (struct dirent *e; (e = readdir(d));) {
        char path[400];
        if (!str_ends(str_of(e->d_name), str_of(ext)))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        same_file(path, NULL, n % 2 ? "BA:741" : "");
        n++;
    }
    closedir(d);
    CHECK(n >= least);
}

TEST(apart_reads_the_sample_base) { same_folder("data/asean", ".csv", 9); }
TEST(apart_reads_messages)
{
    same_folder("tests/data/messages", ".xml", 2);
    same_folder("tests/data/messages", ".json", 3);
    same_folder("tests/data/messages", ".csv", 1);
}
TEST(apart_reads_the_examples_of_the_rules) { same_folder("data/rules", ".csv", 40); }
TEST(apart_reads_files_of_tests) { same_folder("tests/data", ".csv", 5); }

TEST(apart_reads_sheets_with_a_mapping)
{
    same_file("tests/data/freeform/abroad.csv", "tests/data/freeform/abroad.map", "BA:741");
    same_file("tests/data/freeform/abroad.csv", "tests/data/freeform/abroad_full.map", "");
    same_file("tests/data/freeform/matrix.csv", "tests/data/freeform/matrix.map", "");
    /* made for another sheet */
    same_file("tests/data/good.csv", "tests/data/freeform/matrix.map", "");
}

static void same_shared(const char *map, const char *file)
{
    char map_path[300], path[300];
    snprintf(map_path, sizeof map_path, "data/collections/%s.map", map);
    if (access(map_path, R_OK) < 0)
        snprintf(map_path, sizeof map_path, "tests/data/mappings/%s.map", map);
    snprintf(path, sizeof path, "%s/data/%s.csv", test_shared(), file);
    same_file(path, map_path, "EB:1");
}

TEST(apart_reads_published_tables)
{
    same_shared("phl_emigrants_all", "national/phl/Emigrant-1981-2020-AllCountries");
    same_shared("jpn_foreign_workers", "national/jpn/LaborByNationality");
    same_shared("un_desa_2017", "international/undesa_2017_Table1");
    same_shared("world_bank_2017", "international/wb_bilateral_migrant_stocks_2017");
}

TEST(apart_reads_workbooks_where_they_are_taken_apart)
{
    same_file("tests/data/workbooks/two_sheets.xlsx", NULL, "");
    same_file("tests/data/workbooks/free_form.xlsx", "tests/data/freeform/free_form.map", "");
    same_file("tests/data/workbooks/free_form.xlsx", "tests/data/good.csv", "");
}

TEST(apart_reads_sdmx_csv_and_gzip)
{
    struct file_read f;
    struct buf file = {0}, sdmx = {0}, packed = {0}, twice = {0};
    slurp(&file, "data/asean/THA.csv");
    file_read(&f, buf_view(&file), NULL);
    CHECK_INT(f.result, 0);
    obs_set_sort(&f.set);
    size_t n = 0; /* a cube has no repetitions */
    for (size_t i = 0; i < f.set.n; i++)
        if (!f.set.v[i].set_aside && (n == 0 || !obs_same_key(&f.set.v[i], &f.set.v[n - 1])))
            f.set.v[n++] = f.set.v[i];
    f.set.n = n;
    struct cube *cube = fixture_cube(fixture_ref(), &f.set);
    struct slice *slices = all_slices(cube);
    struct writing w = {.slices = slices, .nslices = cube->nflows, .ref = fixture_ref()};
    write_all(&sdmx, &w, "sdmx-csv");
    same_both_ways("sdmx-csv", buf_view(&sdmx), STR(""), "");
    gzip_pack(&packed, buf_view(&sdmx), 6);
    same_both_ways("sdmx-csv.gz", buf_view(&packed), STR(""), "");
    gzip_pack(&twice, buf_view(&packed), 6);
    same_both_ways("packed twice", buf_view(&twice), STR(""), "");
    slices_free(slices, cube->nflows);
    cube_free(cube);
    file_release(&f);
    buf_release(&file);
    buf_release(&sdmx);
    buf_release(&packed);
    buf_release(&twice);
}

TEST(apart_refuses_what_is_refused_here)
{
    same_both_ways("empty", STR(""), STR(""), "");
    same_both_ways("blank", STR("  \n\n"), STR(""), "");
    same_both_ways("pdf", STR("%PDF-1.4 "), STR(""), "");
    same_both_ways("no header", STR("a,b\n1,2\n"), STR(""), "");
    same_both_ways("gzip cut", STR("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01"), STR(""), "");
    same_both_ways("no mapping", STR("a,b\n1,2\n"), STR("[table]\nnothing = 1\n"), "");
    same_both_ways("utf-16", STR("\xff\xfe" "a\0b\0"), STR(""), "");
}

#define HEAD "ref_area,indicator,source,sex,classif1,time,obs_value,obs_status,note_source\n"

/* Names of countries in many languages, "did you mean": all that reading asks ICU for. */
TEST(apart_can_do_all_that_reading_asks_for)
{
    static const char map[] = "[table]\nindicator = MST_NCTE_SEX_CCT_NB\ncountry = MYS\nsource = BA:741\n"
                              "sex = SEX_T\ntime = 2019\nclassif1 = column A as CCT_CTZ\n"
                              "rows = 2-\nfigures = B\n";
    static const char sheet[] = "country,persons\nKambodscha,1\nCambodge,2\nCampuchia,3\n"
                                "\xe0\xb8\x81\xe0\xb8\xb1\xe0\xb8\xa1\xe0\xb8\x9e\xe0\xb8\xb9\xe0\xb8\x8a"
                                "\xe0\xb8\xb2,4\nThailnad,5\nMyanmra,x\n\xff\xfe,7\n";
    struct got g;
    setenv("ICU_DATA", "/nowhere", 1); /* where ICU would open files */
    same_both_ways("names", STR(sheet), STR(map), "");
    unsetenv("ICU_DATA");
    read_here(&g, STR(sheet), STR(map), "");
    CHECK_INT(g.result, 0);
    CHECK(g.set.n >= 3 && g.findings.n >= 2); /* names were found, and not found */
    got_release(&g);
    same_both_ways("faults", STR(HEAD
                                 "MYSS,MST_NCTE_SEX_CCT,BA:7,SEX_X,CCT_CTZ_THAI,20144,1 2x,Q,R1\n"
                                 "MYS,MST_NCTE_SEX_CCT_NB,ZZ:1,SEX_T,AGE_5YRBANDS_TOTAL,2014,1,,R1:1_x\n"
                                 "MYS,\"MST\n,BA:741,SEX_T,CCT_CTZ_THA,2014,1e400,,\n"
                                 "\x1b[31m,\t,BA:741\n"
                                 "MYS,MST_NCTE_SEX_CCT_NB,BA:741,SEX_T,CCT_CTZ_THA,2014,,,R1:3903\n"),
                   STR(""), "");
}

/* What makes its reader do what reading does not need comes back as an error, and nothing else. */
TEST(apart_says_when_a_workbook_is_packed)
{
    struct buf file = {0}, packed = {0};
    struct got g;
    slurp(&file, "tests/data/workbooks/two_sheets.xlsx");
    gzip_pack(&packed, buf_view(&file), 6);
    got_init(&g, buf_view(&packed), "");
    CHECK_INT(apart_read(&g.format, &g.rd, STR(""), NULL, 0, &err), -ERR_INPUT);
    CHECK(strstr(err.text, "packed with gzip"));
    got_release(&g);
    buf_release(&file);
    buf_release(&packed);
}

/* -- other reference data --------------------------------------------------------------------- */

TEST(apart_reads_with_the_reference_data_it_is_given)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct buf areas = {0}, file = {0};
    struct got g;
    struct ref *ref;
    for (size_t i = 0; i < n; i++)
        if (str_is(files[i].name, "codelists/areas.csv")) { /* a country that nobody else has */
            buf_str(&areas, files[i].content);
            buf_puts(&areas, "ZZY,ZY,997,Nowhere\n");
            files[i].content = buf_view(&areas);
        }
    CHECK_INT(ref_load(&ref, files, n, &err), 0);
    CHECK(ref_area_find(ref, STR("ZZY")) && !ref_area_find(fixture_ref(), STR("ZZY")));
    buf_puts(&file, HEAD "ZZY,MST_NCTE_SEX_CCT_NB,BA:741,SEX_T,CCT_CTZ_THA,2014,5,,\n");
    got_init(&g, buf_view(&file), "");
    g.rd.ref = ref;
    CHECK_INT(apart_read(&g.format, &g.rd, STR(""), files, n, &err), 0);
    CHECK_INT(g.set.n, 1);
    CHECK(str_is(ref->areas[g.set.v[0].area].code, "ZZY"));
    got_release(&g);
    /* files that it was not loaded from */
    got_init(&g, buf_view(&file), "");
    g.rd.ref = ref;
    n = fixture_files(files);
    CHECK_INT(apart_read(&g.format, &g.rd, STR(""), files, n, &err), -ERR_CONFIG);
    got_release(&g);
    ref_free(ref);
    buf_release(&areas);
    buf_release(&file);
}

/* -- the stream --------------------------------------------------------------------------------- */

/* Something of everything: sheets, notes, statuses, findings with phrases, remarks. */
static void something(struct got *g)
{
    static struct str sheets[] = {{"One", 3}, {"\xe0\xb8\x81", 3}};
    static const char text[] =
        HEAD "MYS,MST_NCTE_SEX_CCT_NB,BA:741,SEX_T,CCT_CTZ_THA,2014,5.10,,R1:3903\n"
             "MYS,MST_NCTE_SEX_CCT_NB,BA:741,SEX_M,CCT_CTZ_THA,2014Q3,,N,\n"
             "MYS,MST_NCTE_SEX_CCT_NB,BA:741,SEX_F,CCT_CTZ_THA,2014M05,x,B,R1:2\n"
             "MYS,MST_NCTE_SEX_CCT_NB,BA:741,SEX_F,AGE_5YRBANDS_TOTAL,2014,1,,R1:2\n"
             "MYY,MST_NCTE_SEX_CCT_NB,EB:9,SEX_F,CCT_CTZ_THA,2014,1,,\n";
    read_here(g, STR(text), STR(""), "");
    CHECK(g->result == 0 && g->set.n >= 3 && g->findings.n >= 4);
    g->set.sheets = sheets;
    g->set.nsheets = 2;
    g->set.v[0].sheet = 1;
    g->findings.v[0].sheet = 2;
    for (int i = 0; i < REMARK_KINDS; i++) {
        struct remark *r = remark_add(&g->remarks, (enum remark_kind)i, (uint16_t)(i % 3), 7, 8);
        *r = (struct remark){.kind = r->kind, .sheet = r->sheet, .row = r->row, .column = r->column,
                             .indicator = STR("a"), .area = STR("bb"), .source = STR("BA:741"),
                             .sex = STR("d"), .classif = {STR("e"), STR("f")}, .period = STR("2014"),
                             .type = STR("S1"), .value = STR("1.5"), .content = STR("two\nlines"),
                             .public = i == 1};
    }
    g->remarks.round = STR("2024");
    g->rd.questionnaire = true;
}

TEST(apart_stream_holds_all_that_a_reading_gives)
{
    struct got a, b;
    struct buf stream = {0};
    something(&a);
    CHECK_INT(apart_encode(&stream, a.format, &a.rd, &err), 0);
    got_init(&b, STR(""), "");
    b.result = apart_decode(&b.format, &b.rd, buf_view(&stream), false, &b.err);
    same_got("stream", &a, &b);
    got_release(&b);
    /* of a reading with a mapping it would be a lie */
    got_init(&b, STR(""), "");
    CHECK_INT(apart_decode(&b.format, &b.rd, buf_view(&stream), true, &err), -ERR_INPUT);
    CHECK(strstr(err.text, "(format)"));
    got_release(&b);
    got_release(&a);
    buf_release(&stream);
}

TEST(apart_refuses_a_stream_that_is_cut_or_longer)
{
    struct got a, b;
    struct buf stream = {0};
    something(&a);
    CHECK_INT(apart_encode(&stream, a.format, &a.rd, &err), 0);
    buf_char(&stream, 0);
    for (size_t n = 0; n <= stream.len; n++) {
        char *copy = mem_alloc(n + 1); /* so that reading past its end is seen */
        memcpy(copy, stream.p, n);
        got_init(&b, STR(""), "");
        int r = apart_decode(&b.format, &b.rd, (struct str){copy, n}, false, &err);
        CHECK_INT(r, n == stream.len - 1 ? 0 : -ERR_INPUT);
        got_release(&b);
        free(copy);
    }
    got_release(&a);
    buf_release(&stream);
}

/* What is decoded is sound, whatever was done to the stream. */
static void check_sound(const struct got *g)
{
    struct buf again = {0};
    struct got b;
    for (size_t i = 0; i < g->set.n; i++) {
        const struct obs *o = &g->set.v[i];
        CHECK(o->indicator < fixture_ref()->nindicators && o->area < fixture_ref()->nareas);
        CHECK(o->source < g->set.sources.n && o->note < g->set.notes.n && o->sheet <= g->set.nsheets);
    }
    CHECK_INT(apart_encode(&again, g->format, &g->rd, &err), 0);
    got_init(&b, STR(""), "");
    b.result = apart_decode(&b.format, &b.rd, buf_view(&again), false, &b.err);
    same_got("again", g, &b);
    got_release(&b);
    buf_release(&again);
}

TEST(apart_refuses_or_reads_soundly_a_stream_with_other_bytes)
{
    struct got a, b;
    struct buf stream = {0};
    size_t read = 0, refused = 0;
    something(&a);
    CHECK_INT(apart_encode(&stream, a.format, &a.rd, &err), 0);
    for (size_t i = 0; i < stream.len; i++)
        for (unsigned bit = 0; bit < 9; bit++) {
            char was = stream.p[i];
            stream.p[i] = (char)(bit < 8 ? was ^ 1 << bit : -1);
            got_init(&b, STR(""), "");
            b.result = apart_decode(&b.format, &b.rd, buf_view(&stream), false, &b.err);
            CHECK(b.result == 0 || b.result == -(int)ERR_INPUT);
            if (b.result == 0)
                check_sound(&b);
            read += b.result == 0;
            refused += b.result < 0;
            got_release(&b);
            stream.p[i] = was;
        }
    CHECK(read > 0 && refused > 0);
    got_release(&a);
    buf_release(&stream);
}

/* Each changes one thing so that it contradicts something. */
static void lie(struct got *g, unsigned which)
{
    struct obs *o = &g->set.v[0];
    struct finding *f = &g->findings.v[0];
    switch (which) {
    case 0: o->indicator = 0; break;
    case 1: o->area = (uint16_t)fixture_ref()->nareas; break;
    case 2: o->sex = fixture_code("CCT_CTZ_THA"); break;
    case 3: o->classif[0] = 0; break;
    case 4: o->classif[0] = (uint16_t)fixture_ref()->ncodes; break;
    case 5: o->classif[1] = o->classif[0]; break;
    case 6: o->period = 40; break;
    case 7: o->source = g->set.sources.n; break;
    case 8: o->note = g->set.notes.n; break;
    case 9: o->value = (double)INFINITY; break;
    case 10: o->value = (double)NAN; break; /* and no status says why */
    case 11: o->decimals = 16; break;
    case 12: o->status = '!'; break;
    case 13: o->set_aside = 2; break;
    case 14: o->sheet = 3; break;
    case 15: o->row = 0; break;
    case 16: g->set.cells = g->set.n - 1; break;
    case 17: strset_put(&g->set.sources, STR("nothing")); break;
    case 18: strset_put(&g->set.notes, STR("one\ttwo")); break;
    case 19: f->sheet = 3; break;
    case 20: f->value = STR("\x1b[2J"); break;
    case 21: f->area = STR("\xff"); break;
    case 22: f->args = STR("1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13"); break;
    case 23: f->args = STR("\1{1}{1}\2x\3"); break;
    case 24: g->remarks.v[0].sheet = 3; break;
    case 25: g->remarks.v[0].type = STR("a\nb"); break;
    case 26: g->remarks.v[0].content = STR("\xc3"); break;
    case 27: g->remarks.round = STR("\x7f"); break;
    case 28: f->pattern = g->findings.patterns.v[strset_put(&g->findings.patterns, STR("{2} {1}"))]; break;
    case 29: f->pattern = g->findings.patterns.v[strset_put(&g->findings.patterns, STR(""))]; break;
    case 30: g->format = format_find(STR("workbook")); break;
    case 31: g->format = format_find(STR("csv")); break; /* which is only written */
    }
}

TEST(apart_refuses_each_lie)
{
    enum { LIES = 32 };
    for (unsigned i = 0; i < LIES; i++) {
        struct got a, b;
        struct buf stream = {0};
        something(&a);
        lie(&a, i);
        CHECK_INT(apart_encode(&stream, a.format, &a.rd, &err), 0);
        got_init(&b, STR(""), "");
        if (apart_decode(&b.format, &b.rd, buf_view(&stream), false, &err) != -(int)ERR_INPUT)
            test_fail(__FILE__, __LINE__, "lie %u is believed", i);
        got_release(&b);
        got_release(&a);
        buf_release(&stream);
    }
}

TEST(apart_has_limits)
{
    struct got g;
    struct buf stream = {0};
    got_init(&g, STR(""), "");
    g.format = format_find(STR("ilostat"));
    g.remarks.n = APART_REMARKS_MAX + 1; /* it is not looked at them */
    CHECK_INT(apart_encode(&stream, g.format, &g.rd, &err), -ERR_LIMIT);
    g.remarks.n = 0;
    g.findings.n = APART_FINDINGS_MAX + 1;
    CHECK_INT(apart_encode(&stream, g.format, &g.rd, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, "more than 1000000 findings"));
    g.findings.n = 0;
    CHECK_INT(stream.len, 0);
    got_release(&g);
    buf_release(&stream);
}

/* A count that would take more memory than the stream has bytes. */
TEST(apart_believes_no_count)
{
    struct got a, b;
    struct buf stream = {0};
    something(&a);
    CHECK_INT(apart_encode(&stream, a.format, &a.rd, &err), 0);
    for (size_t i = 8; i + 4 <= stream.len; i++) {
        char was[4];
        memcpy(was, stream.p + i, 4);
        memset(stream.p + i, 0xff, 4);
        got_init(&b, STR(""), "");
        int r = apart_decode(&b.format, &b.rd, buf_view(&stream), false, &err);
        CHECK(r == 0 || r == -(int)ERR_INPUT);
        CHECK(b.set.size <= 1000 && b.findings.size <= 1000 && b.remarks.size <= 1000);
        got_release(&b);
        memcpy(stream.p + i, was, 4);
    }
    got_release(&a);
    buf_release(&stream);
}

/* Whatever is asked of the child that is no question is an error. */
TEST(apart_asks_in_a_form_that_is_checked)
{
    struct apart_request q = {.default_source = STR("BA:741"), .mapping = STR("m"), .bytes = STR("xyz"),
                              .files = &(struct ref_file){.name = STR("region.csv"), .content = STR("a,b\n")},
                              .nfiles = 1};
    struct buf stream = {0};
    struct arena arena;
    struct apart_request got;
    apart_ask(&stream, &q);
    for (size_t n = 0; n <= stream.len; n++) {
        arena_init(&arena, 1 << 20);
        int r = apart_asked(&got, &arena, (struct str){stream.p, n}, &err);
        CHECK_INT(r, n == stream.len ? 0 : -ERR_INPUT);
        if (r == 0) {
            CHECK_STR(got.default_source, "BA:741");
            CHECK_STR(got.mapping, "m");
            CHECK_STR(got.bytes, "xyz");
            CHECK_STR(got.files[0].name, "region.csv");
            CHECK_STR(got.files[0].content, "a,b\n");
        }
        arena_release(&arena);
    }
    buf_release(&stream);
}
