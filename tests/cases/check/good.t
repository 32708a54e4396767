# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Files that are fine; check needs no base and leaves none.
$ ilms check $DATA/good.csv
$DATA/good.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms check $DATA/ages.csv
$DATA/ages.csv: ilostat, 6 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms check $DATA/good.csv $DATA/ages.csv $DATA/census.csv
$DATA/good.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$DATA/ages.csv: ilostat, 6 cells read: 0 errors, 0 warnings, 0 remarks
$DATA/census.csv: ilostat, 13 cells read: 0 errors, 0 warnings, 0 remarks
$ ilms check --json $DATA/good.csv
$ ls
