/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/services.h"

#include "syntax/json_check.h"
#include "test.h"

/* Also of those that are not served yet, which no description shows. */
TEST(services_name_parameters_that_there_are)
{
    for (size_t i = 0; i < nservices; i++) {
        struct str rest = str_of(services[i].path), one;
        CHECK(str_starts(rest, str_of(services[i].shortest ? services[i].shortest : "/")));
        while (str_next(&one, &rest, '/'))
            if (str_starts(one, STR("{")))
                CHECK(str_ends(one, STR("}")) && service_param_find(str_sub(one, 1, one.len - 2)));
        for (rest = str_of(services[i].params); str_next(&one, &rest, ' ');)
            if (one.len && !service_param_find(one))
                test_fail(__FILE__, __LINE__, "%s: %.*s", services[i].path, STR_FMT(one));
        CHECK(!services[i].resources == (strncmp(services[i].path, "/rest/", 6) != 0));
    }
    for (size_t i = 0; i < nservice_params; i++) {
        json_check(str_of(service_params[i].schema));
        CHECK(service_param_find(str_of(service_params[i].id)) == &service_params[i]); /* once */
    }
    CHECK_STR(service_param_name(STR("v2:key")), "key");
    CHECK_STR(service_param_name(STR("key")), "key");
}

TEST(services_are_described_before_anything_is_released)
{
    struct buf out = {0};
    openapi_write(&out, &(struct site){.origin = STR("https://example.org")}, &(struct snapshot){0});
    json_check(buf_view(&out));
    CHECK_STR(json_text_of(json_get(buf_view(&out), "openapi")), "3.1.0");
    CHECK(json_count(json_get(buf_view(&out), "paths")) > 10);
    buf_release(&out);
}
