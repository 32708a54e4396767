# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Which sources are registered, by the codes that files use.
$ ilms sources BRN
BRN  AA:957     Population Census  (Population census)
BRN  BA:8230    Labour force survey  (Labour force survey)
BRN  CA:6653    Labour Department's Annual Census of Employers  (Economic or establishment census)
BRN  DA:958     Labour-related establishment survey  (Establishment survey)
BRN  EA:959     Official Estimates  (Official estimate)
BRN  EB:6660    Statistical Yearbook  (Other official source)
BRN  FA:960     Insurance records  (Insurance records)
BRN  FB:961     Employment office records  (Employment office records)
BRN  FX:8320    Administrative records and related sources  (Other administrative records and related sources)
BRN  FX:13686   ISSA  (Other administrative records and related sources)
BRN  GA:2330    Consumer Price Index  (Consumer price survey)
BRN  XA:2014    ILO modelled estimates  (ILO estimate)
BRN  XA:6512    ILO Social Security Inquiry Database  (ILO estimate)
BRN  XA:7852    ILO calculations based on WHO National Health Accounts and Global Health Observatory  (ILO estimate)
BRN  XX:8024    The United Nations Economic and Social Commission for Asia and the Pacific (ESCAP)  (Other source)
BRN  XX:8064    World Development Indicators  (Other source)
BRN  XX:99001   As published on ILOSTAT (national source not stated)  (Other source)
$ ilms sources | wc -l
235
$ ilms sources KHM --json | head -n 2
{"ref_area":"KHM","source":"AA:1320","name":"Population census","type":"Population census"}
{"ref_area":"KHM","source":"BA:1321","name":"Labour force survey","type":"Labour force survey"}
$ ilms sources FRA
no source is registered for France; give its type and 0, as FX:0
$ ilms sources XYZ
ilms: "XYZ" is no country or area; it is to be three letters, as THA
? 64
