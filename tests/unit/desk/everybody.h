/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A base with people of every role, and asking the signed-in part as each of them, for its tests. */
#ifndef TESTS_DESK_EVERYBODY_H
#define TESTS_DESK_EVERYBODY_H

#include "desk/visit.h"

#define HEAD "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
#define KHM_FIGURE "1234.567"
#define THA_FIGURE "4711.813"

extern struct desk *desk;

/* Runs an operation as the administrator on the machine; with a file as over the network. */
void run_v(const char *op, const struct word *words, const char *file, struct str bytes);
#define RUN(op, ...) run_v(op, (const struct word[]){__VA_ARGS__, {NULL, {NULL, 0}}}, NULL, STR(""))

extern const struct who {
    const char *name; /* NULL: nobody */
    enum role role;
    const char *area;
} people[];
extern const size_t npeople;
/* Who answers for Cambodia sees its own figures as they were sent, whoever else may. */
bool is_own(size_t who);

/* A base with a round, a meeting with two documents and two conclusions for KHM and THA, a submission of KHM (1) and
 * one of THA (2), an upload of THA (1) and of KHM (2), and a token for each of the people; opens the desk on it. */
void set_up(const char *name);

/* One more in answer to the round: the same question table of a country, with another total. */
void submit(const char *area, const char *source, const char *figure, const char *name);

/* A consultation "c" on a release "0" without figures: two paragraphs, "region.1" in the first chapter and "region.2"
 * in the second, and a figure "region.f"; KHM and THA are asked. Of the release two reports (1, 2) are made. */
void consult_all(void);

struct asked {
    struct arena arena;
    struct http_answer an;
};
/* As one of the people; the answer is to be let go by asked_done. */
void ask(struct asked *a, size_t who, const char *method, const char *path, const struct http_field *fields,
         unsigned nfields);
void asked_done(struct asked *a);
bool body_has(const struct asked *a, const char *text);

struct http_field field(const char *name, const char *value);
/* A form of these fields is answered with this status. */
void send_form(int line, size_t who, const char *path, int status, const struct http_field *fields, unsigned n);
#define SEND(who, path, status, ...)                                                                          \
    send_form(__LINE__, (who), (path), (status), (const struct http_field[]){__VA_ARGS__},                    \
              sizeof((const struct http_field[]){__VA_ARGS__}) / sizeof(struct http_field))
/* Does the page, which is there, have it in it? */
bool page_has(size_t who, const char *path, const char *text);

#endif
