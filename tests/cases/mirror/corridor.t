# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# The example of doc/mirror.md: Myanmar and Thailand in the sample base.
$ ilms init > log; ilms submit --quiet $REPO/data/asean/MMR.csv $REPO/data/asean/THA.csv $REPO/data/asean/MYS.csv > log; for i in 1 2 3; do ilms accept $i --allow "as published" --quiet >> log; done; ilms release 2024.1 >> log
$ ilms mirror MMR THA --year 2014
Myanmar to Thailand, thousands of persons
\
2014 stock
  Myanmar                    1418.472  MNA_TPOP_SEX_CRS_NB  AA:1421
                                       women 605.674, men 812.798
    Stock of nationals abroad by sex and country of residence. Source: Population Census (AA:1421).
    Population: persons of all ages, by citizenship, at a point in time. Definition: not said.
  Thailand                     933.89  MST_NCTE_SEX_CCT_NB  FB:6664
    Employed non-citizens by sex and country of citizenship. Source: Administrative records of the
    Department of Employment, Ministry of Labour (FB:6664). Population: employed persons, by
    citizenship, at a point in time. Definition: not said.
  MNA_TPOP_SEX_CRS_NB and MST_NCTE_SEX_CCT_NB: difference -484.582, ratio 0.66, asymmetry 0.41
    - Myanmar counts persons of all ages, Thailand employed persons.
    - Neither figure says who is counted as a migrant.
    - The sources are of different kinds. Myanmar: Population census. Thailand: Employment office
      records.
    - Employment office records (Thailand): only who was registered is counted, not irregular
      migrants. Who has moved away since may still be in the records.
    - Population census (Myanmar): of persons abroad it knows what somebody at home tells; a
      household that has left as a whole is not in it.
$ ilms mirror MMR THA --year 2014 > said; sed -n '/^## Myanmar/,/^## Sources/{/^```/,/^```/p}' $REPO/doc/mirror.md | grep -v '^```' > written; tail -n +3 said | diff written - && echo the same
the same
$ ilms mirror MMR THA --json > doc.json; perl -MJSON::PP -e 'local $/; my $d = decode_json(<>); print "$d->{origin}{code} $d->{destination}{name}\n"; for my $y (grep { $_->{time} eq "2014" } @{$d->{years}}) { print join(" ", $y->{time}, $y->{kind}, map { "$_->{side} $_->{value} $_->{indicator} $_->{source}" } @{$y->{views}}), "\n"; printf("%.3f %.4f %.4f %s\n", @{$_}{qw(difference ratio asymmetry)}, join(",", map { $_->{name} } @{$_->{reasons}})) for @{$y->{comparisons}} } print "$_->{name}: $_->{formula}\n" for @{$d->{formulas}}' doc.json
MMR Thailand
2014 stock origin 1418.472 MNA_TPOP_SEX_CRS_NB AA:1421 destination 933.89 MST_NCTE_SEX_CCT_NB FB:6664
-484.582 0.6584 0.4120 population,definition,source,register,abroad
difference: d - o
ratio: d / o
asymmetry: |d - o| / ((d + o) / 2)
asymmetry of a country: sum of |d - o| / sum of (d + o) / 2, over its corridors that both sides speak of
# by name, of a kind, from another release
$ ilms mirror Myanmar Thailand --kind flow --year 2019
Myanmar to Thailand, thousands of persons
\
2019 flow
  Myanmar                     238.082  MNA_OEMP_SEX_CDS_NB  FX:6670
                                       women 82.515, men 155.567
    Outflow of nationals for employment by sex and country of destination. Source: Administrative
    records of the Ministry of Labour, Employment and Social Security (FX:6670). Population: persons
    who leave for employment, by citizenship, in the course of a year. Definition: not said.
$ ilms mirror MMR THA --format csv | head -2
origin,destination,kind,time,side,ref_area,source,source.label,indicator,indicator.label,obs_value,value_of,women,men,obs_status,in_other_countries,definition,criterion,population,time_concept,vintage
MMR,THA,stock,2006,destination,THA,FB:6664,"Administrative records of the Department of Employment, Ministry of Labour",MST_NCTE_SEX_CCT_NB,Employed non-citizens by sex and country of citizenship,577.542,SEX_T,,,,,,citizenship,employed,point,
$ ilms mirror MMR THA --year 2014 --format tsv | cut -f3-5,11
kind	time	side	obs_value
stock	2014	origin	1418.472
stock	2014	destination	933.89
$ ilms mirror THA USA
Thailand to United States, thousands of persons
\
2018 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 44.01
    Outflow of nationals for employment by sex and country of destination. Source: Administrative
    records of the Office of Overseas Employment Administration, Department of Employment (FB:6668).
    Population: persons who leave for employment, by citizenship, in the course of a year.
    Definition: not said.
\
2020 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 16.42
\
2021 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 18.233
\
2022 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 17.152
\
2023 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 15.137
\
2024 flow
  Thailand                          -  MNA_OEMP_SEX_CDS_NB  FB:6668  not listed; other countries 11.938
$ ilms mirror
origin                 destination            kind   year       origin destination  ratio asymmetry
Myanmar                Thailand               stock  2014     1418.472     933.890   0.66      0.41
Indonesia              Malaysia               stock  2013            -    1021.655
Cambodia               Thailand               stock  2024            -     498.660
Myanmar                Malaysia               stock  2014      303.996   in others
Lao People's Democr... Thailand               stock  2024            -     291.315
Thailand               Malaysia               stock  2024      152.285           -
Myanmar                Singapore              stock  2014       79.659           -
Philippines            Malaysia               stock  2013            -      69.126
Viet Nam               Malaysia               stock  2011            -      53.473
Cambodia               Malaysia               stock  2011            -      35.286
Philippines            Thailand               stock  2015            -      13.416
Viet Nam               Thailand               stock  2024            -       3.664
Malaysia               Thailand               stock  2015            -       2.833
Singapore              Thailand               stock  2015            -       1.974
Indonesia              Thailand               stock  2015            -       1.285
Lao People's Democr... Malaysia               stock  2011            -       0.051
Brunei Darussalam      Thailand               stock  2015            -       0.012
Myanmar                Thailand               flow   2019      238.082           -
Myanmar                Malaysia               flow   2019       78.781           -
Thailand               Lao People's Democr... flow   2024        1.833           -
Thailand               Malaysia               flow   2021        1.324           -
Myanmar                Singapore              flow   2019        0.467           -
$ ilms mirror --kind stock --year 2014 --format csv | cut -d, -f1,3,5,6,9,10
origin,destination,kind,time,origin_value,destination_value
MMR,THA,stock,2014,1418.472,933.890
MMR,MYS,stock,2014,303.996,
KHM,THA,stock,2014,,194.901
MMR,SGP,stock,2014,79.659,
LAO,THA,stock,2014,,54.088
PHL,THA,stock,2014,,12.194
MYS,THA,stock,2014,,2.716
SGP,THA,stock,2014,,1.922
IDN,THA,stock,2014,,1.164
VNM,THA,stock,2014,,0.775
BRN,THA,stock,2014,,0.011
$ ilms mirror --matrix | sed -n '1,2p;4p;/MMR o/,/ d/p'
stock, thousands of persons, at each corridor the latest year
above what the origin says, below what the destination says; others: may be among its other countries
             BRN      IDN      KHM      LAO      MMR      MYS      PHL      SGP      THA      VNM
MMR o          -        -        -        -           303.996        -   79.659 1418.472        -
    d          -        -        -        -            others        -        -  933.890        -
$ ilms mirror --asymmetry
country                 kind    as           corridors       it says  its partners asymmetry
Myanmar                 stock   origin               1      1418.472       933.890      0.41
Thailand                stock   destination          1       933.890      1418.472      0.41
$ ilms mirror --asymmetry --json
[{"ref_area":"MMR","ref_area.label":"Myanmar","kind":"stock","side":"origin","corridors":1,"said":1418.472,"mirrored":933.890,"asymmetry":0.411996},{"ref_area":"THA","ref_area.label":"Thailand","kind":"stock","side":"destination","corridors":1,"said":933.890,"mirrored":1418.472,"asymmetry":0.411996}]
# what is wrong
$ ilms mirror MMR
ilms: a corridor has two ends: ilms mirror ORIGIN DESTINATION, as ilms mirror MMR THA
? 64
$ ilms mirror MMR Thailnd
ilms: "Thailnd" is no country or area; perhaps THA?
? 64
$ ilms mirror MMR THA --kind stocks
ilms: --kind "stocks" is to be stock, flow or return
? 64
$ ilms mirror MMR THA --year 14
ilms: --year "14" is to be a year, as 2014
? 64
$ ilms mirror MMR THA --format xml
ilms: --format "xml" is not one of csv, tsv, json
? 64
$ ilms mirror MMR THA --matrix
ilms: --matrix and --asymmetry are of all corridors, not of one
? 64
$ ilms mirror MMR THA --release none
ilms: ilms.db: there is no release none
? 67
$ ilms mirror MMR THA --accepted --release 2024.1
ilms: --accepted is of no release; leave out --release and --audience
? 64
# what is accepted and not released
$ sed 's/1418.472/1500/;2,$s/2014/2015/' $REPO/data/asean/MMR.csv | grep -e ref_area -e 'CRS_RES_THA' | sed 's/,SEX_[FM]/&/' > more.csv; ilms submit --quiet more.csv > log; ilms accept 4 --allow "as published" --quiet > log; ilms mirror MMR THA --year 2015 --accepted | grep -e '^20' -e Myanmar.*MNA -e difference; ilms mirror MMR THA --year 2015 | grep -c Myanmar.*MNA
2015 stock
  Myanmar                        1500  MNA_TPOP_SEX_CRS_NB  AA:1421
  MNA_TPOP_SEX_CRS_NB and MST_NCTE_SEX_CCT_NB: difference -503.393, ratio 0.66, asymmetry 0.40
0
? 1
