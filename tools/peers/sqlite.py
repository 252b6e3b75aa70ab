#!/usr/bin/env python3
"""SQLite on the same rows: durable inserts, WAL, synchronous=FULL.

Usage: sqlite.py WORK_FOLDER ROWS.tsv [RUNS]
"""

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time

INSERT = "insert into events values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
MOST = {1: 3_000, 100: 50_000, 10_000: 500_000}


def rows(path, most):
    """Rows as PostgreSQL's COPY reads them."""
    with open(path, encoding="ascii") as lines:
        for _, line in zip(range(most), lines):
            seq, at, kind, programme, source, region, stage, sen, entry = line.rstrip("\n").split("\t")
            entry = bytes.fromhex(entry.removeprefix("\\\\x"))
            yield int(seq), int(at), int(kind), programme, source, region, stage, int(sen), entry


def rate(folder, batches):
    """Events per second of durable batches in a new database."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = sqlite3.connect(os.path.join(scratch, "events.db"), isolation_level=None)
        database.execute("pragma journal_mode=wal")
        database.execute("pragma synchronous=full")
        database.execute(
            "create table events (seq integer primary key, recorded_at int, kind int, programme text,"
            " source text, region text, stage text, sen int, entry blob)"
        )
        started = time.perf_counter()
        for batch in batches:
            database.execute("begin")
            database.executemany(INSERT, batch)
            database.execute("commit")
        taken = time.perf_counter() - started
        database.close()
    return sum(map(len, batches)) / taken


def main():
    folder, path = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    for batch, most in MOST.items():
        events = list(rows(path, most))
        batches = [events[at : at + batch] for at in range(0, len(events), batch)]
        rates = [rate(folder, batches) for _ in range(runs)]
        figure = {
            "group": "append",
            "case": f"batches of {batch}",
            "subject": f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL",
            "value": statistics.median(rates),
            "unit": "events/s",
            "low": min(rates),
            "high": max(rates),
            "runs": runs,
        }
        print(json.dumps(figure), flush=True)


main()
