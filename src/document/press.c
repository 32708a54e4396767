/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/press.h"

#include "base/child.h"
#include "document/press_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID_MOST = 300 };
static const size_t PAPER_MOST = (size_t)256 << 20;

/* A program, how it is called and what it may use. */
struct press {
    const char *program, *package, *makes; /* "PDF" */
    const char *const *argv;
    unsigned seconds;
    rlim_t memory;
};

/* -- starting ------------------------------------------------------------------------------------------ */

/* Where the program lies, as a shell would find it; empty: nowhere. */
static void find_program(char path[4096], const char *program)
{
    struct str rest = str_of(getenv("PATH")), dir;
    while (str_next(&dir, &rest, ':')) {
        int n = snprintf(path, 4096, "%.*s/%s", STR_FMT(dir), program);
        if (dir.len && dir.p[0] == '/' && n < 4096 && access(path, X_OK) == 0)
            return;
    }
    path[0] = 0;
}

/* 0 or an error number. Nothing of the environment but where programs lie: no language, no settings of a user; the same
 * input gives the same output. */
static int start(pid_t *pid, const struct press *p, const char *path, int in, int out, int said)
{
    static char language[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent", zone[] = "TZ=UTC0",
                epoch[] = "SOURCE_DATE_EPOCH=315532800", /* 1980, the first that ZIP knows */
                seed[] = "PYTHONHASHSEED=0", programs[] = "PATH=/usr/bin:/bin";
    char *env[] = {programs, language, home, zone, epoch, seed, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, said, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&files, "/");
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &usual);
    posix_spawnattr_setpgroup(&attr, 0);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    int code = posix_spawn(pid, path, &files, &attr, (char *const *)p->argv, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    if (code == 0) {
        const struct rlimit memory = {p->memory, p->memory}, seconds = {p->seconds * 2, p->seconds * 2}, core = {0, 0};
        prlimit(*pid, RLIMIT_AS, &memory, NULL);
        prlimit(*pid, RLIMIT_CPU, &seconds, NULL);
        prlimit(*pid, RLIMIT_CORE, &core, NULL);
    }
    return code;
}

/* -- listening ----------------------------------------------------------------------------------------- */

/* The last line of what it said. */
static struct str last_words(struct buf *said, int fd)
{
    ssize_t n;
    off_t size = lseek(fd, 0, SEEK_END), from = MAX(size - 4096, 0);
    lseek(fd, from, SEEK_SET);
    while ((n = read(fd, buf_room(said, 4096), 4096)) > 0)
        said->len += (size_t)n;
    struct str all = str_trim(buf_view(said));
    const char *line = all.len ? memrchr(all.p, '\n', all.len) : NULL;
    struct str last = line ? (struct str){line + 1, (size_t)(str_end(all) - line - 1)} : all;
    return str_sub(last, 0, SAID_MOST);
}

static int how_it_ended(enum child_end ending, int status, const struct press *p, int said, struct err *err)
{
    struct buf b = {0};
    if (ending == CHILD_TOO_SLOW)
        return err_set(err, ERR_LIMIT, "making the %s takes %s more than %u seconds, the limit", p->makes, p->program,
                       p->seconds);
    if (ending == CHILD_TOO_MUCH)
        return err_set(err, ERR_LIMIT, "the %s has more than %zu MB, the limit", p->makes, PAPER_MOST >> 20);
    struct str words = last_words(&b, said);
    int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    int r = sig ? err_set(err, ERR_IO, "%s, which makes the %s, was ended by signal %d%s", p->program, p->makes, sig,
                          sig == SIGABRT || sig == SIGKILL ? ", as when memory runs out" : "")
                : err_set(err, ERR_IO, "%s, which makes the %s, failed%s%.*s", p->program, p->makes,
                          words.len ? ": " : "", STR_FMT(words));
    buf_release(&b);
    return r;
}

static int run(struct buf *out, const struct press *p, const char *path, int in, int said, struct err *err)
{
    int pipe_fd[2], status = 0;
    pid_t pid;
    if (pipe2(pipe_fd, O_CLOEXEC) != 0)
        return err_set(err, ERR_IO, "a pipe cannot be made: %s", strerror(errno));
    int answer = child_descriptor(pipe_fd[1]), code = answer < 0 ? errno : start(&pid, p, path, in, answer, said);
    if (answer >= 0)
        close(answer);
    if (code != 0) {
        close(pipe_fd[0]);
        return err_set(err, ERR_IO, "%s cannot be started: %s", path, strerror(code));
    }
    size_t before = out->len;
    enum child_end ending = child_listen(out, pipe_fd[0], p->seconds, before + PAPER_MOST);
    close(pipe_fd[0]);
    if (ending != CHILD_ENDED)
        kill(-pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (ending == CHILD_ENDED && WIFEXITED(status) && WEXITSTATUS(status) == 0 && out->len > before)
        return 0;
    out->len = before;
    return how_it_ended(ending, status, p, said, err);
}

static int press(struct buf *out, const struct press *p, const char *path, struct str html, struct err *err)
{
    int r = 0;
    int in = child_bytes("ilms-document", html), said = child_bytes("ilms-said", STR(""));
    if (in < 0 || said < 0)
        r = err_set(err, ERR_IO, "the document cannot be handed to %s: %s", p->program, strerror(errno));
    else
        r = run(out, p, path, in, said, err);
    if (in >= 0)
        close(in);
    if (said >= 0)
        close(said);
    return r;
}

/* -- PDF and DOCX -------------------------------------------------------------------------------------- */

static int paint_and_press(struct buf *out, const struct press *p, struct str html, struct press_pictures *edited,
                           struct err *err)
{
    struct buf painted = {0};
    char path[4096];
    find_program(path, p->program);
    if (!path[0])
        return err_set(err, ERR_FORMAT, "%s is made by %s, which is not installed here; Debian's package is %s",
                       p->makes, p->program, p->package);
    int r = press_is_closed(html, err);
    if (r == 0)
        r = press_paint(&painted, html, edited, err);
    if (r == 0)
        r = press(out, p, path, buf_view(&painted), err);
    buf_release(&painted);
    return r;
}

/* WeasyPrint sets each letter of a drawing by itself, which is wrong in Thai, Khmer, Lao and Burmese. */
int press_pdf(struct buf *out, struct str html, struct err *err)
{
    static const char *const argv[] = {"weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1",
                                       "-", "-", NULL};
    static const struct press weasyprint = {"weasyprint", "weasyprint", "PDF", argv, 900, (rlim_t)6 << 30};
    return paint_and_press(out, &weasyprint, html, NULL, err);
}

/* The first heading is the title. Debian's pandoc cannot be told to read nothing (--sandbox), since it reads its own
 * templates; it opens only what the HTML makes it open, and that is nothing (press_is_closed). */
int press_docx(struct buf *out, struct str html, struct err *err)
{
    static const char *const argv[] = {"pandoc", "--from", "html", "--to", "docx", "--toc", "--toc-depth=2",
                                       "--shift-heading-level-by=-1", "--output", "-", NULL};
    static const struct press pandoc = {"pandoc", "pandoc", "DOCX", argv, 900,
                                        (rlim_t)1 << 46}; /* its language sets terabytes of addresses aside */
    struct press_pictures pictures = {0};
    struct buf docx = {0};
    int r = paint_and_press(&docx, &pandoc, html, &pictures, err);
    if (r == 0)
        r = press_pictures_put(out, &pictures, buf_view(&docx), err);
    press_pictures_release(&pictures);
    buf_release(&docx);
    return r;
}
