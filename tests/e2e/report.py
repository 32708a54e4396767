# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
"""report.py FILE.html: what is wrong with a document, a line each; and how much there is, for who asks."""
import html.parser
import sys

VOID = {"meta", "img", "br", "hr", "col", "wbr", "input", "link"}


class Document(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong, self.open, self.ids, self.links, self.numbers, self.figures, self.chapters = [], [], set(), [], 0, 0, 0
        self.listed = set()

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in a:
            if a["id"] in self.ids:
                self.wrong.append("id twice: " + a["id"])
            self.ids.add(a["id"])
        if len(a) != len(attrs):
            self.wrong.append("attribute twice: " + tag)
        if tag == "img" and not (a.get("alt") or "").strip():
            self.wrong.append("picture without words")
        for name in ("src", "srcset", "data", "poster", "background"):
            if name in a and not (tag == "img" and a[name].startswith("data:image/")):
                self.wrong.append("opens something: %s %s" % (tag, a[name][:60]))
        if tag in ("script", "link", "iframe", "object", "embed", "form") or "style" in a or any(n.startswith("on") for n in a):
            self.wrong.append("does not belong into a document: " + tag)
        if tag == "a":
            self.links.append(a.get("href", ""))
            if "nav" in self.open:
                self.listed.add(a.get("href", "")[1:])
        if tag == "data":
            self.numbers += 1
            if not all(a.get(n) for n in ("value", "data-how", "data-of")):
                self.wrong.append("number without what it was made of: " + str(attrs))
        if tag == "figure":
            self.figures += 1
        if tag == "section" and "chapter" in a.get("class", "").split():
            self.chapters += 1
            if a.get("id") not in self.listed:
                self.wrong.append("chapter is not in the contents: " + str(a.get("id")))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append("</%s> closes %s" % (tag, self.open[-1] if self.open else "nothing"))
        if tag in self.open:
            while self.open.pop() != tag:
                pass


d = Document()
with open(sys.argv[1], encoding="utf-8") as f:
    text = f.read()
d.feed(text)
d.close()
d.wrong += ["never closed: " + tag for tag in d.open]
d.wrong += ["leads nowhere: " + x for x in d.links if x.startswith("#") and x[1:] not in d.ids]
d.wrong += ["leads to no page of the web: " + x for x in d.links if not x.startswith(("#", "https://", "http://", "mailto:"))]
if len(sys.argv) > 2:
    print(getattr(d, sys.argv[2]))
else:
    print("\n".join(d.wrong[:20]), end="\n" if d.wrong else "")
    sys.exit(1 if d.wrong else 0)
