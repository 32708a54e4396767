/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/maker_inner.h"

enum { FILE_MOST = 64 << 20, FILES_MOST = 1024 };

static bool cut(struct str *out, struct str *from, uint64_t len)
{
    if (len > from->len)
        return false;
    *out = str_sub(*from, 0, (size_t)len);
    *from = str_sub(*from, (size_t)len, from->len);
    return true;
}

static bool cut_file(struct maker_made *out, struct str *rest)
{
    struct str piece;
    struct maker_file head;
    if (!cut(&piece, rest, sizeof head))
        return false;
    memcpy(&head, piece.p, sizeof head);
    if (!cut(&out->name, rest, head.name) || head.bytes > FILE_MOST || !cut(&out->bytes, rest, head.bytes))
        return false;
    struct sha256 hash = sha256_of(out->bytes);
    sha256_hex(out->sha256, &hash);
    return true;
}

static bool cut_all(struct maker_handed *out, struct arena *arena, struct str rest, uint32_t nfiles)
{
    bool fine = nfiles > 0 && nfiles <= FILES_MOST;
    out->files = arena_array(arena, struct maker_made, fine ? nfiles : 1);
    for (out->n = 0; fine && out->n < nfiles; out->n += fine)
        fine = cut_file(&out->files[out->n], &rest);
    return fine && rest.len == 0;
}

static bool is_listed(const struct maker_handed *h, const struct maker_made *f)
{
    struct report_file of;
    for (size_t i = 0; i < h->list.nfiles; i++)
        if (str_eq(h->list.files[i].name, f->name))
            return str_is(h->list.files[i].sha256, f->sha256) && report_file_parse(&of, f->name) &&
                   report_format_is(of.format, f->bytes);
    return false;
}

/* The last is the list of the others. */
static bool is_report(struct maker_handed *h, struct arena *arena)
{
    struct err ignored;
    const struct maker_made *list = &h->files[--h->n];
    bool fine = h->n > 0 && str_is(list->name, REPORT_MANIFEST) &&
                report_manifest_read(&h->list, arena, list->bytes, &ignored) == 0 && h->list.nfiles == h->n;
    for (size_t i = 0; fine && i < h->n; i++) {
        fine = is_listed(h, &h->files[i]);
        for (size_t k = 0; k < i; k++)
            fine = fine && !str_eq(h->files[i].name, h->files[k].name);
    }
    return fine;
}

static bool is_briefing(const struct maker_handed *h)
{
    return h->n == 1 && str_is(h->files[0].name, MAKER_BRIEFING) && report_format_is(REPORT_PDF, h->files[0].bytes);
}

int maker_read(struct maker_handed *out, struct arena *arena, struct str bytes, bool briefing, struct err *err)
{
    struct maker_said said;
    struct str piece;
    *out = (struct maker_handed){0};
    bool fine = cut(&piece, &bytes, sizeof said);
    if (fine) {
        memcpy(&said, piece.p, sizeof said);
        said.err.text[sizeof said.err.text - 1] = 0;
        if (said.result < 0 && said.err.code > ERR_NONE && said.err.code < ERR_COUNT)
            return err_set(err, said.err.code, "%s", said.err.text);
        fine = said.result == 0 && cut_all(out, arena, bytes, said.nfiles);
    }
    if (fine)
        fine = briefing ? is_briefing(out) : is_report(out, arena);
    return fine ? 0 : err_set(err, ERR_INPUT, "what was made is not whole");
}
