#!/usr/bin/env python3
"""Plain text accounting agrees with jejak: every balance of every line and of every cash account.

Usage: journal_check.py JEJAK DATA [--as-of DATE] [--only PROGRAM[,PROGRAM...]]

JEJAK is the program, DATA the folder of a ledger. For each of hledger, Ledger and beancount: writes
`jejak export journal --for PROGRAM`, has the program read it strictly and add it up, and compares
with `jejak balances --by line --json` and `--cash --json`, to the sen and in every book. Beancount
2 is asked by its `bean-query`.

A program that is not installed is skipped by its name. Exit code 0 if all that ran agree, 1 if one
does not, 2 on wrong usage or where jejak itself fails. Python 3.9 or newer, standard library only.
"""

import argparse
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

PROGRAMS = ["hledger", "ledger", "beancount"]
STAGES = (
    "pagu blokir tersedia komitmen spp spm sp2d di-penyalur dikreditkan ditransaksikan retur"
    " tidak-diambil dipertanggungjawabkan dikembalikan dipotong belanja-up suspense kontra-pos"
    " batas-spd spd spd-terpakai"
).split()


class Failed(Exception):
    """A program did not do what it was asked."""


def sen(text):
    """Exact sen of `-1234.5`, `1,234.50 IDR` and the like."""
    number = re.sub(r"[^0-9.+-]", "", text)
    match = re.fullmatch(r"([+-]?)(\d+)(?:\.(\d{1,2})0*)?", number)
    if not match:
        raise Failed(f"expected an amount in rupiah, found `{text}`")
    sign, whole, decimals = match.groups()
    value = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    return -value if sign == "-" else value


def run(command, **more):
    """Output of a command, as text."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failed(f"{' '.join(command[:4])} ended with {done.returncode}: {' '.join(told[-3:])}")
    return done.stdout.decode()


def expected(jejak, when):
    """Every balance that is not zero, by an account of our own: what jejak says."""
    want = {}
    for row in json.loads(run([*jejak, "--json", "balances", "--by", "line", *when]))["rows"]:
        for stage in STAGES:
            # The ceiling is told as what it is worth; its account stands below zero.
            sign = -1 if stage == "pagu" else 1
            want["line", row["book"], row["line"], stage] = sign * sen(row[stage])
    for row in json.loads(run([*jejak, "--json", "balances", "--cash", *when]))["rows"]:
        place = "outside" if row["account"] is None else str(row["account"])
        book = "historical" if row["historical"] else "live"
        want["cash", book, place, row["source"]] = sen(row["balance"])
    return {key: value for key, value in want.items() if value}


def key_of(account):
    """What an account of the journal stands for."""
    parts = account.split(":")
    if parts[0] in ("Assets", "Equity"):
        parts = [re.sub(r"^N(?=\d)", "", part) for part in parts[1:]]
        parts[0] = parts[0].lower()
        if parts[0] == "cash":
            parts = [parts[0], parts[1].lower(), parts[2].lower(), parts[3].replace("-", ".")]
        else:
            parts[-1] = parts[-1].lower()
    if parts[0] == "cash":
        return tuple(parts)
    if len(parts) != 5:
        raise Failed(f"expected BOOK:SOURCE:PROGRAMME:LINE:STAGE, found `{account}`")
    return ("line", parts[0], parts[3], parts[4])


def of_hledger(journal):
    """Accounts and amounts as hledger adds them up; strict: nothing undeclared, all balanced."""
    command = ["hledger", "-f", journal, "--strict", "balance", "--flat", "--no-total", "-O", "csv"]
    rows = csv.reader(io.StringIO(run(command)))
    next(rows)
    return rows


def of_ledger(journal):
    """Accounts and amounts as Ledger adds them up; pedantic: what is not declared is an error."""
    command = ["ledger", "--args-only", "--pedantic", "-f", journal, "balance", "--flat", "--no-total"]
    command += ["--balance-format", "%(account)\t%(quantity(scrub(display_total)))\n"]
    return (line.split("\t") for line in run(command).splitlines() if line)


def of_beancount(journal):
    """Accounts and amounts as beancount adds them up; an error in the file is one on stderr."""
    query = "SELECT account, sum(number) AS amount GROUP BY account"
    command = ["bean-query", "-f", "csv", journal, query]
    # Nothing is kept beside the journal, and no cache of an earlier one is read.
    told = run(command, env={**os.environ, "BEANCOUNT_DISABLE_LOAD_CACHE": "1"})
    rows = csv.reader(io.StringIO(told))
    if [name.strip() for name in next(rows, [])] != ["account", "amount"]:
        raise Failed(f"bean-query: {' '.join(told.split())[:300]}")
    return ((account.strip(), amount) for account, amount in rows)


READERS = {"hledger": of_hledger, "ledger": of_ledger, "beancount": of_beancount}


def is_here(program):
    return shutil.which("bean-query" if program == "beancount" else program) is not None


def differences(want, rows):
    """Sentences about balances that are not the same."""
    found = defaultdict(int)
    for account, amount in rows:
        found[key_of(account)] += sen(amount)
    keys = sorted({*want, *(key for key, value in found.items() if value)})
    return [
        f"{':'.join(key)}: jejak says {want.get(key, 0)} sen, the journal {found.get(key, 0)}"
        for key in keys
        if want.get(key, 0) != found.get(key, 0)
    ]


def check(program, jejak, when, want, folder):
    """Compares one program, and says how it went; False if a balance is another."""
    journal = os.path.join(folder, f"ledger.{program}")
    with open(journal, "wb") as out:
        subprocess.run([*jejak, "export", "journal", "--for", program, *when], stdout=out, check=True)
    began = time.monotonic()
    wrong = differences(want, READERS[program](journal))
    seconds = time.monotonic() - began
    size = os.path.getsize(journal) / 1e6
    for line in wrong[:20]:
        print(f"{program}: {line}")
    verdict = f"{len(wrong)} balances differ" if wrong else "equal to the sen"
    print(f"{program}: {len(want)} balances, {size:.1f} MB in {seconds:.1f} s: {verdict}", flush=True)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("jejak")
    parser.add_argument("data")
    parser.add_argument("--as-of")
    parser.add_argument("--as-recorded")
    parser.add_argument("--only", type=lambda text: text.split(","), default=PROGRAMS)
    args = parser.parse_args()
    if unknown := set(args.only) - set(PROGRAMS):
        parser.error(f"--only: expected {', '.join(PROGRAMS)}, found {', '.join(sorted(unknown))}")
    jejak = [args.jejak, "--data", args.data]
    when = ["--as-of", args.as_of] if args.as_of else []
    when += ["--as-recorded", args.as_recorded] if args.as_recorded else []
    try:
        want = expected(jejak, when)
    except Failed as failed:
        print(failed)
        return 2
    equal = True
    with tempfile.TemporaryDirectory() as folder:
        for program in args.only:
            if not is_here(program):
                print(f"SKIPPED: {program} is not installed")
                continue
            try:
                equal &= check(program, jejak, when, want, folder)
            except Failed as failed:
                print(f"{program}: {failed}")
                equal = False
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
