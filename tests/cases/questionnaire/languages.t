# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What was found is said in the language of who reads it: Thai, Indonesian, Vietnamese.
$ rows THX,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,10,, QQ1,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2014,10,, THA,BA:741,MST_NCTE_SEX_CCT_NB,women,CCT_CTZ_TOTAL,2014,10,, THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,EDU_AGGREGATE_BAS,2014,10,, > many.csv
$ printf 'THA,BA:741,MST_NCTE_SEX_CCT_NB,%s,,\n' SEX_T,CCT_CTZ_TOTAL,2015,10 SEX_F,CCT_CTZ_TOTAL,2015,4 SEX_M,CCT_CTZ_TOTAL,2015,3 SEX_F,CCT_CTZ_MMR,2015,-1 SEX_M,CCT_CTZ_MMR,2015,many SEX_M,CCT_CTZ_KHM,2015, SEX_F,CCT_CTZ_LAO,2015,4 SEX_F,CCT_CTZ_LAO,2015,5 SEX_T,CCT_CTZ_TOTAL,2015Q9,5 SEX_T,CCT_CTZ_TOTAL,2099,5 >> many.csv
$ echo 'THA,ZZ,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2013,1,?,S3' >> many.csv; echo 'THA;BA:741' >> many.csv
$ ilms check many.csv --language th
many.csv:2:1: error C101: “THX” ไม่ใช่ประเทศหรือพื้นที่ ท่านหมายถึง THA หรือไม่
many.csv:3:1: error C101: “QQ1” ไม่ใช่ประเทศหรือพื้นที่
many.csv:4:4: error C112: “women” ไม่ใช่รหัสของ SEX ต้องเป็น SEX_T SEX_M หรือ SEX_F
many.csv:5:5: error C104: EDU_AGGREGATE_BAS เป็นรหัสของ EDU (การศึกษา) แต่ MST_NCTE_SEX_CCT_NB จำแนกตาม CCT
many.csv:6:7: error T101: หญิง 4 และ ชาย 3 รวมกันได้ 7 ไม่เท่ากับยอดรวม 10 ผลต่างคือ -3 ขณะที่การปัดเศษอธิบายได้เพียง 1.5; ตัวเลข 2 ค่า ตั้งแต่ SEX_F CCT_CTZ_MMR ถึง SEX_F CCT_CTZ_TOTAL น่าจะเลื่อนไปหนึ่งเซลล์  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
many.csv:9:7: error V102: -1 เป็นค่าติดลบ จำนวนคนติดลบไม่ได้; -1 น่าจะเป็น 1: เครื่องหมายบวกลบกลับกัน  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:9:7: warning T105: มีค่าของหญิง แต่ไม่มียอดรวมทุกเพศ  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:10:7: error V101: “many” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลขเช่น 1234.5 หรือเว้นว่างพร้อมสถานะเช่น N  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_MMR 2015)
many.csv:11:7: info V103: เซลล์ว่างและไม่มีสถานะที่บอกเหตุผล  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_KHM 2015)
many.csv:12:7: warning T105: มีค่าของหญิง แต่ไม่มียอดรวมทุกเพศ  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:13:7: error K102: เซลล์นี้มีอยู่แล้วที่ บรรทัดที่ 12 โดยมีค่า 4 ไม่ใช่ 5 หากอนุญาต จะใช้ค่าที่ บรรทัดที่ 12  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:14:6: error P101: “2015Q9” ไม่ใช่ช่วงเวลา ต้องเป็นปี เช่น 2024 ไตรมาส เช่น 2024Q3 หรือเดือน เช่น 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015Q9)
many.csv:15:6: error P102: 2099 อยู่นอกช่วงปี 1980 ถึง 2026  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2099)
many.csv:16:2: error C106: “ZZ” ไม่ใช่แหล่งข้อมูล ต้องเป็นประเภทในรายการและการสำรวจ เช่น BA:741
many.csv:16:8: error C109: “?” ไม่ใช่สถานะของตัวเลข ต้องเป็นตัวอักษรหนึ่งตัวในรายการ เช่น B หรือ E
many.csv:16:9: warning C110: “S3” ไม่ใช่หมายเหตุ ต้องเป็นประเภทในรายการและหมายเลข เช่น T36:3215
many.csv:17: error F102: บรรทัดนี้มี 1 ช่อง แต่บรรทัดหัวมี 9 คอลัมน์ ใต้บรรทัดหัวต้องมีเฉพาะตัวเลขที่มีครบทุกคอลัมน์ ไม่มีหมายเหตุ
many.csv: ilostat, 16 cells read: 13 errors, 3 warnings, 1 remark
$ ilms check many.csv --language id
many.csv:2:1: error C101: “THX” bukan negara atau wilayah; apakah maksud Anda THA?
many.csv:3:1: error C101: “QQ1” bukan negara atau wilayah
many.csv:4:4: error C112: “women” bukan kode SEX; isinya harus SEX_T, SEX_M, atau SEX_F
many.csv:5:5: error C104: EDU_AGGREGATE_BAS termasuk EDU (Pendidikan), padahal MST_NCTE_SEX_CCT_NB dirinci menurut CCT
many.csv:6:7: error T101: perempuan 4 dan laki-laki 3 berjumlah 7, tidak sama dengan jumlah total 10; selisihnya -3, sedangkan pembulatan hanya menjelaskan 1.5; 2 angka dari SEX_F CCT_CTZ_MMR sampai SEX_F CCT_CTZ_TOTAL mungkin bergeser satu sel  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
many.csv:9:7: error V102: -1 bernilai negatif; jumlah orang tidak mungkin negatif; -1 mungkin seharusnya 1: tanda plus dan minus terbalik  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:9:7: warning T105: perempuan diisi tanpa jumlah seluruh jenis kelamin  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:10:7: error V101: “many” bukan bilangan; isikan bilangan seperti 1234.5, atau kosongkan dengan status seperti N  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_MMR 2015)
many.csv:11:7: info V103: sel ini kosong dan tidak ada status yang menjelaskan sebabnya  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_KHM 2015)
many.csv:12:7: warning T105: perempuan diisi tanpa jumlah seluruh jenis kelamin  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:13:7: error K102: sel ini sudah ada di baris 12, dengan nilai 4, bukan 5; jika hal ini dibolehkan, yang dipakai adalah baris 12  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:14:6: error P101: “2015Q9” bukan periode; isinya harus tahun seperti 2024, triwulan seperti 2024Q3, atau bulan seperti 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015Q9)
many.csv:15:6: error P102: 2099 berada di luar rentang tahun 1980 sampai 2026  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2099)
many.csv:16:2: error C106: “ZZ” bukan sumber; isinya harus jenis dari daftar dan survei, misalnya BA:741
many.csv:16:8: error C109: “?” bukan status pengamatan; isinya harus satu huruf dari daftar, misalnya B atau E
many.csv:16:9: warning C110: “S3” bukan catatan; isinya harus jenis dari daftar dan nomor, misalnya T36:3215
many.csv:17: error F102: baris ini memiliki 1 isian, sedangkan baris judul 9 kolom; di bawah baris judul hanya boleh ada angka tanpa catatan, masing-masing dengan semua kolom
many.csv: ilostat, 16 cells read: 13 errors, 3 warnings, 1 remark
$ ilms check many.csv --language vi
many.csv:2:1: error C101: “THX” không phải là quốc gia hay vùng lãnh thổ; có phải ý là THA?
many.csv:3:1: error C101: “QQ1” không phải là quốc gia hay vùng lãnh thổ
many.csv:4:4: error C112: “women” không phải là mã của SEX; cần là SEX_T, SEX_M hoặc SEX_F
many.csv:5:5: error C104: EDU_AGGREGATE_BAS thuộc EDU (Trình độ học vấn), nhưng MST_NCTE_SEX_CCT_NB được phân theo CCT
many.csv:6:7: error T101: nữ 4 và nam 3 cộng lại bằng 7, không bằng tổng số 10; chênh lệch là -3, trong khi làm tròn số chỉ giải thích được 1.5; 2 số liệu từ SEX_F CCT_CTZ_MMR đến SEX_F CCT_CTZ_TOTAL có lẽ bị lệch một ô  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
many.csv:9:7: error V102: -1 là số âm; số người không thể âm; -1 có lẽ phải là 1: dấu âm dương bị đảo  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:9:7: warning T105: có số liệu nữ nhưng thiếu tổng số chung các giới tính  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_MMR 2015)
many.csv:10:7: error V101: “many” không phải là số; vui lòng ghi số dạng 1234.5, hoặc để trống kèm trạng thái như N  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_MMR 2015)
many.csv:11:7: info V103: ô để trống và không có trạng thái cho biết lý do  (MST_NCTE_SEX_CCT_NB THA SEX_M CCT_CTZ_KHM 2015)
many.csv:12:7: warning T105: có số liệu nữ nhưng thiếu tổng số chung các giới tính  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:13:7: error K102: ô này đã có ở dòng 12 với giá trị 4 chứ không phải 5; nếu được chấp nhận thì giá trị ở dòng 12 được dùng  (MST_NCTE_SEX_CCT_NB THA SEX_F CCT_CTZ_LAO 2015)
many.csv:14:6: error P101: “2015Q9” không phải là thời kỳ; cần là năm như 2024, quý như 2024Q3 hoặc tháng như 2024M05  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015Q9)
many.csv:15:6: error P102: 2099 nằm ngoài khoảng từ năm 1980 đến năm 2026  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2099)
many.csv:16:2: error C106: “ZZ” không phải là nguồn số liệu; cần ghi loại trong danh mục và cuộc điều tra, ví dụ BA:741
many.csv:16:8: error C109: “?” không phải là trạng thái của số liệu; cần là một chữ cái trong danh mục, ví dụ B hoặc E
many.csv:16:9: warning C110: “S3” không phải là ghi chú; cần ghi loại trong danh mục và một số, ví dụ T36:3215
many.csv:17: error F102: dòng này có 1 trường, còn dòng tiêu đề có 9 cột; dưới dòng tiêu đề chỉ được có số liệu, không có ghi chú, mỗi dòng đủ các cột
many.csv: ilostat, 16 cells read: 13 errors, 3 warnings, 1 remark
# in English as ever, and what machines read has both
$ ilms check many.csv --language en > 1; ilms check many.csv | cmp - 1
$ ilms check many.csv --language th --json | grep T101
{"rule":"T101","severity":"error","file":"many.csv","line":6,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","source":"BA:741","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2015","value":"10","message":"women 4 and men 3 make 7, not the total 10; the difference is -3 and rounding explains 1.5","sentence":"หญิง 4 และ ชาย 3 รวมกันได้ 7 ไม่เท่ากับยอดรวม 10 ผลต่างคือ -3 ขณะที่การปัดเศษอธิบายได้เพียง 1.5","proposal":"ตัวเลข 2 ค่า ตั้งแต่ SEX_F CCT_CTZ_MMR ถึง SEX_F CCT_CTZ_TOTAL น่าจะเลื่อนไปหนึ่งเซลล์","proposals":[{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","sex":"SEX_F","classif1":"CCT_CTZ_MMR","time":"2015","from":"-1","to":"4"},{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","sex":"SEX_F","classif1":"CCT_CTZ_TOTAL","time":"2015","from":"4","to":"8"}],"cause":"figures shifted by one cell","restores":[{"rule":"T101","indicator":"MST_NCTE_SEX_CCT_NB","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL"}]}]}
$ ilms check many.csv --language xx
ilms: there are no words in the language "xx"; there are: en fil id km lo ms my th vi
? 64
# a mapping and what it does not explain
$ cd $DATA/freeform; ilms check abroad.csv --map abroad.map --language th
abroad.csv:5: info F107: ไฟล์จับคู่ข้าม 1 แถว และ 0 คอลัมน์ ของตารางที่เริ่มตรงนี้ ซึ่งมี 6 เซลล์ที่มีข้อมูล
abroad.csv:5:2: error T102: รายการย่อย 3 รายการของ CDS_DES รวมกันได้ 1.640 ไม่เท่ากับยอดรวม 1.650 ผลต่างคือ -0.010 ขณะที่การปัดเศษอธิบายได้เพียง 0.0020; 0.190 ใน SEX_T CDS_DES_X น่าจะเป็น 0.198: เลขผิดหนึ่งหลัก  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2019)
abroad.csv:5:2: warning V106: “1,650” อ่านได้สองแบบและถือเป็น 1650 เช่นเดียวกับอีก 3 เซลล์ ไฟล์จับคู่ควรระบุ decimals = point หรือ comma
abroad.csv:5:3: error T102: รายการย่อย 3 รายการของ CDS_DES รวมกันได้ 1.095 ไม่เท่ากับยอดรวม 1.100 ผลต่างคือ -0.005 ขณะที่การปัดเศษอธิบายได้เพียง 0.0020; 0.095 ใน SEX_M CDS_DES_X น่าจะเป็น 0.100: คัดลอกมาจากเซลล์อื่น  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2019)
abroad.csv:5:4: error T102: รายการย่อย 3 รายการของ CDS_DES รวมกันได้ 0.545 ไม่เท่ากับยอดรวม 0.550 ผลต่างคือ -0.005 ขณะที่การปัดเศษอธิบายได้เพียง 0.0020  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2019)
abroad.csv:5:5: info V107: เครื่องหมาย “p” ข้างตัวเลข 2 ตัวไม่ถูกเก็บไว้ ไฟล์จับคู่กำหนดความหมายได้ด้วย marks = LIST
abroad.csv:6:8: warning F106: ไฟล์จับคู่ไม่ได้กล่าวถึงคอลัมน์นี้ ซึ่งมี 1 เซลล์อยู่ในแถวของตาราง ใช้ ignore = เพื่อบอกว่าทราบแล้ว
abroad.csv:8:7: warning V108: มี “-” อยู่ใน 1 เซลล์ ซึ่งไม่ถูกอ่าน ไฟล์จับคู่ควรระบุ dash = zero, none หรือ leave
abroad.csv:9:1: warning F105: “Atlantis” ในคอลัมน์ A ไม่ใช่รหัสที่ไฟล์จับคู่รู้จัก ตัวเลข 6 ตัวที่อยู่ข้าง ๆ ไม่ถูกอ่าน กรุณาเพิ่มบรรทัดสำหรับค่านี้ในรายการ
abroad.csv:14:3: error V102: -0.005 เป็นค่าติดลบ จำนวนคนติดลบไม่ได้; -0.005 น่าจะเป็น 0.005: เครื่องหมายบวกลบกลับกัน  (MNA_XRET_SEX_CPR_NB LAO SEX_T CPR_PRV_TOTAL 2020)
abroad.csv:16: warning F106: ไม่มีตารางใดในไฟล์จับคู่ที่มีแถวนี้ ซึ่งมีตัวเลข 1 ตัว
abroad.csv: mapped, 31 cells read: 4 errors, 5 warnings, 2 remarks
$ cd $DATA/freeform; ilms check abroad.csv --map abroad.map --language id
abroad.csv:5: info F107: pemetaan melewatkan 1 baris dan 0 kolom dari tabel yang dimulai di sini, dengan 6 sel terisi
abroad.csv:5:2: error T102: 3 rincian CDS_DES berjumlah 1.640, tidak sama dengan jumlah total 1.650; selisihnya -0.010, sedangkan pembulatan hanya menjelaskan 0.0020; 0.190 pada SEX_T CDS_DES_X mungkin seharusnya 0.198: satu angka salah  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2019)
abroad.csv:5:2: warning V106: “1,650” dapat dibaca dengan dua cara dan dianggap 1650, demikian pula 3 sel lainnya; pemetaan perlu menyebut decimals = point atau comma
abroad.csv:5:3: error T102: 3 rincian CDS_DES berjumlah 1.095, tidak sama dengan jumlah total 1.100; selisihnya -0.005, sedangkan pembulatan hanya menjelaskan 0.0020; 0.095 pada SEX_M CDS_DES_X mungkin seharusnya 0.100: disalin dari sel lain  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2019)
abroad.csv:5:4: error T102: 3 rincian CDS_DES berjumlah 0.545, tidak sama dengan jumlah total 0.550; selisihnya -0.005, sedangkan pembulatan hanya menjelaskan 0.0020  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2019)
abroad.csv:5:5: info V107: tanda “p” di samping 2 angka tidak disimpan; pemetaan dapat memberinya arti dengan marks = LIST
abroad.csv:6:8: warning F106: pemetaan tidak menyebut kolom ini, yang berisi 1 sel pada baris-baris sebuah tabel; ignore = menyatakan bahwa kolom ini sudah diketahui
abroad.csv:8:7: warning V108: “-” terdapat dalam 1 sel, yang tidak dibaca; pemetaan perlu menyebut dash = zero, none, atau leave
abroad.csv:9:1: warning F105: “Atlantis” pada kolom A bukan kode yang dikenal pemetaan; 6 angka di sampingnya tidak dibaca; tambahkan satu baris untuknya dalam daftar
abroad.csv:14:3: error V102: -0.005 bernilai negatif; jumlah orang tidak mungkin negatif; -0.005 mungkin seharusnya 0.005: tanda plus dan minus terbalik  (MNA_XRET_SEX_CPR_NB LAO SEX_T CPR_PRV_TOTAL 2020)
abroad.csv:16: warning F106: tidak ada tabel dalam pemetaan yang memuat baris ini, yang berisi 1 bilangan
abroad.csv: mapped, 31 cells read: 4 errors, 5 warnings, 2 remarks
$ cd $DATA/freeform; ilms check abroad.csv --map abroad.map --language vi
abroad.csv:5: info F107: tệp ánh xạ bỏ qua 1 hàng và 0 cột của bảng bắt đầu từ đây, gồm 6 ô có dữ liệu
abroad.csv:5:2: error T102: 3 phần chi tiết của CDS_DES cộng lại bằng 1.640, không bằng tổng số 1.650; chênh lệch là -0.010, trong khi làm tròn số chỉ giải thích được 0.0020; 0.190 ở SEX_T CDS_DES_X có lẽ phải là 0.198: sai một chữ số  (MNA_OEMP_SEX_CDS_NB LAO SEX_T CDS_DES_TOTAL 2019)
abroad.csv:5:2: warning V106: “1,650” có thể đọc theo hai cách và được hiểu là 1650, cũng như 3 ô khác; tệp ánh xạ cần ghi decimals = point hoặc comma
abroad.csv:5:3: error T102: 3 phần chi tiết của CDS_DES cộng lại bằng 1.095, không bằng tổng số 1.100; chênh lệch là -0.005, trong khi làm tròn số chỉ giải thích được 0.0020; 0.095 ở SEX_M CDS_DES_X có lẽ phải là 0.100: chép từ ô khác  (MNA_OEMP_SEX_CDS_NB LAO SEX_M CDS_DES_TOTAL 2019)
abroad.csv:5:4: error T102: 3 phần chi tiết của CDS_DES cộng lại bằng 0.545, không bằng tổng số 0.550; chênh lệch là -0.005, trong khi làm tròn số chỉ giải thích được 0.0020  (MNA_OEMP_SEX_CDS_NB LAO SEX_F CDS_DES_TOTAL 2019)
abroad.csv:5:5: info V107: ký hiệu “p” bên cạnh 2 số liệu không được lưu; tệp ánh xạ có thể gán ý nghĩa bằng marks = LIST
abroad.csv:6:8: warning F106: tệp ánh xạ không nhắc đến cột này, trong đó có 1 ô ở các hàng của một bảng; dùng ignore = để cho biết cột này đã được biết
abroad.csv:8:7: warning V108: “-” có trong 1 ô và không được đọc; tệp ánh xạ cần ghi dash = zero, none hoặc leave
abroad.csv:9:1: warning F105: “Atlantis” ở cột A không phải là mã mà tệp ánh xạ nhận biết được; 6 số liệu bên cạnh không được đọc; vui lòng thêm một dòng cho giá trị này vào danh sách
abroad.csv:14:3: error V102: -0.005 là số âm; số người không thể âm; -0.005 có lẽ phải là 0.005: dấu âm dương bị đảo  (MNA_XRET_SEX_CPR_NB LAO SEX_T CPR_PRV_TOTAL 2020)
abroad.csv:16: warning F106: không có bảng nào trong tệp ánh xạ chứa hàng này, trong đó có 1 số
abroad.csv: mapped, 31 cells read: 4 errors, 5 warnings, 2 remarks
# nothing that is found in the sample base is left in English
$ for language in id th vi; do ilms check $REPO/data/asean/*.csv --language $language --json | perl -MJSON::PP -ne '$f = decode_json($_); print "$f->{message}\n" if $f->{message} eq $f->{sentence}'; done
# the rules
$ ilms rules --language th | head -2; ilms rules --language id --json | grep T101; ilms rules --language vi | grep -A1 T103
F101  warning  คอลัมน์ที่ไม่รู้จัก
      บรรทัดหัวมีชื่อคอลัมน์ที่ไม่มีในรูปแบบไฟล์นี้ คอลัมน์นั้นจึงไม่ถูกอ่าน
{"rule":"T101","severity":"error","title":"Perempuan dan laki-laki tidak sama dengan jumlah total","text":"SEX_F + SEX_M berbeda dari SEX_T lebih dari pembulatan ketiga angka itu, atau yang diisi di antaranya melebihi SEX_T.","needs":"the total and women or men of one cell; tolerance: half a unit of the last place of each figure, summed"}
T103  warning  Danh sách đầy đủ các phần nhỏ hơn tổng số
      Mọi phần của phiên bản bảng phân loại đều được ghi, trừ nhóm khác, và cộng lại nhỏ hơn tổng số: phần còn thiếu cần được ghi vào nhóm khác.
# what the base keeps is said in any language later; what was kept before as a message stays English
$ ilms init
ilms.db: a new base with 73 tables, 240 areas, 1856 codes and 235 surveys
$ ilms submit many.csv --quiet
many.csv: submission 1, ilostat: 16 cells in 2 question tables, 13 errors, 3 warnings
$ ilms findings 1 --rule T101 --language vi; ilms findings 1 --rule T101 --language id --json; ilms findings 1 --rule T101
submission 1, line 6: error T101: nữ 4 và nam 3 cộng lại bằng 7, không bằng tổng số 10; chênh lệch là -3, trong khi làm tròn số chỉ giải thích được 1.5; 2 số liệu từ SEX_F CCT_CTZ_MMR đến SEX_F CCT_CTZ_TOTAL có lẽ bị lệch một ô  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
{"id":5,"submission":1,"rule":"T101","severity":"error","line":6,"column":7,"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","source":"BA:741","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL","time":"2015","value":"10","message":"women 4 and men 3 make 7, not the total 10; the difference is -3 and rounding explains 1.5","sentence":"perempuan 4 dan laki-laki 3 berjumlah 7, tidak sama dengan jumlah total 10; selisihnya -3, sedangkan pembulatan hanya menjelaskan 1.5","proposal":"2 angka dari SEX_F CCT_CTZ_MMR sampai SEX_F CCT_CTZ_TOTAL mungkin bergeser satu sel","proposals":[{"cells":[{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","sex":"SEX_F","classif1":"CCT_CTZ_MMR","time":"2015","from":"-1","to":"4"},{"indicator":"MST_NCTE_SEX_CCT_NB","ref_area":"THA","sex":"SEX_F","classif1":"CCT_CTZ_TOTAL","time":"2015","from":"4","to":"8"}],"cause":"figures shifted by one cell","restores":[{"rule":"T101","indicator":"MST_NCTE_SEX_CCT_NB","sex":"SEX_T","classif1":"CCT_CTZ_TOTAL"}]}]}
submission 1, line 6: error T101: women 4 and men 3 make 7, not the total 10; the difference is -3 and rounding explains 1.5; the 2 figures from SEX_F CCT_CTZ_MMR to SEX_F CCT_CTZ_TOTAL are probably shifted by one cell  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
$ cp ilms.db old.db; sqlite3 old.db "INSERT INTO in_finding SELECT 1000, submission, question_table, 'V101', 'info', sheet, 99, column_no, indicator, ref_area, source, sex, classif1, classif2, period, value, 'kept before', '', '', '', '', '', '', '', '', '', '' FROM in_finding WHERE rule = 'T101'"; ilms findings 1 --base old.db --language th | tail -1
submission 1, line 99: info V101: kept before  (MST_NCTE_SEX_CCT_NB THA SEX_T CCT_CTZ_TOTAL 2015)
# a workbook goes back in Thai: the sentences, the rules, the comments
$ ilms submit --quiet $REPO/data/asean/THA.csv | sed "s,$REPO/,,"
data/asean/THA.csv: submission 2, ilostat: 527 cells in 64 question tables, 4 errors, 17 warnings
$ ilms accept 2 --allow "as published"
submission 2 is accepted: 527 figures in 64 question tables, 4 errors allowed
$ ilms round open 2016 --deadline 2026-11-30 --years 2013-2015
round "2016" is open until 2026-11-30 for the years 2013 to 2015; next: ilms questionnaire write --round 2016 --country ISO3 --output FILE.xlsx
$ ilms questionnaire write --round 2016 --country THA --output THA.xlsx --language th
THA.xlsx: the questionnaire of Thailand for round 2016, with 527 figures given before
$ fill THA.xlsx sent.xlsx 'MST 8!C15=1500' "MST 8!C21='abc" 'แหล่งข้อมูล!C10='
$ ilms submit sent.xlsx --quiet
sent.xlsx: submission 3, workbook: 54 cells in 9 question tables, 2 errors, 4 warnings
$ ilms questionnaire annotate 3 --output back.xlsx --language th
back.xlsx: sent.xlsx with 6 findings marked
$ parts back.xlsx worksheets/ | grep 'finding|' > findings.xml; xmllint --xpath '//*[local-name()="c"][starts-with(@r,"E") or starts-with(@r,"F")]//*[local-name()="t"]/text()' findings.xml
กฎ
สิ่งที่พบ
N101  แหล่งข้อมูลขาดหมายเหตุที่จำเป็น
แหล่งข้อมูลประเภท “ทะเบียนของสำนักงานจัดหางาน” ต้องระบุ “ชื่อการสำรวจ (ไม่ต้องระบุปี)” (S1) แต่ FB:6664 ไม่ได้ระบุไว้
T102  รายการย่อยรวมกันไม่เท่ากับยอดรวม
รายการย่อย 12 รายการของ CCT_CTZ รวมกันได้ 1430.058 ไม่เท่ากับยอดรวม 1500.000 ผลต่างคือ -69.942 ขณะที่การปัดเศษอธิบายได้เพียง 0.0065
V101  ไม่ใช่ตัวเลข
“abc” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลขเช่น 1234.5 หรือเว้นว่างพร้อมสถานะเช่น N
T104  ไม่มียอดรวม
มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL
T104  ไม่มียอดรวม
มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL
T104  ไม่มียอดรวม
มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL
$ parts back.xlsx comments | grep -o '[NTV][0-9]*: [^<]*'
N101: แหล่งข้อมูลประเภท “ทะเบียนของสำนักงานจัดหางาน” ต้องระบุ “ชื่อการสำรวจ (ไม่ต้องระบุปี)” (S1) แต่ FB:6664 ไม่ได้ระบุไว้
T102: รายการย่อย 12 รายการของ CCT_CTZ รวมกันได้ 1430.058 ไม่เท่ากับยอดรวม 1500.000 ผลต่างคือ -69.942 ขณะที่การปัดเศษอธิบายได้เพียง 0.0065&#10;เคยให้ไว้: 1443.474
V101: “abc” ไม่ใช่ตัวเลข กรุณากรอกเป็นตัวเลขเช่น 1234.5 หรือเว้นว่างพร้อมสถานะเช่น N&#10;เคยให้ไว้: 13.416
T104: มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL&#10;เคยให้ไว้: 37.332
T104: มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL&#10;เคยให้ไว้: 34.477
T104: มีรายการย่อยของ OCU_SKILL แต่ไม่มียอดรวม OCU_SKILL_TOTAL&#10;เคยให้ไว้: 35.406
