/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/apart.h"

#include "io/apart_wire.h"
#include "io/mapping.h"
#include "model/ref_builtin.h"
#include "syntax/workbook.h"

static const struct sandbox_limits limits = {
    .memory = (size_t)1536 << 20, .output = (size_t)512 << 20, .seconds = 60};

/* -- the child -------------------------------------------------------------------------------- */

static int load_ref(struct ref **ref, const struct apart_request *q, struct err *err)
{
    int r = q->nfiles ? ref_load(ref, q->files, q->nfiles, err) : ref_load_builtin(ref, err);
    if (r == 0 && memcmp(&(*ref)->hash, &q->ref_hash, sizeof q->ref_hash) != 0)
        r = err_set(err, ERR_CONFIG, "the reference data for reading are not those of the base");
    return r;
}

/* What is not read here is read by apart_read itself, unless it is packed. */
static const struct format *format_of(struct str content, const struct mapping *mapping, struct err *err)
{
    if (workbook_is(content)) {
        err_set(err, ERR_INPUT, "the file is a workbook packed with gzip; send it as it was before");
        return NULL;
    }
    return mapping ? &mapped_format : format_detect(content, err);
}

/* Nothing is released: the process ends with its answer. */
static int read_apart(struct buf *out, struct str in, struct err *err)
{
    struct apart_request q;
    struct arena arena;
    struct ref *ref = NULL;
    struct mapping *mapping = NULL;
    struct buf unpacked = {0};
    struct obs_set set;
    struct finding_list findings;
    struct remark_list remarks;
    arena_init(&arena, 1 << 20);
    obs_set_init(&set);
    finding_list_init(&findings);
    remark_list_init(&remarks);
    int r = apart_asked(&q, &arena, in, err);
    if (r == 0)
        r = load_ref(&ref, &q, err);
    if (r == 0 && q.mapping.len && (r = mapping_parse(&mapping, q.mapping, ref, err)) < 0)
        err_context(err, "the mapping");
    struct reading rd = {.ref = ref, .default_source = q.default_source, .set = &set,
                         .findings = &findings, .mapping = mapping, .remarks = &remarks};
    if (r == 0)
        r = io_content(&rd.bytes, &unpacked, q.bytes, err);
    if (r < 0)
        return r;
    const struct format *format = format_of(rd.bytes, mapping, err);
    if (!format)
        return -(int)ERR_INPUT;
    r = format->read(&rd, err);
    return r < 0 ? r : apart_encode(out, format, &rd, err);
}

const struct sandbox_work apart_work = {"apart", read_apart};

/* -- the parent ------------------------------------------------------------------------------- */

static int read_workbook(const struct format **format, struct reading *rd, struct str text,
                         struct err *err)
{
    struct mapping *mapping = NULL;
    int r = 0;
    *format = text.len ? &mapped_format : format_detect(rd->bytes, err);
    if (!*format)
        return -(int)ERR_INPUT;
    if (text.len && (r = mapping_parse(&mapping, text, rd->ref, err)) < 0)
        return err_context(err, "the mapping");
    rd->mapping = mapping;
    r = (*format)->read(rd, err);
    rd->mapping = NULL;
    mapping_free(mapping);
    return r;
}

int apart_read(const struct format **format, struct reading *rd, struct str mapping,
               const struct ref_file *files, size_t nfiles, struct err *err)
{
    struct buf request = {0}, answer = {0};
    if (workbook_is(rd->bytes))
        return read_workbook(format, rd, mapping, err);
    if (rd->bytes.len > IO_FILE_MAX || mapping.len > IO_FILE_MAX)
        return err_set(err, ERR_LIMIT, "it has more than %zu MB, the limit for one file",
                       IO_FILE_MAX >> 20);
    bool builtin = ref_is_builtin(rd->ref);
    assert(builtin || nfiles);
    apart_ask(&request, &(struct apart_request){
                            .ref_hash = rd->ref->hash, .files = files,
                            .nfiles = builtin ? 0 : (uint32_t)nfiles, .mapping = mapping,
                            .default_source = rd->default_source, .bytes = rd->bytes});
    int r = sandbox_run(&answer, &apart_work, buf_view(&request), &limits, err);
    buf_release(&request);
    if (r == 0)
        r = apart_decode(format, rd, buf_view(&answer), mapping.len != 0, err);
    buf_release(&answer);
    return r;
}
