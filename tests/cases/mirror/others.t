# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Collections of others stand beside both sides, and are compared with neither.
$ ilms init > log; ilms submit --quiet $REPO/data/asean/MMR.csv $REPO/data/asean/THA.csv >> log; ilms accept 1 --allow "as published" --quiet >> log; ilms accept 2 --allow "as published" --quiet >> log; ilms release one >> log; ilms source import --quiet $DATA/collections/men.csv $DATA/collections/women.csv --map $DATA/collections/stock.map >> log
$ ilms mirror MMR THA --year 2019 --kind stock
Myanmar to Thailand, thousands of persons
\
2019 stock
  Thailand                    764.226  MST_NCTE_SEX_CCT_NB  FB:6664
                                       women 307.174, men 457.052
    Employed non-citizens by sex and country of citizenship. Source: Administrative records of the
    Department of Employment, Ministry of Labour (FB:6664). Population: employed persons, by
    citizenship, at a point in time. Definition: not said.
  TEST_STOCK                    0.235  MNA_TPOP_SEX_CRS_NB  TEST_STOCK  L
                                       women 0.115, men 0.120
    Source: A small stock of migrants. Population: all ages, by place of birth, at a point in time.
    Definition: Persons born in another country, invented. Publisher: Nobody in particular. Cite as:
    Nobody in particular (2019), A small stock of migrants
$ ilms mirror MMR THA --kind stock --format csv | grep -e ^origin -e ',other,'
origin,destination,kind,time,side,ref_area,source,source.label,indicator,indicator.label,obs_value,value_of,women,men,obs_status,in_other_countries,definition,criterion,population,time_concept,vintage
MMR,THA,stock,1970,other,,TEST_STOCK,A small stock of migrants,MNA_TPOP_SEX_CRS_NB,Stock of nationals abroad by sex and country of residence,0.190,SEX_T,0.090,0.100,L,,"Persons born in another country, invented",birth,all ages,point,2019
MMR,THA,stock,2019,other,,TEST_STOCK,A small stock of migrants,MNA_TPOP_SEX_CRS_NB,Stock of nationals abroad by sex and country of residence,0.235,SEX_T,0.115,0.120,L,,"Persons born in another country, invented",birth,all ages,point,2019
$ ilms mirror MMR THA --json | grep -o '"collection":{[^}]*}' | sort -u
"collection":{"code":"TEST_STOCK","name":"A small stock of migrants","vintage":"2019","publisher":"Nobody in particular","licence":"CC0","attribution":"Nobody in particular (2019), A small stock of migrants","address":"https://example.org/stock"}
$ ilms mirror MMR JPN
Myanmar to Japan, thousands of persons
\
2014 stock
  Myanmar                           -  MNA_TPOP_SEX_CRS_NB  AA:1421  not listed; other countries 89.943
    Stock of nationals abroad by sex and country of residence. Source: Population Census (AA:1421).
    Population: persons of all ages, by citizenship, at a point in time. Definition: not said.
\
2017 flow
  Myanmar                       3.331  MNA_OEMP_SEX_CDS_NB  FX:6670
                                       women 1.781, men 1.550
    Outflow of nationals for employment by sex and country of destination. Source: Administrative
    records of the Ministry of Labour, Employment and Social Security (FX:6670). Population: persons
    who leave for employment, by citizenship, in the course of a year. Definition: not said.
\
2018 flow
  Myanmar                       3.889  MNA_OEMP_SEX_CDS_NB  FX:6670
                                       women 2.009, men 1.880
\
2019 stock
  TEST_STOCK                    0.015  MNA_TPOP_SEX_CRS_NB  TEST_STOCK  L
                                       women 0.008, men 0.007
    Source: A small stock of migrants. Population: all ages, by place of birth, at a point in time.
    Definition: Persons born in another country, invented. Publisher: Nobody in particular. Cite as:
    Nobody in particular (2019), A small stock of migrants
\
2019 flow
  Myanmar                        6.69  MNA_OEMP_SEX_CDS_NB  FX:6670
                                       women 3.53, men 3.17
$ ilms mirror --kind stock | head -3
origin                 destination            kind   year       origin destination  ratio asymmetry
Myanmar                Thailand               stock  2014     1418.472     933.890   0.66      0.41
Cambodia               Thailand               stock  2024            -     498.660
