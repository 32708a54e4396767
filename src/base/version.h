/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define ILMS_VERSION "0.1.0"

#endif
