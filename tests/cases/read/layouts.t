# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# One content in many layouts: every one of them reads to the same findings, none.
$ sed '1s/^/\xef\xbb\xbf/' $DATA/good.csv > bom.csv; ilms check bom.csv
bom.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/$/\r/' $DATA/good.csv > crlf.csv; ilms check crlf.csv
crlf.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ tr '\n' '\r' < $DATA/good.csv > cr.csv; ilms check cr.csv
cr.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ tr , ';' < $DATA/good.csv > semicolons.csv; ilms check semicolons.csv
semicolons.csv:2:7: warning V106: "100.750" can be read in two ways, as can 23 more, and is taken for 100.750; write 100.750 or 100750
semicolons.csv: ilostat, 24 cells read: 0 errors, 1 warning, 0 remarks
$ tr , '\t' < $DATA/good.csv > tabs.csv; ilms check tabs.csv
tabs.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ tr , '|' < $DATA/good.csv > bars.csv; ilms check bars.csv
bars.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/[^,]*/"&"/g' $DATA/good.csv > quoted.csv; ilms check quoted.csv
quoted.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/,/ , /g' $DATA/good.csv > blanks.csv; ilms check blanks.csv
blanks.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed '1s/.*/\U&/' $DATA/good.csv > upper.csv; ilms check upper.csv
upper.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/$/\n/' $DATA/good.csv > lines.csv; ilms check lines.csv
lines.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ printf %s "$(cat $DATA/good.csv)" > unended.csv; ilms check unended.csv
unended.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ cut -d, -f1-7 $DATA/good.csv > narrow.csv; ilms check narrow.csv
narrow.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ cut -d, -f7,5,4,3,2,1,6 --output-delimiter=, $DATA/good.csv | awk -F, -v OFS=, '{print $7,$1,$5,$3,$4,$2,$6}' > order.csv; head -2 order.csv; ilms check order.csv
obs_value,ref_area,classif1,indicator,sex,source,time
100.750,MYS,CCT_CTZ_IDN,MST_NCTE_SEX_CCT_NB,SEX_T,BA:544,2020
order.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ awk -F, -v OFS=, 'NR==1{print "ref_area,ref_area.label,source,source.label,indicator,indicator.label,sex,sex.label,classif1,classif1.label,time,obs_value,obs_status,obs_status.label,best_source"} NR>1{print $1,"Malaysia",$2,"\"LFS, yearly\"",$3,"",$4,"",$5,"",$6,$7,$8,"",1}' $DATA/good.csv > labels.csv; ilms check labels.csv
labels.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ sed 's/_NB,/_NB_A,/' $DATA/good.csv > dataset.csv; ilms check dataset.csv
dataset.csv: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ gzip -c $DATA/good.csv > good.csv.gz; ilms check good.csv.gz; mv good.csv.gz odd-name; ilms check odd-name
good.csv.gz: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
odd-name: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
$ { head -5 $DATA/good.csv | gzip; tail -n +6 $DATA/good.csv | gzip; } > two.gz; ilms check two.gz
two.gz: ilostat, 24 cells read: 0 errors, 0 warnings, 0 remarks
