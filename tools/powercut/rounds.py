"""Cuts the power of a disk while a ledger is written to it, and looks at what is left.

    rounds.py JEJAK TESTS [ROUNDS] [SEED]

JEJAK is the program, TESTS the test binary `all`, whose `crash::writer_that_is_killed` writes from
two threads and says what was acknowledged. Needs root, /dev/fuse, a free loop device and ext4.

Each round lets the power go after a random number of writes and flushes, for sled and for redb.
What the disk's cache held is then lost, kept or torn by chance, in several ways; each gives a disk
that must mount, verify, hold every acknowledged event under its hash, and go on. One of them is
the disk of the next round, so cuts also fall into the recovery from cuts. A failing disk is kept.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from disk import Disk

# The program refuses to write with less than 256 MiB free.
DISK_BYTES = 640 << 20
# A disk is used so many times, then a new one is begun: long ledgers make slow rounds.
LIVES = 6
# Shares of the cache that reach the disk: nothing, some, most, all (but for torn writes).
SHARES = [0.0, 0.5, 0.9, 1.0]
HOLIDAY = (
    '{"kind":"HolidayDeclared","occurred_on":"2026-01-02",'
    '"body":{"day":"2026-01-02","basis":"SKB"}}\n'
)


class Lost(Exception):
    """What was acknowledged is not there, or what is there is wrong."""


@dataclass
class Job:
    """One engine's rounds: where, with what, and what is known so far."""

    engine: str
    folder: Path
    jejak: str
    tests: str
    dice: random.Random
    # Acknowledged before this life of the disk: size and chain hash.
    acknowledged: dict[int, str]
    disks: int = 0
    heads: int = 0
    events: int = 0

    def image(self) -> Path:
        """The disk as it is before the power comes on."""
        return self.folder / "disk.img"


def sh(*words: object) -> str:
    """Runs a command that has to work; its standard output."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise Lost(f"{' '.join(map(str, words))}: exit {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


class Mounted:
    """A file system on a loop device, mounted for as long as this is entered."""

    def __init__(self, file: Path, at: Path):
        self.file, self.at, self.loop = file, at, ""

    def __enter__(self) -> Path:
        self.at.mkdir(exist_ok=True)
        self.loop = sh("losetup", "-f", "--show", self.file).strip()
        sh("mount", "-t", "ext4", self.loop, self.at)
        return self.at

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", self.at], capture_output=True)
        subprocess.run(["losetup", "-d", self.loop], capture_output=True)


def fresh(job: Job) -> None:
    """A new disk with a new ledger on it, shut down in order."""
    image = job.image()
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(DISK_BYTES)
    options = "nodiscard,lazy_itable_init=0,lazy_journal_init=0"
    sh("mkfs.ext4", "-q", "-F", "-E", options, "-J", "size=16", image)
    with Mounted(image, job.folder / "mounted") as at:
        found = ["init", "--origin", "example/powercut", "--store", job.engine]
        sh(job.jejak, "--data", at / "ledger", *found)
    job.acknowledged.clear()


def write_until_cut(job: Job, operations: int, lies: bool = False) -> Disk:
    """One life of the disk: writes until the power goes; the disk as it then is."""
    seen, over = job.folder / "seen.img", job.folder / "disk"
    sh("cp", "--sparse=always", job.image(), seen)
    over.touch()
    disk = Disk(str(job.image()), str(seen), str(over))
    try:
        with Mounted(over, job.folder / "mounted") as at:
            disk.cut_after(operations, lies)
            run_writer(job, disk, at / "ledger")
            disk.cut()
    finally:
        disk.detach()
    return disk


def run_writer(job: Job, disk: Disk, ledger: Path) -> None:
    """Runs the writer until the disk is dead; notes what it acknowledged."""
    said = job.folder / "acknowledged"
    with said.open("wb") as out:
        command = [job.tests, "--exact", "crash::writer_that_is_killed", "--nocapture"]
        environment = {**os.environ, "JEJAK_CRASH_FOLDER": str(ledger), "RUST_BACKTRACE": "0"}
        errors = (job.folder / "writer.err").open("wb")
        writer = subprocess.Popen(command, stdout=out, stderr=errors, env=environment)
        deadline = time.monotonic() + 60
        while writer.poll() is None and not disk.is_dead() and time.monotonic() < deadline:
            time.sleep(0.002)
        if not disk.is_dead() and writer.returncode is not None:
            raise Lost(f"the writer ended by itself: {(job.folder / 'writer.err').read_text()}")
        # Nothing can be flushed any more, so nothing may be acknowledged: give it the chance.
        time.sleep(0.02)
        writer.kill()
        writer.wait()
    for line in said.read_text(errors="replace").splitlines():
        words = line.partition("acked ")[2].split()
        if len(words) == 2 and len(words[1]) == 64:
            job.acknowledged[int(words[0])] = words[1]
            job.heads += 1


def after_cut(job: Job, disk: Disk, share: float, to: Path) -> None:
    """Writes the disk as the next power-on may find it."""
    sh("cp", "--sparse=always", job.image(), to)
    with to.open("r+b") as file:
        for at, data in disk.survivors(job.dice, share):
            file.seek(at)
            file.write(data)


def check(job: Job, image: Path) -> None:
    """Everything acknowledged is there under its hash, everything verifies, and it goes on."""
    draft = job.folder / "holiday.jsonl"
    draft.write_text(HOLIDAY)
    with Mounted(image, job.folder / "checked") as at:
        ledger = [job.jejak, "--data", at / "ledger"]
        scratch = ["--scratch", job.folder]
        untouched = json.loads(sh(*ledger, "verify", "--json", *scratch))
        missing = max(job.acknowledged, default=0) - untouched["size"]
        if missing > 0:
            raise Lost(f"{missing} acknowledged events are missing at the end")
        sh(*ledger, "append", draft)
        # Each event holds the hash of the one before, which verify checks: if the last one that was
        # acknowledged is the same, all before it are.
        last = max(job.acknowledged, default=1)
        entry = json.loads(sh(*ledger, "export", "jsonl", "--from", last - 1).partition("\n")[0])
        if (entry["seq"], entry["hash"]) != (last - 1, job.acknowledged.get(last, entry["hash"])):
            raise Lost(f"another event than the acknowledged one before size {last}")
        went_on = json.loads(sh(*ledger, "verify", "--json", *scratch))
        if not went_on["ok"] or went_on["size"] <= last:
            raise Lost("does not verify, or is no longer, after it went on")
        job.events = max(job.events, went_on["size"])
    job.disks += 1


def one_round(job: Job, number: int) -> None:
    """One cut, and every disk that it may leave; one of them is the next round's."""
    if number % LIVES == 0:
        fresh(job)
    # Small numbers fall into opening, large ones into steady writing and compaction.
    operations = int(2 ** job.dice.uniform(0, 11))
    disk = write_until_cut(job, operations)
    left, before, chosen = (job.folder / f"{name}.img" for name in ("left", "before", "next"))
    next_share = job.dice.randrange(len(SHARES))
    for index, share in enumerate(SHARES):
        after_cut(job, disk, share, left)
        # Mounting changes it.
        sh("cp", "--sparse=always", left, before)
        try:
            check(job, left)
        except Lost as lost:
            kept = Path(tempfile.gettempdir()) / f"powercut-{job.engine}-{number}-{index}.img"
            shutil.move(before, kept)
            (kept.with_suffix(".txt")).write_text(f"{lost}\n{sorted(job.acknowledged)[-3:]}\n")
            where = f"{job.engine}, round {number}, cut after {operations}, share {share}"
            raise Lost(f"{where}: {lost}; the disk is kept as {kept}") from lost
        if index == next_share:
            before.replace(chosen)
    chosen.replace(job.image())


def lies_are_found(job: Job) -> None:
    """A disk that says it flushed and did not must fail the check, or the rounds prove nothing."""
    fresh(job)
    disk = write_until_cut(job, 1000, lies=True)
    left = job.folder / "left.img"
    after_cut(job, disk, 0.0, left)
    try:
        check(job, left)
    except Lost as lost:
        print(f"{job.engine}: a disk that lies about flushes is found out: {lost}", flush=True)
        job.heads = 0
        return
    raise SystemExit(f"{job.engine}: a disk that lost what it had flushed was not noticed")


def run_rounds(jobs: list[Job], rounds: int) -> tuple[int, list[str]]:
    """Rounds passed, and what failed; an engine that lost something gets no further round."""
    passed, failed = 0, []
    try:
        for number in range(rounds):
            for job in [job for job in jobs if job.engine not in failed]:
                try:
                    one_round(job, number)
                    passed += 1
                except Lost as lost:
                    failed.append(job.engine)
                    print(f"FAILED: {lost}", flush=True)
            if number % 10 == 9:
                print(f"{number + 1} rounds, {passed} passed", flush=True)
    except KeyboardInterrupt:
        # What passed has passed, but the job has not.
        failed.append("interrupted")
    return passed, failed


def main() -> int:
    """Runs the rounds; the last line counts them."""
    jejak, tests = (os.path.abspath(program) for program in sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="powercut-") as name:
        jobs = []
        for engine in ("sled", "redb"):
            folder = Path(name) / engine
            folder.mkdir()
            jobs.append(Job(engine, folder, jejak, tests, random.Random(f"{seed} {engine}"), {}))
        for job in jobs:
            lies_are_found(job)
        passed, failed = run_rounds(jobs, rounds)
    for job in jobs:
        told = f"{job.heads} acknowledged batches, {job.disks} disks, at most {job.events} events"
        print(f"{job.engine}: {told}")
    of = rounds * len(jobs)
    print(f"{passed} of {of} rounds passed; failed: {', '.join(failed) or 'nothing'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
