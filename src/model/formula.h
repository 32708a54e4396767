/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How figures are made of other figures: the formulas of data/tables/derived.csv and families.csv,
 * and what of the first generation of tables means the same as in the current one
 * (tables/successions.csv, codelists/successions.csv). Part of struct ref; model/ref_formula.c reads
 * them and refuses what cannot be computed, with file and line.
 *
 * An input is a table, and what of its cells is taken: written TABLE@PART@PART, where PART is a
 * code (SEX_F, CCT_CIT_NONCIT), "total" or "total2" (the total of the version that the first or
 * second classification is given in) or "before" (the last earlier year that has a figure). What is
 * not named stays as it is in the cell that is made.
 *
 *     MST_TUNE_SEX_AGE_CCT_RT, ratio, MST_TUNE_SEX_AGE_CCT_NB MST_TEAP_SEX_AGE_CCT_NB, 100
 *
 * The first input leads: a cell of the result is made for each of its cells. Invariant: the inputs
 * of a formula have the same dimensions in the same order; those of the result are some of them, and
 * those that it has not are fixed in the first input. An input that is itself derived is the result
 * of an earlier formula. */
#ifndef MODEL_FORMULA_H
#define MODEL_FORMULA_H

#include "model/ref.h"

enum operation {
    OPERATION_SUM,        /* a + b + ... */
    OPERATION_DIFFERENCE, /* a - b - ... */
    OPERATION_RATIO,      /* a / b */
    OPERATION_GROWTH,     /* (a / b)^(1 / years between) - 1 */
    OPERATION_REGION      /* the sum of a over the countries of the region, / a of all countries */
};
extern const char *const operation_names[];

enum { FORMULA_INPUTS = 3 };

struct formula_input {
    uint16_t indicator;
    uint16_t fixed[3]; /* codes of sex, classif1, classif2; 0: as in the cell that is made */
    bool total[2];     /* of classif1, classif2: the total of the cell's own version */
    bool before;
};

struct formula {
    uint16_t result; /* indicator */
    enum operation operation;
    struct formula_input in[FORMULA_INPUTS];
    unsigned nin;
    double multiplier;
    int8_t slot[2];    /* which classification of the inputs is the result's first, second; -1 */
    int8_t countries;  /* OPERATION_REGION: which classification has the countries */
    bool own;          /* no code of ILOSTAT: the product's own */
    struct str reference; /* the published source of the formula */
};

/* A table of the first generation whose figures, where their note says so, are those of a current
 * one. */
struct succession {
    uint16_t from, to; /* indicators */
    struct str note;   /* "T36:3214" has to stand among the notes of the figure; may be empty */
    uint16_t add;      /* the code in a classification that `from` has not; 0 */
};

/* The code of the current generation for one of the first, in the dimension that is asked for. */
uint16_t succession_code(const struct ref *ref, uint16_t code, uint16_t dimension);

/* The formula of an indicator; NULL when it is not derived. */
const struct formula *formula_of(const struct ref *ref, uint16_t indicator);

/* Is the area one of the region that reports? (struct area.member, for a code of a country.) */
bool formula_regional(const struct ref *ref, uint16_t code);

/* In ref_formula.c, for ref_load. */
struct ref_file;
int ref_load_formulas(struct ref *ref, const struct ref_file *files, size_t n, struct err *err);
void ref_free_formulas(struct ref *ref);

#endif
