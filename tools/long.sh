#!/usr/bin/env bash
# The long jobs: what a change cannot wait for, to be run before a release and after every change
# of the store. About an hour on two quiet cores; docs/ARCHITECTURE.md tells each one's share.
#
#   tools/long.sh             all of them
#   tools/long.sh NAME...     some: kills, crash, places, power, mix, flips, lawful
#
# Temporary ledgers lie in TMPDIR: in memory (/dev/shm) they are faster, and prove the same, since
# no job here relies on the real disk to lose anything.
set -euo pipefail
cd "$(dirname "$0")/.."

store() { cargo test -p jejak --lib -- --ignored --exact --nocapture "store::conformance::$1"; }

# Processes killed at random moments, with a bare store and with a whole ledger.
kills() { store kill::many_kills; }
crash() { JEJAK_KILLS=100 cargo test -p jejak --test all -- --nocapture survives_kills; }
# One bit flipped at every place of a small store that carries something.
places() { store crash::every_place; }
# One bit flipped anywhere in the folder of a real ledger.
flips() { JEJAK_FLIPS=2000 cargo test -p jejak --test all -- --nocapture flips::; }
# Pages of two states of sled's log mixed, as a power cut between two syncs may leave them.
mix() { store power::sled_survives_many_power_cuts; }
# A million lawful events: the deterministic checks find nothing.
lawful() {
  local at; at=$(mktemp -d)
  cargo build --release --quiet -p jejak-bench
  "${CARGO_TARGET_DIR:-target}/release/jejak-bench" generate "$at/ledger" --events 1000000 --tranches 3 --used
  "${CARGO_TARGET_DIR:-target}/release/jejak-bench" checks "$at/ledger" --runs 1
  rm -r "$at"
}
# Power cuts below a file system. Needs root.
power() {
  if [ "$(id -u)" = 0 ]; then tools/powercut.sh "${ROUNDS:-60}"; else
    echo "SKIPPED: power: it needs root"
  fi
}

jobs=("$@")
[ $# -gt 0 ] || jobs=(kills crash places mix flips lawful power)
for job in "${jobs[@]}"; do
  case $job in
    kills | crash | places | mix | flips | lawful | power) ;;
    *) echo "expected kills, crash, places, mix, flips, lawful or power, found \`$job\`" >&2; exit 2 ;;
  esac
done
for job in "${jobs[@]}"; do
  printf '\n== %s (%ss)\n' "$job" "$SECONDS"
  "$job"
done
printf '\n== all passed (%ss)\n' "$SECONDS"
