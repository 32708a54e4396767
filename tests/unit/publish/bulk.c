/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/bulk.h"

#include "collect/desk.h"
#include "io/format.h"
#include "syntax/rdf.h"
#include "publish/dcat.h"
#include "store/collection.h"
#include "test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void describe(struct store *st)
{
    struct source_version v = {.area = STR("THA"), .source = STR("BA:741"), .at = STR("2026-01-01T00:00:00Z"),
                               .who = STR("malee")};
    const struct source_field said[] = {{.field = STR("quality"), .content = STR("\"good\", they say")},
                                        {.field = STR("migrants"), .content = STR("T36:3215")},
                                        {.field = STR("contact"), .content = STR("Malee S.")}};
    struct err err;
    base_begin(st);
    CHECK_OK(store_source_add(st, &v, said, ARRAY_LEN(said), &err));
    base_commit(st);
}

static struct store *one_release(struct loaded *l)
{
    struct err err = {0};
    struct store *st = desk_open();
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
    desk_cell(st, "MNA_TPOP_SEX_CRS_NB MMR BA:741 2014", "SEX_T CRS_RES_THA 1418.472");
    describe(st);
    desk_release(st, "first", "");
    CHECK(release_load(l, st, STR(""), STR(""), STR(""), &err) == 0);
    CHECK(release_load_derived(l, st, STR(""), &err) == 0);
    return st;
}

static const char *dir_of(const char *name)
{
    static char dir[300];
    snprintf(dir, sizeof dir, "%s/%s", test_dir(), name);
    return dir;
}

static bool there(const char *dir, const char *folder, const char *file)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s/%s", dir, folder, file);
    return access(path, F_OK) == 0;
}

TEST(bulk_is_whole_and_as_its_sums_say)
{
    struct loaded l;
    struct err err = {0};
    struct arena arena;
    struct bulk_file *files;
    struct buf raw = {0};
    char folder[BULK_FOLDER], path[500], hex[SHA256_HEX];
    size_t n;
    struct store *st = one_release(&l);
    const char *dir = dir_of("bulk");
    bulk_folder(folder, l.release.id, l.view);
    CHECK(!bulk_is(dir, folder));
    if (bulk_write(dir, &l, &(struct bulk_options){.origin = STR("https://a.example")}, &err) != 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    CHECK(bulk_is(dir, folder));
    CHECK_INT(bulk_write(dir, &l, &(struct bulk_options){0}, &err), 1); /* there already */
    arena_init(&arena, 1 << 20);
    CHECK(bulk_list(&files, &n, &arena, dir, folder, &err) == 0);
    CHECK(n > 10);
    for (size_t i = 0; i < n; i++) {
        raw.len = 0;
        snprintf(path, sizeof path, "%s/%s/%.*s", dir, folder, STR_FMT(files[i].name));
        CHECK(io_slurp(&raw, path, &err) == 0);
        CHECK_INT(raw.len, files[i].bytes);
        CHECK(bulk_what(files[i].name)[0] && strcmp(bulk_media_type(files[i].name), "application/octet-stream") != 0);
        struct sha256 hash = sha256_of(buf_view(&raw));
        sha256_hex(hex, &hash);
        if (str_is(files[i].name, "list-catalogue.csv"))
            CHECK_STR(buf_view(&raw), "ref_area,source,field,label,content\n"
                                      "THA,BA:741,migrants,Definition of migrants,Non-citizens\n"
                                      "THA,BA:741,quality,Response and quality,\"\"\"good\"\", they say\"\n");
        if (files[i].sha256.len)
            CHECK_STR(files[i].sha256, hex);
        else
            CHECK_STR(files[i].name, BULK_SUMS);
        buf_release(&raw);
    }
    CHECK(there(dir, folder, "list-catalogue.csv"));
    CHECK(there(dir, folder, "DF_MST_NCTE_SEX_CCT_NB.xlsx") && there(dir, folder, "all.sqlite"));
    arena_release(&arena);
    loaded_release(&l);
    store_close(st);
}

static bool not_now(void *ctx, size_t done, size_t total)
{
    return ++*(int *)ctx < 3 && done <= total;
}

TEST(bulk_given_up_leaves_nothing)
{
    struct loaded l;
    struct err err = {0};
    char folder[BULK_FOLDER];
    int asked = 0;
    struct store *st = one_release(&l);
    const char *dir = dir_of("given-up");
    bulk_folder(folder, l.release.id, l.view);
    CHECK_INT(bulk_write(dir, &l, &(struct bulk_options){.go_on = not_now, .ctx = &asked}, &err), -ERR_STATE);
    CHECK(rmdir(dir) == 0); /* it is empty */
    snprintf(folder, sizeof folder, "%s", "x");
    CHECK_INT(bulk_write("/dev/null/x", &l, &(struct bulk_options){0}, &err), -ERR_NOFILE);
    loaded_release(&l);
    store_close(st);
}

/* Folders of releases that are not kept go, and what another process began and never finished; nothing else. */
TEST(bulk_tidy_removes_what_is_no_longer_to_be_seen)
{
    static const char *const folders[] = {"1-0123456789ab", "2-0123456789ab", "12-0123456789ab", ".begun-999999999",
                                          ".begun-1", "1-0123456789abc", "1-0123456789aX", "notes", "-0123456789ab"};
    const char *keep[] = {"2-0123456789ab"};
    const char *dir = dir_of("tidy");
    char path[400];
    CHECK(mkdir(dir, 0755) == 0);
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        CHECK(mkdir(path, 0755) == 0);
        snprintf(path, sizeof path, "%s/%s/file", dir, folders[i]);
        FILE *f = fopen(path, "w");
        CHECK(f && fclose(f) == 0);
    }
    bulk_tidy(dir, keep, ARRAY_LEN(keep));
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        bool gone = i == 0 || i == 2 || i == 3;
        if (there(dir, folders[i], "file") == gone)
            test_fail(__FILE__, __LINE__, "%s %s", folders[i], gone ? "is still there" : "is gone");
    }
    bulk_tidy("/nowhere/at/all", keep, 1);
}

TEST(dcat_has_a_dataset_for_each_flow)
{
    struct loaded l;
    struct buf out = {0};
    struct store *st = one_release(&l);
    dcat_write(&out, RDF_TURTLE, &(struct dcat){.cube = l.cube, .origin = STR("https://a.example"),
                                                .modified = STR("2026-01-15T10:00:00Z")});
    CHECK(strstr(out.p, "<https://a.example/table/MST_NCTE_SEX_CCT_NB#dataset> a dcat:Dataset"));
    CHECK(strstr(out.p, "authority/country/THA>"));
    CHECK(strstr(out.p, "dcat:startDate \"2014-01-01\"^^xsd:date"));
    CHECK(strstr(out.p, "dcat:accessURL <https://a.example/rest/data/DF_MST_NCTE_SEX_CCT_NB?format=xlsx>"));
    CHECK(strstr(out.p, "media-types/application/vnd.sqlite3>"));
    CHECK(!strstr(out.p, "/bulk#dataset"));
    out.len = 0;
    dcat_write(&out, RDF_TURTLE, &(struct dcat){.origin = STR("https://a.example")});
    CHECK(strstr(out.p, "a dcat:Catalog") && !strstr(out.p, "dcat:Dataset"));
    buf_release(&out);
    loaded_release(&l);
    store_close(st);
}
