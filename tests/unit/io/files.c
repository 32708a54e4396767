/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "test.h"

void file_read(struct file_read *f, struct str text, const char *default_source)
{
    *f = (struct file_read){0};
    obs_set_init(&f->set);
    finding_list_init(&f->findings);
    const struct format *format = format_detect(text, &f->err);
    f->result = -ERR_INPUT;
    if (!format)
        return;
    struct reading rd = {.ref = fixture_ref(), .bytes = text, .default_source = str_of(default_source),
                         .set = &f->set, .findings = &f->findings};
    f->result = format->read(&rd, &f->err);
    finding_list_sort(&f->findings);
}

void file_release(struct file_read *f)
{
    obs_set_release(&f->set);
    finding_list_release(&f->findings);
}

void file_finds_at(int line, const char *text, const char *findings, size_t n, size_t aside)
{
    struct file_read f;
    struct buf got = {0};
    size_t set_aside = 0;
    file_read(&f, str_of(text), NULL);
    if (f.result < 0)
        test_fail("io/files", line, "%s", f.err.text);
    buf_puts(&got, "");
    for (size_t i = 0; i < f.findings.n; i++) {
        const struct finding *v = &f.findings.v[i];
        buf_fmt(&got, "%s%s@%u:%u", i ? " " : "", rules[v->rule].id, v->row, v->column);
        if (v->message.len == 0)
            test_fail("io/files", line, "a finding without a sentence");
        fixture_said(v);
    }
    for (size_t i = 0; i < f.set.n; i++)
        set_aside += f.set.v[i].set_aside;
    if (!str_is(buf_view(&got), findings) || f.set.n != n || set_aside != aside)
        test_fail("io/files", line, "found \"%s\", not \"%s\"; %zu read, %zu set aside (%.*s)",
                  got.p, findings, f.set.n, set_aside,
                  f.findings.n ? (int)f.findings.v[0].message.len : 0,
                  f.findings.n ? f.findings.v[0].message.p : "");
    buf_release(&got);
    file_release(&f);
}

struct slice *all_slices(const struct cube *cube)
{
    struct slice *s = mem_alloc(sizeof *s * (cube->nflows + 1));
    for (uint32_t f = 0; f < cube->nflows; f++) {
        s[f] = (struct slice){.cube = cube, .flow = &cube->flows[f]};
        for (uint32_t k = s[f].flow->first; k < s[f].flow->first + s[f].flow->n; k++)
            slice_add(&s[f], k, cube->start[k], cube->start[k + 1] - cube->start[k]);
    }
    return s;
}

void slices_free(struct slice *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        slice_release(&s[i]);
    free(s);
}

void write_all(struct buf *out, struct writing *w, const char *format)
{
    const struct format *f = format_find(str_of(format));
    CHECK(f && f->next);
    writing_begin(w, f);
    while (writing_next(w, out))
        CHECK(out->len > 0);
    writing_end(w);
    buf_puts(out, "");
}
