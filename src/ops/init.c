/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#include "base/num.h"
#include "collect/best.h"

#include <dirent.h>

enum { FILES_MAX = 256 }; /* of a folder of reference data */

static int add_folder(struct arena *arena, struct ref_file *files, size_t *n, const char *dir,
                      const char *sub, bool may_miss, struct err *err)
{
    const char *path = sub ? arena_fmt(arena, "%s/%s", dir, sub) : dir;
    DIR *d = opendir(path);
    if (!d && may_miss)
        return 0;
    if (!d)
        return err_set(err, ERR_NOFILE, "%s: is no folder of reference data (region.csv, codelists, "
                       "sources, tables)", path);
    int r = 0;
    for (struct dirent *e; r == 0 && (e = readdir(d));) {
        const char *name = sub ? arena_fmt(arena, "%s/%s", sub, e->d_name)
                               : arena_fmt(arena, "%s", e->d_name);
        if (!ref_file_is(str_of(name)) || *n == FILES_MAX)
            continue;
        struct buf raw = {0};
        r = io_slurp(&raw, arena_fmt(arena, "%s/%s", dir, name), err);
        if (r == 0)
            files[(*n)++] = (struct ref_file){.name = str_of(name), .content = arena_str(arena, buf_view(&raw))};
        buf_release(&raw);
    }
    closedir(d);
    return r;
}

static int files_of(struct arena *arena, struct ref_file **files, size_t *n, const char *dir, bool region,
                    struct err *err)
{
    *files = arena_array(arena, struct ref_file, FILES_MAX);
    *n = 0;
    int r = add_folder(arena, *files, n, dir, NULL, false, err);
    for (size_t i = 0; r == 0 && i < REF_FOLDERS; i++) /* other languages are not needed */
        r = add_folder(arena, *files, n, dir, ref_folders[i], region || strcmp(ref_folders[i], "names") == 0, err);
    return r;
}

int ref_files_get(struct arena *arena, struct ref_file **files, size_t *n, const char *dir,
                  struct err *err)
{
    if (!dir) {
        *n = ref_builtin_files(arena, files);
        return 0;
    }
    return files_of(arena, files, n, dir, false, err);
}

int ref_files_region(struct arena *arena, struct ref_file **files, size_t *n, const char *dir, struct err *err)
{
    struct ref_file *own;
    size_t nown;
    int r = files_of(arena, &own, &nown, dir, true, err);
    return r < 0 ? r : ref_builtin_join(arena, files, n, own, nown, dir, err);
}

/* The folder that --region names, else the environment; NULL: neither. */
static const char *region_said(const struct call *c)
{
    struct str dir = call_get(c, "region");
    const char *env = getenv("ILMS_REGION");
    return dir.len ? dir.p : env && *env ? env : NULL;
}

static int files_said(struct ref_file **files, size_t *n, struct call *c, struct err *err)
{
    struct str data = call_get(c, "data");
    const char *region = region_said(c);
    if (data.len && call_has(c, "region"))
        return err_set(err, ERR_USAGE, "--data is all of the reference data and --region what comes to those built in; "
                       "only one of them can be");
    return region && !data.len ? ref_files_region(&c->arena, files, n, region, err)
                               : ref_files_get(&c->arena, files, n, data.len ? data.p : NULL, err);
}

int call_ref_builtin(struct call *c, struct err *err)
{
    struct ref_file *files;
    size_t n;
    if (c->ref)
        return 0;
    int r = files_said(&files, &n, c, err);
    return r < 0 ? r : ref_load(&c->ref, files, n, err);
}

int op_init(struct call *c, struct err *err)
{
    struct ref_file *files;
    size_t n;
    int r = files_said(&files, &n, c, err);
    if (r == 0)
        r = ref_load(&c->ref, files, n, err);
    /* made whole in memory and then given its place: a crash leaves no half of a base */
    if (r == 0)
        r = store_open(&c->store, "", STORE_CREATE, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = store_ref_add(c->store, &c->ref_version, files, n, &c->ref->hash, c->at, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        r = store_copy(c->store, c->base, err);
    if (r < 0)
        return r;
    const struct ref *ref = c->ref;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "base", str_of(c->base));
        json_put_int(&c->j, "areas", ref->nareas - 1);
        json_put_int(&c->j, "codes", ref->ncodes - 1);
        json_put_int(&c->j, "indicators", ref->nlisted - 1);
        json_put_int(&c->j, "surveys", ref->nsurveys - 1);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "%s: a new base with %u tables, %u areas, %u codes and %u surveys\n",
                c->base, ref->nlisted - 1, ref->nareas - 1, ref->ncodes - 1, ref->nsurveys - 1);
    }
    return 0;
}

/* -- later ------------------------------------------------------------------------------------ */

static bool is_current(const struct call *c, const struct ref *built_in)
{
    return memcmp(&c->ref->hash, &built_in->hash, sizeof built_in->hash) == 0;
}

/* Opening the base for writing has brought its tables up to date already. */
int op_upgrade(struct call *c, struct err *err)
{
    struct ref_file *files;
    size_t n;
    struct ref *new_ref = NULL;
    unsigned renewed = 0;
    bool named = call_has(c, "data") || call_has(c, "region"), wanted = named || call_has(c, "reference");
    int r = files_said(&files, &n, c, err);
    if (r == 0)
        r = ref_load(&new_ref, files, n, err);
    if (r == 0)
        r = call_ref(c, err);
    bool other = r == 0 && !str_eq(c->ref->region, new_ref->region);
    if (other && wanted && !named)
        r = err_set(err, ERR_STATE, "the base is of the region %s and these reference data are of %s; --region DIR "
                    "takes them with what is the region's own", c->ref->region.p, new_ref->region.p);
    bool current = r == 0 && is_current(c, new_ref);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0 && wanted && !current)
        r = store_ref_add(c->store, &c->ref_version, files, n, &new_ref->hash, c->at, err);
    if (r == 0)
        r = best_renew(&renewed, c->store, c->ref, err);
    if (r == 0)
        r = call_commit(c, err);
    ref_free(new_ref);
    if (r < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "base", str_of(c->base));
        json_put_int(&c->j, "renewed", renewed);
        json_put_int(&c->j, "reference", c->ref_version);
        json_put_bool(&c->j, "reference_is_current", current || wanted);
        json_close(&c->j);
        json_line(&c->j);
    } else if (!c->quiet) {
        if (renewed)
            buf_fmt(&c->out, "%s: %s made anew, in which the best figure of a cell is chosen otherwise now\n",
                    c->base, num_counted(renewed, "table").text);
        buf_fmt(&c->out, "%s: up to date%s\n", c->base,
                current  ? ""
                : wanted ? ", with new reference data"
                : other  ? "; it is of another region than the reference data built in, which --region DIR takes with "
                           "the region's own"
                         : "; its reference data differ from those built in, which --reference takes");
    }
    return 0;
}
