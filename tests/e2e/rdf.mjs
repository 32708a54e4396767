// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// rdf.mjs TTL JSONLD RDF: reads a catalogue in its three forms with three public parsers, says whether they
// are the same triples, and whether they are what DCAT-AP 3.0 wants of a catalogue. One line for each
// complaint; then "N triples, N datasets, N distributions".
import { readFileSync } from "node:fs";
import { require } from "../node/packages.mjs";

const { Parser } = require("n3");
const jsonld = require("jsonld");
const { RdfXmlParser } = require("rdfxml-streaming-parser");

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", DCAT = "http://www.w3.org/ns/dcat#";
const DCT = "http://purl.org/dc/terms/", XSD = "http://www.w3.org/2001/XMLSchema#";
const [ttl, json, xml] = process.argv.slice(2).map(name => readFileSync(name, "utf8"));

const term = t => t.termType === "NamedNode" ? `<${t.value}>`
    : t.termType === "Literal" ? `${JSON.stringify(t.value)}${t.language ? "@" + t.language : "^^" + t.datatype.value}`
    : `_:${t.value}`;
const text = q => `${term(q.subject)} ${term(q.predicate)} ${term(q.object)}`;
const turtle = new Parser().parse(ttl);
const fromJson = new Parser({ format: "N-Quads" }).parse(await jsonld.toRDF(JSON.parse(json), {
    format: "application/n-quads", documentLoader: () => { throw new Error("nothing is loaded from elsewhere"); } }));
const fromXml = await new Promise((done, failed) => {
    const all = [], parser = new RdfXmlParser();
    parser.on("data", q => all.push(q)).on("error", failed).on("end", () => done(all));
    parser.end(xml);
});

const complaints = [];
const complain = line => complaints.push(line);
const set = triples => new Set(triples.map(text));
const one = set(turtle);
for (const [name, other] of [["JSON-LD", set(fromJson)], ["RDF/XML", set(fromXml)]]) {
    for (const t of one) if (!other.has(t)) complain(`${name} lacks ${t}`);
    for (const t of other) if (!one.has(t)) complain(`${name} has also ${t}`);
}
if (one.size !== turtle.length) complain("a triple is said twice");

// subject -> predicate -> objects
const nodes = new Map();
for (const q of turtle) {
    if (q.subject.termType !== "NamedNode") complain(`a node without address: ${q.subject.value}`);
    const node = nodes.get(q.subject.value) ?? nodes.set(q.subject.value, new Map()).get(q.subject.value);
    (node.get(q.predicate.value) ?? node.set(q.predicate.value, []).get(q.predicate.value)).push(q.object);
    if (q.object.termType === "NamedNode") try { new URL(q.object.value); } catch { complain(`no address: ${q.object.value}`); }
    const type = q.object.datatype?.value;
    if (type === XSD + "date" && !/^\d{4}-\d\d-\d\d$/.test(q.object.value)) complain(`no date: ${q.object.value}`);
    if (type === XSD + "dateTime" && Number.isNaN(Date.parse(q.object.value))) complain(`no time: ${q.object.value}`);
}
const of = type => [...nodes].filter(([, n]) => (n.get(RDF + "type") ?? []).some(o => o.value === type));
// mandatory and recommended properties of DCAT-AP 3.0.0, sections 4.1, 5.1 and 6.1
const wanted = {
    Catalog: [DCT + "title", DCT + "description", DCT + "publisher", DCAT + "dataset", DCT + "license", "http://xmlns.com/foaf/0.1/homepage"],
    Dataset: [DCT + "title", DCT + "description", DCAT + "contactPoint", DCAT + "distribution", DCAT + "keyword",
        DCT + "publisher", DCT + "spatial", DCT + "temporal", DCAT + "theme"],
    Distribution: [DCAT + "accessURL", DCT + "format", DCT + "license", DCAT + "mediaType"],
    DataService: [DCT + "title", DCAT + "endpointURL"],
};
for (const [type, properties] of Object.entries(wanted)) {
    if (of(DCAT + type).length === 0) complain(`there is no ${type}`);
    for (const [address, node] of of(DCAT + type))
        for (const property of properties)
            if (!node.has(property)) complain(`${address} lacks ${property}`);
}
// what is pointed at within the catalogue is described in it
const origin = new URL(of(DCAT + "Catalog")[0][0]).origin;
for (const q of turtle)
    if (q.object.termType === "NamedNode" && q.object.value.startsWith(origin) && q.object.value.includes("#") &&
        !nodes.has(q.object.value)) complain(`${q.object.value} is not described`);

console.log(complaints.join("\n"));
console.log(`${turtle.length} triples, ${of(DCAT + "Dataset").length} datasets, ${of(DCAT + "Distribution").length} distributions`);
process.exit(complaints.length > 0 ? 1 : 0);
