/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a published document may do in a browser. */

#include "server/policy.h"
#include "server/reports.h"

#include "test.h"

#define BEFORE "default-src 'none'; img-src data:; font-src data:; style-src"
#define AFTER "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads"
/* of nothing, and of "a" */
#define NOTHING " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
#define LETTER " 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"

TEST(report_policy_is_its_own_styles)
{
    static const struct {
        const char *html, *styles;
    } v[] = {
        {"", " 'none'"},
        {"<p>no style", " 'none'"},
        {"<style>a</style>", LETTER},
        {"<STYLE type=\"text/css\">a</Style ><style></style>", LETTER NOTHING},
        {"<style>a", LETTER},           /* it never ends: a browser takes all of it */
        {"<style", " 'none'"},
        {"<style media=\"a", " 'none'"},
        {"<style>a</style><script>'unsafe-inline'; script-src *</script>", LETTER},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        const char *want = arena_fmt(&a, BEFORE "%s" AFTER, v[i].styles);
        CHECK_STR(str_of(report_policy(&a, str_of(v[i].html))), want);
    }
    arena_release(&a);
}
