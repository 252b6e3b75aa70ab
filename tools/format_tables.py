#!/usr/bin/env python3
"""Writes the generated parts of docs/FORMAT.md, or checks them with --check.

Two things are read and have to agree: the declarations in the source, which know every type, and
`jejak kinds --json`, which is what the program itself knows of its events. What is written stands
between `<!-- generated: NAME -->` and `<!-- end: NAME -->`; everything else is left alone.

Exit status: 0 done, or nothing to do; 1 the document is behind (--check), or the source and the
program disagree; 2 wrong usage.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMAT = ROOT / "docs" / "FORMAT.md"

# Type in the source, and what `jejak kinds --json` calls it.
VALUES = {
    "u8": "small number",
    "u16": "number",
    "u32": "number",
    "u64": "number",
    "bool": "true or false",
    "Rupiah": "rupiah as a decimal string",
    "Date": "civil date",
    "Month": "month",
    "FiscalYear": "fiscal year",
    "Timestamp": "time",
    "ZoneId": "zone",
    "AccountCode": "kode rekening",
    "ActivityCode": "kode sub-kegiatan",
    "SourceCode": "kode sumber dana",
    "Region": "kode wilayah",
    "Text": "public text",
    "Code": "code of A-Z, 0-9 and -",
    "DocumentNumber": "document number",
    "Bytes32": "32 bytes",
    "PersonId": "person id",
    "RecipientId": "recipient id",
    "HouseholdId": "household id",
    "Token": "token id",
    "Binding": "binding of a file: public_hash, token or commitment",
}
# Types of the envelope alone, which `jejak kinds` does not show.
ENVELOPE_VALUES = {"RequestId": "RequestId", "Nonce": "Nonce", "[u8; 64]": "64 bytes"}
# State bytes of objects that are more than open or closed, and where they are declared.
STATES = [
    ("proposal", "ProposalStage", "proposal.rs"),
    ("designation", "RowStatus", "decree.rs"),
    ("spp", "SppStage", "treasury/spp.rs"),
    ("payment", "PaymentStage", "payment.rs"),
    ("contract", "ContractStage", "contract.rs"),
    ("loss", "LossStage", "loss.rs"),
    ("complaint", "ComplaintStage", "complaint.rs"),
    ("finding", "FindingStage", "finding.rs"),
    ("spending-plan", "PlanStage", "spending.rs"),
    ("kube", "KubeStage", "kube.rs"),
    ("work", "WorkStatus", "works.rs"),
    ("house", "HouseStatus", "rtlh.rs"),
    ("central-credit", "CreditStage", "central.rs"),
    ("kpm-replacement", "ReplacementStage", "sembako.rs"),
    ("worker-report", "ReportStage", "worker.rs"),
    ("case", "CaseStage", "welfare.rs"),
]


class Disagreement(Exception):
    """Source and program, or source and this script, do not say the same."""


def source(*path):
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def docs_before(text, at):
    """The doc comment that ends right before `at`, as one line."""
    lines = []
    for line in reversed(text[:at].rstrip().split("\n")):
        if not line.strip().startswith("///"):
            break
        lines.append(line.strip()[3:].strip())
    return " ".join(reversed(lines))


def braces(text, start):
    """The text between the brace at `start` and its partner."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1 : at]
    raise Disagreement("a declaration without its closing brace")


def fields_of(body):
    """[(name, type, doc)] of the fields in a declaration."""
    found = re.finditer(r"^\s*(?:pub )?(\w+):\s*([^\n]+?),\s*$", body, re.M)
    return [(m[1], m[2], docs_before(body, m.start())) for m in found]


def read_records():
    """{name: fields} of everything declared by `records!` and `events!`."""
    records = {}
    for path in sorted((ROOT / "events" / "src").glob("*.rs")):
        text = path.read_text(encoding="utf-8")
        for macro in re.finditer(r"^(?:records|events)! (\{)", text, re.M):
            block = braces(text, macro.start(1))
            for m in re.finditer(r"^    (\w+)(?:\([^\n]*\))? (\{)$", block, re.M):
                records[m[1]] = fields_of(braces(block, m.start(2)))
    return records


def read_structs(name, *names):
    """{name: fields} of plain structs of the envelope."""
    text = source("events", "src", "envelope.rs")
    found = {}
    for each in (name, *names):
        at = text.index(f"pub struct {each} {{")
        found[each] = fields_of(braces(text, text.index("{", at)))
    return found


def read_vocabularies():
    """{name: (doc, [(word, label)])} of every closed list."""
    folder = ROOT / "events" / "src"
    lists = {}
    for path in sorted((folder / "vocabulary").glob("*.rs")):
        text = path.read_text(encoding="utf-8")
        block = braces(text, text.index("{", text.index("\nvocabulary! {")))
        for m in re.finditer(r"^    (\w+) (\{)$", block, re.M):
            words = re.findall(r'\w+ = "([^"]*)",\s*"[^"]*",\s*"([^"]*)";', braces(block, m.start(2)))
            lists[m[1]] = (docs_before(block, m.start()), words)
    return lists


def read_objects():
    """Words of the kinds of object, in the order of their numbers."""
    text = source("events", "src", "field.rs")
    block = braces(text, text.index("{", text.index("\nobjects! {")))
    return re.findall(r'^\s*(\w+) = "([^"]+)";$', block, re.M)


def read_references(objects):
    """{type: word} of references to other events."""
    text = source("events", "src", "ids.rs")
    words = dict(objects)
    return {m[1]: words[m[2]] for m in re.finditer(r"^    (\w+Ref) => (\w+);$", text, re.M)}


def read_states():
    """[(object, [state])] in the order of their numbers."""
    states = []
    for name, enum, file in STATES:
        text = source("projections", "src", file)
        block = braces(text, text.index("{", text.index(f"pub enum {enum}")))
        states.append((name, re.findall(r"^\s*(\w+),$", block, re.M)))
    return states


class Declarations:
    """Everything that the source declares."""

    def __init__(self):
        self.records = read_records()
        self.structs = read_structs("Envelope", "ActorSignature")
        self.vocabularies = read_vocabularies()
        self.objects = read_objects()
        self.references = read_references(self.objects)
        self.states = read_states()

    def wire(self, rust):
        """The type as FORMAT.md calls it."""
        if m := re.fullmatch(r"Option<(.+)>", rust):
            return self.wire(m[1]) + "?"
        if m := re.fullmatch(r"Vec<(.+)>", rust):
            return f"[{self.wire(m[1])}]"
        if rust in self.references:
            return f"ref {self.references[rust]}"
        if rust in ENVELOPE_VALUES:
            return ENVELOPE_VALUES[rust]
        known = (VALUES, self.records, self.structs, self.vocabularies)
        if any(rust in names for names in known):
            return rust
        raise Disagreement(f"the type {rust} is not described; add it to this script and FORMAT.md")

    def shape(self, rust):
        """What `jejak kinds --json` has to show for a type."""
        if m := re.fullmatch(r"Option<(.+)>", rust):
            return {"optional": self.shape(m[1])}
        if m := re.fullmatch(r"Vec<(.+)>", rust):
            return {"list": self.shape(m[1])}
        if rust in self.references:
            return {"reference": self.references[rust]}
        if rust in self.vocabularies:
            return {"type": rust, "one_of": [word for word, _ in self.vocabularies[rust][1]]}
        if rust in self.records:
            rows = self.records[rust]
            return {"fields": [{"name": n, "shape": self.shape(t)} for n, t, _ in rows]}
        return {"type": VALUES[rust]}


def bare(shape):
    """A shape of `jejak kinds --json` without documentation and examples."""
    if "fields" in shape:
        rows = shape["fields"]
        return {"fields": [{"name": f["name"], "shape": bare(f["shape"])} for f in rows]}
    if "optional" in shape:
        return {"optional": bare(shape["optional"])}
    if "list" in shape:
        return {"list": bare(shape["list"])}
    return {key: shape[key] for key in ("type", "one_of", "reference") if key in shape}


def check_examples(kind, fields):
    """Refuses an example that is not of the JSON form that stands beside it."""
    for field in fields:
        shape = field["shape"]
        while "optional" in shape or "list" in shape:
            shape = shape.get("optional") or shape["list"]
        if "fields" in shape:
            check_examples(kind, shape["fields"])
        if "example" not in shape:
            continue
        value, place = json.loads(shape["example"]), f"{kind}.{field['name']}"
        classes = {"integer": int, "string": str, "boolean": bool, "object": dict}
        if type(value) is not classes[shape["json"]]:
            raise Disagreement(f"{place}: the example {value!r} is no {shape['json']}")
        if "pattern" in shape and not re.fullmatch(shape["pattern"], value):
            raise Disagreement(f"{place}: {value!r} does not match {shape['pattern']}")


def compare(kinds, declared):
    """Refuses any difference between the program's catalogue and the source."""
    for kind in kinds:
        name = kind["kind"]
        if name not in declared.records:
            raise Disagreement(f"{name} is not declared in events/src")
        check_examples(name, kind["fields"])
        expected = declared.shape(name)["fields"]
        found = bare({"fields": kind["fields"]})["fields"]
        if expected != found:
            raise Disagreement(f"{name}: the source declares {expected}, the program has {found}")


def cell(text):
    return " ".join(text.split()).replace("|", "\\|")


def table(header, rows):
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    return "\n".join(lines)


def fields_table(fields, declared):
    rows = [(f"`{name}`", f"`{declared.wire(rust)}`", doc) for name, rust, doc in fields]
    return table(("field", "type", "meaning"), rows)


def envelope_part(declared):
    parts = ["#### Envelope", "", fields_table(declared.structs["Envelope"], declared)]
    used = ["Recorder", "Official", "Document", "PublicHash"]
    shown = {**declared.records, **declared.structs}
    for name in [*used[:2], "ActorSignature", *used[2:]]:
        parts += ["", f"#### {name}", "", fields_table(shown[name], declared)]
    return "\n".join(parts)


def kinds_part(kinds, declared):
    parts, area = [], None
    nested = ("LineAmount", "Deduction", "GoodsItem", "WorkPhoto")
    for name in nested:
        parts += [f"#### {name}", "", fields_table(declared.records[name], declared), ""]
    for kind in kinds:
        if kind["area"] != area:
            area = kind["area"]
            parts += [f"### Area `{area}`", ""]
        notes = [f"creates `{kind['creates']}`"] if kind["creates"] else []
        notes += ["may speak of a later day"] if kind["planning"] else []
        parts += [f"#### {kind['number']} v{kind['version']} {kind['kind']}", ""]
        parts += [cell(kind["doc"]) + (f" ({', '.join(notes)})" if notes else ""), ""]
        parts += [fields_table(declared.records[kind["kind"]], declared), ""]
    return "\n".join(parts).rstrip()


def vocabularies_part(declared):
    parts = []
    for name, (doc, words) in sorted(declared.vocabularies.items()):
        numbered = ", ".join(f"{number} `{word}`" for number, (word, _) in enumerate(words))
        parts.append(f"- **{name}**: {doc} {numbered}")
    return "\n".join(parts)


def objects_part(declared):
    numbered = ", ".join(f"{number} `{word}`" for number, (_, word) in enumerate(declared.objects))
    parts = [f"Numbers of the kinds of object: {numbered}.", "", "Numbers of states:", ""]
    for name, states in declared.states:
        listed = ", ".join(f"{number} {state}" for number, state in enumerate(states))
        parts.append(f"- `{name}`: {listed}")
    return "\n".join(parts)


def replace_part(document, name, text):
    """The document with another text between the two markers of `name`."""
    start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    if document.count(start) != 1 or document.count(end) != 1:
        raise Disagreement(f"{FORMAT.name} needs the markers `{start}` and `{end}` once each")
    before, rest = document.split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n\n{text}\n\n{end}{after}"


def settle(parts, check, again):
    """Writes the parts, or says whether they stand there already; gives the exit status."""
    old = FORMAT.read_text(encoding="utf-8")
    new = old
    for name, text in parts.items():
        new = replace_part(new, name, text)
    if new == old:
        return 0
    if check:
        print(f"docs/FORMAT.md is behind; run `{again}`", file=sys.stderr)
        return 1
    FORMAT.write_text(new, encoding="utf-8")
    print("docs/FORMAT.md written", file=sys.stderr)
    return 0


def read_kinds(arguments):
    if arguments.kinds:
        return json.loads(Path(arguments.kinds).read_text(encoding="utf-8"))["kinds"]
    program = [arguments.jejak] if arguments.jejak else ["cargo", "run", "--quiet", "--"]
    run = subprocess.run([*program, "kinds", "--json"], cwd=ROOT, capture_output=True, check=True)
    return json.loads(run.stdout)["kinds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if something is behind")
    parser.add_argument("--jejak", metavar="PROGRAM", help="the program to ask; else `cargo run`")
    parser.add_argument("--kinds", metavar="FILE", help="what `jejak kinds --json` printed")
    arguments = parser.parse_args()
    try:
        kinds, declared = read_kinds(arguments), Declarations()
        compare(kinds, declared)
        parts = {
            "envelope": envelope_part(declared),
            "kinds": kinds_part(kinds, declared),
            "vocabularies": vocabularies_part(declared),
            "objects": objects_part(declared),
        }
        return settle(parts, arguments.check, "python3 tools/format_tables.py")
    except Disagreement as disagreement:
        print(f"format_tables.py: {disagreement}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
