#!/usr/bin/env python3
"""Asks a running service what its own description says can be asked, and much that it says cannot.

    tools/schemathesis.py ./target/release/jejak
    tools/schemathesis.py ./target/debug/jejak --role auditor --examples 40

A ledger of all examples is made, with an account for each role that needs no second factor; then
Schemathesis asks every operation as each of them, and as nobody, with a fixed seed. No answer may be a
fault of the service, have a status, media type or shape that is not described, or be given to nobody.

Exit code: 0 nothing found, 1 something (printed with a request to repeat it), 2 wrong usage. Without
Schemathesis it says `SKIPPED:` and ends with 0.
"""

import argparse
import datetime
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parent.parent
STORY = ROOT / "events" / "examples.jsonl"
# Stands in the story for the chain head after the founding batch.
HEAD = "4a89fd2a599441f3bb31bda0c0a6b2dd30cb1c3194a1f23f2758dcc7324ac830"
ROLES = ("auditor", "administrator", "operator", "dprd")
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
# Need the vault that the examples are bound to, which nobody has: 503, as they should.
OF_THE_VAULT = "^/v1/(people|document)"
# What the description forbids is asked once and for all; what it allows, at random.
RUNS = (("examples,coverage", "all"), ("fuzzing", "positive"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--role", action="append", choices=[*ROLES, "-"])
    parser.add_argument("--examples", type=int, default=3, help="most requests of one kind for an operation")
    asked = parser.parse_args()
    program = shutil.which("schemathesis")
    if program is None:
        print("SKIPPED: the service is not asked by Schemathesis, which is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return run(program, asked, pathlib.Path(folder))


def run(program, asked, folder):
    """Asks as every role in turn; 1 where something was found."""
    roles = asked.role or [*ROLES, "-"]
    jejak = [str(asked.binary.resolve()), "--data", str(folder / "ledger")]
    tokens = made(jejak, folder)
    service, address = served(jejak, folder)
    found = 0
    try:
        for role in roles:
            print(f"-- as {'nobody' if role == '-' else role}", flush=True)
            found |= asking(program, address, tokens.get(role), asked.examples, folder)
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


def made(jejak, folder):
    """A ledger of all examples; a token for each role."""
    head = told(jejak, "init", "--origin", "dinsos.example/uji")["chain_head"]
    subprocess.run([*jejak, "checkpoint"], capture_output=True, check=True)
    story = folder / "story.jsonl"
    story.write_text(STORY.read_text().replace(HEAD, head))
    told(jejak, "append", str(story))
    until = datetime.date.today() + datetime.timedelta(days=30)
    tokens = {}
    for role in ROLES:
        account = str(told(jejak, "account", "open")["account"])
        told(jejak, "account", "grant", account, role)
        scope = [word for act in acts(jejak) for word in ("--act", act)]
        kinds = ["--kind", "HolidayDeclared", "--kind", "RegionRegistered"]
        issued = told(jejak, "account", "token", "issue", account, "--label", "uji",
                      "--until", str(until), *scope, *kinds)
        tokens[role] = issued["token"]
    return tokens


def acts(jejak):
    """The words of all acts that a token may be issued for."""
    page = (ROOT / "docs" / "openapi.json").read_text()
    described = json.loads(page)["paths"].values()
    words = {told.get("x-act") for item in described for told in item.values()}
    return sorted(word for word in words if word)


def served(jejak, folder):
    """A service on a port of its own, and where it listens."""
    # A file, not a pipe: nobody reads the log while it runs.
    log = folder / "serve.log"
    with log.open("w") as out:
        service = subprocess.Popen([*jejak, "serve", "--listen", "127.0.0.1:0"], stderr=out)
    while service.poll() is None:
        for line in log.read_text().splitlines():
            if line.startswith("listening on "):
                return service, line.removeprefix("listening on ").strip()
        time.sleep(0.1)
    raise SystemExit(f"the service does not listen: {log.read_text()}")


def asking(program, address, token, examples, folder):
    """Both runs of Schemathesis; 1 where one found something."""
    found = 0
    for phases, mode in RUNS:
        command = [program, "run", f"{address}/v1/openapi.json", "--no-color", "--seed", "1",
                   "--phases", phases, "--mode", mode, "--checks", ",".join(CHECKS),
                   "--max-examples", str(examples), "--generation-database", "none",
                   "--no-shrink", "--warnings", "off", "--workers", "2",
                   "--suppress-health-check", "all", "--request-timeout", "60",
                   "--continue-on-failure"]
        command += ["--exclude-path-regex", OF_THE_VAULT]
        for path in WITHOUT:
            command += ["--exclude-path", path]
        if token:
            command += ["--header", f"Authorization: Bearer {token}"]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        print(f"   {phases}: {time.monotonic() - began:.0f} s, exit code {done.returncode}", flush=True)
        if done.returncode != 0 and OWN_FAULT in done.stdout and "Failures:" not in done.stdout:
            print(f"SKIPPED: {phases}: Hypothesis broke down by itself on this Python: {OWN_FAULT}")
            continue
        if done.returncode != 0:
            print(done.stdout[-20_000:], done.stderr[-4_000:])
            found = 1
    return found


if __name__ == "__main__":
    sys.exit(main())
