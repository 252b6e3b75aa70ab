#!/usr/bin/env python3
"""How much memory a service takes while it sends a whole ledger.

    tools/export_memory.py ./target/release/jejak FOLDER-OF-A-LEDGER [TARGET]

FOLDER is copied first. Prints the resident memory (VmRSS) before and after the answer, its peak (VmHWM),
and the bytes that were sent. Exit code: 0 the peak grew by less than 64 MiB, 1 by more, 2 wrong usage.
"""

import datetime
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

MOST_KIB = 64 * 1024


def main():
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        ledger = pathlib.Path(folder) / "ledger"
        shutil.copytree(sys.argv[2], ledger)
        return measured([sys.argv[1], "--data", str(ledger)], (sys.argv + ["/v1/export/events"])[3])


def measured(jejak, target):
    token = issued(jejak)
    service = subprocess.Popen([*jejak, "serve", "--listen", "127.0.0.1:0"],
                               stderr=subprocess.PIPE, text=True)
    try:
        line = next(line for line in service.stderr if line.startswith("listening on "))
        address = line.removeprefix("listening on ").strip()
        # The first answer makes what every answer needs.
        fetched(address + "/v1/export/events?until=10", token)
        before = memory(service.pid)
        began = time.monotonic()
        length, size = fetched(address + target, token)
        took, after = time.monotonic() - began, memory(service.pid)
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=300)
    print(f"{target}: {size / 1e6:.1f} MB in {took:.1f} s, Content-Length {length}")
    print(f"VmRSS {before['VmRSS']} KiB before, {after['VmRSS']} KiB after")
    grown = after["VmHWM"] - before["VmHWM"]
    print(f"VmHWM {before['VmHWM']} KiB before, {after['VmHWM']} KiB after: {grown} KiB more")
    return int(grown > MOST_KIB or length != size)


def issued(jejak):
    run = lambda *args: subprocess.run([*jejak, *args], check=True, capture_output=True, text=True)
    account = re.search(r'"account":\s*(\d+)', run("account", "open", "--json").stdout)[1]
    run("account", "grant", account, "auditor")
    until = datetime.date.today() + datetime.timedelta(days=2)
    return run("account", "token", "issue", account, "--label", "ukur", "--until", str(until),
               "--act", "export", "--act", "read-all", "--act", "read-aggregates").stdout.split()[0]


def fetched(address, token):
    """Content-Length and the bytes that came."""
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    size = 0
    with urllib.request.urlopen(asked, timeout=1200) as answer:
        while chunk := answer.read(1 << 20):
            size += len(chunk)
        return int(answer.headers.get("Content-Length", -1)), size


def memory(process):
    """Resident memory and its peak, in KiB."""
    text = pathlib.Path(f"/proc/{process}/status").read_text()
    return {name: int(value) for name, value in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", text)}


if __name__ == "__main__":
    sys.exit(main())
