# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# ILMS_BASE in place of --base; --base wins.
$ ILMS_BASE=a.db ilms init; ILMS_BASE=a.db ilms submissions; ILMS_BASE=nowhere.db ilms --base a.db submissions; ILMS_BASE=nowhere.db ilms submissions
a.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
nothing has been submitted yet; ilms submit FILE
nothing has been submitted yet; ilms submit FILE
ilms: nowhere.db: there is no such file; a base is a file made by "ilms init"
? 66
