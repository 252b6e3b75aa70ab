#!/usr/bin/env python3
"""Damages a lawful story at random and compares the checks of jejak with those in SQL.

    tools/checks_mutate.py ./target/release/jejak --seeds 10
    tools/checks_mutate.py ./target/debug/jejak --first 1234 --seeds 1

The story is `events/examples.jsonl`, in which every kind of event is recorded. A seed draws some
mutations of its drafts: a row twice, another amount, day, recipient, line, receipt, office and so
on. Those that jejak refuses are given up one by one, until the rest is recorded in a fresh ledger;
then `tools/checks_sql.py` compares the subjects that both find. Needs DuckDB, else only Python.

Exit code: 0 the same for all seeds, 1 a difference (its seed and mutations are printed), 2 wrong
usage or no DuckDB.
"""

import argparse
import copy
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import checks_sql

STORY = pathlib.Path(__file__).parent.parent / "events" / "examples.jsonl"
# Mutations that a seed draws.
MOST = 40
# Kinds that are drawn three times out of four: facts, which are recorded as they are.
FACTS = (
    "RecipientRegistered", "IdentityAssessed", "RecipientDesignated", "RecipientReplaced",
    "DesignationCancelled", "DecreeOpened", "ProposalOpened", "CandidateProposed", "SppSubmitted",
    "Sp2dPaidOut", "PaymentInstructed", "PaymentCredited", "RefundDeposited", "TbpRecorded",
    "PurchaseRecorded", "StipendPaid", "WorkerAppointed", "WorkerReportReviewed", "ClientAdmitted",
    "CapacitySet", "RepairGroupMemberNamed", "CentralAidCredited", "InsuranceCovered",
    "ServiceSupportSet", "Sp2dRowObserved", "FollowUpRecorded", "RecommendationIssued",
    "CaseOpened", "DeductionReported", "CentralDeductionReported", "ComplaintReceived",
    "HolidayDeclared", "BankLineObserved", "CashReceived", "RecipientsLinked",
    "RecipientsSeparated", "RefundClaimed",
)
# What closes a list, the field that names it, and the field with its sum in rows and in closings.
CLOSINGS = {
    "DecreeClosed": ("decree", "RecipientDesignated", "amount", "total"),
    "PaymentListClosed": ("list", "PaymentInstructed", "amount", "total"),
    "ProposalClosed": ("proposal", "CandidateProposed", "requested", "requested"),
}
# Rules beside those of the story, so that checks with a threshold can speak.
RULES = [
    ("batas-usulan", {"value": 8}), ("hari-mundur", {"value": 365}), ("hari-tu", {"value": 3}),
    ("hari-tindak-lanjut", {"value": 5}), ("batas-belanja", {"amount": "50.00"}),
    ("hari-belanja-dipecah", {"value": 3}), ("pokmas-terkecil", {"value": 2}),
    ("pokmas-terbesar", {"value": 5}), ("tahun-apbn", {"value": 1}),
]
# Fields whose value is swapped for the one another draft of the same kind has.
SWAPPED = (
    "recipient", "line", "region", "household", "receipt", "account", "shop", "programme", "cash",
    "signatory", "designation", "decree", "spp", "institution", "worker", "credit", "source",
    "recipient_type", "identity", "fault", "outcome", "channel", "verdict", "role", "month",
    "bank_reference", "payment", "level", "person", "period", "form",
)
# Fields that may be absent.
DROPPED = ("minutes", "amendment", "signatory", "household", "matrix", "decree", "line", "until",
           "commitment", "designation")


class Refused(Exception):
    """What jejak said, and the line that it refused, from 1; None where it names none."""

    def __init__(self, command, out, err):
        super().__init__(f"{command}: {out}{err}")
        said = json.loads(out) if out.startswith("{") else {}
        bad = said.get("bad_lines") or [said.get("refused") or {}]
        self.line = bad[0].get("line")


def run(binary, ledger, *args):
    """What a command printed; its text where it did not succeed."""
    command = [binary, "--data", str(ledger), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(" ".join(args), done.stdout, done.stderr)
    return done.stdout


def story(head):
    """The drafts of the story in a ledger with this head, after the rules beside it."""
    lines = STORY.read_text(encoding="utf-8").splitlines()
    drafts = [json.loads(line) for line in lines if line.strip()]
    for draft in drafts:
        if draft["kind"] == "PeriodClosed":
            draft["body"]["head"] = head
    first = next(at for at, draft in enumerate(drafts) if draft["kind"] == "ProposalOpened")
    rules = [
        {"kind": "RuleEnacted", "occurred_on": "2022-01-03",
         "body": {"parameter": name, **value, "from": "2022-01-01", "basis": "uji"}}
        for name, value in RULES
    ]
    return drafts[:first] + rules + drafts[first:]


def amount_of(dice, draft):
    """An amount of the body, or of one of its lines, that is another."""
    fields = [key for key, value in draft["body"].items()
              if isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value)]
    if not fields:
        return None
    field = dice.choice(fields)
    changed = float(draft["body"][field]) * dice.choice((0.5, 0.9, 1.1, 2))
    draft["body"][field] = f"{round(changed)}.00"
    return f"{field} {draft['body'][field]}"


def count_of(dice, draft):
    """A number of the body that is another."""
    fields = [key for key, value in draft["body"].items() if type(value) is int]
    if not fields:
        return None
    field = dice.choice(fields)
    draft["body"][field] = max(0, draft["body"][field] + dice.choice((-3, -1, 1, 2, 40)))
    return f"{field} {draft['body'][field]}"


def day_of(dice, draft):
    """A day of the body or of the draft that is earlier or later."""
    days = [(draft, "occurred_on")]
    days += [(draft["body"], key) for key, value in draft["body"].items()
             if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)]
    of, field = dice.choice(days)
    day = datetime.date.fromisoformat(of[field])
    day += datetime.timedelta(days=dice.choice((-400, -30, -7, -1, 1, 7, 30, 400)))
    of[field] = day.isoformat()
    return f"{field} {of[field]}"


def drop_of(dice, draft):
    """A field that may be absent, taken away."""
    fields = [key for key in DROPPED if draft["body"].get(key) is not None]
    if not fields:
        return None
    field = dice.choice(fields)
    del draft["body"][field]
    return f"no {field}"


def swap_of(dice, draft, drafts):
    """A field with the value that another draft has in it."""
    fields = [key for key in SWAPPED if isinstance(draft["body"].get(key), str)]
    if not fields:
        return None
    field = dice.choice(fields)
    near = dice.random() < 0.75
    others = [other["body"].get(field) for other in drafts
              if not near or other["kind"] == draft["kind"]]
    others = sorted({value for value in others if isinstance(value, str)} - {draft["body"][field]})
    if not others:
        return None
    draft["body"][field] = dice.choice(others)
    return f"{field} {draft['body'][field]}"


def official_of(dice, draft, drafts):
    """Another official who acts."""
    if "official" not in draft:
        return None
    others = sorted({other["official"] for other in drafts if "official" in other})
    draft["official"] = dice.choice(others)
    return f"official {draft['official']}"


def renew(dice, draft):
    """Gives a second draft what no two may share, and mostly a reference of its own."""
    draft.pop("label", None)
    body = draft["body"]
    if isinstance(body.get("number"), int):
        body["number"] = dice.randrange(100, 100_000)
    elif isinstance(body.get("number"), str) and draft["kind"] != "Sp2dRowObserved":
        body["number"] += f"-{dice.randrange(100_000)}"
    if "bank_reference" in body and dice.random() < 0.7:
        body["bank_reference"] = f"{dice.getrandbits(128):032x}"


def mutate(dice, drafts):
    """One mutation: where, what it puts there, and a word for it; None where none was found."""
    kinds = sorted({draft["kind"] for draft in drafts})
    kind = dice.choice(FACTS if dice.random() < 0.75 else kinds)
    if kind not in kinds:
        return None
    at = dice.choice([at for at, draft in enumerate(drafts) if draft["kind"] == kind])
    draft = copy.deepcopy(drafts[at])
    hows = ("twice", "amount", "count", "day", "drop", "swap", "swap", "swap", "official")
    how = dice.choice(hows)
    word = {
        "twice": lambda: "twice",
        "amount": lambda: amount_of(dice, draft),
        "count": lambda: count_of(dice, draft),
        "day": lambda: day_of(dice, draft),
        "drop": lambda: drop_of(dice, draft),
        "swap": lambda: swap_of(dice, draft, drafts),
        "official": lambda: official_of(dice, draft, drafts),
    }[how]()
    if word is None:
        return None
    again = how == "twice" or dice.random() < 0.4
    if again:
        renew(dice, draft)
    return at, draft, again, f"{kind} {'again, ' if again else ''}{word}"


def mutated(drafts, mutations):
    """The drafts with mutations, and which mutation made each, None where none did."""
    instead, after = {}, {}
    for number, (at, draft, again, _) in enumerate(mutations):
        if again:
            after.setdefault(at, []).append((draft, number))
        else:
            instead[at] = (draft, number)
    lines = []
    for at, draft in enumerate(drafts):
        lines.append(instead.get(at, (draft, None)))
        lines.extend(after.get(at, []))
    drafts = [draft for draft, _ in lines]
    return [(closed(draft, drafts), number) for draft, number in lines]


def closed(draft, drafts):
    """A closing that counts the rows there are, which jejak demands; any other draft as it is."""
    if draft["kind"] not in CLOSINGS:
        return draft
    of, kind, sum_of, total = CLOSINGS[draft["kind"]]
    rows = [row["body"][sum_of] for row in drafts
            if row["kind"] == kind and row["body"].get(of) == draft["body"][of]]
    sen = sum(int(row.replace(".", "")) for row in rows)
    body = {**draft["body"], "count": len(rows), total: f"{sen // 100}.{sen % 100:02}"}
    return {**draft, "body": body}


def names(draft):
    """What a draft names: its label, and every reference and id in its body."""
    values = [*draft["body"].values(), f"@{draft['label']}" if "label" in draft else None]
    return {value for value in values
            if isinstance(value, str) and re.fullmatch(r"@.+|[0-9a-f]{32}", value)}


def blamed(dice, lines, at, count):
    """The mutation to give up for a refused line: its own, else the last before it that names the
    same things, else any."""
    if at is None:
        return dice.randrange(count)
    draft, number = lines[at - 1]
    if number is not None:
        return number
    near = [of for other, of in lines[:at - 1] if of is not None and names(other) & names(draft)]
    return near[-1] if near else dice.randrange(count)


def record(binary, ledger, folder, dice, drafts, mutations):
    """Records the story with those mutations that are not refused; gives them."""
    mutations = list(mutations)
    while True:
        lines = mutated(drafts, mutations)
        path = folder / "story.jsonl"
        path.write_text("".join(json.dumps(draft) + "\n" for draft, _ in lines), encoding="utf-8")
        try:
            run(binary, ledger, "append", str(path), "--json")
            return mutations
        except Refused as refused:
            if not mutations:
                raise
            mutations.pop(blamed(dice, lines, refused.line, len(mutations)))


def play(binary, seed):
    """Plays a seed; whether both find the same."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ledger = folder / "ledger"
        made = json.loads(run(binary, ledger, "init", "--origin", "uji.example/acak", "--json"))
        run(binary, ledger, "checkpoint")
        drafts = story(made["chain_head"])
        drawn = [one for one in (mutate(dice, drafts) for _ in range(MOST)) if one]
        kept = record(binary, ledger, folder, dice, drafts, drawn)
        exported, checked = folder / "ledger.jsonl", folder / "checks.json"
        exported.write_text(run(binary, ledger, "export", "jsonl"), encoding="utf-8")
        said = run(binary, ledger, "check", "--known", "then", "--json")
        checked.write_text(said, encoding="utf-8")
        sql = checks_sql.ours(exported)
        same = checks_sql.compare(sql, checks_sql.theirs(checked))
    found = sum(len(subjects) for subjects, _ in sql.values())
    print(f"seed {seed}: {len(kept)} of {len(drawn)} mutations recorded, {found} subjects: "
          f"{'the same' if same else 'DIFFERENT'}", flush=True)
    if not same:
        for at, _, _, word in kept:
            print(f"  draft {at + 1}: {word}")
    return same, {check for check, (subjects, _) in sql.items() if subjects}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", help="the program, such as ./target/release/jejak")
    parser.add_argument("--seeds", type=int, default=10, help="how many stories")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    args = parser.parse_args()
    try:
        import duckdb  # noqa: F401
    except ImportError:
        print("SKIPPED: DuckDB is not installed; run `pip install duckdb`", file=sys.stderr)
        return 2
    different, spoke = [], set()
    for seed in range(args.first, args.first + args.seeds):
        same, checks = play(args.binary, seed)
        spoke |= checks
        if not same:
            different.append(seed)
    print(f"{args.seeds} stories; found something: {' '.join(sorted(spoke))}")
    if different:
        print(f"DIFFERENT for seeds {' '.join(map(str, different))}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
