# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The base of three rounds of which most figures are made up: coverage grows to two thirds of what was asked, and
# what is made up says so, in the name of its source and of the collection. None stands in a table of a country of
# which there are published figures.
$ ILMS=ilms sh $REPO/tools/sample.sh $PWD/ilms.db --example
  round November 2013: 18 submissions
  round July 2014: 19 submissions
  release 1 "2014": 18299 observations in 4789 series, SHA-256 245eb6bc3aa1
  round July-August 2015: 19 submissions
  release 2 "2015": 25408 observations in 5594 series, SHA-256 2f6df3d99320
$ ilms coverage --by round
release "2015", years 2005 to 2014 (the ten up to the last with figures; --years for others)
round               years asked    asked  before it     after it      in release  now
November 2013       2010 to 2012     660  -             316 (48 %)    2014        341 (52 %)
July 2014           2011 to 2013     660  -             362 (55 %)    2014        412 (62 %)
July-August 2015    2012 to 2014     660  241 (37 %)    437 (66 %)    2015        437 (66 %)
$ ilms query DF_MST_XWAP_SEX_AGE_CCT_NB/THA.A..SEX_T.AGE_AGGREGATE_TOTAL.CCT_CIT_NONCIT --format ilostat --last 1
ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source
THA,XX:99109,MST_XWAP_SEX_AGE_CCT_NB,SEX_T,AGE_AGGREGATE_TOTAL,CCT_CIT_NONCIT,2014,3146.482,,T36:3215
$ ilms coverage --by source --format csv | cut -d, -f1-3 | grep -c "Example: figures that are made up and not of the country"
10
$ ilms query MST_NCTE_SEX_CCT_NB/MYS+THA.... --format ilostat | grep -c XX:991
0
? 1
$ ilms query MST_NCTE_SEX_CCT_NB/BRN+KHM.... --format ilostat | sed 1d | cut -d, -f2 | sort -u
XX:99101
XX:99103
$ ilms findings --severity error --json | grep -c '"source":"XX:991'
0
? 1
