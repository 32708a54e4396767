# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Figures as people write them. The release shows what was read.
$ rows 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2001,"1,234,567.25",,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2002,1 234.5,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2003,1.5e3,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2004,+7,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2005,.5,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2006,7.,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2007,471.60,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2008,0.1234567890123456789,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2009,123456789012345,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2010,-0,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2011,1e-7,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2012,1e15,,' 'MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2013,0000012,,' > n.csv
$ ilms init > log; ilms submit n.csv
n.csv:10:7: warning H104: from 0.12345678901234568 in 2008 it rises to 123456789012345 in 2009, by a factor of 999999999999992; this series lets expect a factor of at most 994869546261  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2009)
n.csv:14:7: warning H104: from 1e+15 in 2012 it falls to 12 in 2013, by a factor of 83333333333333; this series lets expect a factor of at most 11444798214051  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2013)
n.csv: submission 1, ilostat: 13 cells in 13 question tables, 0 errors, 2 warnings
$ ilms accept 1; ilms release one
submission 1 is accepted: 13 figures in 13 question tables
release 1 "one": 13 observations in 1 series, SHA-256 91d2bba0c284
$ ilms query --format ilostat | cut -d, -f6,7
time,obs_value
2001,1234567.25
2002,1234.5
2003,1500
2004,7
2005,0.5
2006,7
2007,471.60
2008,0.12345678901234568
2009,123456789012345
2010,0
2011,1e-07
2012,1e+15
2013,12
