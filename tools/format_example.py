#!/usr/bin/env python3
"""Writes the worked example of docs/FORMAT.md, or checks it with --check.

The entries are built here byte by byte from what the document says, with no code of jejak; the
hashes are those of tools/verify.py. `tests/all/format_document.rs` compares them with what jejak
writes, so that document, script and program can only be right or wrong together.

Exit status: 0 done, or nothing to do; 1 the document is behind (--check).
"""

import argparse
import base64
import hashlib
import struct
import sys
from datetime import date

sys.dont_write_bytecode = True

from format_tables import Disagreement, settle
from verify import ENTRY_KEY, VKEY, Tree, blake3_own

ORIGIN = "example.go.id/bansos"
RECORDED_AT = 1_795_309_323_000_000
DAY = (date(2026, 11, 22) - date(1970, 1, 1)).days
LEDGER_ID = bytes(range(0x20))
PERSON = bytes(range(0x10, 0x20))
REQUEST = bytes(range(0xA0, 0xB0))
CHECKPOINT_KEY = base64.b64decode(VKEY.split("+", 2)[2])[1:]
BATCH = 3
NONE, SOME = b"\x00", b"\x01"


def varint(value):
    if value < 251:
        return bytes([value])
    for marker, form, limit in ((251, "<H", 1 << 16), (252, "<I", 1 << 32), (253, "<Q", 1 << 64)):
        if value < limit:
            return bytes([marker]) + struct.pack(form, value)
    raise ValueError(value)


def zigzag(value):
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def text(value):
    data = value.encode("utf-8")
    return varint(len(data)) + data


def envelope(index):
    return [
        (varint(index), "batch_index", str(index)),
        (varint(BATCH), "batch_len", str(BATCH)),
        (REQUEST, "request_id", "16 bytes"),
        (zigzag(DAY), "occurred_on", f"2026-11-22, day {DAY}, zigzag {DAY * 2}"),
        (varint(2026), "fiscal_year", "2026"),
        (varint(1), "recorder.account", "the account that entry 1 opens"),
        (PERSON, "recorder.person", "16 bytes"),
        (NONE, "official", "absent"),
        (varint(0), "authentication", "0 `local`"),
        (NONE, "signature", "absent"),
        (varint(0), "documents", "no element"),
        (NONE, "historical", "absent"),
    ]


BODIES = [
    (1, [
        (LEDGER_ID, "ledger_id", "32 bytes"),
        (text(ORIGIN), "origin", ORIGIN),
        (varint(0), "zone", "0 Asia/Jakarta"),
        (varint(1) + CHECKPOINT_KEY, "checkpoint_keys", "one element of 32 bytes"),
        (varint(1), "ruleset", "1"),
        (zigzag(RECORDED_AT), "created_at", f"{RECORDED_AT}, zigzag {RECORDED_AT * 2}"),
    ]),
    (201, [
        (PERSON, "person", "16 bytes"),
        (NONE, "organisation", "absent"),
    ]),
    (203, [
        (varint(1), "account", "the account that entry 1 opens"),
        (varint(0), "role", "0 `administrator`"),
        (NONE, "organisation", "absent"),
        (NONE, "region", "absent"),
        (zigzag(DAY), "from", "2026-11-22"),
        (NONE, "until", "absent"),
    ]),
]


def entry(seq, previous):
    """The parts of an entry, in order."""
    kind, body = BODIES[seq]
    around = envelope(seq)
    envelope_len, body_len = (sum(len(data) for data, _, _ in part) for part in (around, body))
    return [
        (previous, "prev_chain_hash", "chain hash of entry 0" if seq == 1 else ""),
        (b"\x01", "format", "1"),
        (struct.pack(">Q", seq), "seq", str(seq)),
        (struct.pack(">q", RECORDED_AT), "recorded_at", "2026-11-22T01:02:03.000000Z"),
        (struct.pack(">H", kind), "kind", f"{kind} AccountOpened" if kind == 201 else str(kind)),
        (b"\x01", "version", "1"),
        (struct.pack(">H", envelope_len), "envelope_len", str(envelope_len)),
        *around,
        (struct.pack(">H", body_len), "body_len", str(body_len)),
        *body,
    ]


def wrapped(data):
    digits = data.hex()
    return "\n".join(digits[at : at + 64] for at in range(0, len(digits), 64))


def annotated(parts):
    """One line per part: offset, name, value; bytes below."""
    lines, offset = [], 0
    for data, name, value in parts:
        digits = data.hex()
        shown = digits if len(data) <= 9 else f"{digits[:8]}...{digits[-8:]}"
        lines.append(f"{offset:>4}  {shown:<20} {name:<17} {value}".rstrip())
        offset += len(data)
    return "\n".join(lines)


def example():
    tree, previous, lines = Tree(), bytes(32), []
    for seq in range(BATCH):
        parts = entry(seq, previous)
        data = b"".join(part for part, _, _ in parts)
        if seq == 1:
            shown = annotated(parts)
        tree.append(data)
        previous = blake3_own(data, ENTRY_KEY)
        leaf = hashlib.sha256(b"\0" + data).hexdigest()
        lines += [f"Entry {seq}, {len(data)} bytes:", "", "```text", wrapped(data), "```", ""]
        lines += ["```text", f"chain hash {previous.hex()}", f"leaf hash  {leaf}", "```", ""]
    lines += ["After the three entries:", "", "```text", f"head {BATCH}:{previous.hex()}"]
    lines += [f"root {tree.root().hex()}", "```", "", "Entry 1, part by part:", ""]
    return "\n".join([*lines, "```text", shown, "```"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it is behind")
    arguments = parser.parse_args()
    try:
        return settle({"example": example()}, arguments.check, "python3 tools/format_example.py")
    except Disagreement as disagreement:
        print(f"format_example.py: {disagreement}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
