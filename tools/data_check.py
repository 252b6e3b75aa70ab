#!/usr/bin/env python3
"""DuckDB on the tables of `jejak export parquet`: the same sums, and the queries of docs/DATA.md.

Usage: data_check.py JEJAK DATA [--data-md FILE] [--show ROWS]

JEJAK is the program, DATA the folder of a ledger. Exports all tables as Parquet, and

- compares the postings and the balances in them with `jejak balances --by line --json`, the cash
  postings and the cash books with `--cash --json`, to the sen;
- compares the number of events and what their bodies say with `jejak export jsonl`;
- runs every query of docs/DATA.md, which must not fail, and tells how many rows it gave.

Needs the Python module `duckdb` (`pip install duckdb`); without it, everything is skipped by name.
Exit code 0 if all agrees, 1 if something does not, 2 where jejak itself fails.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

STAGES = (
    "pagu blokir tersedia komitmen spp spm sp2d di-penyalur dikreditkan ditransaksikan retur"
    " tidak-diambil dipertanggungjawabkan dikembalikan dipotong belanja-up suspense kontra-pos"
    " batas-spd spd spd-terpakai"
).split()
HERE = os.path.dirname(os.path.abspath(__file__))


class Failed(Exception):
    """A program did not do what it was asked."""


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip()
        raise Failed(f"{' '.join(command[:6])} ended with {done.returncode}: {told[-300:]}")
    return done.stdout.decode()


def nonzero(pairs):
    return {key: value for key, value in pairs if value}


def lines_told(jejak):
    """Amounts by book, line and stage, as jejak says."""
    rows = json.loads(run([*jejak, "--json", "balances", "--by", "line"]))["rows"]
    return nonzero(
        ((row["book"], int(row["line"]), stage), Decimal(row[stage]))
        for row in rows
        for stage in STAGES
    )


def cash_told(jejak):
    """Balances by cash account, source and history, as jejak says."""
    rows = json.loads(run([*jejak, "--json", "balances", "--cash"]))["rows"]
    return nonzero(
        ((row["account"], row["source"], row["historical"]), Decimal(row["balance"]))
        for row in rows
    )


def lines_of_postings(duck):
    query = """SELECT book, line, stage, sum(CASE stage WHEN 'pagu' THEN -amount ELSE amount END)
               FROM 'postings.parquet' GROUP BY ALL"""
    return nonzero(((b, l, s), amount) for b, l, s, amount in duck.execute(query).fetchall())


def lines_of_balances(duck):
    sums = ", ".join(f"sum({stage.replace('-', '_')})" for stage in STAGES)
    rows = duck.execute(f"SELECT book, line, {sums} FROM 'balances.parquet' GROUP BY ALL").fetchall()
    return nonzero(
        ((row[0], row[1], stage), amount) for row in rows for stage, amount in zip(STAGES, row[2:])
    )


def cash_of(duck, file, amount):
    account = "cash_account" if file == "cash_postings" else "account"
    query = f"SELECT {account}, source, historical, sum({amount}) FROM '{file}.parquet' GROUP BY ALL"
    return nonzero(((a, s, h), total) for a, s, h, total in duck.execute(query).fetchall())


def same(what, found, expected):
    """Whether two sets of sums are equal; says the first that are not."""
    wrong = [key for key in {**found, **expected} if found.get(key, 0) != expected.get(key, 0)]
    for key in sorted(wrong, key=str)[:10]:
        print(f"{what} {key}: expected {expected.get(key, 0)}, found {found.get(key, 0)}")
    if not wrong:
        print(f"{what}: {len(expected)} sums, equal to the sen", flush=True)
    return not wrong


def same_events(duck, jejak):
    """Events of the table against those of the JSON lines, kind by kind."""
    with subprocess.Popen([*jejak, "export", "jsonl"], stdout=subprocess.PIPE) as lines:
        told = {}
        for line in lines.stdout:
            event = json.loads(line)
            count, total = told.get(event["kind"], (0, Decimal(0)))
            amount = Decimal(event["body"].get("amount") or 0)
            told[event["kind"]] = (count + 1, total + amount)
    query = """SELECT event_kind, count(*), coalesce(sum((body->>'$.amount')::DECIMAL(18,2)), 0)
               FROM 'events.parquet' GROUP BY ALL"""
    found = {kind: (count, total) for kind, count, total in duck.execute(query).fetchall()}
    for kind in sorted({*told, *found}):
        if told.get(kind) != found.get(kind):
            print(f"events {kind}: JSON lines say {told.get(kind)}, Parquet {found.get(kind)}")
            return False
    print(f"events: {sum(count for count, _ in told.values())} in both, kind by kind", flush=True)
    return True


def queries(path):
    """Title and text of each query: a heading and the SQL below it."""
    with open(path, encoding="utf-8") as file:
        sections = file.read().split("\n### ")[1:]
    for section in sections:
        title, _, text = section.partition("\n")
        _, found, rest = text.partition("```sql\n")
        if found:
            yield title, rest.partition("```")[0]


def ask(duck, path, show):
    """Runs the queries of the document."""
    for title, sql in queries(path):
        began = time.monotonic()
        rows = duck.execute(sql).fetchall()
        print(f"query: {title}: {len(rows)} rows in {time.monotonic() - began:.2f} s", flush=True)
        for row in rows[:show]:
            print("   ", *row)
    return True


def check(args, duckdb, folder):
    jejak = [args.jejak, "--data", args.data]
    began = time.monotonic()
    run([*jejak, "export", "parquet", "--to", folder])
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    print(f"export: {size / 1e6:.1f} MB in {time.monotonic() - began:.1f} s", flush=True)
    os.chdir(folder)
    duck = duckdb.connect()
    lines, cash = lines_told(jejak), cash_told(jejak)
    return all([
        same("postings", lines_of_postings(duck), lines),
        same("balances", lines_of_balances(duck), lines),
        same("cash_postings", cash_of(duck, "cash_postings", "amount"), cash),
        same("cash", cash_of(duck, "cash", "balance"), cash),
        same_events(duck, jejak),
        ask(duck, args.data_md, args.show),
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("jejak", type=os.path.abspath)
    parser.add_argument("data", type=os.path.abspath)
    parser.add_argument("--data-md", default=os.path.join(HERE, "..", "docs", "DATA.md"))
    parser.add_argument("--show", type=int, default=0, help="rows to print of each query")
    args = parser.parse_args()
    args.data_md = os.path.abspath(args.data_md)
    try:
        import duckdb
    except ImportError:
        print("SKIPPED: duckdb is not installed (pip install duckdb)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        try:
            return 0 if check(args, duckdb, os.path.join(folder, "tables")) else 1
        except Failed as failed:
            print(failed)
            return 2
        except duckdb.Error as error:
            print(f"duckdb: {error}")
            return 1
        finally:
            os.chdir(HERE)


if __name__ == "__main__":
    sys.exit(main())
