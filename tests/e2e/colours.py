# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# colours.py CHART.JS: how far apart the colours of charts are for readers with all cones, without the red and without the
# green ones, and their contrast to the paper. Fails when that is less than doc/charts.md says.
#
# Difference: CIEDE2000 (Sharma, Wu, Dalal 2005). Sight: Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
# Contrast: WCAG 2.
import itertools
import math
import re
import sys

SIGHTS = (((1, 0, 0), (0, 1, 0), (0, 0, 1)),
          ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
          ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)))


def linear(colour):
    shares = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]


def lab(rgb):
    r, g, b = [min(max(c, 0), 1) for c in rgb]
    xyz = ((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047, 0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
           (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    x, y, z = [t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2
    if c1 * c2:
        hue = hue / 2 if abs(h1 - h2) <= 180 else (hue + 360) / 2 if hue < 360 else (hue - 360) / 2
    dh, c, l = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)), (c1 + c2) / 2, (l1 + l2) / 2
    t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.2 * cos(4 * hue - 63)
    sl, sc, sh = 1 + 0.015 * (l - 50) ** 2 / math.sqrt(20 + (l - 50) ** 2), 1 + 0.045 * c, 1 + 0.015 * c * t
    turned = -2 * math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * math.sin(math.radians(60 * math.exp(-((hue - 275) / 25) ** 2)))
    return math.sqrt(((l2 - l1) / sl) ** 2 + ((c2 - c1) / sc) ** 2 + (dh / sh) ** 2 + turned * (c2 - c1) / sc * dh / sh)


def cos(degrees):
    return math.cos(math.radians(degrees))


def seen(colour):
    rgb = linear(colour)
    return [lab([sum(row[i] * rgb[i] for i in range(3)) for row in sight]) for sight in SIGHTS]


def nearest(colours):
    views = [seen(c) for c in colours]
    return min(difference(a, b) for x, y in itertools.combinations(views, 2) for a, b in zip(x, y))


def contrast(colour, paper):
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(colour), linear(paper))]
    return (max(light) + 0.05) / (min(light) + 0.05)


def main():
    text, wrong = open(sys.argv[1], encoding="utf-8").read(), 0
    order = [int(n) for n in re.search(r"NEXT = \[([^\]]*)\]", text)[1].split(",")]
    for name, least in (("LIGHT", 14.9), ("DARK", 16.0)):
        theme = re.search(r"var %s = \{(.*?)\};" % name, text, re.S)[1]
        areas = re.findall(r"#[0-9a-f]{6}", re.search(r"areas: \[(.*?)\]", theme)[1])
        one = dict(re.findall(r"(\w+): \"(#[0-9a-f]{6})\"", theme))
        drawn = areas + [one[k] for k in ("women", "men", "migrants", "nationals", "origin", "destination", "rest", "other")]
        values = (("any two areas", nearest(areas), least), ("the first five of no meaning", nearest([areas[i] for i in order[:5]]), least),
                  ("women and men", nearest([one["women"], one["men"]]), 11), ("migrants and nationals", nearest([one["migrants"], one["nationals"]]), 11),
                  ("origin and destination", nearest([one["origin"], one["destination"]]), 6),
                  ("least contrast", min(contrast(c, one["paper"]) for c in drawn), 3))
        for what, value, limit in values:
            print("%-5s %-30s %5.1f" % (name.lower(), what, value))
            wrong += round(value, 1) < limit
    return wrong


sys.exit(main())
