/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/voices.h"

#include "model/ref_language.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 32, TAG = 8 };

struct kept {
    char language[TAG];
    struct voice voice;
    struct cube cube; /* the release's columns with another ref */
    struct ref *ref;  /* NULL: the release's own, which is English */
};

struct voices {
    pthread_mutex_t lock;
    struct kept kept[MOST];
    size_t n;
};

struct voices *voices_new(void)
{
    struct voices *voices = mem_alloc(sizeof *voices);
    pthread_mutex_init(&voices->lock, NULL);
    return voices;
}

void voices_free(struct voices *voices)
{
    if (!voices)
        return;
    for (size_t i = 0; i < voices->n; i++)
        ref_in_language_free(voices->kept[i].ref);
    pthread_mutex_destroy(&voices->lock);
    free(voices);
}

static void make(struct kept *k, struct str language, const struct cube *cube)
{
    snprintf(k->language, sizeof k->language, "%.*s", STR_FMT(language));
    k->voice.text = text_find(k->language);
    k->voice.cube = cube;
    assert(k->voice.text);
    if (!cube || strcmp(k->language, "en") == 0)
        return;
    k->ref = ref_in_language(cube->ref, k->language);
    k->cube = *cube;
    k->cube.ref = k->ref;
    k->voice.cube = &k->cube;
}

const struct voice *voice_get(struct voices *voices, struct str language, const struct cube *cube)
{
    struct kept *k = voices->kept;
    pthread_mutex_lock(&voices->lock);
    while (k < voices->kept + voices->n && !str_is(language, k->language))
        k++;
    if (k == voices->kept + voices->n) {
        assert(voices->n < MOST);
        make(k, language, cube);
        voices->n++;
    }
    pthread_mutex_unlock(&voices->lock);
    return &k->voice;
}
