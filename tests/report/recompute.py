#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# recompute.py --ilms PROGRAM --base BASE --figures SDMX.csv FILE.html...: computes every number of a report again.
#
# What is said in <data value how of scale> is computed from the release's figures and those of collections as they are given
# to anybody (SDMX-CSV) and from the rows that commands list, by formulas of its own, and held against the attribute and
# against what is shown, with the separators of the page's language. Any other digit in text and tables must be of a year, a
# numbering, a date, a name, the fixed words or what somebody has written. In words for pictures, which can carry no <data>,
# a number may also be a figure of what the picture leads to, rounded. Prints what is wrong and ends with "N passed, N failed".
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

    def __init__(self, lines):
        self.value, self.unit, self.rows = {}, {}, list(csv.DictReader(lines))
        dims = list(self.rows[0] if self.rows else [])
        dims = dims[1:dims.index("TIME_PERIOD")] if dims else []
        for row in self.rows:
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


# -- rows that commands list ------------------------------------------------------------------------------------

class Listings:
    CSV = ("mirror", "coverage", "consultation record")  # the others are asked with --json

    def __init__(self, ilms, base, figures, release):
        self.command, self.figures, self.release = [ilms, "--base", base], figures, release
        self.known, self.others = {(("query",), ()): figures.rows}, {}

    def said(self, *words):
        return subprocess.run(self.command + list(words), capture_output=True, text=True, check=True).stdout

    def json(self, *words):
        """What a command lists: an array, or an object a line."""
        out = self.said("--json", *words).strip()
        return json.loads(out) if out.startswith("[") else [json.loads(line) for line in out.splitlines()]

    def rows(self, *command):
        """Each a dict of texts; what is not said is empty."""
        if (command, ()) not in self.known:
            named = 1 if command[1:2] and command[1].startswith("--") else 2
            if " ".join(command[:named]) in self.CSV:
                rows = list(csv.DictReader(self.said(*command, "--format", "csv").splitlines()))
            else:
                rows = [{k: str(v) for k, v in r.items() if v is not None} for r in self.json(*command)]
            self.known[(command, ())] = rows
        return self.known[(command, ())]

    def collection(self, name):
        """Figures of a collection of others."""
        if name not in self.others:
            self.others[name] = Figures(self.said("query", "--collection", name, "--format", "sdmx-csv").splitlines())
        return self.others[name]

    # -- of conditions

    @staticmethod
    def holds(row, condition):
        column, negated, values = condition
        got = row.get(column, "")
        return any(got.startswith(value) and got != "" if begins else got == value for value, begins in values) != negated

    @staticmethod
    def condition(text):
        column, values = text.split("=", 1)
        values = [(unquote(v.removesuffix("*")), v.endswith("*")) for v in values.split(",")]
        return column.rstrip("!"), column.endswith("!"), values

    def chosen(self, command, conditions):
        key = (command, conditions)
        if key not in self.known:
            rows = self.chosen(command, conditions[:-1]) if conditions else self.rows(*command)
            if conditions:
                either = [self.condition(c) for c in conditions[-1].split("|")]
                rows = [r for r in rows if any(self.holds(r, c) for c in either)]
            self.known[key] = rows
        return self.known[key]

    def compute(self, of):
        words = of.split(" ")
        what, _, columns = words.pop(0).partition(":") if ":" in words[0] else ("rows", "", "")
        command, conditions = [], []
        while words:
            word = words.pop(0)
            if "=" in word:
                conditions.append(word)
            else:
                command.append(unquote(word))
        rows, columns = self.chosen(tuple(command), tuple(conditions)), columns.split(",")
        if what == "rows":
            return len(rows)
        if what == "each":
            return len({tuple(r[c] for c in columns) for r in rows})
        if what == "sum":
            return sum(float(r[columns[0]]) for r in rows)
        if what == "share":
            return 100 * sum(float(r[columns[0]]) for r in rows) / sum(float(r[columns[1]]) for r in rows)
        years = {int(r[columns[0]][:4]) for r in rows}
        if what == "years":
            return len(years)
        if what == "age":
            return max(self.release_year() - max(years), 0)
        raise ValueError("nothing is counted so: %s" % what)

    def release_year(self):
        return int(next(r["released"] for r in self.rows("coverage", "--by", "release") if r["release"] == self.release)[:4])

    # -- question tables

    def tables(self, *options):
        return self.rows("coverage", "--by", "question_table", *options)

    def of_round(self, name, release):
        """What the round asked for, as it stood in the release (None: in the newest)."""
        asked = self.tables("--round", name)
        if not release:
            return asked
        years = [int(r["time"]) for r in asked]
        then = self.tables("--release", release, "--years", "%d-%d" % (min(years), max(years)))
        cover = {(r["ref_area"], r["question"], r["time"]): r["cover"] for r in then}
        return [dict(r, cover=cover[(r["ref_area"], r["question"], r["time"])]) for r in asked]

    def coverage(self, of):
        words = of.split(" ")
        share = words[0] == "share"
        want = dict(w.split("=", 1) for w in words[share:])
        want = {k: unquote(v) for k, v in want.items()}
        unknown = set(want) - {"countries", "tables", "years", "cover", "round", "release"}
        if unknown:
            raise ValueError("unknown filter %s" % unknown)
        rows = self.of_round(want["round"], want.get("release")) if "round" in want else self.tables("--years", want["years"])
        for name, column in (("countries", "ref_area"), ("tables", "question")):
            if name in want:
                those = set(want[name].split(","))
                rows = [r for r in rows if r[column] in those]
        covers, those = [r["cover"].replace(" ", "_") for r in rows], set(want["cover"].split(","))
        n = sum(c in those for c in covers)
        if not share:
            return n
        return 100 * n / sum(c != "not_applicable" for c in covers)

    # -- what is no number of the report's own

    def written(self):
        """What somebody has written, with a digit in it: on sources, of collections, in statements and consultations."""
        found = []

        def gather(x):
            if isinstance(x, str):
                found.extend(re.sub(r"\s+", " ", line).strip() for line in x.split("\n"))
                found.append(re.sub(r"\s+", " ", x).strip())
            for y in x.values() if isinstance(x, dict) else x if isinstance(x, list) else []:
                gather(y)
        for words in (["source", "collections"], ["source", "published"], ["statement", "list"], ["recommendation", "list"]):
            gather(self.json(*words))
        for consultation in self.json("consultation", "list"):
            gather(consultation["name"])
            parts = self.json("consultation", "record", consultation["name"])
            gather(parts)
            gather([part["number"] + part["chapter"] for part in parts])  # as they stand in one cell
        return {x for x in found if re.search(r"\d", x) and re.search(r"[^\W\d_]", x)}


class Pictures:
    """What pictures of corridors show, which is held against their words."""

    def __init__(self, figures, listings):
        self.figures, self.listings, self.pool = figures, listings, None

    def drawn(self, kind, corridors):
        """What a picture shows of each: what the destination says last, or where it says nothing, the origin."""
        places, latest = {}, {}
        with open(os.path.join(ROOT, "data", "tables", "mirror.csv"), newline="", encoding="utf-8") as f:
            for i, r in enumerate(csv.DictReader(f)):
                if r["kind"] == kind:
                    places[r["measure"]] = (0 if r["side"] == "destination" else 1, i)
        members = {r["origin"] for r in corridors} | {r["destination"] for r in corridors}
        for r in self.figures.rows:
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

    def has(self, number):
        """Is it what a side says of a corridor, or what the largest come to?"""
        if self.pool is None:
            rows = self.listings.rows("mirror")
            self.pool = {float(r[side]) for r in rows for side in ("origin_value", "destination_value") if r[side]}
            for kind in ("stock", "flow"):
                drawn = self.drawn(kind, rows)
                self.pool |= {round(sum(drawn[:n]), 3) for n in range(1, len(drawn) + 1)}
        return any(near(number, x) for x in self.pool)


# -- the formulas ---------------------------------------------------------------------------------------------

def year_of(address):
    return int(address.rsplit("/", 1)[1][:4])


def figure_at(address, figures, listings):
    """Its value and unit; of a collection where its name stands in front, "UNDESA_IMS@2019/FLOW/KEY/PERIOD"."""
    if address.count("/") == 3:
        name, address = address.split("/", 1)
        figures = listings.collection(name)
    return figures.value[address], figures.unit[address]


def compute(how, of, figures, listings):
    if how == "coverage":
        return listings.coverage(of)
    if how == "listing":
        return listings.compute(of)
    addresses = of.split(" ")
    x, units = zip(*(figure_at(a, figures, listings) for a in addresses))
    if how == "count":
        return len(set(addresses))
    if len(set(units)) > 1:
        raise ValueError("figures of several units")
    if how == "figure" and len(x) == 1:
        return x[0]
    if how == "sum":
        return sum(x)
    if how == "share" and len(x) > 1:
        return 100 * sum(x[:-1]) / x[-1]
    if how == "asymmetry" and len(x) % 2 == 0:
        return sum(abs(a - b) for a, b in zip(x[::2], x[1::2])) / (sum(x) / 2)
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

# What is said of how many of its own points a picture shows; the number of a draft.
SELECTIONS = {"chart.largest", "chart.sources.more", "corridors.chart.largest"}
NUMBERINGS = {"report.validation.drafts"}


def patterns_of(language, keys):
    """Patterns of these words with their numbers."""
    patterns = []
    for words in list(words_of(language, keys).values()) + list(words_of("en", keys).values()):
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
        self.stack, self.piece, self.figure, self.open_data, self.part, self.block = [], [], None, None, "", ""
        self.feed(text)
        self.flush()

    def flush(self):
        text = re.sub(r"\s+", " ", "".join(self.piece)).strip()
        if re.search(r"\d", text):
            self.texts.append((text, self.part, self.block, self.figure is not None))
        self.piece = []

    def hidden(self):
        return any(tag in self.SKIP or cls == "no" or tag == "data" for tag, cls in self.stack)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "html":
            self.language = a.get("lang", "en")
        if tag in self.BLOCK:
            self.flush()
            self.block = tag
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
    def __init__(self, figures, listings, release):
        self.figures, self.listings, self.release = figures, listings, release
        self.pictures, self.written = Pictures(figures, listings), listings.written()
        self.passed, self.failed, self.blanked, self.computed = 0, [], {}, {}
        self.words, self.names, self.chosen, self.numberings, self.whole, self.dates = {}, {}, {}, {}, {}, {}

    def note(self, where, what):
        self.failed.append("%s: %s" % (where, what))

    def check_data(self, where, d, language):
        of, how = d.get("data-of") or "", d.get("data-how") or ""
        try:
            value, scale = float(d["value"]), float(d.get("data-scale") or 1)
            if (how, of) not in self.computed:
                self.computed[how, of] = compute(how, of, self.figures, self.listings)
            exact = self.computed[how, of]
        except (KeyError, ValueError, ZeroDivisionError, subprocess.CalledProcessError) as e:
            return self.note(where, "%s of %s cannot be computed: %r" % (how, of, e))
        if not near(value, exact):
            return self.note(where, "%s of %s is %r, not %r" % (how, of, exact, value))
        shown = shown_number(d["text"], language)
        if not shown or not rounds_to(exact * scale, shown[0], shown[1], how in ("figure", "sum", "difference") and scale == 1000):
            return self.note(where, "%s of %s is %r, and shown as \"%s\"" % (how, of, exact * scale, d["text"]))
        self.passed += 1

    def blank(self, text, language, picture):
        """The text without the digits that names and fixed words have; of a picture also how much of it is shown."""
        if (text, language, picture) not in self.blanked:
            self.blanked[text, language, picture] = self.blank_anew(text, language, picture)
        return self.blanked[text, language, picture]

    def blank_anew(self, text, language, picture):
        if language not in self.words:
            self.words[language] = fixed_words(language) + (fixed_words("en") if language != "en" else [])
            self.numberings[language], self.chosen[language] = patterns_of(language, NUMBERINGS), patterns_of(language, SELECTIONS)
            known = names(language) | self.written
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
        for pattern in self.numberings[language] + (self.chosen[language] if picture else []):
            text = pattern.sub(lambda m: re.sub(r"\d", "x", m.group()), text)
        text = self.names[language].sub(lambda m: re.sub(r"\d", "x", m.group()), text)
        for pattern in ALLOWED + [r"(?<![\d.,])%s(?![\d]|[.,]\d)" % re.escape(self.release)]:
            text = re.sub(pattern, lambda m: re.sub(r"\d", "x", m.group()), text)
        return text

    def check_text(self, where, text, part, block, picture, language):
        left = self.blank(text, language, picture)
        numbering = block == "th" and re.fullmatch(r"\d{1,2}", text)  # of a question
        if re.search(r"\d", left) and text not in self.whole[language] and not numbering:
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
        left = self.blank(alt, language, True)
        group, point = SEPARATORS.get(language, (",", "."))
        for token in re.findall(r"[-\u2212]?\d[\d%s]*" % re.escape(group + point), left):
            token = token.rstrip(group + point)
            shown = shown_number(token, language)
            counts = shown and shown[1] == 0 and shown[0] <= 500  # of countries, corridors, cells
            if not shown or not (counts or ("/corridors" in address and self.pictures.has(shown[0]))
                                 or self.drawn(shown[0], shown[1], area) or near(shown[0], 100)):
                self.note(where, "\"%s\" is no figure of %s: %s" % (token, area or "the release", alt[:300]))
                return
        self.passed += 1

    def check_file(self, path):
        with open(path, encoding="utf-8") as f:
            page = Page(f.read())
        where, before = os.path.basename(path), len(self.failed)
        if not page.data:
            self.note(where, "has no number")
        for d in page.data:
            self.check_data(where, d, page.language)
        for text, part, block, picture in page.texts:
            self.check_text(where, text, part, block, picture, page.language)
        for alt, address in page.alts:
            self.check_alt(where, alt, address, page.language)
        # each may be right and the text still wrong, which speaks of the same years throughout
        spans = set(re.findall(r"coverage (?:gaps|needs) --years (\S+)", " ".join(d.get("data-of") or "" for d in page.data)))
        if len(spans) > 1 and len(self.failed) == before:
            self.note(where, "gaps and needs of different years: %s" % ", ".join(sorted(spans)))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--ilms", required=True)
    p.add_argument("--base", required=True)
    p.add_argument("--figures", required=True)
    p.add_argument("--release", required=True, help="its name, which may look like a number")
    p.add_argument("--json", action="store_true", help="what is wrong as a list")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    with open(a.figures, newline="", encoding="utf-8-sig") as f:
        figures = Figures(f)
    checker = Checker(figures, Listings(a.ilms, a.base, figures, a.release), a.release)
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
