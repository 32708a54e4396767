/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xml.h"

#include "test.h"

static struct buf out;

#define TEXT() buf_view(&out)

TEST(xml_writes_elements_and_attributes)
{
    struct xml x;
    xml_init(&x, &out);
    xml_open(&x, "a");
    xml_attr(&x, "id", STR("A<&>\"\n"));
    xml_attr_some(&x, "none", STR(""));
    xml_attr_int(&x, "n", -7);
    xml_attr_bool(&x, "yes", true);
    xml_open(&x, "b");
    xml_close(&x);
    xml_leaf(&x, "c", "lang", STR("en"), STR("x > y"));
    xml_leaf(&x, "d", NULL, STR(""), STR(""));
    xml_raw(&x, STR("<e/>"));
    xml_close(&x);
    CHECK_STR(TEXT(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<a id=\"A&lt;&amp;&gt;&quot;&#10;\" n=\"-7\" yes=\"true\"><b/>"
                      "<c lang=\"en\">x &gt; y</c><d/><e/></a>");
    buf_release(&out);
}

TEST(xml_output_is_always_text)
{
    xml_escape(&out, STR("caf\xc3\xa9 \xe0\xb9\x84 \xf0\x9f\x98\x80"));
    CHECK_STR(TEXT(), "caf\xc3\xa9 \xe0\xb9\x84 \xf0\x9f\x98\x80");
    out.len = 0;
    /* a control character, a byte of no sequence, one cut short, and what XML does not allow */
    xml_escape(&out, STR("\x01|\xff|\xef\xbf\xbe|\xef\xbf\xbd|\xc3"));
    CHECK_STR(TEXT(), "\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd");
    buf_release(&out);
}
