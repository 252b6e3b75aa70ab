#!/usr/bin/env python3
"""Asks running services what their own description says can be asked, and much that it says cannot.

    tools/schemathesis.py ./target/release/jejak
    tools/schemathesis.py ./target/debug/jejak --role auditor --examples 40

Two ledgers are made and served: one of all examples, whose vault nobody has, and a small one with a vault,
people, documents and an investigation, which is asked whatever needs those. Schemathesis asks every
operation as each of some roles, and as nobody, with a fixed seed. No answer may be a fault of the service,
have a status, media type or shape that is not described, or be given to nobody.

Exit code: 0 nothing found, 1 something (printed with a request to repeat it), 2 wrong usage. Without
Schemathesis it says `SKIPPED:` and ends with 0.
"""

import argparse
import base64
import datetime
import hmac
import json
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).parent.parent
STORY = ROOT / "events" / "examples.jsonl"
# Stands in the story for the chain head after the founding batch.
HEAD = "4a89fd2a599441f3bb31bda0c0a6b2dd30cb1c3194a1f23f2758dcc7324ac830"
# Holds and erases people's data, which takes a second factor.
PROTECTS = "dpo"
# What the tokens may record.
KINDS = ("HolidayDeclared", "RegionRegistered", "RecipientRegistered", "IdentityAssessed",
         "RecipientErasureRequested", "RecipientErasureWithdrawn", "RecipientHoldSet", "RecipientHoldLifted")
REGIONS = "".join(
    json.dumps({"kind": "RegionRegistered", "occurred_on": "2026-01-02",
                "body": {"code": code, "name": name, "scheme": "kemendagri"}}) + "\n"
    for code, name in (("36", "Banten"), ("36.03", "Tangerang"), ("36.03.12", "Kosambi"),
                       ("36.03.12.2001", "Salembaran Jati"))
)
# Nobody: numbers that no register has given.
PEOPLE = """\
{"nik":"3603120201900001","name":"Siti","region":"36.03.12.2001","accounts":["BJB 0012-3456-789"]}
{"reference":"POSKO-3/17","name":"Tanpa nama","region":"36.03.12.2001"}
{"reference":"POSKO-3/19","name":"Tanpa nama","region":"36.03.12.2001"}
{"reference":"POSKO-3/20","name":"Tanpa nama","region":"36.03.12.2001"}
"""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
# A fault of Hypothesis on some Pythons, when it describes its own functions: nothing was found by it.
OWN_FAULT = "SystemError: AST constructor recursion depth mismatch"
# Never ends; its messages are those of the pages.
WITHOUT = ("/v1/feed",)
# What the small ledger is asked, and the other is not.
OF_THE_VAULT = "^/v1/(people|document|investigations|inspection)"
# Operations that end something, and which one of the ids that there are they are asked with: the others
# go on.
ENDS = {"/close": -1, "/hand-over": -2, "/withdraw": -1}
# What the description forbids is asked once and for all; what it allows, at random.
RUNS = (("examples,coverage", "all"), ("fuzzing", "positive"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--role", action="append", help="ask as these alone; `-` is nobody")
    parser.add_argument("--ledger", action="append", choices=[name for name, *_ in LEDGERS])
    parser.add_argument("--examples", type=int, default=3, help="most requests of one kind for an operation")
    asked = parser.parse_args()
    program = shutil.which("schemathesis")
    if program is None:
        print("SKIPPED: the service is not asked by Schemathesis, which is not installed")
        return 0
    found = 0
    for name, make, which in LEDGERS:
        if name in (asked.ledger or [name]):
            print(f"== {name}", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                found |= run((program, which), asked, make, pathlib.Path(folder))
    return found


def run(how, asked, make, folder):
    """Makes a ledger and asks of it as every role in turn; 1 where something was found."""
    jejak = [str(asked.binary.resolve()), "--data", str(folder / "ledger")]
    proofs, options, known = make(jejak, folder)
    service, address = served(jejak, options, folder)
    found = 0
    try:
        description = described(address, known, folder)
        for role, proof in {**proofs, "-": None}.items():
            if role in (asked.role or [role]):
                print(f"-- as {'nobody' if proof is None else role}", flush=True)
                headers = proved(address, proof)
                found |= asking(how, address, description, headers, asked.examples)
    finally:
        service.send_signal(signal.SIGTERM)
        ended = service.wait(timeout=120)
    if ended != 0:
        print(f"the service ended with {ended}")
        found = 1
    verified = subprocess.run([*jejak, "verify"], capture_output=True, text=True)
    if verified.returncode != 0:
        print("the ledger is not whole afterwards:", verified.stdout, verified.stderr)
        found = 1
    return found


def told(jejak, *args):
    """What a command prints as JSON."""
    done = subprocess.run([*jejak, *args, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def story(jejak, folder):
    """A ledger of all examples: what proves each role, how it is served, and nothing to be named."""
    head = told(jejak, "init", "--origin", "dinsos.example/uji")["chain_head"]
    subprocess.run([*jejak, "checkpoint"], capture_output=True, check=True)
    events = folder / "story.jsonl"
    events.write_text(STORY.read_text().replace(HEAD, head))
    told(jejak, "append", str(events))
    roles = ("auditor", "administrator", "operator", "dprd")
    return {role: token(jejak, granted(jejak, role)) for role in roles}, [], {}


def office(jejak, folder):
    """A ledger with people, documents and an investigation: what proves each role, how it is served, and
    the ids that there are, by the names of the parameters that take them."""
    def file(name, text):
        (folder / name).write_text(text)
        return str(folder / name)

    told(jejak, "init", "--origin", "dinsos.example/kantor")
    told(jejak, "append", file("regions.jsonl", REGIONS))
    key = ("--master-key-file", str(folder / "master.key"))
    told(jejak, "person", "init", "--new-key", key[1])
    added = told(jejak, "person", "add", file("people.jsonl", PEOPLE), *key)["people"]
    people = [person["recipient"] for person in added]
    told(jejak, "person", "erase", people[1], "--request", "--ground", "permintaan-subjek",
         "--basis", "Surat 1/2026")
    letter = file("surat.pdf", "%PDF-1.7\nSurat 1/2026\n")
    document = ("document", "add", letter, "--type", "surat", *key)
    documents = [told(jejak, *document)["document"],
                 told(jejak, *document, "--recipient", people[0])["document"]]
    accounts = {role: granted(jejak, role) for role in ("auditor", "operator", "inspektur", PROTECTS)}
    opened = [told(jejak, "investigation", "open", "--number", f"ST {number}/2026", "--ground", "pkpt",
                   "--as", accounts["auditor"])["investigation"] for number in range(1, 4)]
    known = {"id": people, "other": people, "ids": people, "recipient": people, "document": documents,
             "investigation": opened, "to": [int(account) for account in accounts.values()],
             "seqs": [3, 4, 5]}
    proofs = {role: token(jejak, account) for role, account in accounts.items() if role != PROTECTS}
    return {**proofs, PROTECTS: signing_in(jejak, accounts[PROTECTS])}, key, known


def granted(jejak, role):
    """The number of a new account with a role."""
    account = str(told(jejak, "account", "open")["account"])
    told(jejak, "account", "grant", account, role)
    return account


def token(jejak, account):
    """A token that may do whatever an account may without a second factor."""
    until = datetime.date.today() + datetime.timedelta(days=30)
    scope = [word for act in acts() for word in ("--act", act)]
    kinds = [word for kind in KINDS for word in ("--kind", kind)]
    return told(jejak, "account", "token", "issue", account, "--label", "uji", "--until", str(until),
                *scope, *kinds)["token"]


def signing_in(jejak, account):
    """What an account with a second factor signs in with, once."""
    password = "kursi-biru-di-teras"
    subprocess.run([*jejak, "account", "password", account, "--login", "pelindung"], input=password,
                   text=True, capture_output=True, check=True)
    secret = base64.b32decode(told(jejak, "account", "totp", account)["secret"])
    digest = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30), "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[19] & 15)
    code = f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
    codes = told(jejak, "account", "totp", account, "--confirm", code)["recovery_codes"]
    return {"login": "pelindung", "password": password, "totp": codes[0]}


def proved(address, proof):
    """The headers of whoever has a token, or signs in."""
    if proof is None:
        return []
    if isinstance(proof, str):
        return [f"Authorization: Bearer {proof}"]
    asked = urllib.request.Request(f"{address}/v1/session", json.dumps(proof).encode())
    with urllib.request.urlopen(asked, timeout=60) as answer:
        cookie = answer.headers["set-cookie"].split(";")[0]
        return [f"Cookie: {cookie}", f"X-CSRF-Token: {json.load(answer)['csrf']}"]


def acts():
    """The words of all acts that a token may be issued for."""
    page = (ROOT / "docs" / "openapi.json").read_text()
    described = json.loads(page)["paths"].values()
    words = {told.get("x-act") for item in described for told in item.values()}
    return sorted(word for word in words if word)


def described(address, known, folder):
    """The service's description, in which parameters that take ids take those that there are."""
    with urllib.request.urlopen(f"{address}/v1/openapi.json", timeout=60) as answer:
        description = json.load(answer)
    for path, item in description["paths"].items():
        ending = next((at for end, at in ENDS.items() if path.endswith(end)), None)
        for operation in item.values():
            for parameter in operation["parameters"]:
                if parameter["name"] in known:
                    schema, ids = parameter["schema"], known[parameter["name"]]
                    schema.get("items", schema)["enum"] = ids if ending is None else [ids[ending]]
    file = folder / "openapi.json"
    file.write_text(json.dumps(description))
    return file


def served(jejak, options, folder):
    """A service on a port of its own, and where it listens."""
    # A file, not a pipe: nobody reads the log while it runs.
    log = folder / "serve.log"
    with log.open("w") as out:
        service = subprocess.Popen([*jejak, "serve", "--listen", "127.0.0.1:0", *options], stderr=out)
    while service.poll() is None:
        for line in log.read_text().splitlines():
            if line.startswith("listening on "):
                return service, line.removeprefix("listening on ").strip()
        time.sleep(0.1)
    raise SystemExit(f"the service does not listen: {log.read_text()}")


def asking(how, address, description, headers, examples):
    """Both runs of Schemathesis; 1 where one found something."""
    program, which = how
    found = 0
    for phases, mode in RUNS:
        # A session proves who asks, whatever made-up token is sent beside it.
        checks = [name for name in CHECKS if name != "ignored_auth" or len(headers) < 2]
        command = [program, "run", str(description), "--url", address, "--no-color", "--seed", "1",
                   "--phases", phases, "--mode", mode, "--checks", ",".join(checks),
                   "--max-examples", str(examples), "--generation-database", "none",
                   "--no-shrink", "--warnings", "off", "--workers", "2",
                   "--suppress-health-check", "all", "--request-timeout", "60",
                   "--continue-on-failure", which, OF_THE_VAULT]
        for path in WITHOUT:
            command += ["--exclude-path", path]
        for header in headers:
            command += ["--header", header]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, cwd=description.parent)
        print(f"   {phases}: {time.monotonic() - began:.0f} s, exit code {done.returncode}", flush=True)
        if done.returncode != 0 and OWN_FAULT in done.stdout and "Failures:" not in done.stdout:
            print(f"SKIPPED: {phases}: Hypothesis broke down by itself on this Python: {OWN_FAULT}")
            continue
        if done.returncode != 0:
            print(done.stdout[-20_000:], done.stderr[-4_000:])
            found = 1
    return found


# What is made, and which of the operations it is asked: all but those of the vault, or those alone.
LEDGERS = (
    ("story", story, "--exclude-path-regex"),
    ("office", office, "--include-path-regex"),
)

if __name__ == "__main__":
    sys.exit(main())
