/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Chance that is the same in every run: splitmix64 (Steele, Lea, Flood 2014). */
#ifndef TEST_RANDOM_H
#define TEST_RANDOM_H

#include "base/base.h"

struct chance {
    uint64_t state;
};

static inline uint64_t chance_next(struct chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* 0 to n - 1 */
static inline unsigned chance_below(struct chance *c, unsigned n)
{
    return (unsigned)(chance_next(c) % n);
}

#endif
