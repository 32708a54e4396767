/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/rdf.h"

#include "test.h"

static const struct rdf_prefix prefixes[] = {{"dct", "http://purl.org/dc/terms/"},
                                             {"xsd", "http://www.w3.org/2001/XMLSchema#"}};

static void written(enum rdf_form form, const char *want)
{
    struct rdf r;
    struct buf out = {0};
    rdf_begin(&r, form, &out, prefixes, ARRAY_LEN(prefixes));
    rdf_node(&r, STR("http://a.example/#x <>\"y\""), "dct:Agent");
    rdf_text(&r, "dct:title", STR("one \"two\"\n\\"), "en");
    rdf_text(&r, "dct:title", STR("<drei> \xff"), "de");
    rdf_text(&r, "dct:description", STR(""), "en"); /* nothing */
    rdf_iri(&r, "dct:license", STR("http://b.example/?a=1&b=2"));
    rdf_node(&r, STR("http://a.example/2"), "dct:Agent");
    rdf_typed(&r, "dct:modified", STR("2026-01-15"), "date");
    rdf_text(&r, "dct:identifier", STR("DF_1"), NULL);
    rdf_end(&r);
    CHECK_STR(buf_view(&out), want);
    buf_release(&out);
}

TEST(rdf_as_turtle)
{
    written(RDF_TURTLE, "@prefix dct: <http://purl.org/dc/terms/> .\n"
                        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
                        "\n<http://a.example/#x%20%3C%3E%22y%22> a dct:Agent ;\n"
                        "    dct:title \"one \\\"two\\\"\\n\\\\\"@en, \"<drei> \xEF\xBF\xBD\"@de ;\n"
                        "    dct:license <http://b.example/?a=1&b=2> .\n"
                        "\n<http://a.example/2> a dct:Agent ;\n"
                        "    dct:modified \"2026-01-15\"^^xsd:date ;\n"
                        "    dct:identifier \"DF_1\" .\n");
}

TEST(rdf_as_json)
{
    written(RDF_JSON, "{\"@context\":{\"dct\":\"http://purl.org/dc/terms/\","
                      "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"},\"@graph\":["
                      "{\"@id\":\"http://a.example/#x%20%3C%3E%22y%22\",\"@type\":\"dct:Agent\","
                      "\"dct:title\":[{\"@value\":\"one \\\"two\\\"\\n\\\\\",\"@language\":\"en\"},"
                      "{\"@value\":\"<drei> \xEF\xBF\xBD\",\"@language\":\"de\"}],"
                      "\"dct:license\":[{\"@id\":\"http://b.example/?a=1&b=2\"}]},"
                      "{\"@id\":\"http://a.example/2\",\"@type\":\"dct:Agent\","
                      "\"dct:modified\":[{\"@value\":\"2026-01-15\",\"@type\":\"xsd:date\"}],"
                      "\"dct:identifier\":[{\"@value\":\"DF_1\"}]}]}\n");
}

TEST(rdf_as_xml)
{
    written(RDF_XML, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                     "xmlns:dct=\"http://purl.org/dc/terms/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema#\">"
                     "<dct:Agent rdf:about=\"http://a.example/#x%20%3C%3E%22y%22\">"
                     "<dct:title xml:lang=\"en\">one &quot;two&quot;&#10;\\</dct:title>"
                     "<dct:title xml:lang=\"de\">&lt;drei&gt; \xEF\xBF\xBD</dct:title>"
                     "<dct:license rdf:resource=\"http://b.example/?a=1&amp;b=2\"/></dct:Agent>"
                     "<dct:Agent rdf:about=\"http://a.example/2\">"
                     "<dct:modified rdf:datatype=\"http://www.w3.org/2001/XMLSchema#date\">2026-01-15</dct:modified>"
                     "<dct:identifier>DF_1</dct:identifier></dct:Agent></rdf:RDF>");
}
