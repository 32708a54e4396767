# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What is wrong with a mapping is told with its line and what would be right, before a sheet is read.
$ cp $DATA/freeform/abroad.csv a.csv
$ base() { printf '[table]\ncountry = LAO\nindicator = MNA_OEMP_SEX_CDS_NB\ntime = header 3\nrows = 5-\nfigures = B-\n'; }
> try() { { base; printf '%b' "$1"; } > m.map; ilms check a.csv --map m.map 2>&1 | head -1; }
> for line in 'sex = SEX_Q' 'sex = header' 'sex = header B' 'sex = header 4 by sexes' 'sex = header 4 as SEXES' \
>     'sex = column C' 'sex = header 6' 'country = LAX' 'indicator = MNA_OEMP' 'rows = 5-3' 'rows = 0' \
>     'figures = 2-3' 'scale = 0.002' 'scale = thousands' 'dash = nothing' 'decimals = dot' 'sheet = "x' \
>     'expect = Table 7' 'expect = A1 is "x" y' 'skip = row 5' 'only = rows 5' 'separator = tab' \
>     'colour = red' 'country' 'country =' '[tables]' '[all]' '[list]' 'status = column Q by x\n[list x]\nB = BB' \
>     'time = header 4 by years\n[list years]\nDec = Dez' 'marks = m\n[list m]\np = provisional' \
>     '[list a]\nx = A @b' '[list a]\nx @middle = A' '[list a]\nx' '[list a]\n"x = A' '[list a]\nx =' \
>     '[list a]\n[list a]' 'note_source = T36' 'time = 2019' '[list a]\nx = LAO\nX = KHM'; do
>   echo "$line:"; echo "  $(try "$line\n")"
> done
sex = SEX_Q:
  ilms: m.map: line 7: "SEX_Q" is no code for sex; did you mean SEX_T?
sex = header:
  ilms: m.map: line 7: "" is no row; it is to be as header 16
sex = header B:
  ilms: m.map: line 7: "B" is no row; it is to be as header 16
sex = header 4 by sexes:
  ilms: m.map: line 7: there is no [list sexes]
sex = header 4 as SEXES:
  ilms: m.map: line 7: "SEXES" is no version of a classification; it is to be as CCT_CTZ or AGE_AGGREGATE
sex = column C:
  ilms: m.map: line 7: this column is one of the figures too
sex = header 6:
  ilms: m.map: line 7: this row is one of the table's rows too
country = LAX:
  ilms: m.map: line 7: country is said in line 2 already
indicator = MNA_OEMP:
  ilms: m.map: line 7: indicator is said in line 3 already
rows = 5-3:
  ilms: m.map: line 7: rows is said in line 5 already
rows = 0:
  ilms: m.map: line 7: rows is said in line 5 already
figures = 2-3:
  ilms: m.map: line 7: figures is said in line 6 already
scale = 0.002:
  ilms: m.map: line 7: scale is to be a power of ten, as 0.001 where persons are counted and the table is in thousands
scale = thousands:
  ilms: m.map: line 7: scale is to be a power of ten, as 0.001 where persons are counted and the table is in thousands
dash = nothing:
  ilms: m.map: line 7: "nothing" is to be zero, none (no figure) or leave (not read)
decimals = dot:
  ilms: m.map: line 7: "dot" is to be point or comma
sheet = "x:
  ilms: m.map: line 7: the quote is never closed
expect = Table 7:
  ilms: m.map: line 7: this is to be the name of a cell and what it says, as B3 is "Table 1*"
expect = A1 is "x" y:
  ilms: m.map: line 7: "y" stands behind the closing quote
skip = row 5:
  ilms: m.map: line 7: this is to be as column B is "of which*", or rows 20, 25-30
only = rows 5:
  ilms: m.map: line 7: this is to be as column B is "of which*"
separator = tab:
  ilms: m.map: line 7: "separator" is no key of a table; the keys are sheet, expect, rows, figures, headings, ignore, skip, only, country, indicator, source, sex, classif1, classif2, time, status, note_classif, note_indicator, note_source, scale, round, decimals, dash, none, marks, optional, and in [all] separator
colour = red:
  ilms: m.map: line 7: "colour" is no key; the keys are sheet, expect, rows, figures, headings, ignore, skip, only, country, indicator, source, sex, classif1, classif2, time, status, note_classif, note_indicator, note_source, scale, round, decimals, dash, none, marks, optional, and in [all] separator
country:
  ilms: m.map: line 7: "country" is to be as key = value
country =:
  ilms: m.map: line 7: country has no value
[tables]:
  ilms: m.map: line 7: "[tables]" is no section; it is to be [all], [table], [list NAME] or [collection]
[all]:
  ilms: m.map: line 7: [all] is to stand before the first [table]
[list]:
  ilms: m.map: line 7: "[list]" is no section; it is to be [all], [table], [list NAME] or [collection]
status = column Q by x
[list x]
B = BB:
  ilms: m.map: line 9: "BB" is no code for status
time = header 4 by years
[list years]
Dec = Dez:
  ilms: m.map: line 7: time is said in line 4 already
marks = m
[list m]
p = provisional:
  ilms: m.map: line 9: "provisional" is to be an observation status, as P, or - for a mark that is not kept
[list a]
x = A @b:
  ilms: m.map: line 7: no table uses the list "a"
[list a]
x @middle = A:
  ilms: m.map: line 8: behind @ there is to be a row as @11, a column as @F, first or last
[list a]
x:
  ilms: m.map: line 8: a line of a list is to be as Viet Nam = VNM, or Total = - for what is left out
[list a]
"x = A:
  ilms: m.map: line 8: the quote is never closed
[list a]
x =:
  ilms: m.map: line 8: the code is missing; what is left out is written = -
[list a]
[list a]:
  ilms: m.map: line 8: there is a list "a" already
note_source = T36:
  ilms: m.map: line 7: "T36" is no code for note_source
time = 2019:
  ilms: m.map: line 7: time is said in line 4 already
[list a]
x = LAO
X = KHM:
  ilms: m.map: line 9: this text stands in line 8 already
$ echo 'country = LAO' > m.map; ilms check a.csv --map m.map
ilms: m.map: line 1: this stands before the first section; a mapping begins with [all] or [table]
? 65
$ echo '# nothing' > m.map; ilms check a.csv --map m.map
ilms: m.map: the mapping has no [table]
? 65
$ printf '[table]\nrows = 1\n' > m.map; ilms check a.csv --map m.map
ilms: m.map: line 1: the table does not say in which columns its figures stand, as figures = B-L
? 65
$ printf '[table]\nrows = 1\nfigures = B\n' > m.map; ilms check a.csv --map m.map
ilms: m.map: line 1: the table does not say where country comes from, as country = PHL or column B
? 65
$ printf '[table]\ncountry = L\377\n' > m.map; ilms check a.csv --map m.map
ilms: m.map: line 2: this is not UTF-8 text; save the mapping as UTF-8
? 65
$ ilms check a.csv --map none.map
ilms: none.map: cannot be opened: No such file or directory
? 66
# A mapping that was made for another sheet is refused, not tried.
$ cd $DATA; ilms check freeform/abroad.csv --map freeform/matrix.map
ilms: freeform/abroad.csv: no sheet is the one that the table in line 9 of the mapping asks for
? 65
$ cd $DATA; ilms check freeform/matrix.csv --map freeform/abroad.map
ilms: freeform/matrix.csv: the mapping was not made for this sheet: its line 12 expects "Table 7*" in A1, where the sheet says "Bilateral matrix"
? 65
$ cd $DATA; ilms check workbooks/free_form.xlsx --map freeform/abroad.map
ilms: workbooks/free_form.xlsx: the workbook has 3 sheets with cells; the table in line 11 of the mapping is to say which, as sheet = 2 or sheet = "Table 1*"
? 65
$ cd $DATA; sed 's/^sheet .*/sheet = "Table 9"/' freeform/free_form.map > $OLDPWD/n.map; ilms check workbooks/free_form.xlsx --map $OLDPWD/n.map
ilms: workbooks/free_form.xlsx: no sheet is the one that the table in line 6 of the mapping asks for; the sheets are Contents, T2, Notes
? 65
# Damage in the file itself is told as in every other format.
$ printf 'Destination,2019\nThailand,"5"x\nViet Nam,\377\nMyanmar,7\n' > b.csv
$ printf '[table]\ncountry = LAO\nsource = EB:6658\nindicator = MNA_OEMP_SEX_CDS_NB\nsex = SEX_T\ntime = header 1\nclassif1 = column A as CDS_DES\nrows = 2-\nfigures = B-\n' > m.map
$ ilms check b.csv --map m.map
b.csv:2: error F103: text stands behind a closing quote
b.csv:3: error F104: the row holds bytes that are not UTF-8 text; save the file as UTF-8
b.csv:4:2: warning T104: parts of CDS_DES are given without the total CDS_DES_TOTAL  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_MMR 2019)
b.csv: mapped, 3 cells read: 2 errors, 1 warning, 0 remarks
$ printf 'Destination,2019\n' > c.csv; ilms check c.csv --map m.map
ilms: c.csv: the mapping finds no figures in it
? 65
