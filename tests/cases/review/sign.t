# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What answers a round is signed by the country's approver, where it has one, before it is accepted.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 --tables MST_NCTE_SEX_CCT_NB --years 2020-2021 > log; ilms user add aziz --role approver --country MYS --email aziz@example.org > log
$ sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv --round 2026; ilms sign 1
bad.csv: submission 1, ilostat: 24 cells in 2 question tables, 2 errors, 0 warnings
ilms: submission 1 has 2 errors without an answer (ilms findings 1 --open); each is to be corrected, or explained by ilms answer
? 68
# an error that is answered does not keep it from being signed, but still has to be allowed
$ ilms findings 1 --json | grep -o '"id":[0-9]*,"submission":1,"rule":"[A-Z0-9]*","severity":"[a-z]*"'
"id":1,"submission":1,"rule":"T101","severity":"error"
"id":2,"submission":1,"rule":"T102","severity":"error"
$ ilms answer 1 1 --because 'the survey counts them so'; ilms answer 1 2 --because 'the same' --public --json; ilms findings 1
finding 1 of submission 1 (T101) is answered: the survey counts them so
{"id":2,"submission":1,"finding":2,"answer":"the same","public":true}
submission 1, line 2: error T101: women 40.250 and men 60.500 make 100.750, not the total 100.770; the difference is -0.020 and rounding explains 0.0015; 100.770 should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_IDN 2020)  confirmed: the survey counts them so
submission 1, line 11: error T102: the 3 parts of CCT_CTZ make 164.020, not the total 164.000; the difference is 0.020 and rounding explains 0.0020; 100.770 in SEX_T CCT_CTZ_IDN should probably be 100.750: one digit wrong; it restores F+M=T in CCT_CTZ_IDN and the sum of the parts in SEX_T CCT_CTZ_TOTAL  (MST_NCTE_SEX_CCT_NB MYS SEX_T CCT_CTZ_TOTAL 2020)  confirmed: the same
$ ilms round status 2026 | grep MYS; ilms accept 1 --allow ok; ilms sign 1; ilms sign 1
MYS      waiting for signature      1         1         0         0          0       0  2026-01-15
ilms: submission 1 answers round "2026" and is not signed yet by the approver of MYS (ilms sign 1); --unsigned REASON accepts it all the same
submission 1 is signed for Malaysia: 24 figures in 2 question tables
ilms: submission 1 was signed on 2026-01-15T10:00:00Z by tester already
? 68
$ ilms round status 2026 --json | grep MYS; ilms submissions --json | grep -o '"signed.*'
{"round":"2026","ref_area":"MYS","state":"in review","asked":1,"answered":1,"accepted":0,"returned":0,"aside":0,"open_errors":0,"answered_errors":2,"days_left":319,"last_received_at":"2026-01-15T10:00:00Z"}
"signed_at":"2026-01-15T10:00:00Z","signed_by":"tester"}
$ ilms accept 1
ilms: submission 1 has 2 open errors (ilms findings 1), 2 of them answered by the country; return it, or allow with --allow REASON
? 68
$ ilms accept 1 --allow 'as the country says'; ilms sign 1
submission 1 is accepted: 24 figures in 2 question tables, 2 errors allowed
ilms: submission 1 was accepted on 2026-01-15T10:00:00Z; there is nothing to sign any more
? 68
$ ilms answer 1 1 --because late
ilms: submission 1 was accepted on 2026-01-15T10:00:00Z; an answer comes too late
? 68
# without an approver who may still do something, or with a reason, it goes unsigned
$ sed 's/164.000/164.001/' $DATA/good.csv > b.csv; ilms submit --quiet b.csv --round 2026; ilms accept 2; ilms accept 2 --unsigned 'on the phone'
b.csv: submission 2, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
ilms: submission 2 answers round "2026" and is not signed yet by the approver of MYS (ilms sign 2); --unsigned REASON accepts it all the same
submission 2 is accepted: 24 figures in 2 question tables
$ ilms submit --quiet $DATA/later.csv --round 2026; ilms user disable aziz > log; ilms accept 3
$DATA/later.csv: submission 3, ilostat: 35 cells in 3 question tables, 0 errors, 0 warnings
submission 3 is accepted: 35 figures in 3 question tables
# and so does what answers no round
$ ilms user enable aziz > log; ilms submit --quiet $DATA/good.csv; ilms accept 4
$DATA/good.csv: submission 4, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 4 is accepted: 24 figures in 2 question tables
# nobody signs for several countries
$ cat $DATA/good.csv > two.csv; echo 'THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2020,5,,' >> two.csv; ilms submit --quiet two.csv; ilms sign 5
two.csv: submission 5, ilostat: 25 cells in 3 question tables, 0 errors, 0 warnings
ilms: submission 5 is of no one country: nobody signs for several
? 68
$ ilms answer 5 1 --because x
ilms: submission 5 has no finding 1; ilms findings 5 --json gives their ids
? 67
$ ilms answer 5 soon --because x; ilms answer 5 99 --because ' '; ilms sign 9
ilms: "soon" is no number of a finding; ilms findings 5 --json gives their ids
ilms: --because is empty; say why the figure is right as it is
ilms: ilms.db: there is no submission 9
? 67
