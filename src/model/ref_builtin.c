/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref_builtin.h"

#include "base/embed.h"

#include <pthread.h>

const char *const ref_folders[REF_FOLDERS] = {"codelists", "names", "sources", "tables"};

bool ref_file_is(struct str name)
{
    if (!str_ends(name, STR(".csv")))
        return false;
    if (str_is(name, "region.csv"))
        return true;
    for (size_t i = 0; i < REF_FOLDERS; i++)
        if (str_starts(name, str_of(ref_folders[i])) && name.p[strlen(ref_folders[i])] == '/')
            return true;
    return false;
}

size_t ref_builtin_files(struct arena *arena, struct ref_file **files)
{
    size_t n = 0;
    *files = arena_array(arena, struct ref_file, embedded_count);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (!str_starts(name, STR("data/")) || !ref_file_is(str_sub(name, 5, name.len)))
            continue;
        (*files)[n++] = (struct ref_file){.name = str_sub(name, 5, name.len),
                                          .content = embedded_files[i].content};
    }
    return n;
}

int ref_load_builtin(struct ref **out, struct err *err)
{
    struct arena arena;
    struct ref_file *files;
    arena_init(&arena, 64 << 20);
    size_t n = ref_builtin_files(&arena, &files);
    int r = ref_load(out, files, n, err);
    arena_release(&arena);
    return r;
}

static struct sha256 builtin;

static void make_hash(void)
{
    struct arena arena;
    struct ref_file *files;
    arena_init(&arena, 64 << 20);
    size_t n = ref_builtin_files(&arena, &files);
    builtin = ref_files_hash(files, n);
    arena_release(&arena);
}

bool ref_is_builtin(const struct ref *ref)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_hash);
    return memcmp(&ref->hash, &builtin, sizeof builtin) == 0;
}
