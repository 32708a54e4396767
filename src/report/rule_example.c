/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/rule_example.h"

#include "base/embed.h"
#include "check/check.h"
#include "io/format.h"

#include <stdio.h>

static struct str part_of(enum rule rule, const char *ending)
{
    char name[40];
    snprintf(name, sizeof name, "data/rules/%s.%s", rules[rule].id, ending);
    const struct embedded_file *file = embedded_find(name);
    return file ? file->content : STR("");
}

int rule_example_open(struct rule_example *e, const struct ref *ref, enum rule rule, int last_year, struct err *err)
{
    *e = (struct rule_example){.words = part_of(rule, "txt"), .text = part_of(rule, "csv")};
    obs_set_init(&e->set);
    finding_list_init(&e->findings);
    if (!e->text.len)
        return 0;
    const struct format *format = format_detect(e->text, err);
    struct reading rd = {.ref = ref, .bytes = e->text, .set = &e->set, .findings = &e->findings};
    if (!format || format->read(&rd, err) < 0)
        return err_context(err, "the example of %s", rules[rule].id);
    obs_set_sort(&e->set);
    check_set(&e->findings, ref, &e->set, &(struct check_options){.last_year = last_year});
    finding_list_sort(&e->findings);
    for (size_t i = 0; i < e->findings.n && !e->of; i++)
        if (e->findings.v[i].rule == rule)
            e->of = &e->findings.v[i];
    return 0;
}

void rule_example_close(struct rule_example *e)
{
    obs_set_release(&e->set);
    finding_list_release(&e->findings);
}

static void say(struct buf *out, const struct ref *ref, const char *language, struct str english, struct str pattern,
                struct str args)
{
    if (language && pattern.len)
        sentence_put(out, ref, language, pattern, args);
    else
        buf_str(out, english);
}

void rule_example_say(struct buf *out, const struct rule_example *e, const struct ref *ref, const char *language)
{
    const struct finding *f = e->of;
    say(out, ref, language, f->message, f->pattern, f->args);
    if (!f->proposal.len)
        return;
    buf_puts(out, "; ");
    say(out, ref, language, f->proposal, f->proposal_pattern, f->proposal_args);
}
