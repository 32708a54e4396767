/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The folder: its name, its making, what is in it, what is to go. What its files say is bulk_files.c's. */

#include "publish/bulk_inner.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VIEW_SHOWN = 12 };
#define BEGUN ".begun-" /* and the process that makes it */

void bulk_folder(char out[BULK_FOLDER], int64_t release, struct str view)
{
    snprintf(out, BULK_FOLDER, "%lld-%.*s", (long long)release, (int)MIN(view.len, (size_t)VIEW_SHOWN),
             view.p ? view.p : "");
}

/* "3-a56aabe10f8b" */
static bool is_folder_name(const char *name)
{
    size_t n = strspn(name, "0123456789");
    return n > 0 && name[n] == '-' && strspn(name + n + 1, "0123456789abcdef") == VIEW_SHOWN &&
           name[n + 1 + VIEW_SHOWN] == 0;
}

/* -- sinks ---------------------------------------------------------------------------------------- */

static int failed(const struct sink *s, struct err *err)
{
    return err_set(err, ERR_IO, "%s/%s: cannot be written: %s", s->folder, s->name, strerror(errno));
}

int sink_open(struct sink *s, const char *folder, const char *name, bool gzip, struct err *err)
{
    char path[BULK_PATH];
    *s = (struct sink){.folder = folder, .gzip = gzip};
    snprintf(s->name, sizeof s->name, "%s", name);
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return err_set(err, ERR_LIMIT, "%s/%s: the path is too long", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return failed(s, err);
    s->file = fdopen(fd, "w");
    if (!s->file)
        abort(); /* out of memory */
    if (gzip && deflateInit2(&s->z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    s->sum = sha256_begin();
    return 0;
}

static int put_plain(struct sink *s, struct str bytes, struct err *err)
{
    sha256_add(s->sum, bytes);
    s->bytes += bytes.len;
    return bytes.len == 0 || fwrite(bytes.p, bytes.len, 1, s->file) == 1 ? 0 : failed(s, err);
}

static int put_packed(struct sink *s, struct str bytes, int flush, struct err *err)
{
    char room[16 << 10];
    int r = 0;
    s->z.next_in = (Bytef *)(uintptr_t)bytes.p;
    s->z.avail_in = (uInt)bytes.len; /* a portion */
    do {
        s->z.next_out = (Bytef *)room;
        s->z.avail_out = sizeof room;
        deflate(&s->z, flush);
        r = put_plain(s, (struct str){room, sizeof room - s->z.avail_out}, err);
    } while (r == 0 && s->z.avail_out == 0);
    return r;
}

int sink_put(struct sink *s, struct str bytes, struct err *err)
{
    return s->gzip ? put_packed(s, bytes, Z_NO_FLUSH, err) : put_plain(s, bytes, err);
}

int sink_close(struct sink *s, struct buf *sums, int r, struct err *err)
{
    if (!s->file)
        return r;
    if (r == 0 && s->gzip)
        r = put_packed(s, STR(""), Z_FINISH, err);
    if (s->gzip)
        deflateEnd(&s->z);
    if (r == 0 && (fflush(s->file) != 0 || fsync(fileno(s->file)) != 0))
        r = failed(s, err);
    fclose(s->file);
    s->file = NULL;
    struct sha256 hash = sha256_end(s->sum);
    sha256_hex(s->sha256, &hash);
    if (r == 0 && sums)
        buf_fmt(sums, "%s  %s\n", s->sha256, s->name);
    return r;
}

/* -- the folder ----------------------------------------------------------------------------------- */

/* There are no folders in it. */
static void remove_folder(const char *dir, const char *name)
{
    char path[BULK_PATH];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return;
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        closedir(d);
    rmdir(path);
}

static int sync_folder(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int r = fd < 0 || fsync(fd) != 0 ? err_set(err, ERR_IO, "%s: cannot be brought to the disk: %s", path,
                                               strerror(errno)) : 0;
    if (fd >= 0)
        close(fd);
    return r;
}

bool bulk_is(const char *dir, const char *folder)
{
    char path[BULK_PATH];
    struct stat st;
    return snprintf(path, sizeof path, "%s/%s/" BULK_SUMS, dir, folder) < (int)sizeof path &&
           stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

int bulk_write(const char *dir, const struct loaded *l, const struct bulk_options *opt, struct err *err)
{
    char folder[BULK_FOLDER], begun[BULK_FOLDER], from[BULK_PATH], to[BULK_PATH];
    bulk_folder(folder, l->release.id, l->view);
    snprintf(begun, sizeof begun, BEGUN "%lld", (long long)getpid());
    if (snprintf(from, sizeof from, "%s/%s", dir, begun) >= BULK_PATH - BULK_NAME ||
        snprintf(to, sizeof to, "%s/%s", dir, folder) >= BULK_PATH - BULK_NAME)
        return err_set(err, ERR_LIMIT, "%s: the path is too long", dir);
    if (bulk_is(dir, folder))
        return 1;
    remove_folder(dir, begun); /* of an earlier process of that number */
    if ((mkdir(dir, 0755) != 0 && errno != EEXIST) || mkdir(from, 0755) != 0)
        return err_set(err, ERR_NOFILE, "%s: no folder can be made there: %s", dir, strerror(errno));
    int r = bulk_files(from, l, opt, err);
    if (r == 0)
        r = sync_folder(from, err);
    if (r == 0 && rename(from, to) != 0)
        /* another process has been quicker, and has made the same */
        r = bulk_is(dir, folder) ? 1 : err_set(err, ERR_IO, "%s: cannot be given its name: %s", to,
                                               strerror(errno));
    if (r == 0)
        r = sync_folder(dir, err);
    else
        remove_folder(dir, begun);
    return r;
}

/* Is the process that began it still there? */
static bool is_left_over(const char *name)
{
    uint64_t pid;
    if (!str_uint(&pid, str_of(name + sizeof BEGUN - 1), INT32_MAX) || pid == 0)
        return false;
    return (pid_t)pid != getpid() && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

void bulk_tidy(const char *dir, const char *const *keep, size_t n)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        bool kept = false;
        for (size_t i = 0; i < n; i++)
            kept = kept || strcmp(e->d_name, keep[i]) == 0;
        bool begun = strncmp(e->d_name, BEGUN, sizeof BEGUN - 1) == 0;
        if (begun ? is_left_over(e->d_name) : !kept && is_folder_name(e->d_name))
            remove_folder(dir, e->d_name);
    }
    if (d)
        closedir(d);
}

/* -- what is in it --------------------------------------------------------------------------------- */

static int sums_read(struct buf *out, const char *path, struct err *err)
{
    char room[4096];
    FILE *f = fopen(path, "re");
    if (!f)
        return err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", path, strerror(errno));
    for (size_t n; (n = fread(room, 1, sizeof room, f)) > 0;)
        buf_put(out, room, n);
    fclose(f);
    return 0;
}

static uint64_t size_of(const char *folder, struct str name)
{
    char path[BULK_PATH];
    struct stat st;
    int n = snprintf(path, sizeof path, "%s/%.*s", folder, STR_FMT(name));
    return n < (int)sizeof path && stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

int bulk_list(struct bulk_file **out, size_t *n, struct arena *arena, const char *dir, const char *folder,
              struct err *err)
{
    char path[BULK_PATH];
    struct buf sums = {0};
    size_t lines = 0;
    *n = 0;
    snprintf(path, sizeof path, "%s/%s/" BULK_SUMS, dir, folder);
    int r = sums_read(&sums, path, err);
    snprintf(path, sizeof path, "%s/%s", dir, folder);
    for (size_t i = 0; i < sums.len; i++)
        lines += sums.p[i] == '\n';
    *out = arena_array(arena, struct bulk_file, lines + 1);
    struct str line, rest = buf_view(&sums);
    while (r == 0 && str_next(&line, &rest, '\n')) {
        const size_t name_at = SHA256_HEX + 1;
        if (line.len <= name_at)
            continue;
        struct bulk_file *f = &(*out)[(*n)++];
        f->sha256 = arena_str(arena, str_sub(line, 0, SHA256_HEX - 1));
        f->name = arena_str(arena, str_sub(line, name_at, line.len));
        f->bytes = size_of(path, f->name);
    }
    if (r == 0)
        (*out)[(*n)++] = (struct bulk_file){.name = STR(BULK_SUMS), .bytes = sums.len};
    buf_release(&sums);
    return r;
}

static const struct {
    struct str end;
    const char *type, *what;
} kinds[] = {
    {{"all.csv.gz", 10}, "application/gzip", "all reported figures, one a line, in the layout of ILOSTAT's bulk files"},
    {{"all.sdmx.csv.gz", 15}, "application/gzip", "all reported figures as SDMX-CSV"},
    {{"all.sqlite", 10}, "application/vnd.sqlite3",
     "all figures, also the tables computed from them, as a SQLite database with the lists of codes"},
    {{"derived.csv.gz", 14}, "application/gzip", "what is computed from them, in the layout of ILOSTAT's bulk files"},
    {{"toc.csv", 7}, "text/csv", "the table of contents: which tables there are, from when to when, and their files"},
    {{"list-areas.csv", 14}, "text/csv", "countries and areas with their codes"},
    {{"list-codes.csv", 14}, "text/csv", "codes of classifications"},
    {{"list-statuses.csv", 17}, "text/csv", "letters that mark a figure"},
    {{"list-sources.csv", 16}, "text/csv", "surveys, censuses and registers"},
    {{"list-catalogue.csv", 18}, "text/csv", "what the countries say of their sources"},
    {{"list-notes.csv", 14}, "text/csv", "values of notes"},
    {{"README.md", 9}, "text/markdown; charset=utf-8", "what is here, licence, how to cite"},
    {{BULK_SUMS, sizeof BULK_SUMS - 1}, "text/plain; charset=utf-8", "SHA-256 of each file, for sha256sum -c"},
    {{".xlsx", 5}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "one table as a workbook"},
    {{".csv.gz", 7}, "application/gzip", "one table as CSV with codes and names"},
};

static int kind_of(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (kinds[i].end.p[0] == '.' ? str_ends(name, kinds[i].end) : str_eq(name, kinds[i].end))
            return (int)i;
    return -1;
}

const char *bulk_media_type(struct str name)
{
    int kind = kind_of(name);
    return kind < 0 ? "application/octet-stream" : kinds[kind].type;
}

const char *bulk_what(struct str name)
{
    int kind = kind_of(name);
    return kind < 0 ? "" : kinds[kind].what;
}
