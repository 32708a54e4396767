#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# recompute.py --ilms PROGRAM --base BASE --figures SDMX.csv FILE.html...: computes every number of a report again.
#
# What is said in <data value how of scale> is computed from the release's figures as they are given to anybody (SDMX-CSV)
# and from the rows of `ilms coverage`, by formulas of its own, and held against the attribute and against what is shown, with
# the separators of the page's language. Any other number in text, tables and words for pictures must be a year, a
# numbering, a date, part of a name or of the fixed words; in words for pictures it may also be a figure of what the
# picture leads to, rounded. Prints what is wrong and ends with "N passed, N failed".
import argparse
import bisect
import csv
import html.parser
import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SEPARATORS = {"id": (".", ","), "vi": (".", ","), "lo": (".", ",")}  # group, point; all others as English
VOID = {"img", "br", "meta", "link", "input", "col", "hr"}


# -- figures ------------------------------------------------------------------------------------------------

class Figures:
    """By "FLOW/KEY/PERIOD", as `ilms explain` takes it, without the measure."""

    def __init__(self, path):
        self.path, self.value, self.unit = path, {}, {}
        with open(path, newline="", encoding="utf-8-sig") as f:
            rows = csv.DictReader(f)
            dims = rows.fieldnames[1:rows.fieldnames.index("TIME_PERIOD")]
            for row in rows:
                flow = re.match(r"ILO:DF_(.*)\(", row["DATAFLOW"]).group(1)
                # what the flow does not have is empty, and stands in no key; classifications are in the order of its name
                place = {d: flow.split("_").index(d) for d in dims[3:] if row[d]}
                key = [row["REF_AREA"], row["FREQ"], ""] + [row[d] for d in sorted(place, key=place.get)]
                address = "%s/%s/%s" % (flow, ".".join(key), row["TIME_PERIOD"])
                if row["OBS_VALUE"]:
                    self.value[address] = float(row["OBS_VALUE"])
                    self.unit[address] = (row["UNIT_MEASURE"], row["REF_AREA"] if row["UNIT_MEASURE"] == "LC" else "")
        self.shown = {}

    def candidates(self, area):
        """Sorted: what a picture of an area (None: of all) may say: figures, and shares of totals of the same key."""
        if area not in self.shown:
            plain, share = [], []
            for address, v in self.value.items():
                flow, key, period = address.split("/")
                if area and not key.startswith(area + "."):
                    continue
                plain.append(v)
                parts = key.split(".")
                for i, part in enumerate(parts):
                    if "_" in part and not part.endswith("_TOTAL") and part != "SEX_T":
                        total = "SEX_T" if part.startswith("SEX_") else version_of(part) + "_TOTAL"
                        whole = self.value.get("%s/%s/%s" % (flow, ".".join(parts[:i] + [total] + parts[i + 1:]), period))
                        if whole:
                            share.append(100 * v / whole)
            self.shown[area] = (sorted(plain), sorted(share))
        return self.shown[area]


def version_of(code):
    """CCT_CTZ of CCT_CTZ_MMR, OCU_SKILL of OCU_SKILL_L3-4."""
    return code.rsplit("_", 1)[0]


# -- coverage -----------------------------------------------------------------------------------------------

class Coverage:
    def __init__(self, ilms, base):
        self.command = [ilms, "--base", base, "coverage", "--by", "question_table", "--format", "csv"]
        self.known = {}

    def rows(self, *options):
        if options not in self.known:
            out = subprocess.run(self.command + list(options), capture_output=True, text=True, check=True).stdout
            self.known[options] = list(csv.DictReader(out.splitlines()))
        return self.known[options]

    def of_round(self, name, release):
        """What the round asked for, as it stood in the release (None: in the newest)."""
        asked = self.rows("--round", name)
        if not release:
            return asked
        years = [int(r["time"]) for r in asked]
        then = self.rows("--release", release, "--years", "%d-%d" % (min(years), max(years)))
        cover = {(r["ref_area"], r["question"], r["time"]): r["cover"] for r in then}
        return [dict(r, cover=cover[(r["ref_area"], r["question"], r["time"])]) for r in asked]

    def compute(self, of):
        words = of.split(" ")
        share = words[0] == "share"
        want = dict(w.split("=", 1) for w in words[share:])
        want = {k: unquote(v) for k, v in want.items()}
        unknown = set(want) - {"countries", "tables", "years", "cover", "round", "release"}
        if unknown:
            raise ValueError("unknown filter %s" % unknown)
        rows = self.of_round(want["round"], want.get("release")) if "round" in want else self.rows("--years", want["years"])
        rows = [r for r in rows
                if ("countries" not in want or r["ref_area"] in want["countries"].split(","))
                and ("tables" not in want or r["question"] in want["tables"].split(","))]
        covers = [r["cover"].replace(" ", "_") for r in rows]
        n = sum(c in want["cover"].split(",") for c in covers)
        if not share:
            return n
        return 100 * n / sum(c != "not_applicable" for c in covers)


class Listings:
    """What the report lists that is no figure of the release: corridors, sources, gaps, needs, quality, rounds. Their numbers
    are those that the commands give of each, and counts and sums of their rows."""

    def __init__(self, ilms, base, figures):
        self.command, self.figures, self.pools = [ilms, "--base", base], figures, {}

    def json(self, *words):
        out = subprocess.run(self.command[:1] + ["--json"] + self.command[1:] + list(words), capture_output=True, text=True,
                             check=True).stdout
        return json.loads(out)

    def drawn(self, kind):
        """What a picture of corridors shows of each: what the destination says last, or where it says nothing, the origin."""
        places, latest = {}, {}
        with open(os.path.join(ROOT, "data", "tables", "mirror.csv"), newline="", encoding="utf-8") as f:
            for i, r in enumerate(csv.DictReader(f)):
                if r["kind"] == kind:
                    places[r["measure"]] = (0 if r["side"] == "destination" else 1, i)
        members = {r["origin"] for r in self.corridors} | {r["destination"] for r in self.corridors}
        with open(self.figures.path, newline="", encoding="utf-8-sig") as f:
            for r in csv.DictReader(f):
                place, code = places.get(r["MEASURE"]), [r[d] for d in ("CCT", "CBR", "COU", "CDS", "CRS", "CPR") if r.get(d)]
                if place is None or len(code) != 1 or r["SEX"] not in ("SEX_T", "") or not r["OBS_VALUE"]:
                    continue
                partner = code[0].rsplit("_", 1)[1]
                if partner not in members or partner == r["REF_AREA"]:
                    continue
                pair = (partner, r["REF_AREA"]) if place[0] == 0 else (r["REF_AREA"], partner)
                # the destination before the origin, then the latest, then the measure that is preferred
                rank = (-place[0], int(r["TIME_PERIOD"]), -place[1])
                latest[pair] = max(latest.get(pair, ((-2,), 0)), (rank, float(r["OBS_VALUE"])))
        return sorted((value for _, value in latest.values()), reverse=True)

    def mirror(self):
        out = subprocess.run(self.command + ["mirror", "--format", "csv"], capture_output=True, text=True, check=True).stdout
        rows = self.corridors = list(csv.DictReader(out.splitlines()))
        known = set()
        for kind in ("stock", "flow"):
            lines = [r for r in rows if r["kind"] == kind]
            both = [(float(r["origin_value"]), float(r["destination_value"])) for r in lines
                    if r["origin_value"] and r["destination_value"]]
            known |= {len(lines), len(both)}
            pairs = [(r["origin"], r["destination"], o, d) for r in lines if r["origin_value"] and r["destination_value"]
                     for o, d in [(float(r["origin_value"]), float(r["destination_value"]))]]
            groups = [both] + [[(o, d) for a, b, o, d in pairs if side(a, b) == area]
                               for side in (lambda a, b: a, lambda a, b: b) for area in {x for q in pairs for x in q[:2]}]
            for group in groups:
                known.add(len(group))
                if sum(o + d for o, d in group):
                    known.add(round(sum(abs(d - o) for o, d in group) / (sum(o + d for o, d in group) / 2), 2))
            known |= {round(abs(d - o) / ((o + d) / 2), 2) for o, d in both if o + d}
            for r in lines:
                side = [r["origin_value"], r["destination_value"]]
                known |= {float(v) for v in side if v}
            drawn = self.drawn(kind)
            known |= {round(sum(drawn[:n]), 3) for n in range(1, len(drawn) + 1)}
        return known

    def sums(self, rows, keys, field):
        """Of all rows and of each group of some keys how many there are, or what they come to."""
        known = {}
        for row in rows:
            for bits in range(1 << len(keys)):
                group = tuple(row.get(k, "") if bits >> i & 1 else None for i, k in enumerate(keys))
                known[group] = known.get(group, 0) + (row[field] if field else 1)
        return set(known.values())

    def gaps(self):
        years = sorted(int(a.rsplit("/", 1)[1][:4]) for a in self.figures.value)
        known = {0}
        for span in ([], ["--years", "%d-%d" % (years[0], years[-1])]):
            gaps, needs = self.json("coverage", "gaps", *span), self.json("coverage", "needs", *span)
            known |= self.sums(gaps, ["ref_area", "effort", "question"], None)
            known |= self.sums([g for g in gaps if g["effort"] in ("complete", "tabulate", "continue")],
                               ["ref_area", "question"], None)
            known |= self.sums(needs, ["ref_area", "need", "source"], "gaps") | self.sums(needs, ["ref_area", "need"], None)
            known |= {n["gaps"] for n in needs} | {g.get("cells", 0) for g in gaps}
            known |= {len({n["ref_area"] for n in needs if n["need"] == need}) for need in {n["need"] for n in needs}}
        return known

    def quality(self):
        rows, known = self.json("source", "quality"), {0, 1, 2, 3, 100}
        known |= {r["quality"] for r in rows} | self.sums(rows, ["criterion", "points", "ref_area"], None)
        return known

    def sources(self):
        """Of each country and source how many figures and tables; of each how many sources."""
        known = {0}
        by = {}
        with open(self.figures.path, newline="", encoding="utf-8-sig") as f:
            for r in csv.DictReader(f):
                if r["OBS_VALUE"]:
                    kind = r["SOURCE"].split(":")[0]
                    for key in ((r["REF_AREA"], r["SOURCE"]), (r["SOURCE"],), (r["REF_AREA"],), (kind,), ()):
                        entry = by.setdefault(key, [0, set(), set(), set()])
                        entry[0] += 1
                        entry[1].add(r["DATAFLOW"])
                        entry[2].add(r["SOURCE"])
                        entry[3].add(r["REF_AREA"])
        for n, flows, sources, areas in by.values():
            known |= {n, len(flows), len(sources), len(areas)}
        return known

    def rounds(self):
        known = set()
        for r in self.json("coverage", "--by", "round") + self.json("coverage", "--by", "release"):
            known |= {v for v in r.values() if isinstance(v, (int, float))}
            known |= {round(100 * v / r["asked"], n) for v in r.values() if isinstance(v, int) and r.get("asked")
                      for n in (0, 1)}
        return known

    def has(self, number, pools):
        for name in pools:
            if name not in self.pools:
                self.pools[name] = getattr(self, name)()
            if any(near(number, x) for x in self.pools[name]):
                return True
        return False


# Of which listings the numbers of a part may be, by what its id has in it.
PARTS = [("corridor", ["mirror"]), ("region", ["mirror"]), ("source", ["sources", "quality"]), ("gaps", ["gaps", "rounds"]),
         ("missing", ["gaps"]), ("needs", ["gaps"]), ("fill", ["gaps"]), ("recommend", ["gaps", "mirror", "quality", "sources"]),
         ("summary", ["mirror", "gaps"]), ("country", ["sources", "gaps", "mirror", "quality"]), ("growth", ["rounds"]),
         ("coverage", ["rounds", "gaps"]), ("round", ["rounds"])]


# -- the formulas ---------------------------------------------------------------------------------------------

def year_of(address):
    return int(address.rsplit("/", 1)[1][:4])


def compute(how, of, figures, coverage):
    if how == "coverage":
        return coverage.compute(of)
    addresses = of.split(" ")
    x = [figures.value[a] for a in addresses]
    if how == "count":
        return len(x)
    if len({figures.unit[a] for a in addresses}) > 1:
        raise ValueError("figures of several units")
    if how == "figure" and len(x) == 1:
        return x[0]
    if how == "sum":
        return sum(x)
    if how == "share" and len(x) > 1:
        return 100 * sum(x[:-1]) / x[-1]
    if len(x) != 2:
        raise ValueError("%s of %d figures" % (how, len(x)))
    if how == "difference":
        return x[0] - x[1]
    if how == "ratio":
        return x[0] / x[1]
    years = year_of(addresses[0]) - year_of(addresses[1])
    if years <= 0:
        raise ValueError("the later figure is not the first")
    if how == "growth":
        return 100 * (x[0] / x[1] - 1)
    if how == "average_growth":
        return 100 * ((x[0] / x[1]) ** (1 / years) - 1)
    raise ValueError("unknown formula")


def near(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1)


def shown_number(text, language):
    """The number that a text of the language shows, and its decimals."""
    group, point = SEPARATORS.get(language, (",", "."))
    match = re.fullmatch(r"([-\u2212]?)(\d{1,3}(?:%s\d{3})*|\d+)(?:%s(\d+))?" % (re.escape(group), re.escape(point)), text)
    if not match:
        return None
    sign, whole, rest = match.groups()
    value = float(whole.replace(group, "") + "." + (rest or "0"))
    return (-value if sign else value), len(rest or "")


def rounds_to(exact, shown, decimals, digits):
    """Is `shown` what becomes of `exact` with these decimals, or of persons with three digits that count?"""
    step = 10.0 ** -decimals
    if abs(exact - shown) <= step / 2 * (1 + 1e-9) + 1e-9 * abs(exact):
        return True
    if not digits or decimals:
        return False
    step = max(1.0, 10.0 ** (len(str(int(abs(shown)))) - 3))
    return shown % step == 0 and abs(exact - shown) <= step / 2 * (1 + 1e-9)


# -- words that have numbers of their own ------------------------------------------------------------------------

# Whose numbers say how many of a list are shown: what is said of a picture's or table's own rows.
SELECTIONS = {"chart.largest", "chart.sources.more", "corridors.chart.largest", "report.list.more", "report.annex.largest",
              "factsheet.sources.more"}


def selections(language):
    """Patterns of these words with their numbers."""
    patterns = []
    for words in list(words_of(language, SELECTIONS).values()) + list(words_of("en", SELECTIONS).values()):
        for name in ("sources", "before"):
            words = max(words.split("{%s}" % name), key=lambda piece: "{n}" in piece)
        pattern = re.escape(words)
        for name in ("n", "all"):
            pattern = pattern.replace(re.escape("{%s}" % name), r"\d{1,3}")
        patterns.append(re.compile(pattern))
    return patterns


def fixed_words(language):
    """Patterns of the words of the language that have digits beside their placeholders."""
    patterns = []
    with open(os.path.join(ROOT, "web", "text", language + ".txt"), encoding="utf-8") as f:
        for line in f:
            key, _, words = line.rstrip("\n").partition(" = ")
            if line.startswith("#") or not re.search(r"\d", re.sub(r"\{[^}]*\}", "", words)):
                continue
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("`", "")
            pieces = re.split(r"\{[^}]*\}", words)
            patterns.append(re.compile("(" + ")[^\n]*?(".join(re.escape(p) for p in pieces) + ")"))
    return patterns


def names(language):
    """What has a digit among the names of codes, sources, notes and titles, in English and in the language."""
    found = set()
    for folder, _, files in os.walk(os.path.join(ROOT, "data")):
        for name in files:
            if not name.endswith(".csv") or (os.path.basename(folder) == "names" and not name.startswith(language)):
                continue
            if os.path.basename(folder) == "asean":
                continue
            with open(os.path.join(folder, name), newline="", encoding="utf-8-sig", errors="replace") as f:
                for row in csv.reader(f):
                    found.update(c.strip() for c in row if re.search(r"\d", c) and len(c) > 2)
    return found


# -- a page ------------------------------------------------------------------------------------------------------

class Page(html.parser.HTMLParser):
    """Pieces of running text without numbers that are accounted for; <data>; words for pictures."""

    SKIP = {"style", "script", "title", "code", "svg"}
    BLOCK = {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "caption", "figcaption", "dt", "dd", "section", "tr"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.language, self.data, self.alts, self.texts = "en", [], [], []
        self.stack, self.piece, self.figure, self.open_data, self.part = [], [], None, None, ""
        self.feed(text)
        self.flush()

    def flush(self):
        text = re.sub(r"\s+", " ", "".join(self.piece)).strip()
        if re.search(r"\d", text):
            self.texts.append((text, self.part))
        self.piece = []

    def hidden(self):
        return any(tag in self.SKIP or cls == "no" or tag == "data" for tag, cls in self.stack)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "html":
            self.language = a.get("lang", "en")
        if tag in self.BLOCK:
            self.flush()
        if a.get("id"):
            self.part = a["id"]
        if tag == "figure":
            self.figure = {"alt": [], "address": ""}
        if tag == "img" and self.figure is not None:
            self.figure["alt"].append(a.get("alt", ""))
        if tag == "a" and self.figure is not None:
            self.figure["address"] = a.get("href", "")
        if tag == "data":
            self.open_data = dict(a, text="")
            self.piece.append("\u25a1")
        if tag not in VOID:
            self.stack.append((tag, a.get("class") or ""))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag in self.BLOCK:
            self.flush()
        if tag == "data":
            self.data.append(self.open_data)
            self.open_data = None
        if tag == "figure" and self.figure is not None:
            self.alts += [(alt, self.figure["address"]) for alt in self.figure["alt"]]
            self.figure = None

    def handle_data(self, text):
        if self.open_data is not None:
            self.open_data["text"] += text
        elif not self.hidden():
            self.piece.append(text)


ALLOWED = [
    r"\b\d{4}-\d{2}-\d{2}\b",
    r"(?<![\d.,])(?:18|19|20)\d{2}(?:Q\d|M\d\d)?(?![\d]|[.,]\d)",      # years
    r"\b[A-Z]{1,3}:\d+\b",                                        # sources
    r"\b[0-9a-f]{12,64}\b",                                       # a hash
    r"\b[A-Za-z][A-Za-z_]*[-_]?\d[\w-]*",                         # codes: ISCO-08, T36, WCAG
]


def words_of(language, keys):
    """The words of some keys; of those that the language lacks the English ones."""
    found = {}
    for name in ("en", language):
        with open(os.path.join(ROOT, "web", "text", name + ".txt"), encoding="utf-8") as f:
            for line in f:
                key, _, words = line.rstrip("\n").partition(" = ")
                if key in keys:
                    found[key] = words
    return found


def dates(language):
    """A pattern of dates as the language writes them: "date = {day} {month} {year}"."""
    months = words_of(language, {"month.%d" % n for n in range(1, 13)}).values()
    pattern = re.escape(words_of(language, {"date"})["date"])
    for name, value in (("day", r"\d{1,2}"), ("month", "(?:%s)" % "|".join(map(re.escape, months))), ("year", r"\d{4}")):
        pattern = pattern.replace(re.escape("{%s}" % name), value)
    return pattern


class Checker:
    def __init__(self, figures, coverage, listings, release):
        self.figures, self.coverage, self.listings, self.release = figures, coverage, listings, release
        self.passed, self.failed = 0, []
        self.words, self.names, self.chosen, self.whole, self.dates = {}, {}, {}, {}, {}

    def note(self, where, what):
        self.failed.append("%s: %s" % (where, what))

    def check_data(self, where, d, language):
        of, how = d.get("data-of") or "", d.get("data-how") or ""
        try:
            value, scale = float(d["value"]), float(d.get("data-scale") or 1)
            exact = compute(how, of, self.figures, self.coverage)
        except (KeyError, ValueError, ZeroDivisionError, subprocess.CalledProcessError) as e:
            return self.note(where, "%s of %s cannot be computed: %r" % (how, of, e))
        if not near(value, exact):
            return self.note(where, "%s of %s is %r, not %r" % (how, of, exact, value))
        shown = shown_number(d["text"], language)
        if not shown or not rounds_to(exact * scale, shown[0], shown[1], how in ("figure", "sum", "difference") and scale == 1000):
            return self.note(where, "%s of %s is %r, and shown as \"%s\"" % (how, of, exact * scale, d["text"]))
        self.passed += 1

    def blank(self, text, language):
        """The text without the digits that names and fixed words have."""
        if language not in self.words:
            self.words[language] = fixed_words(language) + (fixed_words("en") if language != "en" else [])
            self.chosen[language], known = selections(language), names(language)
            self.dates[language] = dates(language)
            self.whole[language] = {n for n in known if re.fullmatch(r"\d+-\d+|\d+\+|[<>]\d+", n)} # "15-24", alone in a cell
            self.names[language] = re.compile("|".join(re.escape(n) for n in sorted(
                (n for n in known if re.search(r"[^\W\d_]", n)), key=len, reverse=True)))
        text = re.sub(self.dates[language], lambda m: re.sub(r"\d", "x", m.group()), text)
        for pattern in self.words[language]:
            for match in pattern.finditer(text):
                for i in range(1, pattern.groups + 1):
                    a, b = match.span(i)
                    text = text[:a] + re.sub(r"\d", "x", text[a:b]) + text[b:]
        for pattern in self.chosen[language]:
            text = pattern.sub(lambda m: re.sub(r"\d", "x", m.group()), text)
        text = self.names[language].sub(lambda m: re.sub(r"\d", "x", m.group()), text)
        for pattern in ALLOWED + [r"(?<![\d.,])%s(?![\d]|[.,]\d)" % re.escape(self.release)]:
            text = re.sub(pattern, lambda m: re.sub(r"\d", "x", m.group()), text)
        return text

    def listed(self, left, part, language):
        """Are all numbers that are left those of what the part lists?"""
        pools = [p for word, names in PARTS if word in part for p in names]
        group, point = SEPARATORS.get(language, (",", "."))
        for token in re.findall(r"\d[\d%s]*" % re.escape(group + point), left):
            shown = shown_number(token.rstrip(group + point), language)
            if not shown or not self.listings.has(shown[0], pools):
                return False
        return True

    def check_text(self, where, text, part, language):
        left = self.blank(text, language)
        if text in self.whole[language]:
            left = ""
        if re.search(r"\d", left) and not self.listed(left, part, language):
            where = "%s#%s" % (where, part)
            self.note(where, "a number that nothing stands behind: \"%s\" in \"%s\"" % (
                " ".join(re.findall(r"\S*\d\S*", left)), text[:300]))
        else:
            self.passed += 1

    def drawn(self, number, decimals, area):
        for values in self.figures.candidates(area):
            step = 0.5 * 10.0 ** -decimals * (1 + 1e-9)
            i = bisect.bisect_left(values, number - step)
            if i < len(values) and values[i] <= number + step:
                return True
        return False

    def check_alt(self, where, alt, address, language):
        area = re.search(r"/country/([A-Z]{3})", address)
        area = area and area.group(1)
        left = self.blank(alt, language)
        group, point = SEPARATORS.get(language, (",", "."))
        for token in re.findall(r"[-\u2212]?\d[\d%s]*" % re.escape(group + point), left):
            token = token.rstrip(group + point)
            shown = shown_number(token, language)
            counts = shown and shown[1] == 0 and shown[0] <= 500  # of countries, corridors, cells
            if not shown or not (counts or ("/corridors" in address and self.listings.has(shown[0], ["mirror"])) or self.drawn(shown[0], shown[1], area) or near(shown[0], 100)):
                self.note(where, "\"%s\" is no figure of %s: %s" % (token, area or "the release", alt[:300]))
                return
        self.passed += 1

    def check_file(self, path):
        with open(path, encoding="utf-8") as f:
            page = Page(f.read())
        where = os.path.basename(path)
        if not page.data:
            self.note(where, "has no number")
        for d in page.data:
            self.check_data(where, d, page.language)
        for text, part in page.texts:
            self.check_text(where, text, part, page.language)
        for alt, address in page.alts:
            self.check_alt(where, alt, address, page.language)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--ilms", required=True)
    p.add_argument("--base", required=True)
    p.add_argument("--figures", required=True)
    p.add_argument("--release", required=True, help="its name, which may look like a number")
    p.add_argument("--json", action="store_true", help="what is wrong as a list")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    figures = Figures(a.figures)
    checker = Checker(figures, Coverage(a.ilms, a.base), Listings(a.ilms, a.base, figures), a.release)
    for path in a.files:
        checker.check_file(path)
    if a.json:
        print(json.dumps(checker.failed, ensure_ascii=False, indent=1))
    else:
        for line in checker.failed:
            print("FAIL", line)
    print("%d passed, %d failed" % (checker.passed, len(checker.failed)))
    return 1 if checker.failed else 0


if __name__ == "__main__":
    sys.exit(main())
