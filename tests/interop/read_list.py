"""Reads an exported list with PyPI `openpyxl` and prints what a user of a spreadsheet would see. Argument: the file."""

import datetime
import json
import sys

import openpyxl


def describe(cell):
    value = cell.value
    if isinstance(value, datetime.datetime):
        value = {"date": value.date().isoformat()}
    return [value, cell.number_format]


def main():
    workbook = openpyxl.load_workbook(sys.argv[1])
    office, data = workbook.worksheets
    print(json.dumps({
        "sheets": workbook.sheetnames,
        "frozen": [office.freeze_panes, data.freeze_panes],
        "printed on each page": office.print_title_rows,
        "filter": data.auto_filter.ref,
        "merged in the data": len(data.merged_cells.ranges),
        "merged in the first row": sorted(str(area) for area in office.merged_cells.ranges if area.min_row == 1),
        "page": [office.page_setup.orientation, office.page_setup.paperSize, office.page_setup.fitToWidth],
        "footer": office.oddFooter.center.text,
        "face": office["B10"].font.name,
        "office": [describe(cell) for cell in office[9]],
        "total": [cell.value for cell in office[10]],
        "data": [describe(cell) for cell in data[2]],
    }))


main()
