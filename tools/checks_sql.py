#!/usr/bin/env python3
"""Checks A01 to A51 again, in SQL, without any code of jejak.

    jejak export jsonl > ledger.jsonl
    jejak check --known then --json > checks.json
    tools/checks_sql.py ledger.jsonl --compare checks.json

DuckDB reads the lines directly (`pip install duckdb`). Each query in `tools/checks.sql` gives the
subjects of one check, as tags; what it says of is in its first comment line. A check that looks at
several things may be computed in part: the kinds of subjects that a query covers are named there,
and only those are compared. Rule parameters are those known when the fact was recorded, as in
`jejak check --known then`.

Exit code: 0 the same sets, 1 another set, 2 wrong usage or no DuckDB.
"""

import argparse
import json
import pathlib
import re
import sys

QUERIES = pathlib.Path(__file__).with_name("checks.sql")
HEAD = re.compile(r"^-- check (A\d\d): subjects ([a-z-]+(?: [a-z-]+)*)$", re.M)


def queries(text):
    """The views that come first, and (check, kinds of subjects, query) for each check."""
    parts = HEAD.split(text)
    views, rest = parts[0], parts[1:]
    found = []
    for at in range(0, len(rest), 3):
        found.append((rest[at], rest[at + 1].split(), rest[at + 2]))
    return views, found


def ours(path):
    """The subjects that SQL finds, by check, and the kinds of subjects that it speaks of."""
    import duckdb

    views, found = queries(QUERIES.read_text(encoding="utf-8"))
    db = duckdb.connect()
    db.execute(views.replace("LEDGER", str(path).replace("'", "''")))
    result = {}
    for check, kinds, query in found:
        rows = db.execute(query).fetchall()
        subjects, spoken = result.setdefault(check, (set(), set()))
        subjects.update(row[0] for row in rows)
        spoken.update(kinds)
    return result


def theirs(path):
    """The subjects that `jejak check --json` names, by check."""
    said = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    found = {}
    for check in said["checks"]:
        findings = check["known"]["then"]["findings"]
        found[check["check"]] = {finding["subject"] for finding in findings}
    return found


def compare(sql, jejak):
    """Prints each difference; whether there is none."""
    same = True
    for check, (subjects, kinds) in sorted(sql.items()):
        if check not in jejak:
            print(f"{check}: not in jejak's answer")
            same = False
            continue
        known = {tag for tag in jejak[check] if tag.split(":")[0] in kinds}
        for tag in sorted(subjects - known):
            print(f"{check}: SQL alone finds {tag}")
        for tag in sorted(known - subjects):
            print(f"{check}: jejak alone finds {tag}")
        same &= subjects == known
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", help="output of `jejak export jsonl`")
    parser.add_argument("--compare", help="output of `jejak check --json`")
    args = parser.parse_args()
    try:
        sql = ours(args.ledger)
    except ImportError:
        print("SKIPPED: DuckDB is not installed; run `pip install duckdb`", file=sys.stderr)
        return 2
    if args.compare is None:
        for check, (subjects, _) in sorted(sql.items()):
            print(check, len(subjects), *sorted(subjects)[:5])
        return 0
    same = compare(sql, theirs(args.compare))
    count = sum(len(subjects) for subjects, _ in sql.values())
    print(f"{len(sql)} checks in SQL, {count} subjects: {'the same' if same else 'DIFFERENT'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
