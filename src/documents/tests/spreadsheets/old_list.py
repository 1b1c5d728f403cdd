"""Writes old_list.xls, the list of an office as Excel 97 keeps it. Needs xlwt 1.3.0 (PyPI).

    python old_list.py old_list.xls
"""
import datetime
import sys

import xlwt

book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("Danh sách")
date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
sheet.write_merge(0, 0, 0, 5, "DANH SÁCH CƠ SỞ LƯU TRÚ")
for column, heading in enumerate(["STT", "Tên cơ sở", "Mã số thuế", "Ngày cấp", "Số phòng", "Ghi chú"]):
    sheet.write(2, column, heading)
sheet.write_merge(3, 4, 1, 1, "Nhà nghỉ Hoa Sen")
for row in range(3, 6):
    sheet.write(row, 0, row - 2)
    sheet.write(row, 2, 100100590 + row)
    sheet.write(row, 3, datetime.date(2026, 1, row), date)
    sheet.write(row, 4, 12.5)
sheet.write(5, 1, "Khách sạn Đồi Sứ – ẩm thực & lưu trú")
sheet.write(5, 5, xlwt.Formula("1/0"))
sheet.write(6, 0, True)
sheet.row(5).hidden = True
hidden = book.add_sheet("Nháp")
hidden.visibility = 1
# More texts than fit into one record, so that the table is continued.
for row in range(220):
    hidden.write(row, 0, "Cơ sở kinh doanh số %d, phường Đông Hải" % row)
book.save(sys.argv[1])
