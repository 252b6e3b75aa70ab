#!/usr/bin/env python3
"""Compares a workbook of jejak, as LibreOffice calculates it, with the CSV of the same table.

    jejak report lra --year 2026 -o lra.xlsx
    jejak report lra --year 2026 -o lra.csv --codes plain
    python3 tools/xlsx_check.py lra.xlsx lra.csv

What the workbook says of the results of its formulas is taken out first, so that LibreOffice must
calculate them. Exit codes: 0 all cells agree, 1 some do not, 3 there is no LibreOffice. Python's
standard library only.
"""

import csv
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
# Commas between fields, quotes around text, UTF-8, from line 1, English, as shown.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false"


def forget_results(workbook: Path, copy: Path) -> int:
    """Copies a workbook without the cached results of its formulas; how many there were."""
    count = 0
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == SHEET:
                text, count = re.subn(r"(</f>)<v>[^<]*</v>", r"\1", data.decode())
                data = text.encode()
            target.writestr(name, data)
    return count


def calculated(workbook: Path, folder: Path) -> list[list[str]]:
    """The cells of a workbook as LibreOffice shows them."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", FILTER]
    command += ["--outdir", str(folder / "out"), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with open(folder / "out" / f"{workbook.stem}.csv", newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def normal(cell: str) -> str:
    """A cell without what only looks differ in."""
    cell = cell.strip()
    day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell)
    if day:
        return f"{day[3]}-{day[2]}-{day[1]}"
    month = re.fullmatch(r"(\d\d)/(\d{4})", cell)
    if month:
        return f"{month[2]}-{month[1]}"
    number = cell.replace(",", "").removesuffix("%")
    if number.startswith("(") and number.endswith(")"):
        number = "-" + number[1:-1]
    try:
        value = Decimal(number)
    except InvalidOperation:
        return cell
    return str(value.normalize() + 0)


def main() -> int:
    workbook, expected = Path(sys.argv[1]), Path(sys.argv[2])
    if shutil.which("soffice") is None:
        print("SKIPPED: soffice is not installed (apt package libreoffice-calc)")
        return 3
    with open(expected, newline="", encoding="utf-8-sig") as file:
        text = file.read()
    divider = ";" if ";" in text.splitlines()[0] else ","
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=divider))
    heading, rows = rows[0], [row for row in rows[1:] if not row[0].startswith("# ")]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table.xlsx"
        formulas = forget_results(workbook, copy)
        found = calculated(copy, Path(folder))
    # The last heading stands alone in its line; those of a group have the group before them.
    last = heading[0].split(": ")[-1]
    start = next(at for at, row in enumerate(found) if row and row[0] == last) + 1
    wrong = []
    for at, row in enumerate(rows):
        shown = found[start + at]
        for column, cell in enumerate(row):
            cell = cell[1:] if cell.startswith("'") else cell
            other = shown[column] if column < len(shown) else ""
            if normal(cell) != normal(other):
                wrong.append(f"row {at + 1}, {heading[column]}: {cell!r} here, {other!r} calculated")
    print("\n".join(wrong[:20]))
    print(f"{len(rows)} rows, {formulas} formulas calculated anew, {len(wrong)} cells differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
