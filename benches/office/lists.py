"""Spreadsheets by PyPI `openpyxl` and `XlsxWriter`. Prints the seconds of CPU time that the work itself took.

    lists.py make ROWS.json FILE.xlsx    writes a file as an office's program does, with shared texts
    lists.py read FILE.xlsx              reads every cell of it
    lists.py write ROWS.json FILE.xlsx   writes rows in constant memory
    lists.py docx TABLES.json FILE.docx  writes tables as a text document
"""

import datetime
import json
import sys
import time

import docx
import openpyxl
import xlsxwriter


def load(path):
    with open(path, encoding="utf-8") as file:
        return [[to_cell(value) for value in row] for row in json.load(file)]


def to_cell(value):
    return datetime.date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def write(rows, path, options):
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", **options})
    sheet = workbook.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                # Numbers of papers are texts in both.
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)
    workbook.close()


def read(path):
    workbook = openpyxl.load_workbook(path, read_only=True)
    return sum(len(row) for sheet in workbook for row in sheet.iter_rows(values_only=True))


def write_docx(tables, path):
    document = docx.Document()
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows):
            for cell, text in zip(row.cells, texts):
                cell.text = text
    document.save(path)


def main():
    command, *paths = sys.argv[1:]
    rows = [] if command == "read" else load(paths[0])
    began = time.process_time()
    if command == "make":
        write(rows, paths[1], {})
    elif command == "write":
        write(rows, paths[1], {"constant_memory": True})
    elif command == "docx":
        write_docx(rows, paths[1])
    else:
        read(paths[0])
    print(time.process_time() - began)


main()
