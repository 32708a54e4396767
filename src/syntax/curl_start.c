/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/curl_start.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LIBRARY "libcurl.so.4"

/* <curl/curl.h> has macros of these names before the functions, which look whether an option is of its type. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#if LIBCURL_VERSION_NUM < 0x080000
typedef CURLU url_read;
#else
typedef const CURLU url_read;
#endif

/* X(what it answers, name, parameters, arguments) */
#define CALLS(X)                                                                                                       \
    X(CURLcode, curl_global_init, (long flags), (flags))                                                               \
    X(CURL *, curl_easy_init, (void), ())                                                                              \
    X(CURLcode, curl_easy_perform, (CURL * curl), (curl))                                                              \
    X(const char *, curl_easy_strerror, (CURLcode code), (code))                                                       \
    X(time_t, curl_getdate, (const char *text, const time_t *unused), (text, unused))                                  \
    X(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text))              \
    X(CURLU *, curl_url, (void), ())                                                                                   \
    X(CURLUcode, curl_url_set, (CURLU * url, CURLUPart what, const char *part, unsigned flags),                        \
      (url, what, part, flags))                                                                                        \
    X(CURLUcode, curl_url_get, (url_read * url, CURLUPart what, char **part, unsigned flags), (url, what, part, flags))
#define CALLS_WITHOUT_ANSWER(X)                          \
    X(void, curl_easy_cleanup, (CURL * curl), (curl))    \
    X(void, curl_free, (void *text), (text))             \
    X(void, curl_slist_free_all, (struct curl_slist * list), (list)) \
    X(void, curl_url_cleanup, (CURLU * url), (url))
/* The last argument of these is a pointer or a long, which go the same way wherever Linux runs. */
#define CALLS_OF_ANY_TYPE(X)                                         \
    X(CURLcode, curl_easy_setopt, (CURL * curl, CURLoption what, ...)) \
    X(CURLcode, curl_easy_getinfo, (CURL * curl, CURLINFO what, ...))
_Static_assert(sizeof(long) == sizeof(void *), "options are handed on as pointers");

static struct {
#define FIELD(type, name, ...) __typeof__(&name) name##_;
    CALLS(FIELD)
    CALLS_WITHOUT_ANSWER(FIELD)
    CALLS_OF_ANY_TYPE(FIELD)
#undef FIELD
} lib;
static char missing[200]; /* why it is not there; empty: it is */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    const char *why = handle ? NULL : dlerror();
    /* dlsym gives an object's address for a function's, which POSIX lets one store so */
#define TAKE(type, name, ...)                                                      \
    if (!why && !(*(void **)(void *)&lib.name##_ = dlsym(handle, #name)))          \
        why = #name " is not in it";
    CALLS(TAKE)
    CALLS_WITHOUT_ANSWER(TAKE)
    CALLS_OF_ANY_TYPE(TAKE)
#undef TAKE
    if (why)
        snprintf(missing, sizeof missing, "%s", why);
    else if (lib.curl_global_init_(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort();
}

int curl_start(struct err *err)
{
    pthread_once(&once, start);
    if (!missing[0])
        return 0;
    return err_set(err, ERR_STATE, "nothing can be sent or fetched without " LIBRARY " (Debian: libcurl4): %s",
                   missing);
}

/* -- its functions, by their own names --------------------------------------------------------------------- */

static void need(void)
{
    pthread_once(&once, start);
    if (missing[0])
        abort(); /* curl_start has not been asked */
}

#define CALL(type, name, parameters, arguments) \
    type name parameters                        \
    {                                           \
        need();                                 \
        return lib.name##_ arguments;           \
    }
CALLS(CALL)
#define CALL_WITHOUT_ANSWER(type, name, parameters, arguments) \
    type name parameters                                       \
    {                                                          \
        need();                                                \
        lib.name##_ arguments;                                 \
    }
CALLS_WITHOUT_ANSWER(CALL_WITHOUT_ANSWER)
#define CALL_OF_ANY_TYPE(type, name, parameters) \
    type name parameters                         \
    {                                            \
        va_list rest;                            \
        need();                                  \
        va_start(rest, what);                    \
        void *last = va_arg(rest, void *);       \
        va_end(rest);                            \
        return lib.name##_(curl, what, last);    \
    }
CALLS_OF_ANY_TYPE(CALL_OF_ANY_TYPE)
