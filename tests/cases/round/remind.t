# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Who has not answered is written to, in the own language, once a day.
$ ilms init > log; ilms round open 2026 --deadline 2026-11-30 --years 2020-2021 --tables MST_NCTE_SEX_CCT_NB,MST_TEMP_SEX_ECO_CCT_NB --countries MYS,THA,VNM > log
$ ilms user add malee --role specialist --country THA --full-name 'Malee S.' --email malee@example.org --language th > log
$ ilms user add somchai --role specialist --country THA --email somchai@example.org > log; ilms user disable somchai > log
$ ilms user add nur --role specialist --country MYS --email nur@example.org > log; ilms user add aziz --role approver --country MYS --email aziz@example.org > log
$ ilms user add lan --role specialist --country VNM > log
$ sed 's/CTZ_IDN,2020,100.750/CTZ_IDN,2020,100.770/' $DATA/good.csv > bad.csv; ilms submit --quiet bad.csv --round 2026 > log
$ ilms round remind 2026 --late
nobody is late: the deadline of round "2026" is 2026-11-30
$ ilms round remind 2026
MYS  nur <nur@example.org>
THA  malee <malee@example.org>
VNM  nobody can be written to: no active specialist of the country has an address
2 reminders written
$ sqlite3 ilms.db "SELECT recipient, subject, body FROM sys_mail WHERE body LIKE '%MST %' ORDER BY id"
nur@example.org|Reminder: answers to the round 2026|Dear nur,
\
the round 2026 of labour migration statistics asks for the answers of Malaysia by 30 November 2026. These tables are still open:
\
- MST 5: Employment by sex, economic activity and citizenship (not given yet)
- MST 8: Employed non-citizens by sex and country of citizenship (errors to correct or explain)
\
Where a figure does not exist, please say so by a status, as N for not available. Thank you.
\
malee@example.org|แจ้งเตือน: คำตอบสำหรับรอบ 2026|เรียน Malee S.
\
การรวบรวมสถิติการย้ายถิ่นของแรงงานรอบ 2026 ขอคำตอบของไทยภายใน 30 พฤศจิกายน ค.ศ. 2026 ตารางต่อไปนี้ยังไม่เสร็จ:
\
- MST 5: ผู้มีงานทำ จำแนกตามเพศ กิจกรรมทางเศรษฐกิจ และสัญชาติ (ยังไม่ได้ให้)
- MST 8: ผู้มีงานทำที่ไม่ได้ถือสัญชาติของประเทศ จำแนกตามเพศและประเทศที่ถือสัญชาติ (ยังไม่ได้ให้)
\
หากไม่มีตัวเลข โปรดระบุด้วยสถานะ เช่น N หมายถึงไม่มีข้อมูล ขอบคุณ
\
$ ilms round remind 2026; ILMS_NOW=2026-01-16T11:00:00Z ilms round remind 2026 --country MYS --json
MYS  nur <nur@example.org>: has had this within a day; --again writes all the same
THA  malee <malee@example.org>: has had this within a day; --again writes all the same
VNM  nobody can be written to: no active specialist of the country has an address
0 reminders written, 2 left out
{"ref_area":"MYS","user":"nur","email":"nur@example.org","written":true}
$ ilms round remind 2026 --country THA --again; sqlite3 ilms.db "SELECT count(*) FROM sys_mail WHERE body LIKE '%MST %'"
THA  malee <malee@example.org>
1 reminder written
4
$ ILMS_NOW=2026-12-01T00:00:00Z ilms round remind 2026 --late --country THA
THA  malee <malee@example.org>
1 reminder written
# nothing is open any more
$ ilms submit --quiet $DATA/good.csv --round 2026 > log; ilms round remind 2026 --country MYS
MYS  nur <nur@example.org>: has had this within a day; --again writes all the same
0 reminders written, 1 left out
$ ilms round remind 2026 --country XXX
ilms: --country "XXX" is no country; it is to be three letters, as THA
? 64
$ ilms round remind 2030
ilms: ilms.db: there is no round "2030"; ilms round list has those there are
? 67
