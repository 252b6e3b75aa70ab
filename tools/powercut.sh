#!/usr/bin/env bash
# Power cuts below the file system: a ledger on ext4 on a disk whose volatile cache is lost, kept or
# torn by chance when its power goes. Both engines. See tools/powercut/rounds.py.
#
#   tools/powercut.sh [ROUNDS] [SEED]     20 rounds by default, about five seconds each
#
# Needs root, /dev/fuse, loop devices, mkfs.ext4 and python3. JEJAK names a program that is already
# built.
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(id -u)" = 0 ] || { echo "expected root, to mount a disk; nothing was done" >&2; exit 2; }
for needed in /dev/fuse /dev/loop-control; do
  [ -e "$needed" ] || { echo "expected $needed, which this kernel does not have" >&2; exit 2; }
done
for needed in mkfs.ext4 losetup python3; do
  command -v "$needed" > /dev/null || { echo "expected the program $needed" >&2; exit 2; }
done

jejak=${JEJAK:-}
if [ -z "$jejak" ]; then
  cargo build --release --quiet
  jejak=${CARGO_TARGET_DIR:-target}/release/jejak
fi
tests=$(cargo test -p jejak --test all --no-run --message-format=json 2> /dev/null |
  sed -n 's/.*"name":"all".*"executable":"\([^"]*\)".*/\1/p')
exec python3 -B tools/powercut/rounds.py "$jejak" "$tests" "${1:-20}" ${2:+"$2"}
