/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "syntax/compress.h"
#include "test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

TEST(format_table_is_well_formed)
{
    static const char *const names[] = {"sdmx-csv", "ilostat", "sdmx-json", "csv", "table"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        CHECK(format_find(str_of(names[i])) && format_find(str_of(names[i]))->next);
    for (size_t i = 0; i < nformats; i++) {
        const struct format *f = &formats[i];
        CHECK(format_find(str_of(f->name)) == f); /* no name twice */
        CHECK(f->mime[0] && f->ext[0] == '.' && f->what[0]);
        CHECK(!f->detect == !f->read); /* what is read is found by content */
        CHECK(f->read || f->next);
    }
    CHECK(format_is_text(format_find(STR("ilostat"))) && format_is_text(format_find(STR("sdmx-json"))));
    CHECK(!format_is_text(format_find(STR("workbook"))) && !format_is_text(format_find(STR("sqlite"))));
    CHECK(format_find(STR("xlsx")) == NULL && format_find(STR("")) == NULL);
}

static void looks(struct str bytes, const char *what)
{
    struct err err = {0};
    const struct format *f = format_detect(bytes, &err);
    if (f ? !str_is(str_of(f->name), what) : !strstr(err.text, what) || err.code != ERR_INPUT)
        test_fail(__FILE__, __LINE__, "%.20s: %s, not %s", bytes.p, f ? f->name : err.text, what);
}

TEST(format_detect_says_what_a_file_is)
{
    looks(STR("ref_area,source,indicator,sex,classif1,time,obs_value\n"), "ilostat");
    looks(STR("\xef\xbb\xbf\"ref_area\",\"indicator\",\"time\",\"obs_value\""), "ilostat");
    looks(STR("ref_area,indicator"), "ilostat"); /* enough to say what is missing */
    looks(STR("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\n"), "sdmx-csv");
    looks(STR("\xef\xbb\xbf" "DATAFLOW;REF_AREA\n"), "sdmx-csv");
    looks(STR(""), "empty");
    looks(STR("\n \n"), "blanks");
    looks(STR("PK\3\4rest of it"), "workbook");
    looks(STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "workbook");
    looks(STR("%PDF-1.4"), "PDF");
    looks(STR("<?xml version=\"1.0\"?>"), "XML");
    looks(STR("<!DOCTYPE html>"), "web page");
    looks(STR("{\"a\":1}"), "JSON");
    looks(STR("SQLite format 3\0"), "SQLite");
    looks(STR("\x7f" "ELF\2\1\1\0"), "program");
    looks(STR("abc\0def,ref_area"), "binary");
    looks(STR("name,age\nx,1\n"), "no header that is known");
    looks(STR("Table 1\r\n\r\nref_area,indicator,time,obs_value\r\n"), "stands in line 3");
    looks(STR("Table 1\rDATAFLOW,REF_AREA\r"), "stands in line 2");
    looks(STR("sep=\t\nDATAFLOW\tREF_AREA\n"), "sdmx-csv");
    looks(STR("dataflow,ref_area\n"), "sdmx-csv");
}

static const char *file_of(const char *name, const char *text, size_t n)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(text, 1, n, f) == n && fclose(f) == 0);
    return path;
}

static void content(struct str raw, int want, const char *what)
{
    struct buf unpacked = {0};
    struct str got;
    struct err err = {0};
    CHECK_INT(io_content(&got, &unpacked, raw, &err), want);
    if (want < 0 ? !strstr(err.text, what) : !str_is(got, what))
        test_fail(__FILE__, __LINE__, "%s: %s", what, want < 0 ? err.text : got.p);
    buf_release(&unpacked);
}

TEST(io_content_is_utf8_and_unpacked)
{
    struct buf packed = {0};
    gzip_pack(&packed, STR("ref_area"), 6);
    content(buf_view(&packed), 0, "ref_area");
    packed.len = 0;
    gzip_pack(&packed, STR("\xff\xfe" "r\0e\0f\0"), 6);
    content(buf_view(&packed), -ERR_INPUT, "CSV UTF-8 (Comma delimited)");
    buf_release(&packed);
    content(STR("ref_area"), 0, "ref_area");
    content(STR(""), 0, "");
    content(STR("\xff\xfe" "r\0e\0"), -ERR_INPUT, "UTF-16");
    content(STR("\xfe\xff\0r\0e"), -ERR_INPUT, "UTF-16");
    content(STR("r\0e\0f\0_\0"), -ERR_INPUT, "UTF-16");
    content(STR("\0r\0e\0f\0_\0a"), -ERR_INPUT, "UTF-16");
}

TEST(io_slurp_reads_whole_files)
{
    struct buf raw = {0};
    struct err err;
    size_t n = 300001;
    char *text = mem_alloc(n);
    memset(text, 'k', n);
    CHECK_INT(io_slurp(&raw, file_of("large.csv", text, n), &err), 0);
    CHECK(raw.len == n && memcmp(raw.p, text, n) == 0);
    raw.len = 0;
    CHECK_INT(io_slurp(&raw, file_of("empty.csv", "", 0), &err), 0);
    CHECK_INT(raw.len, 0);
    buf_release(&raw);
    free(text);
}

TEST(io_slurp_says_what_is_wrong_with_the_path)
{
    struct buf raw = {0};
    struct err err;
    char path[320];
    CHECK_INT(io_slurp(&raw, "/no/such/file.csv", &err), -ERR_NOFILE);
    CHECK(strstr(err.text, "/no/such/file.csv: "));
    CHECK_INT(io_slurp(&raw, test_dir(), &err), -ERR_INPUT);
    CHECK(strstr(err.text, test_dir()) && strstr(err.text, "folder"));
    /* sparse, so that it costs nothing: one byte more than the limit */
    snprintf(path, sizeof path, "%s", file_of("huge.csv", "x", 1));
    CHECK(truncate(path, (off_t)IO_FILE_MAX + 1) == 0);
    CHECK_INT(io_slurp(&raw, path, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, path) && raw.len == 0);
    buf_release(&raw);
}

TEST(io_slurp_reads_what_has_no_size)
{
    struct buf raw = {0};
    struct err err;
    char path[320];
    snprintf(path, sizeof path, "%s/pipe", test_dir());
    CHECK(mkfifo(path, 0600) == 0);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        FILE *f = fopen(path, "w");
        for (int i = 0; f && i < 50000; i++)
            fputs("line\n", f);
        if (f)
            fclose(f);
        _exit(0);
    }
    CHECK_INT(io_slurp(&raw, path, &err), 0);
    CHECK_INT(raw.len, 250000);
    buf_release(&raw);
}
