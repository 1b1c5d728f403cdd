"""Writes messy_list.xlsx and mended_list.xlsx, the list of a commune as offices keep it. Needs openpyxl 3.1 (PyPI).

    python messy_list.py FOLDER
"""
import datetime
import sys
import unicodedata
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

HEADER = ["STT", "Tên cơ sở", "Loại hình", "Địa chỉ", "Chủ cơ sở", None, "Số điện thoại", "Mã số thuế", "Số GCN ANTT",
          "Ngày cấp", "Số phòng", "Số nhân viên", "Ghi chú"]
SIGNED = datetime.date(2024, 3, 15)


def tax_code(number):
    """A code of ten digits, as a number that has lost its zero."""
    weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
    digits = f"{number:09}"
    check = 10 - sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11
    return int(digits) * 10 + check if check < 10 else tax_code(number + 1)


def write(file, broken):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet["A1"], sheet["A2"] = "ỦY BAN NHÂN DÂN", "PHƯỜNG PHAN RANG"
    sheet.merge_cells("A1:D1")
    sheet["A4"] = "DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN VỀ AN NINH, TRẬT TỰ"
    sheet["A4"].font = Font(name="Times New Roman", bold=True)
    sheet.merge_cells("A4:M4")
    sheet["A5"] = "(Kèm theo Báo cáo ngày 01/10/2026)"
    for column, heading in enumerate(HEADER, 1):
        sheet.cell(7, column, heading)
    sheet["E8"], sheet["F8"] = "Họ và tên", "Năm sinh"
    sheet.merge_cells("E7:F7")
    for letter in "ABCDGHIJKLM":
        sheet.merge_cells(f"{letter}7:{letter}8")
    for column in range(1, len(HEADER) + 1):
        sheet.cell(9, column, f"({column})")
    sheet["B10"] = "I. Nhà nghỉ, khách sạn"
    rows = [
        [1, unicodedata.normalize("NFD", "Nhà nghỉ Hoa Sen"), None, "12 Thống Nhất", "Trần Thị Sen", 1975, 912345678,
         tax_code(450012345), "15/GCN", SIGNED, 12, 3, None],
        [2, "Khách sạn  Bình Minh\u00a0", "KS", "34 Yên Ninh,\nkhu phố 2", "Lê Văn Bình", "1968", "0259 3822 111",
         "0" + str(tax_code(10004751)), "16/GCN", SIGNED, "40 phòng", 12, "Đang hoạt động"],
        [3, "Karaoke Sao Đêm", "Karaoke", "5 Ngô Gia Tự", "Phạm Thị Đào", 1980, "0901234567; 0912000111",
         "4.41E+11" if broken else None, "17/GCN", "15/3/2024", None, 6, None],
        [4, "Nhà nghỉ Ánh Trăng", "NN", "7 Ngô Gia Tự", "Võ Văn Trăng", 1971, "0905111222", None, "18/GCN", SIGNED, 8,
         2, None],
        [None, None, None, "9 Ngô Gia Tự (dãy sau)", None, None, None, None, None, None, 4, None, None],
        [5, "Tạp hóa Cô Ba", "Tạp hóa", "11 Ngô Gia Tự", "Nguyễn Thị Ba", 1960, None, None, None, None, None, 1, None],
    ]
    for number, row in enumerate(rows, 11):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    sheet["J11"].number_format = "dd/mm/yyyy"
    sheet["L11"] = "=1+2"
    sheet.merge_cells("B14:B15")
    sheet.row_dimensions[13].hidden = True
    sheet["A17"], sheet["K17"] = "Tổng cộng", 64
    sheet["A20"] = "DANH SÁCH HỘ CHO THUÊ NHÀ TRỌ"
    for column, heading in enumerate(["STT", "Tên hộ kinh doanh", "Địa chỉ", "Điện thoại"], 1):
        sheet.cell(22, column, heading)
    for column, value in enumerate([1, "Nhà trọ Thanh Bình", "2 Hải Thượng Lãn Ông", "0907777888"], 1):
        sheet.cell(23, column, value)
    draft = book.create_sheet("Nháp")
    draft.sheet_state = "hidden"
    draft.append(["STT", "Tên cơ sở", "Địa chỉ"])
    draft.append([1, "Cơ sở cũ", "1 Yên Ninh"])
    book.save(file)


folder = Path(sys.argv[1])
write(folder / "messy_list.xlsx", True)
write(folder / "mended_list.xlsx", False)
