/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/written.h"

#include "base/utf8.h"

#include <math.h>

enum { LONGEST = 80, GROUPS = 12 };

/* The text with every character as one byte: digits, blanks, dashes, quotes and brackets of
 * whatever script as ASCII, letters in lower case, and these two. */
enum { RAISED = 1, STRANGE = 2 };

struct plain {
    char c[LONGEST + 1];
    uint16_t at[LONGEST + 2]; /* where it began in the text; at[n]: its end */
    size_t n;
};

/* A run of characters of it. */
struct part {
    size_t from, to;
};

static uint32_t decode(const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;
    switch (len) {
    case 1: return u[0];
    case 2: return (u[0] & 0x1fu) << 6 | (u[1] & 0x3fu);
    case 3: return (u[0] & 0x0fu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
    default: return (u[0] & 0x07u) << 18 | (u[1] & 0x3fu) << 12 | (u[2] & 0x3fu) << 6 |
                    (u[3] & 0x3fu);
    }
}

/* 0: a character without width, left out. */
static char plain_char(uint32_t c)
{
    static const uint32_t zeros[] = {0x660, 0x6f0, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10};
    for (size_t i = 0; i < ARRAY_LEN(zeros); i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return (char)('0' + (c - zeros[i]));
    if (c >= 0xff01 && c <= 0xff5e) /* ASCII in full width */
        c -= 0xfee0;
    if (c >= 'A' && c <= 'Z')
        return (char)(c + 32);
    if (c < 0x80)
        return c == '\t' || c == '\n' || c == '\r' ? ' ' : c < 0x20 || c == 0x7f ? STRANGE : (char)c;
    if ((c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff)
        return 0;
    if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000)
        return ' ';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x2bc || c == 0x2032)
        return '\'';
    if (c == 0xaa || c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0xba ||
        (c >= 0x2b0 && c <= 0x2ff) || (c >= 0x1d2c && c <= 0x1d6a) || (c >= 0x2070 && c <= 0x209c))
        return RAISED;
    if (c == 0x2020 || c == 0x2021 || c == 0xa7 || c == 0xb6) /* daggers, section, paragraph */
        return '*';
    return STRANGE;
}

static bool plain_make(struct plain *pl, struct str text)
{
    pl->n = 0;
    for (size_t i = 0; i < text.len;) {
        size_t len = utf8_len(text.p + i, text.p + text.len);
        uint32_t code = len ? decode(text.p + i, len) : 0xfffd;
        unsigned times = code == 0x2026 ? 3 : 1; /* the dots of "..." as one character */
        char c = times == 3 ? '.' : plain_char(code);
        for (; c && times; times--) {
            if (pl->n == LONGEST)
                return false;
            pl->at[pl->n] = (uint16_t)MIN(i, (size_t)UINT16_MAX);
            pl->c[pl->n++] = c;
        }
        i += MAX(len, (size_t)1);
        pl->at[pl->n] = (uint16_t)MIN(i, (size_t)UINT16_MAX);
    }
    pl->c[pl->n] = 0;
    return true;
}

static struct part trim(const struct plain *pl, struct part t)
{
    while (t.from < t.to && pl->c[t.from] == ' ')
        t.from++;
    while (t.from < t.to && pl->c[t.to - 1] == ' ')
        t.to--;
    return t;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return c >= 'a' && c <= 'z'; }
static bool sign_mark(char c) { return c == '*' || c == '#' || c == '^' || c == RAISED; }

/* -- signs in place of a figure ---------------------------------------------------------- */

static const struct {
    const char *text;
    char status; /* 0: nil */
} signs[] = {
    {"..", 'N'},   {"...", 'N'},  {".", 'N'},       {":", 'N'},        {"-", 0},
    {"--", 0},     {"---", 0},    {"nil", 0},       {"n.a.", 'N'},     {"n.a", 'N'},
    {"na", 'N'},   {"n/a", 'N'},  {"#n/a", 'N'},    {"n.d.", 'N'},     {"nd", 'N'},
    {"n/d", 'N'},  {"no data", 'N'}, {"not available", 'N'}, {"unknown", 'N'}, {"x", 'X'},
    {"n.ap.", 'X'}, {"not applicable", 'X'}, {"c", 'C'}, {"(c)", 'C'}, {"n.p.", 'C'},
    {"np", 'C'},   {"confidential", 'C'}, {"suppressed", 'C'}, {"negligible", 'S'},
    {"neg.", 'S'}, {"negl.", 'S'}, {"(s)", 'S'},
};

/* Is all of t such a sign? Blanks do not count, so "n. a." is one. */
static bool sign_find(struct written *out, const struct plain *pl, struct part t, bool letters)
{
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        const char *p = signs[i].text;
        size_t k = t.from;
        if (!letters && *p != '.' && *p != '-' && *p != ':')
            continue;
        for (;; p++, k++) {
            while (*p == ' ')
                p++;
            while (k < t.to && pl->c[k] == ' ')
                k++;
            if (!*p || k >= t.to || pl->c[k] != *p)
                break;
        }
        if (*p || k < t.to)
            continue;
        out->kind = signs[i].status ? WRITTEN_NONE : WRITTEN_NIL;
        out->status = signs[i].status;
        return true;
    }
    return false;
}

/* -- the number itself --------------------------------------------------------------------- */

/* Digits cut by separators: n groups, sep[i] before group i + 1. */
struct groups {
    struct part group[GROUPS];
    char sep[GROUPS];
    size_t n;
};

static size_t length(struct part t) { return t.to - t.from; }

static bool groups_cut(struct groups *g, const struct plain *pl, struct part t)
{
    g->n = 0;
    for (size_t i = t.from;;) {
        size_t from = i;
        while (i < t.to && digit(pl->c[i]))
            i++;
        if (g->n == GROUPS)
            return false;
        g->group[g->n++] = (struct part){from, i};
        if (i == t.to)
            break;
        char c = pl->c[i++];
        if (c != ',' && c != '.' && c != ' ' && c != '\'')
            return false;
        g->sep[g->n - 1] = c;
    }
    /* only ".5" begins and only "5." ends with an empty group, and no other is empty */
    for (size_t i = 0; i < g->n; i++)
        if (length(g->group[i]) == 0 &&
            !(g->n == 2 && ((i == 0 && (g->sep[0] == '.' || g->sep[0] == ',')) ||
                            (i == 1 && g->sep[0] == '.')) && length(g->group[1 - i])))
            return false;
    return true;
}

/* Are the first n groups thousands, all cut by the same sign? */
static bool groups_of_three(const struct groups *g, const struct plain *pl, size_t n)
{
    if (n < 2)
        return true;
    for (size_t i = 1; i < n; i++)
        if (length(g->group[i]) != 3 || g->sep[i - 1] != g->sep[0])
            return false;
    return length(g->group[0]) <= 3 && pl->c[g->group[0].from] != '0';
}

/* Which separator begins the decimals: its index, n - 1 for none; -1: it is no number. */
static int decimals_at(const struct groups *g, const struct plain *pl, char hint, bool exponent,
                       bool *unsure)
{
    size_t last = g->n - 1;
    char sep = last ? g->sep[last - 1] : 0;
    bool may = sep == ',' || sep == '.';
    bool alone = last == 1;
    for (size_t i = 0; may && i + 1 < last; i++)
        may = g->sep[i] != sep;
    bool decimals = may && groups_of_three(g, pl, last);
    bool thousands = groups_of_three(g, pl, g->n) && !exponent;
    if (last == 0 || (!decimals && !thousands))
        return last == 0 ? 0 : -1;
    if (decimals && thousands && alone && !exponent) { /* 1.234 or 1,234 */
        *unsure = *unsure || !hint;
        return (hint ? hint == sep : sep == '.') ? 0 : 1;
    }
    if (exponent && !alone)
        return -1;
    /* the text itself is clear; does it agree with what the sheet is said to do? */
    *unsure = *unsure || (hint && (decimals ? sep != hint : sep == hint));
    return decimals ? (int)last - 1 : (int)last;
}

static bool number(struct written *out, const struct plain *pl, struct part t, char hint)
{
    struct groups g;
    char clean[LONGEST + 4];
    size_t n = 0;
    bool unsure = false;
    t = trim(pl, t);
    if (length(t) > 2 && pl->c[t.from] == '(' && pl->c[t.to - 1] == ')') {
        t = trim(pl, (struct part){t.from + 1, t.to - 1});
        clean[n++] = '-';
    } else if (t.from < t.to && (pl->c[t.from] == '-' || pl->c[t.from] == '+')) {
        clean[n++] = pl->c[t.from++];
        t = trim(pl, t);
    }
    size_t e = t.from; /* the exponent */
    while (e < t.to && pl->c[e] != 'e')
        e++;
    if (!groups_cut(&g, pl, (struct part){t.from, e}))
        return false;
    int point = decimals_at(&g, pl, hint, e < t.to, &unsure);
    if (point < 0)
        return false;
    for (size_t i = 0; i < g.n; i++) {
        if (i == (size_t)point + 1)
            clean[n++] = '.';
        memcpy(clean + n, pl->c + g.group[i].from, length(g.group[i]));
        n += length(g.group[i]);
    }
    size_t d = e + 1; /* at least a digit, at most three: nothing that is counted has more */
    d += d < t.to && (pl->c[d] == '-' || pl->c[d] == '+');
    for (size_t i = d; i < t.to; i++)
        if (!digit(pl->c[i]))
            return false;
    if (e < t.to && (d >= t.to || t.to - d > 3))
        return false;
    memcpy(clean + n, pl->c + e, t.to - e);
    n += t.to - e;
    unsigned decimals;
    double value;
    if (num_parse(&value, &decimals, (struct str){clean, n}) != NUM_OK)
        return false;
    out->kind = WRITTEN_NUMBER;
    out->value = value;
    out->decimals = (uint8_t)decimals;
    out->unsure = out->unsure || unsure;
    return true;
}

/* -- marks beside it ------------------------------------------------------------------------ */

/* "(a)", "(p)", "(1)": its first character, or t.to. */
static size_t bracketed(struct written *out, const struct plain *pl, struct part t)
{
    size_t k = t.to - 1;
    while (k > t.from && (letter(pl->c[k - 1]) || digit(pl->c[k - 1]) || sign_mark(pl->c[k - 1])))
        k--;
    size_t len = t.to - 1 - k;
    bool digits = true;
    for (size_t i = k; i < t.to - 1; i++)
        digits = digits && digit(pl->c[i]);
    if (k == t.from || len == 0)
        return t.to;
    if (pl->c[k - 1] == '(') {
        if (len > 2)
            return t.to;
        out->unsure = out->unsure || (digits && len == 2); /* a share in brackets looks like that */
        return k - 1;
    }
    /* "12 1)", "12 a)": a blank keeps it from the number */
    return pl->c[k - 1] == ' ' && len <= 2 && (digits || len == 1) ? k : t.to;
}

/* Cuts one mark off the end; false: there is none. */
static bool mark_behind(struct written *out, const struct plain *pl, struct part *t)
{
    size_t at = t->to;
    char c = at > t->from ? pl->c[at - 1] : 0;
    if (sign_mark(c)) {
        while (at > t->from && sign_mark(pl->c[at - 1]))
            at--;
    } else if (c == '%') {
        at--;
    } else if (c == ')') {
        at = bracketed(out, pl, *t);
    } else if (c == '/') { /* "12 1/", "12 a/", "12a/" */
        size_t k = at - 1;
        while (k > t->from && (digit(pl->c[k - 1]) || letter(pl->c[k - 1])))
            k--;
        bool blank = k > t->from && pl->c[k - 1] == ' ';
        if (blank && at - k >= 2 && at - k <= 3)
            at = k;
        else if (at - t->from > 2 && letter(pl->c[at - 2]) && digit(pl->c[at - 3]))
            at -= 2;
    } else if (letter(c)) {
        at--;
        bool twice = at > t->from && pl->c[at - 1] == c; /* the second alphabet: "aa" */
        at -= twice;
        char before = at > t->from ? pl->c[at - 1] : 0;
        if (before == ',' && at - t->from > 2 && !digit(pl->c[at - 2])) { /* "12 a,b" */
            at--;
        } else if (!digit(before) && before != ' ' && before != ')' && !sign_mark(before)) {
            at = t->to;
        }
        if (!twice && (c == 'k' || c == 'm'))
            out->unsure = true; /* thousand, million? */
    }
    if (at == t->to)
        return false;
    *t = trim(pl, (struct part){t->from, at});
    return true;
}

/* Cuts one off the front: "a 12", "a) 12", "(a) 12", "1) 12", "*12". */
static bool mark_before(const struct plain *pl, struct part *t)
{
    size_t at = t->from;
    while (at < t->to && sign_mark(pl->c[at]))
        at++;
    if (at == t->from) {
        bool open = pl->c[at] == '(';
        at += open;
        size_t from = at, limit = digit(pl->c[at]) ? 2 : 1;
        while (at < t->to && at - from < limit && (digit(pl->c[at]) || letter(pl->c[at])))
            at++;
        bool closed = at < t->to && pl->c[at] == ')';
        if (at == from || (open && !closed) || at + 1 >= t->to ||
            (!closed && (pl->c[at] != ' ' || digit(pl->c[from]))))
            return false;
        at += closed;
    }
    *t = trim(pl, (struct part){at, t->to});
    return true;
}

static struct str text_of(const struct plain *pl, struct str text, size_t from, size_t to)
{
    while (from < to && pl->c[from] == ' ')
        from++;
    while (from < to && pl->c[to - 1] == ' ')
        to--;
    return str_sub(text, pl->at[from], (size_t)(pl->at[to] - pl->at[from]));
}

void written_parse(struct written *out, struct str text, char decimal_sign)
{
    struct plain pl;
    text = str_trim(text);
    *out = (struct written){.kind = WRITTEN_OTHER, .value = NAN};
    if (!plain_make(&pl, text))
        return;
    struct part all = trim(&pl, (struct part){0, pl.n});
    if (all.from < all.to && pl.c[all.from] == '\'')
        all = trim(&pl, (struct part){all.from + 1, all.to});
    if (all.from == all.to) {
        out->kind = WRITTEN_EMPTY;
        return;
    }
    if (sign_find(out, &pl, all, true))
        return;
    struct part t = all;
    bool raised = !letter(pl.c[all.to - 1]); /* "n.a. 1)", but not "x a" */
    for (int marks = 0; marks < 4; marks++) {
        if (number(out, &pl, t, decimal_sign) || (marks && sign_find(out, &pl, t, raised))) {
            out->mark = text_of(&pl, text, t.to, all.to);
            return;
        }
        if (!mark_behind(out, &pl, &t))
            break;
    }
    out->unsure = false;
    t = all;
    if (mark_before(&pl, &t) && number(out, &pl, t, decimal_sign)) {
        out->mark = text_of(&pl, text, all.from, t.from);
        return;
    }
    *out = (struct written){.kind = WRITTEN_OTHER, .value = NAN};
}
