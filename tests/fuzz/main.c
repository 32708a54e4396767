/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Replays a corpus without a fuzzer: every file of a folder put once to the target. A crash or a
 * false claim ends it, and the last line says at which file. */

#include "fuzz.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[4096];

static void tell(int sig)
{
    static const char before[] = "this input: ";
    if (write(STDERR_FILENO, before, sizeof before - 1) < 0 ||
        write(STDERR_FILENO, path, strlen(path)) < 0 || write(STDERR_FILENO, "\n", 1) < 0)
        _exit(1);
    signal(sig, SIG_DFL);
    raise(sig);
}

static bool replay(void)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st) != 0) {
        perror(path);
        return false;
    }
    /* exactly as large as the input, so that reading past its end is seen */
    uint8_t *bytes = malloc((size_t)st.st_size ? (size_t)st.st_size : 1);
    size_t n = bytes ? fread(bytes, 1, (size_t)st.st_size, f) : 0;
    fclose(f);
    if (bytes)
        LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
    return bytes && n == (size_t)st.st_size;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    signal(SIGABRT, tell);
    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        if (!d) {
            perror(argv[i]);
            return 1;
        }
        for (struct dirent *e; (e = readdir(d));) {
            if (e->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
            if (!replay())
                return 1;
            count++;
        }
        closedir(d);
    }
    printf("%u inputs\n", count);
    return count == 0;
}
