# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Countries by their names in other languages are understood to the letter; what is misspelt is never
# taken for one, only suggested.
$ for name in Filipina ฟิลิปปินส์ Philippines Phillipines Filipinna Atlantis; do sed "s/Atlantis/$name/" $DATA/freeform/abroad.csv > other.csv; echo "$name: $(ilms check other.csv --map $DATA/freeform/abroad.map | grep -c F105)"; done
Filipina: 0
ฟิลิปปินส์: 0
Philippines: 0
Phillipines: 1
Filipinna: 1
Atlantis: 1
$ sed 's/Atlantis/Phillipines/' $DATA/freeform/abroad.csv > other.csv; for l in en id th vi; do ilms check other.csv --map $DATA/freeform/abroad.map --language $l | grep F105; done
other.csv:9:1: warning F105: "Phillipines" in column A is no code that the mapping knows; 6 figures beside it are not read; if it is PHL, give it a line in the list
other.csv:9:1: warning F105: “Phillipines” pada kolom A bukan kode yang dikenal pemetaan; 6 angka di sampingnya tidak dibaca; jika maksudnya PHL, tambahkan satu baris untuknya dalam daftar
other.csv:9:1: warning F105: “Phillipines” ในคอลัมน์ A ไม่ใช่รหัสที่ไฟล์จับคู่รู้จัก ตัวเลข 6 ตัวที่อยู่ข้าง ๆ ไม่ถูกอ่าน หากหมายถึง PHL กรุณาเพิ่มบรรทัดสำหรับค่านี้ในรายการ
other.csv:9:1: warning F105: “Phillipines” ở cột A không phải là mã mà tệp ánh xạ nhận biết được; 6 số liệu bên cạnh không được đọc; nếu đó là PHL, vui lòng thêm một dòng cho giá trị này vào danh sách
$ sed 's/MYS/Malaisie/' $DATA/good.csv > other.csv; ilms check other.csv | grep -m1 C1; sed 's/MYS/Malasya/' $DATA/good.csv > other.csv; ilms check other.csv | grep -m1 C1
other.csv:2:1: error C101: "Malaisie" is no country or area; did you mean MYS?
other.csv:2:1: error C101: "Malasya" is no country or area; did you mean MYS?
$ ilms init > log; ilms submit --quiet $DATA/good.csv; ilms accept 1; ilms release one > log; ilms query DF_MST_NCTE_SEX_CCT_NB/Malasia....; ilms query DF_MST_NCTE_SEX_CCT_NB/Malezia....
$DATA/good.csv: submission 1, ilostat: 24 cells in 2 question tables, 0 errors, 0 warnings
submission 1 is accepted: 24 figures in 2 question tables
ilms: "Malasia" is no code of REF_AREA; did you mean MYS?
ilms: "Malezia" is no code of REF_AREA; did you mean MYS?
? 67
