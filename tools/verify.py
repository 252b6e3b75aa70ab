#!/usr/bin/env python3
"""Checks an export of a jejak ledger without any code of jejak.

Python 3.9 or newer, standard library only. Written from the description of the format, so that
an auditor can read all of it in one sitting. Three things are checked:

  layout      every entry has the fixed layout, entries are numbered without a gap from the first,
              and recorded times never go back;
  tree        the RFC 6962 Merkle tree (SHA-256) over all entries has the root that a signed
              checkpoint (C2SP tlog-checkpoint, Ed25519) says it has;
  chain       each entry holds the BLAKE3 hash of the entry before it.

Not checked: whether the events were lawful, and what they mean.

The export has one JSON object per line, with the fields `seq` (number) and `entry` (all bytes of
the entry in base64 or hexadecimal). Other fields, and lines with neither, are ignored.

Examples:
  verify.py export.jsonl --checkpoint checkpoint.txt --vkey 'example.go.id/bansos+3bd5a45f+AVlt...'
  verify.py export.jsonl --chain 5000..6000
  verify.py --self-test

Exit status: 0 everything asked for is as it should be; 1 something is not; 2 the question could
not be asked (arguments, unreadable files).
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import time
from datetime import datetime, timedelta, timezone

PROBLEMS_SHOWN = 20
ENTRY_BYTES_MAX = 65_535
NOTE_BYTES_MAX = 128 * 1024


class Refused(Exception):
    """Something is not as it should be; the text says what was expected and what was found."""


# --- BLAKE3, keyed mode --------------------------------------------------------------------------
#
# The sixteen state words are four rows of four. A row is kept in one integer, a word in each
# 64-bit lane, so that the four column mixes of a round are one; adding cannot reach the next lane
# and MASK cuts the carry.

MASK = sum(0xFFFFFFFF << (64 * lane) for lane in range(4))
IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A)
IV += (0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT, KEYED_HASH = 1, 2, 4, 8, 16


def _schedule():
    order, rounds = tuple(range(16)), []
    for _ in range(7):
        rounds.append(order)
        order = tuple(order[i] for i in PERMUTATION)
    return rounds


SCHEDULE = _schedule()


def _row(a, b, c, d):
    return a | b << 64 | c << 128 | d << 192


def _words(row):
    return (row & 0xFFFFFFFF, row >> 64 & 0xFFFFFFFF, row >> 128 & 0xFFFFFFFF, row >> 192)


def _turn(row, lanes):
    """Moves every word `lanes` places to the left, around the row."""
    bits = 64 * lanes
    return row >> bits | (row & (1 << bits) - 1) << 256 - bits


def _mix(a, b, c, d, x, y):
    a = a + b + x & MASK
    d ^= a
    d = (d >> 16 | d << 16) & MASK
    c = c + d & MASK
    b ^= c
    b = (b >> 12 | b << 20) & MASK
    a = a + b + y & MASK
    d ^= a
    d = (d >> 8 | d << 24) & MASK
    c = c + d & MASK
    b ^= c
    b = (b >> 7 | b << 25) & MASK
    return a, b, c, d


def _compress(chaining, block, counter, flags):
    """One block of up to 64 bytes into a chaining value of eight words."""
    m = struct.unpack("<16I", block.ljust(64, b"\0"))
    a, b = _row(*chaining[:4]), _row(*chaining[4:])
    c, d = _row(*IV[:4]), _row(counter & 0xFFFFFFFF, counter >> 32, len(block), flags)
    for s in SCHEDULE:
        columns = _row(m[s[0]], m[s[2]], m[s[4]], m[s[6]]), _row(m[s[1]], m[s[3]], m[s[5]], m[s[7]])
        a, b, c, d = _mix(a, b, c, d, *columns)
        diagonals = (
            _row(m[s[8]], m[s[10]], m[s[12]], m[s[14]]),
            _row(m[s[9]], m[s[11]], m[s[13]], m[s[15]]),
        )
        a, b, c, d = _mix(a, _turn(b, 1), _turn(c, 2), _turn(d, 3), *diagonals)
        b, c, d = _turn(b, 3), _turn(c, 2), _turn(d, 1)
    return _words(a ^ c) + _words(b ^ d)


def _chunk(key, data, counter, flags, is_root):
    chaining = key
    starts = range(0, len(data), 64) or range(1)
    for start in starts:
        last = start == starts[-1]
        now = flags | (CHUNK_START if start == 0 else 0)
        now |= (CHUNK_END | (ROOT if is_root else 0)) if last else 0
        chaining = _compress(chaining, data[start : start + 64], counter, now)
    return chaining


def _subtree(key, data, counter, flags, is_root):
    if len(data) <= 1024:
        return _chunk(key, data, counter, flags, is_root)
    chunks = (len(data) - 1) // 1024
    left_chunks = 1 << (chunks.bit_length() - 1)
    left = _subtree(key, data[: left_chunks * 1024], counter, flags, False)
    right = _subtree(key, data[left_chunks * 1024 :], counter + left_chunks, flags, False)
    block = struct.pack("<16I", *left, *right)
    return _compress(key, block, 0, flags | PARENT | (ROOT if is_root else 0))


def blake3_own(data, key=None):
    """BLAKE3 of `data`, 32 bytes; in keyed mode when `key` is given."""
    words = struct.unpack("<8I", key) if key else IV
    return struct.pack("<8I", *_subtree(words, data, 0, KEYED_HASH if key else 0, True))


ENTRY_KEY = blake3_own(b"jejak 2026 entry v1")


def chain_hasher(own):
    """The function that gives an entry's chain hash, and what to call it."""
    if not own:
        try:
            import blake3

            if blake3.blake3(b"x", key=ENTRY_KEY).digest() == blake3_own(b"x", ENTRY_KEY):
                return (lambda entry: blake3.blake3(entry, key=ENTRY_KEY).digest()), "PyPI blake3"
            print("the installed blake3 package gives wrong hashes; not used", file=sys.stderr)
        except ImportError:
            pass
    return (lambda entry: blake3_own(entry, ENTRY_KEY)), "own BLAKE3"


# --- Merkle tree, RFC 6962 section 2.1 -----------------------------------------------------------


class Tree:
    """The right edge of the tree: hashes of perfect subtrees, largest first."""

    def __init__(self):
        self.size = 0
        self.row = []

    def append(self, entry):
        node = hashlib.sha256(b"\0" + entry).digest()
        position = self.size
        while position & 1:
            node = hashlib.sha256(b"\1" + self.row.pop() + node).digest()
            position >>= 1
        self.row.append(node)
        self.size += 1

    def root(self):
        if not self.row:
            return hashlib.sha256(b"").digest()
        node = self.row[-1]
        for left in reversed(self.row[:-1]):
            node = hashlib.sha256(b"\1" + left + node).digest()
        return node


# --- Ed25519, RFC 8032 section 5.1, verification only --------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
NEUTRAL = (0, 1, 1, 0)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _multiply(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _compressed(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decompressed(data):
    """The point that 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = _decompressed((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _is_weak(point):
    """Whether the point has so small an order that it would verify anything."""
    return _compressed(_multiply(8, point)) == _compressed(NEUTRAL)


def ed25519_verifies(public, signature, message):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = _decompressed(public), _decompressed(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or _is_weak(a) or _is_weak(r):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return _compressed(_multiply(s, BASE)) == _compressed(_add(r, _multiply(k, a)))


# --- Signed notes and checkpoints, C2SP signed-note and tlog-checkpoint --------------------------


def strict_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def good_name(name):
    return bool(name) and not any(c.isspace() or c == "+" for c in name)


def parse_vkey(text):
    """(name, 4 id bytes, 32 key bytes) of `name+hexid+base64`."""
    parts = text.split("+", 2)
    data = strict_base64(parts[2]) if len(parts) == 3 else None
    if data is None or len(data) != 33 or data[0] != 1 or not good_name(parts[0]):
        raise Refused(f"expected a public key `name+hexid+base64` (Ed25519), found {text[:100]!r}")
    name, public = parts[0], data[1:]
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    if parts[1] != key_id.hex():
        raise Refused(f"the key id of {name} has to be {key_id.hex()}, found {parts[1][:20]!r}")
    point = _decompressed(public)
    if point is None or _is_weak(point):
        raise Refused(f"the public key of {name} is no usable Ed25519 key")
    return name, key_id, public


def split_note(data):
    """(text, [(name, id, signature)]) of a signed note."""
    if len(data) > NOTE_BYTES_MAX:
        raise Refused(f"the note has {len(data)} bytes, more than {NOTE_BYTES_MAX}")
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"the note is not UTF-8: {error}") from None
    if any(c < " " and c != "\n" for c in note):
        raise Refused("the note holds control characters; save it with Unix line ends")
    blank = note.rfind("\n\n")
    if blank < 0 or len(note) == blank + 2 or not note.endswith("\n"):
        raise Refused("the note has no blank line followed by complete signature lines")
    signatures = []
    for line in note[blank + 2 : -1].split("\n"):
        parts = line.split(" ")
        data = strict_base64(parts[2]) if len(parts) == 3 else None
        if parts[0] != "\u2014" or data is None or len(data) < 5 or not good_name(parts[1]):
            raise Refused(f"expected a signature line `\u2014 name base64`, found {line[:60]!r}")
        signatures.append((parts[1], data[:4], data[4:]))
    return note[: blank + 1], signatures


def open_checkpoint(data, vkeys):
    """(origin, size, root, signers) of a checkpoint; with no `vkeys`, nothing is verified."""
    text, signatures = split_note(data)
    signers = []
    for name, key_id, public in vkeys:
        for signer, signer_id, signature in signatures:
            if (signer, signer_id) == (name, key_id):
                if not ed25519_verifies(public, signature, text.encode()):
                    raise Refused(f"the signature of {name} does not fit: altered or forged")
                signers.append(name)
    lines = text[:-1].split("\n")
    if len(lines) != 3:
        raise Refused(f"a checkpoint has three lines, found {len(lines)}")
    origin, size, root = lines[0], lines[1], strict_base64(lines[2])
    if not good_name(origin) or not re.fullmatch("0|[1-9][0-9]{0,19}", size):
        raise Refused(f"expected an origin and a size, found {origin[:60]!r} and {size[:60]!r}")
    if root is None or len(root) != 32:
        raise Refused(f"expected a root of 32 bytes in base64, found {lines[2][:60]!r}")
    if vkeys and origin not in signers:
        known = ", ".join(name for name, _, _ in vkeys)
        raise Refused(f"{origin} has not signed it with any key given ({known})")
    return origin, int(size), root, signers


# --- The export ----------------------------------------------------------------------------------


def decode_entry(text):
    """Base64 or hexadecimal. 56 bytes or more are never both: only hexadecimal has 16 symbols."""
    if not isinstance(text, str):
        return None
    if len(text) % 2 == 0 and re.fullmatch("[0-9a-fA-F]+", text):
        return bytes.fromhex(text)
    return strict_base64(text)


def read_entries(lines):
    """Yields (seq, entry bytes) of each line that has them."""
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError) as error:
            raise Refused(f"line {number} is no JSON: {error}") from None
        if not isinstance(row, dict):
            raise Refused(f"line {number}: expected a JSON object")
        if "seq" not in row and "entry" not in row:
            continue
        seq, entry = row.get("seq"), decode_entry(row.get("entry"))
        if type(seq) is not int or seq < 0 or entry is None:
            raise Refused(f"line {number}: expected `seq` and `entry` in base64 or hexadecimal")
        yield seq, entry


HEAD = struct.Struct(">32sBQqHBH")


def check_layout(seq, entry):
    """(previous hash, recorded_at) of an entry whose bytes add up."""
    if len(entry) > ENTRY_BYTES_MAX:
        raise Refused(f"entry {seq}: {len(entry)} bytes, more than {ENTRY_BYTES_MAX}")
    if len(entry) < HEAD.size + 2:
        raise Refused(f"entry {seq}: {len(entry)} bytes, fewer than the fixed fields need")
    previous, form, inner, recorded_at, _kind, _version, envelope = HEAD.unpack_from(entry)
    if form != 1:
        raise Refused(f"entry {seq}: format {form}; this verifier knows format 1")
    if inner != seq:
        raise Refused(f"entry {seq}: its bytes say that it is entry {inner}")
    body_at = HEAD.size + envelope
    if len(entry) < body_at + 2:
        raise Refused(f"entry {seq}: its envelope of {envelope} bytes goes beyond its end")
    body = int.from_bytes(entry[body_at : body_at + 2], "big")
    end = body_at + 2 + body
    if len(entry) != end:
        raise Refused(f"entry {seq}: {len(entry)} bytes, its lengths add up to {end}")
    return previous, recorded_at


class Export:
    """One pass over the entries: layout, tree, and the chain over `start..stop`."""

    def __init__(self, chain_hash, start, stop, sizes, hasher="own BLAKE3"):
        self.hasher = hasher
        self.chain_hash, self.start, self.stop = chain_hash, start, stop
        self.sizes, self.roots = set(sizes), {0: Tree().root()}
        self.tree, self.first, self.count = Tree(), None, 0
        self.links, self.hashed, self.wrong_links, self.wrong_times = 0, 0, [], []
        self.last_time, self.last_hash = None, None

    def next_seq(self):
        return (self.first or 0) + self.count

    def take(self, seq, entry):
        if self.first is None:
            self.first = seq
        expected = self.next_seq()
        if seq != expected:
            raise Refused(f"expected entry {expected}, found {seq}: lost, doubled or swapped")
        previous, recorded_at = check_layout(seq, entry)
        if self.last_time is not None and recorded_at < self.last_time:
            self.wrong_times.append(f"entry {seq}: recorded before the entry in front of it")
        self.last_time = recorded_at
        self.check_link(seq, previous)
        self.last_hash = None
        if seq >= self.start and (self.stop is None or seq < self.stop):
            self.last_hash = self.chain_hash(entry)
            self.hashed += 1
        self.tree.append(entry)
        self.count += 1
        if self.first == 0 and self.count in self.sizes:
            self.roots[self.count] = self.tree.root()

    def check_link(self, seq, previous):
        expected = bytes(32) if seq == 0 else self.last_hash
        if expected is None:
            return
        self.links += 1
        if previous != expected:
            where = "it is the first" if seq == 0 else f"entry {seq - 1} has {expected.hex()}"
            self.wrong_links.append(f"entry {seq}: holds the hash {previous.hex()}, but {where}")


def show(name, good, text):
    verdict = {True: "ok", False: "FAILED", None: "-"}[good]
    print(f"  {name:<12}{verdict:<8}{text}")


def check_checkpoint(path, vkeys, export, opened):
    """Compares one checkpoint with the export; returns whether it agrees."""
    if isinstance(opened, Refused):
        show("checkpoint", False, f"{path}: {opened}")
        return False
    origin, size, root, signers = opened
    where, wrong = f"{path}: {origin} at {size} entries", None
    if export.first not in (0, None):
        wrong = f"the export begins at {export.first}, not at 0"
    elif size > export.count:
        wrong = f"the export has {export.count}; entries are missing"
    elif export.roots[size] != root:
        wrong = f"its root is {root.hex()}, the entries give {export.roots[size].hex()}"
    if wrong:
        show("checkpoint", False, f"{where}: {wrong}")
        return False
    signed = "signed by " + ", ".join(signers) if vkeys else "SIGNATURE NOT CHECKED"
    rest = export.count - size
    show("checkpoint", True, f"{where}, {signed}" + (f"; {rest} entries after it" if rest else ""))
    return True


def time_text(micros):
    try:
        moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=micros)
        return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
    except OverflowError:
        return f"{micros} us"


def show_list(problems):
    for problem in problems[:PROBLEMS_SHOWN]:
        print(f"{'':<22}{problem}")
    if len(problems) > PROBLEMS_SHOWN:
        print(f"{'':<22}... and {len(problems) - PROBLEMS_SHOWN} more")


def report_entries(export, broken):
    """Prints what the pass found about layout and chain; returns whether it is good."""
    first, size = export.first or 0, export.next_seq()
    last = "" if export.last_time is None else f", the last of {time_text(export.last_time)}"
    good = broken is None and not export.wrong_times
    show("entries", good, f"{export.count}, from {first} up to {size}{last}")
    show_list(([str(broken)] if broken else []) + export.wrong_times)
    wrong = list(export.wrong_links)
    if export.stop is not None and export.stop > size or export.start > size:
        wrong.append(f"the range asked for goes beyond the export, which ends at {size}")
    text = f"{export.hashed} of {export.count} entries hashed, {export.links} links compared"
    show("chain", not wrong if export.links or wrong else None, f"{text} ({export.hasher})")
    show_list(wrong)
    return good and not wrong


def report_head(export, asked):
    """Prints root and head; returns whether the head is the one asked for, if one was."""
    size, found = export.next_seq(), None
    if not export.first:
        show("tree", None, f"root {export.tree.root().hex()} at {size}")
    else:
        show("tree", None, f"no root: the export begins at {export.first}, not at 0")
    if export.count == 0 or export.last_hash is not None:
        found = f"{size}:{(export.last_hash or bytes(32)).hex()}"
        show("head", None if asked is None else found == asked, found)
    if asked is not None and found != asked:
        show_list([f"expected {asked}"] + ([] if found else ["the last entry was not hashed"]))
        return False
    return True


def not_checked(arguments, export):
    """What the verdict does not cover."""
    if export.hashed < export.count:
        yield f"the chain but for {export.hashed} of {export.count} entries"
    if not arguments.checkpoint:
        yield "whether this is the whole, signed ledger (no checkpoint given)"
    elif not arguments.vkey:
        yield "who signed the checkpoint (no public key given)"


def verify(arguments):
    vkeys = [parse_vkey(text) for text in arguments.vkey]
    opened = []
    for path in arguments.checkpoint:
        with open(path, "rb") as file:
            data = file.read(NOTE_BYTES_MAX + 1)
        try:
            opened.append((path, open_checkpoint(data, vkeys)))
        except Refused as refused:
            opened.append((path, refused))
    sizes = [found[1] for _, found in opened if not isinstance(found, Refused)]
    chain_hash, hasher = chain_hasher(arguments.own_blake3)
    start, stop = arguments.chain
    if hasher.startswith("own") and stop is None:
        hint = "note: `pip install blake3`, or a range `--chain FROM..TO`, is faster"
        print(hint, file=sys.stderr)
    export = Export(chain_hash, start, stop, sizes, hasher)
    broken, shown = None, time.monotonic()
    source = sys.stdin.buffer if arguments.export == "-" else open(arguments.export, "rb")
    try:
        with source:
            for seq, entry in read_entries(source):
                export.take(seq, entry)
                if export.count % 4096 == 0 and time.monotonic() - shown > 5:
                    shown = time.monotonic()
                    print(f"  {export.count} entries ...", file=sys.stderr)
    except Refused as refused:
        broken = refused
    if export.count == 0 and not opened and broken is None:
        broken = Refused("no line holds an entry; is this an export?")
    print(arguments.export)
    good = report_entries(export, broken)
    good = report_head(export, arguments.head) and good
    for path, found in opened:
        good = check_checkpoint(path, vkeys, export, found) and good
    for text in not_checked(arguments, export):
        show("not checked", None, text)
    print("verdict: OK" if good else "verdict: FAILED")
    return 0 if good else 1


# --- Self-test -----------------------------------------------------------------------------------

BLAKE3_KEYED = {  # BLAKE3's own test vectors: key "whats the Elvish word for friend", input i % 251
    0: "92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26",
    1: "6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b",
    64: "ba8ced36f327700d213f120b1a207a3b8c04330528586f414d09f2f7d9ccb7e6",
    65: "c0a4edefa2d2accb9277c371ac12fcdbb52988a86edc54f0716e1591b4326e72",
    250: "c67c7ee01278ab572d01dea93fa0047bdd5f8b3b5ad92165a46d268604df1917",
    1024: "75c46f6f3d9eb4f55ecaaee480db732e6c2105546f1e675003687c31719c7ba4",
    1025: "357dc55de0c7e382c900fd6e320acc04146be01db6a8ce7210b7189bd664ea69",
    3073: "68dede9bef00ba89e43f31a6825f4cf433389fedae75c04ee9f0cf16a427c95a",
    65535: "dbd9e4c189c679f0aeb2a1050d7989127af02867f8aff47362c5dc3c2a8de76c",
}
RFC6962_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
RFC6962_LEAVES += ["606162636465666768696a6b6c6d6e6f"]
RFC6962_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
VKEY = "example.go.id/bansos+3bd5a45f+AVltlpgeQXcTkHTj9iKFxFfw4Ih7iQ/3A+e3Az8ZhOeQ"
CHECKPOINT = """example.go.id/bansos
10
An0VToDgr40mp5H2+JxSKXH/IhpEWsEUIuLBB5D2NCU=

\u2014 example.go.id/bansos \
O9WkXx1rrHd3s4aT+O3+gGgUKn5Lv5dvA8PO7JMsGnH8FC9XjhvHJ40IKSSpIjDxD+Q6FnnhgRJ43N+5x59uG7BNVQ8=
"""
HEAD_HASH = "a07a4ffa54814ff5140af4d09f37566e4d430fa528ba058c2a520a5781601569"
RFC8032_PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
RFC8032_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def sample_entries():
    """Ten entries that were made up for this test."""
    previous, entries = bytes(32), []
    for seq in range(10):
        envelope, body = bytes([seq]) * seq, b"body" * seq
        entry = HEAD.pack(previous, 1, seq, 1_795_309_323_000_000 + seq, 7, 1, len(envelope))
        entries.append(entry + envelope + len(body).to_bytes(2, "big") + body)
        previous = blake3_own(entries[-1], ENTRY_KEY)
    return entries


def agrees(entries, stop=None):
    """Whether these entries pass the layout, the chain, and the golden checkpoint."""
    export = Export(lambda entry: blake3_own(entry, ENTRY_KEY), 0, stop, [10])
    try:
        for seq, entry in enumerate(entries):
            export.take(seq, entry)
        _, size, root, _ = open_checkpoint(CHECKPOINT.encode(), [parse_vkey(VKEY)])
        return (export.roots.get(size) == root, not export.wrong_links)
    except Refused:
        return (False, False)


def self_test():
    """Golden values, and damage that has to be found. Returns the exit status."""
    checks, key = {}, b"whats the Elvish word for friend"
    data = bytes(i % 251 for i in range(65535))
    for size, expected in BLAKE3_KEYED.items():
        checks[f"BLAKE3 of {size} bytes"] = blake3_own(data[:size], key).hex() == expected
    tree = Tree()
    for size, leaf in enumerate(RFC6962_LEAVES + [None]):
        checks[f"tree of {size} leaves"] = tree.root().hex() == RFC6962_ROOTS[size]
        if leaf is not None:
            tree.append(bytes.fromhex(leaf))
    public, signature = bytes.fromhex(RFC8032_PUBLIC), bytes.fromhex(RFC8032_SIGNATURE)
    checks["Ed25519 accepts"] = ed25519_verifies(public, signature, b"\x72")
    checks["Ed25519 refuses another text"] = not ed25519_verifies(public, signature, b"\x73")
    longer = (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    checks["Ed25519 refuses a second form"] = not ed25519_verifies(
        public, signature[:32] + longer, b"\x72"
    )
    weak = _compressed(NEUTRAL)
    checks["Ed25519 refuses weak keys"] = not ed25519_verifies(weak, weak + bytes(32), b"\x72")
    entries = sample_entries()
    checks["golden export"] = agrees(entries) == (True, True)
    checks["golden head"] = blake3_own(entries[-1], ENTRY_KEY).hex() == HEAD_HASH
    for seq, entry in enumerate(entries):
        changed = entry[:-1] + bytes([entry[-1] ^ 1])
        found = agrees(entries[:seq] + [changed] + entries[seq + 1 :])
        checks[f"a change to entry {seq} is found"] = found in ((False, seq == 9), (False, False))
    checks["lost entries are found"] = not agrees(entries[:9])[0] and not agrees(entries[1:])[0]
    failed = [name for name, good in checks.items() if not good]
    for name in failed:
        print(f"self-test FAILED: {name}")
    print(f"self-test: {len(checks) - len(failed)} of {len(checks)} checks ok")
    return 1 if failed else 0


def parse_range(text):
    match = re.fullmatch(r"(\d{0,19})\.\.(\d{0,19})", text)
    if not match:
        raise argparse.ArgumentTypeError("expected FROM..TO, FROM.. or ..TO (TO is not included)")
    start, stop = int(match[1] or 0), int(match[2]) if match[2] else None
    if stop is not None and stop <= start:
        raise argparse.ArgumentTypeError(f"the range {text} holds no entry")
    return start, stop


def main():
    about, examples = __doc__.split("\nExamples:")
    parser = argparse.ArgumentParser(
        description=about,
        epilog="Examples:" + examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("export", nargs="?", help="the exported entries, `-` for standard input")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE",
                        help="a signed checkpoint that the entries have to agree with (repeatable)")
    parser.add_argument("--vkey", action="append", default=[], metavar="KEY",
                        help="public key `name+hexid+base64` from a source you trust (repeatable)")
    parser.add_argument("--no-signature", action="store_true",
                        help="compare with checkpoints without knowing who signed them")
    parser.add_argument("--chain", type=parse_range, default=(0, None), metavar="FROM..TO",
                        help="hash only these entries for the chain (the tree takes all)")
    parser.add_argument("--head", metavar="SIZE:HASH", help="the chain head that has to be found")
    parser.add_argument("--own-blake3", action="store_true",
                        help="do not use the PyPI package blake3 even if it is installed")
    parser.add_argument("--self-test", action="store_true", help="check this program and stop")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test()
    if arguments.export is None:
        parser.error("name the export to check, or `-` for standard input")
    if arguments.checkpoint and not arguments.vkey and not arguments.no_signature:
        parser.error("--checkpoint needs --vkey, or --no-signature to compare without proof")
    try:
        return verify(arguments)
    except (OSError, Refused) as error:
        print(f"verify.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
