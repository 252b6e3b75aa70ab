#!/usr/bin/env python3
"""Rebuilds all balances of a jejak ledger from its export, without any code of jejak.

Python 3.9 or newer, standard library only. What the events mean stands in balances_meaning.py
beside this file, written so that somebody who knows the field can check each kind. Rebuilt are:

  lines        what stands in each stage of each budget line, own, observed and historical apart
  cash         what came into and went out of each cash account, per source
  obligations  what decrees and contracts still bind
  rows         where each row of a decree stands; and the same of payments

Then what must hold whatever happened: every line balances, no guarded stage is below zero, and
what left the treasury is found again in the stages behind it.

Not checked: whether the export is the whole, unaltered ledger (verify.py), whether its readable
fields say what its raw entries say, and whether the events were lawful.

Examples:
  balances.py export.jsonl [--json]            # export.jsonl from `jejak export jsonl`
  balances.py export.jsonl --compare lines.json cash.json
      # from `jejak balances --by line --json` and `jejak balances --cash --json`
  balances.py --self-test

Exit status: 0 equal and sound; 1 something differs or does not hold (each is listed); 2 the
question could not be asked (arguments, unreadable files, kinds that this program does not know).
"""

import argparse
import json
import sys
from collections import defaultdict

from balances_meaning import BATAS_SPD, DICAIRKAN, KINDS, KOMITMEN, KONTRA_POS, MONEY, PAGU
from balances_meaning import RELEASED, SPP, STAGES, Event, Ledger, Unreadable, rupiah, sen

# These mirror what comes from outside the line and may stand below zero.
MAY_BE_NEGATIVE = (PAGU, BATAS_SPD, KONTRA_POS, "suspense")


def rebuild(records):
    ledger = Ledger()
    for record in records:
        if record.get("seq") != ledger.size:
            raise Unreadable(f"event {ledger.size} is missing; export the whole ledger")
        e = Event(record)
        if e.kind not in KINDS:
            raise Unreadable(f"event {e.seq}: what {e.kind} means is not known to this program")
        KINDS[e.kind](ledger, e)
        if e.legs or e.cash_legs:
            ledger.events[e.seq] = e
        ledger.size += 1
    return ledger


def violations(ledger):
    """What must hold whatever happened, and does not."""
    found = []
    for line in ledger.lines:
        at = {stage: ledger.totals[line, stage] for stage in STAGES}
        behind = sum(at[stage] for stage in DICAIRKAN)
        bound = sum(o["left"] for (_, of), o in ledger.bound.items() if of == line)
        for holds, what in (
            (sum(at[stage] for stage in MONEY) == 0, "its money does not balance"),
            (sum(at[stage] for stage in RELEASED) == 0, "its SPD do not balance"),
            (at[BATAS_SPD] >= at[PAGU], "more is released by SPD than the ceiling"),
            (behind == ledger.paid_out[line], f"{rupiah(behind)} is found of what was paid out"),
            (bound == at[KOMITMEN], f"{rupiah(bound)} is bound of what is committed"),
        ):
            found += [] if holds else [f"line {line}: {what}"]
        for stage in STAGES:
            if at[stage] < 0 and stage not in MAY_BE_NEGATIVE:
                found.append(f"line {line}: {stage} is below zero, {rupiah(at[stage])}")
    for name, things in (("row", ledger.rows), ("payment", ledger.payments)):
        for seq, thing in things.items():
            below = [field for field, v in thing.items() if isinstance(v, int) and v < 0]
            found += [f"{name} {seq}: {field} is below zero" for field in below]
    return found


FIGURES = STAGES + ("dicairkan", "realisasi", "ditetapkan")
COUNTED = ("designated", "paid", "returned")


def line_figures(ledger):
    """The figures of each line under the names of `jejak balances --by line --json`."""
    rows = defaultdict(lambda: defaultdict(int))
    for key, at in ledger.books.items():
        paid_out = sum(at[stage] for stage in DICAIRKAN)
        # The ceiling stands negative against all else, and so does a contra-post.
        rows[key].update(at, dicairkan=paid_out, realisasi=paid_out + at[KONTRA_POS])
        rows[key][PAGU] = -at[PAGU]
    for (book, line, decree, what), number in ledger.counts.items():
        # An open list of rows has no effect yet.
        counts = what in ("paid", "returned") or ledger.decrees[decree]["closed"]
        rows[book, line][what] += number if counts else 0
    return {
        key: {name: rupiah(row[name]) for name in FIGURES} | {name: row[name] for name in COUNTED}
        for key, row in sorted(rows.items())
    }


def cash_figures(ledger):
    return {
        key: {"in": rupiah(came), "out": rupiah(went), "balance": rupiah(came - went)}
        for key, (came, went) in ledger.cash.items()
    }


def to_json(ledger):
    def told(thing):
        plain = ("decree", "line", "list", "row", "under_way", "status")
        return {name: v if name in plain else rupiah(v) for name, v in thing.items()}

    cash_keys = ("historical", "account", "source")
    bound = [{"basis": of, "line": line, **told(o)} for (of, line), o in ledger.bound.items()]
    return {
        "size": ledger.size,
        "lines": [{"book": k[0], "line": k[1], **row} for k, row in line_figures(ledger).items()],
        "cash": [{**dict(zip(cash_keys, k)), **row} for k, row in cash_figures(ledger).items()],
        "obligations": bound,
        "rows": {seq: told(row) for seq, row in ledger.rows.items()},
        "payments": {seq: told(payment) for seq, payment in ledger.payments.items()},
        "violations": violations(ledger),
    }


def compare(ledger, lines, cash):
    """Differences between what was rebuilt here and what jejak says, both ways."""
    found = [
        f"{name} speaks of {told['size']} events, the export of {ledger.size}"
        for name, told in (("LINES", lines), ("CASH", cash))
        if told["size"] != ledger.size
    ]
    lines = {(row["book"], int(row["line"])): row for row in lines["rows"]}
    cash = {(row["historical"], row["account"], row["source"]): row for row in cash["rows"]}
    for what, ours, theirs in (
        ("line", line_figures(ledger), lines),
        ("cash", cash_figures(ledger), cash),
    ):
        for key in sorted(set(ours) | set(theirs), key=str):
            mine, told = ours.get(key, {}), theirs.get(key, {})
            for name in mine or told:
                if mine.get(name, "nothing") != told.get(name, "nothing"):
                    where = " ".join(map(str, (what, *key, name)))
                    found.append(f"{where}: rebuilt {mine.get(name)}, told {told.get(name)}")
    return found


# --- self-test and command line -------------------------------------------------------------------


def self_test():
    """A small history whose figures were worked out by hand."""
    spp = dict(decree=2, kind="ls-pihak-ketiga", lines=[{"line": 0, "amount": "700.00"}])
    refund = dict(line=0, stage="retur", cash=50, treatment="kontra-pos", amount="300.00")
    history = [
        ("BudgetCeilingSet", dict(source="1.1.01", standing="sendiri", amount="1000.00")),
        ("SpdIssued", dict(lines=[{"line": 0, "amount": "800.00"}])),
        ("DecreeOpened", {}),
        ("RecipientDesignated", dict(decree=2, line=0, amount="400.00")),
        ("RecipientDesignated", dict(decree=2, line=0, amount="300.00")),
        ("DecreeClosed", dict(decree=2)),
        ("SppSubmitted", dict(amount="700.00", **spp)),
        ("SppVerified", dict(spp=6, outcome="diterima")),
        ("SpmIssued", dict(spp=6)),
        ("Sp2dIssued", dict(spp=6, cash=50, gross="700.00", net="700.00")),
        ("Sp2dPaidOut", dict(spp=6, advance=None, tax_account=None)),
        ("PaymentListOpened", dict(spp=6)),
        ("PaymentInstructed", dict(list=11, designation=3, amount="400.00")),
        ("PaymentInstructed", dict(list=11, designation=4, amount="300.00")),
        ("PaymentCredited", dict(payment=12, amount="400.05")),
        ("PaymentReturned", dict(payment=13)),
        ("AidTransacted", dict(payment=12, amount="150.00")),
        ("RefundDeposited", {"payment": 13, "from": None, **refund}),
        ("CommitmentMade", dict(line=0, amount="600.00")),
        ("TransactionReversed", dict(event=18)),
    ]
    absent = dict.fromkeys(("decree", "commitment", "source", "payment", "claim"))
    live = {"historical": None}
    ledger = rebuild(
        {"seq": seq, "kind": kind, "envelope": live, "body": {**absent, **body}}
        for seq, (kind, body) in enumerate(history)
    )
    row = line_figures(ledger)["own", 0]
    expected = dict(pagu="1000.00", tersedia="600.00", komitmen="0.00", dikreditkan="250.00")
    expected.update(ditransaksikan="150.00", dikembalikan="300.00", suspense="0.00", paid=1)
    expected.update(dicairkan="700.00", realisasi="400.00", ditetapkan="700.00", returned=1)
    expected.update({"spd": "400.00", "spd-terpakai": "400.00", "kontra-pos": "-300.00"})
    outcomes = [(row[name], value) for name, value in expected.items()]
    outcomes += [
        ([row["status"] for row in ledger.rows.values()], ["paid", "instructed"]),
        ([payment["status"] for payment in ledger.payments.values()], ["credited", "refunded"]),
        (ledger.cash[False, 50, "1.1.01"], [30000, 70000]),
        (ledger.bound[18, 0]["left"], 0),
        (violations(ledger), []),
        ((sen("-0.05"), rupiah(-123456)), (-5, "-1234.56")),
    ]
    ledger.totals[0, SPP] -= 1
    outcomes.append((len(violations(ledger)), 2))
    return [f"{ours} instead of {right}" for ours, right in outcomes if ours != right]


def records(path):
    with open(path, encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def report(findings, good):
    print("\n".join(findings + [f"{len(findings)} findings"] if findings else [good]))
    return 1 if findings else 0


def run(arguments):
    if arguments.self_test:
        return report(self_test(), "self-test passed")
    ledger = rebuild(records(arguments.export))
    if arguments.json:
        told = to_json(ledger)
        print(json.dumps(told, indent=1))
        return 1 if told["violations"] else 0
    what = f"{ledger.size} events, {len(ledger.lines)} lines, {len(ledger.cash)} cash books"
    if not arguments.compare:
        return report(violations(ledger), f"{what}: everything balances")
    told = (next(records(path)) for path in arguments.compare)
    return report(violations(ledger) + compare(ledger, *told), f"{what}: equal to the sen")


def main():
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("export", nargs="?", help="the whole ledger, by `jejak export jsonl`")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--compare", nargs=2, metavar=("LINES", "CASH"), help="what jejak says")
    parser.add_argument("--self-test", action="store_true", help="check this program alone")
    arguments = parser.parse_args()
    if not arguments.self_test and not arguments.export:
        parser.error("an export is needed")
    try:
        return run(arguments)
    except (OSError, ValueError, KeyError, TypeError, Unreadable) as error:
        print(f"cannot answer: {type(error).__name__}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
