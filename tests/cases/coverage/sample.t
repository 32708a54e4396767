# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The examples of doc/coverage.md, of the sample base.
$ ilms init > log; ilms submit --quiet $REPO/data/asean/KHM.csv > log; ilms accept 1 --allow 'as published' > log; ilms release 1 > log
$ ilms coverage --country KHM --years 2012-2016 --table 18 --by question_table | tee got
release "1", KHM, years 2012 to 2016
country  question  year                  table                         cells  source
KHM            18  2012  partial         MNA_OEMP_SEX_CDS_NB             3/6  FX:14128
KHM            18  2013  partial         MNA_OEMP_SEX_CDS_NB             3/6  FX:14128
KHM            18  2014  reported        MNA_OEMP_SEX_CDS_NB             6/6  FX:14128
KHM            18  2015  reported        MNA_OEMP_SEX_CDS_NB             6/6  FX:14128
KHM            18  2016  reported        MNA_OEMP_SEX_CDS_NB             6/6  FX:14128
$ grep -A 7 '^[$] ilms coverage --country KHM' $REPO/doc/coverage.md | tail -7 | diff - got
# in 2012 there is the total of each sex, and no country of destination; in 2014 there are both
$ ilms coverage --country KHM --years 2012 --table 18 --by breakdown
release "1", KHM, year 2012
question  code                        cells expected  share  name
      18  SEX_T                           1        2   50 %  Total
      18  SEX_M                           1        2   50 %  Male
      18  SEX_F                           1        2   50 %  Female
      18  CDS_DES_TOTAL                   3        3  100 %  Total
      18  CDS_DES                         0        3    0 %  Any country
$ ilms query DF_MNA_OEMP_SEX_CDS_NB/KHM.A... --start 2012 --end 2012 --format ilostat | cut -d, -f4-7
sex,classif1,time,obs_value
SEX_T,CDS_DES_TOTAL,2012,34.804
SEX_M,CDS_DES_TOTAL,2012,23.568
SEX_F,CDS_DES_TOTAL,2012,11.236
$ ilms coverage --country KHM | tail -3
10 of 220 possible question tables (5 %): 10 whole, 0 in part
60 of 4,620 expected cells (1 %)
what was asked is not known: the release knows of no round
# the rounds of the sample base
$ rm -f ilms.db*; ILMS=ilms $REPO/tools/sample.sh $PWD/ilms.db > log; ilms coverage --by round > got; grep -A 5 '^[$] ilms coverage --by round' $REPO/doc/coverage.md | tail -5 | diff - got
$ ilms coverage | tail -9
\
94 of 2,200 possible question tables (4 %): 65 whole, 29 in part
636 of 46,218 expected cells (1 %)
no round asked for any of them
\
round               years asked    asked  before it     after it      in release  now
November 2013       2010 to 2012     660  -             46 (7 %)      2014        46 (7 %)
July 2014           2011 to 2013     660  -             47 (7 %)      2014        47 (7 %)
July-August 2015    2012 to 2014     660  31 (5 %)      47 (7 %)      2015        47 (7 %)
