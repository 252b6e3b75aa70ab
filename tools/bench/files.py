#!/usr/bin/env python3
"""Seconds and memory of the files that come in and go out, for a binary of jejak.

    tools/bench/files.py JEJAK WORK ROWS [RUNS]    an office of its own with a list of ROWS people:
                                                   import bnba and sipd-sp2d, report bnba as XLSX,
                                                   export parquet
    tools/bench/files.py JEJAK --ledger FOLDER WORK [RUNS]
                                                   XLSX of the longest decree of a ledger, and
                                                   export parquet; FOLDER is opened, so copy it

Prints figures as JSON lines, like jejak-bench. Seconds are of the wall, the opening of the ledger
among them; memory is the peak of the process. People are made up. Standard library only.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

GROUP = "files"
VILLAGE = "36.03.12.2001"
# What the lists name; the numbers of the events follow the founding batch.
BEFORE = [
    ("RegionRegistered", {"code": "36", "name": "Banten", "scheme": "kemendagri"}),
    ("RegionRegistered", {"code": "36.03", "name": "Kabupaten Tangerang", "scheme": "kemendagri"}),
    ("RegionRegistered", {"code": "36.03.12", "name": "Kosambi", "scheme": "kemendagri"}),
    ("RegionRegistered", {"code": VILLAGE, "name": "Salembaran Jati", "scheme": "kemendagri"}),
    ("OrganisationRegistered",
     {"code": "DINSOS", "name": "Dinas Sosial", "kind": "skpd", "region": "36"}),
    ("FundingSourceRegistered",
     {"code": "1.1.01", "name": "Pajak daerah", "family": "apbd-provinsi", "cash_origin": "rkud",
      "earmark": "umum"}),
    ("ProgrammeRegistered",
     {"code": "BLT", "name": "BLT", "pillar": "perlindungan", "purpose": "perlindungan",
      "recipient_type": "keluarga", "form": "uang", "cycle": "sekali"}),
    ("BudgetCeilingSet", {"fiscal_year": 2026, "organisation": "@OrganisationRegistered",
                          "activity": "1.06.05.1.02.0003", "account": "5.1.06.01.01.0001",
                          "source": "1.1.01", "programme": "BLT", "region": "36",
                          "standing": "sendiri", "basis": "dpa", "amount": "1000000000000.00"}),
]
AMOUNT = 600_000


class Measured:
    """A binary of jejak at a ledger."""

    def __init__(self, binary: str, ledger: Path, key: Path | None = None) -> None:
        self.binary, self.ledger = binary, ledger
        self.env = {**os.environ, "LANG": "C"}
        if key:
            self.env["JEJAK_MASTER_KEY_FILE"] = str(key)

    def run(self, *args: str) -> tuple[float, float, str]:
        """Seconds, peak memory in MB and standard output of a command that must succeed."""
        command = [self.binary, "--data", str(self.ledger), *args]
        out = self.ledger.with_name("stdout")
        began = time.monotonic()
        with out.open("wb") as stdout:
            child = subprocess.Popen(command, env=self.env, stdout=stdout, stderr=subprocess.PIPE)
            told = child.stderr.read().decode()
            _, status, usage = os.wait4(child.pid, 0)
        took = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {child.returncode}\n{told}")
        return took, usage.ru_maxrss / 1024, out.read_text()

    def json(self, *args: str) -> dict:
        """The answer of a command."""
        return json.loads(self.run(*args, "--json")[2])


def figure(case: str, subject: str, unit: str, runs: list[float]) -> None:
    """Prints a figure as jejak-bench does."""
    told = {"group": GROUP, "case": case, "subject": subject, "value": statistics.median_high(runs),
            "unit": unit, "low": min(runs), "high": max(runs), "runs": len(runs)}
    print(json.dumps(told, separators=(",", ":")), flush=True)


def print_runs(case: str, subject: str, runs: list[tuple[float, float]]) -> None:
    """Prints what a command took."""
    figure(case, subject, "s", [seconds for seconds, _ in runs])
    figure(case, f"{subject}, peak memory", "MB", [memory for _, memory in runs])


def events(kind_bodies: list[tuple[str, dict]], path: Path) -> None:
    """Writes drafts; each has its kind as its label."""
    lines = []
    for kind, body in kind_bodies:
        draft = {"kind": kind, "occurred_on": "2026-03-02", "body": body}
        if not any(line.get("label") == kind for line in lines):
            draft["label"] = kind
        lines.append(draft)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def people(path: Path, rows: int) -> None:
    """An annex of a decree: every NIK is one that could be, and none comes twice."""
    with path.open("w") as out:
        out.write("No;Nama;NIK;Alamat;Kode Desa;No Rek;Bank;Nilai\n")
        for row in range(rows):
            day, month, year = row % 28 + 1, row // 28 % 12 + 1, row // 336 % 40 + 60
            nik = f"360312{day:02}{month:02}{year}{row // 13_440 + 1:04}"
            out.write(f"{row + 1};Orang Ke {row};{nik};Kp. Baru {row % 97};{VILLAGE};")
            out.write(f"'{row + 10**12:013};BJB;{AMOUNT}\n")


def register(path: Path, rows: int) -> None:
    """A register of SP2D of a year, without a line of totals."""
    with path.open("w") as out:
        out.write("Nomor SP2D;Tanggal SP2D;Nilai;Jenis;Nomor SPP;Nomor SPM\n")
        for row in range(rows):
            day = f"{row % 28 + 1:02}/{row // 28 % 10 + 1:02}/2026"
            number = f"{row + 1:06}"
            out.write(f"{number}/SP2D/2026;{day};1.234.567,00;LS Barang dan Jasa;")
            out.write(f"{number}/SPP/2026;{number}/SPM/2026\n")


def office(binary: str, work: Path, rows: int) -> tuple[Measured, int, int]:
    """A ledger with a vault, an open decree of so many rows and a line that can pay it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    key = work / "master.key"
    jejak = Measured(binary, work / "ledger")
    jejak.run("init", "--origin", "dinsos.example/bench")
    total = f"{AMOUNT * rows}.00"
    decree = {"number": "188.4/17-DINSOS/2026", "signed_on": "2026-03-02", "programme": "BLT",
              "count": rows, "total": total}
    events([*BEFORE, ("DecreeOpened", decree)], work / "before.jsonl")
    jejak.run("append", str(work / "before.jsonl"))
    jejak.run("person", "init", "--new-key", str(key))
    jejak = Measured(binary, work / "ledger", key)
    numbers = {}
    for line in jejak.run("export", "jsonl")[2].splitlines():
        event = json.loads(line)
        numbers[event.get("kind")] = event.get("seq")
    return jejak, numbers["DecreeOpened"], numbers["BudgetCeilingSet"]


def inward(binary: str, work: Path, rows: int, runs: int) -> None:
    """Imports, and what is written of them."""
    case, imports, registers = f"{rows} rows", [], []
    for _ in range(runs):
        jejak, decree, line = office(binary, work, rows)
        people(work / "people.csv", rows)
        register(work / "register.csv", rows)
        settings = ["--set", f"decree={decree}", "--set", f"line={line}"]
        imports.append(jejak.run("import", "bnba", str(work / "people.csv"), *settings)[:2])
        registers.append(jejak.run("import", "sipd-sp2d", str(work / "register.csv"))[:2])
    print_runs(case, "import bnba", imports)
    print_runs(case, "import sipd-sp2d", registers)
    outward(jejak, work, case, decree, runs)


def outward(jejak: Measured, work: Path, case: str, decree: int, runs: int) -> None:
    """A decree as a workbook, and all tables."""
    sheets, tables, opened = [], [], []
    for _ in range(runs):
        opened.append(jejak.run("balances", "--json")[:2])
        (work / "bnba.xlsx").unlink(missing_ok=True)
        asked = ["report", "bnba", "--of", f"decree:{decree}", "-o", str(work / "bnba.xlsx")]
        sheets.append(jejak.run(*asked)[:2])
        shutil.rmtree(work / "parquet", ignore_errors=True)
        tables.append(jejak.run("export", "parquet", "--to", str(work / "parquet"))[:2])
    print_runs(case, "open, and balances", opened)
    print_runs(case, "report bnba as XLSX", sheets)
    print_runs(case, "export parquet, all tables", tables)


def longest(jejak: Measured) -> tuple[int, int]:
    """The decree with most rows, and how many."""
    rows = {}
    for line in jejak.run("export", "jsonl")[2].splitlines():
        event = json.loads(line)
        if event.get("kind") == "DecreeOpened":
            rows[event["seq"]] = event["body"]["count"]
    return max(rows.items(), key=lambda item: item[1])


def main() -> None:
    """Measures and prints."""
    match sys.argv[1:]:
        case [binary, "--ledger", folder, work, *runs]:
            Path(work).mkdir(parents=True, exist_ok=True)
            jejak = Measured(binary, Path(folder))
            decree, rows = longest(jejak)
            size = jejak.json("balances")["size"]
            of = f"a ledger of {size} events, a decree of {rows} rows"
            outward(jejak, Path(work), of, decree, int(runs[0]) if runs else 3)
        case [binary, work, rows, *runs]:
            inward(binary, Path(work), int(rows), int(runs[0]) if runs else 3)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
