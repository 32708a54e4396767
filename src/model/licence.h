/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Under which licence figures are disseminated, as everything that carries them away says it. */
#ifndef MODEL_LICENCE_H
#define MODEL_LICENCE_H

#define LICENCE_NAME "CC BY 4.0"
#define LICENCE_LONG "Creative Commons Attribution 4.0 International (CC BY 4.0)"
#define LICENCE_URL "https://creativecommons.org/licenses/by/4.0/"

#endif
