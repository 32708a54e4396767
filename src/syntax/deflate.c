/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/deflate.h"

#include "base/arena.h"

#include <endian.h>

enum {
    WINDOW = 32 << 10, /* how far back a repetition may refer */
    SHORTEST = 4, LONGEST = 258,
    ENDS = 256, LENGTHS = 257, /* symbols: the end of the block; the first of lengths */
    SYMBOLS = 286, DISTANCES = 30,
    HASH_BITS = 14,
    SPARE = 16 /* bytes that may be read behind the text */
};

/* How many bits each symbol has: what suits the sheets of workbooks, in several languages, and leaves
 * something for every byte there is. One hexadecimal digit each; a Huffman code (the shares 2^-n of all
 * symbols add up to one). */
static const char symbol_bits[SYMBOLS + 1] =
    "ddddddddddbddddddddddddddddddddd6b7bbbbbabbbaa586556666666ab888b"
    "b7989999989888888988899a9aabbbb9b698868987b978778b776899aabbbbbb"
    "cccccccccccccccccccccccccccccccccccccccccccccccccccccccc9bcbcccc"
    "cccbcccccccccccccccccccccccccccc9acccccccccccccccccccccccccccccc"
    "ccc6666776556634558797798bcabd";
static const char distance_bits[DISTANCES + 1] = "999999888633545555435556544667";

/* RFC 1951, 3.2.5: the shortest length or distance of a symbol, and how many bits say how much more. */
static const uint16_t length_base[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                       31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_more[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

struct code {
    uint32_t bits; /* as they are written, the first one lowest */
    uint32_t n;
};

/* What is not yet written, the first one lowest. Held by value where much is packed: bytes that are written
 * could, for all the compiler knows, change what stands in memory. */
struct bits {
    uint64_t bits;
    unsigned n;
};

struct deflate {
    struct code symbol[SYMBOLS], distance[DISTANCES];
    struct code length[LONGEST + 1]; /* symbol and what is more, in one */
    struct bits left;
    bool begun;
    uint32_t before; /* bytes that went out of `text` */
    size_t len;      /* of `text`, all of it packed */
    uint32_t seen[1 << HASH_BITS]; /* by hash of what stands there: the place + 1 among all bytes */
    char text[2 * WINDOW + SPARE];
};

/* -- codes -------------------------------------------------------------------------------------- */

static unsigned bits_of(char digit) { return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10); }

static uint32_t turned(unsigned code, unsigned n)
{
    unsigned out = 0;
    for (unsigned i = 0; i < n; i++)
        out |= (code >> i & 1) << (n - 1 - i);
    return out;
}

/* RFC 1951, 3.2.2: the codes follow from their lengths. */
static void codes_make(struct code *to, const char *bits, unsigned n)
{
    unsigned code = 0;
    for (unsigned len = 1; len < 16; len++, code <<= 1)
        for (unsigned i = 0; i < n; i++)
            if (bits_of(bits[i]) == len)
                to[i] = (struct code){turned(code++, len), len};
}

static struct code length_code(const struct code *symbols, unsigned length)
{
    unsigned s = ARRAY_LEN(length_base) - 1;
    while (length_base[s] > length)
        s--;
    struct code symbol = symbols[LENGTHS + s];
    return (struct code){symbol.bits | (length - length_base[s]) << symbol.n, symbol.n + length_more[s]};
}

struct deflate *deflate_new(void)
{
    struct deflate *d = mem_alloc(sizeof *d);
    codes_make(d->symbol, symbol_bits, SYMBOLS);
    codes_make(d->distance, distance_bits, DISTANCES);
    for (unsigned n = SHORTEST; n <= LONGEST; n++)
        d->length[n] = length_code(d->symbol, n);
    return d;
}

/* -- bits ----------------------------------------------------------------------------------------- */

/* At most 56 together before they are given out. */
static void put_bits(struct bits *to, uint64_t bits, unsigned n)
{
    to->bits |= bits << to->n;
    to->n += n;
}

static void put_code(struct bits *to, struct code code) { put_bits(to, code.bits, code.n); }

static char *give_bits(struct bits *from, char *at)
{
    uint64_t word = htole64(from->bits);
    memcpy(at, &word, sizeof word);
    at += from->n / 8;
    from->bits >>= from->n & ~7u;
    from->n &= 7;
    return at;
}

static void put_repetition(const struct deflate *d, struct bits *to, unsigned length, unsigned distance)
{
    unsigned from = distance - 1;
    put_code(to, d->length[length]);
    /* two symbols for each power of two: which half, and the bits below */
    unsigned more = from < 2 ? 0 : 30u - (unsigned)__builtin_clz(from);
    put_code(to, d->distance[2 * more + (from >> more)]);
    put_bits(to, from & ((1u << more) - 1), more);
}

/* One block for all, with a code of its own (3.2.7). The lengths of its codes are told in a code of four
 * bits for each of the lengths 0 to 15. */
static void begin(struct deflate *d, struct buf *out)
{
    static const uint8_t order[] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    char *at = buf_room(out, SYMBOLS + DISTANCES + 64), *start = at;
    put_bits(&d->left, 1 | 2 << 1, 3); /* the last block; codes follow */
    put_bits(&d->left, SYMBOLS - 257, 5);
    put_bits(&d->left, DISTANCES - 1, 5);
    put_bits(&d->left, ARRAY_LEN(order) - 4, 4);
    for (unsigned i = 0; i < ARRAY_LEN(order); i++, at = give_bits(&d->left, at))
        put_bits(&d->left, order[i] < 16 ? 4 : 0, 3);
    for (unsigned i = 0; i < SYMBOLS + DISTANCES; i++, at = give_bits(&d->left, at))
        put_bits(&d->left, turned(bits_of(i < SYMBOLS ? symbol_bits[i] : distance_bits[i - SYMBOLS]), 4), 4);
    out->len += (size_t)(at - start);
    d->begun = true;
}

/* -- repetitions ---------------------------------------------------------------------------------- */

static uint64_t word_at(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return le64toh(w);
}

/* How many bytes are the same at two places. */
static unsigned same(const char *a, const char *b, unsigned most)
{
    for (unsigned n = 0; n < most; n += 8) {
        uint64_t differ = word_at(a + n) ^ word_at(b + n);
        if (differ)
            return MIN(n + (unsigned)__builtin_ctzll(differ) / 8, most);
    }
    return most;
}

/* Packs text[from .. d->len). Only the place where the same five bytes were seen last is looked at. */
static void pack(struct deflate *d, struct buf *out, size_t from)
{
    char *at = buf_room(out, 2 * (d->len - from) + SPARE), *start = at;
    struct bits bits = d->left;
    for (size_t i = from; i < d->len;) {
        uint64_t word = word_at(d->text + i);
        uint32_t *seen = &d->seen[(word << 24) * 0x9e3779b97f4a7c15 >> (64 - HASH_BITS)];
        uint32_t place = d->before + (uint32_t)i, distance = place + 1 - *seen;
        unsigned length = 0;
        if (*seen && distance <= MIN(i, (size_t)WINDOW))
            length = same(d->text + i - distance, d->text + i, (unsigned)MIN(d->len - i, (size_t)LONGEST));
        *seen = place + 1;
        if (length >= SHORTEST) {
            put_repetition(d, &bits, length, distance);
            i += length;
        } else {
            put_code(&bits, d->symbol[(unsigned char)d->text[i++]]);
        }
        at = give_bits(&bits, at);
    }
    d->left = bits;
    out->len += (size_t)(at - start);
}

void deflate_put(struct deflate *d, struct buf *out, struct str bytes)
{
    if (!d->begun)
        begin(d, out);
    for (struct str piece; bytes.len; bytes = str_sub(bytes, piece.len, bytes.len)) {
        piece = str_sub(bytes, 0, WINDOW);
        if (d->len + piece.len > 2 * WINDOW) {
            size_t gone = d->len - WINDOW;
            memmove(d->text, d->text + gone, WINDOW);
            d->before += (uint32_t)gone;
            d->len = WINDOW;
        }
        memcpy(d->text + d->len, piece.p, piece.len);
        d->len += piece.len;
        pack(d, out, d->len - piece.len);
    }
}

void deflate_end(struct deflate *d, struct buf *out)
{
    if (!d->begun)
        begin(d, out);
    char *at = buf_room(out, SPARE), *start = at;
    put_code(&d->left, d->symbol[ENDS]);
    d->left.n = (d->left.n + 7) & ~7u;
    at = give_bits(&d->left, at);
    out->len += (size_t)(at - start);
    d->begun = false;
    d->before = 0;
    d->len = 0;
    memset(d->seen, 0, sizeof d->seen);
}
