#!/usr/bin/env bash
# Measures the ledger beside its floors and its peers, and writes the tables into
# docs/BENCHMARKS.md.
#
#   tools/bench.sh --smoke    tiny sizes, figures to standard output only: does it still run?
#   tools/bench.sh --full     the figures of docs/BENCHMARKS.md: an hour and 40 GB of disk
#   tools/bench.sh --full --part PARTS   only these of append,clients,http,singles,verify,
#                                        rebuild,at-size,files
#
# Installs nothing. Peers that are missing are named and skipped: postgresql, ledger, hledger,
# python3. BENCH_DIR chooses the disk that is measured; a folder in the repository by default.
# JEJAK_BENCH and JEJAK_BINARY name binaries that are already built. SAMPLE names a folder that holds
# the sample ledger, for --full; it is copied.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${1:---smoke}
parts=append,clients,http,singles,verify,rebuild,at-size,files
[ "${2:-}" != --part ] || parts=$3
case $mode in
  --smoke | --full) ;;
  *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

dir=${BENCH_DIR:-$PWD/target/bench}
mkdir -p "$dir"
work=$(mktemp -d "$dir/run-XXXXXX")
trap 'rm -rf "$work"' EXIT
figures=$work/figures.jsonl
touch "$figures"

bench=${JEJAK_BENCH:-}
if [ -z "$bench" ]; then
  cargo build --release --quiet -p jejak-bench
  bench=${CARGO_TARGET_DIR:-target}/release/jejak-bench
fi
jejak=${JEJAK_BINARY:-}
if [ -z "$jejak" ]; then
  cargo build --release --quiet -p jejak
  jejak=${CARGO_TARGET_DIR:-target}/release/jejak
fi

say() { printf '\n== %s (%ss)\n' "$1" "$SECONDS" >&2; }
wants() { case ",$parts," in *",$1,"*) return 0 ;; *) return 1 ;; esac; }
has() { command -v "$1" > /dev/null || [ -x "$1" ]; }
# Runs a measurement and keeps its figures.
keep() { "$@" | tee -a "$figures"; }
skipped() { echo "skipped: $1" >&2; }
postgres=
for bin in /usr/lib/postgresql/*/bin; do [ ! -x "$bin/initdb" ] || postgres=$bin; done
[ -n "$postgres" ] || ! has initdb || postgres=path

# Sizes.
if [ "$mode" = --smoke ]; then
  runs=1 append=(--events 2000) clients=(--clients 8 --events 20 --alone 50) singles=200
  http=(--clients 8 --events 20 --questions 10 --idle 50 --soak 2)
  sizes=(5000) engines=(sled redb) hledger_most=5000 size=20000 rows=100
  people=300
else
  runs=5 append=() clients=() http=() singles=1000000
  sizes=(1000000 10000000) engines=(sled redb) hledger_most=1000000 size=10000000 rows=10000
  people=100000
fi

rows() { # EVENTS: rows for the databases, from a ledger of that size
  [ -e "$work/rows-$1.tsv" ] && return
  "$bench" generate "$work/rows-ledger" --events "$1" --rows "$rows"
  "$bench" export "$work/rows-ledger" --rows "$work/rows-$1.tsv"
  rm -rf "$work/rows-ledger"
}

append() {
  say "append in batches"
  for engine in "${engines[@]}"; do
    keep "$bench" append --dir "$work" --store "$engine" --runs "$runs" "${append[@]}"
  done
  local events=500000
  [ "$mode" = --full ] || events=5000
  rows $events
  if [ -n "$postgres" ]; then
    keep tools/peers/postgres.sh "$work" "$work/rows-$events.tsv" append "$runs"
  else
    skipped "PostgreSQL (package postgresql)"
  fi
  if has python3; then
    keep tools/peers/sqlite.py "$work" "$work/rows-$events.tsv" "$runs"
  else
    skipped "SQLite (package python3)"
  fi
}

many_clients() {
  say "many clients"
  for engine in "${engines[@]}"; do
    keep "$bench" clients --dir "$work" --store "$engine" --runs "$runs" "${clients[@]}"
  done
}

over_http() {
  say "over HTTP"
  local engine
  for engine in "${engines[@]}"; do
    keep "$bench" http --dir "$work" --jejak "$jejak" --store "$engine" --runs "$runs" "${http[@]}"
  done
}

singles() {
  say "single-event commits"
  keep "$bench" singles --dir "$work" --events "$singles"
}

verify() {
  say "verify"
  local events engine
  for events in "${sizes[@]}"; do
    for engine in "${engines[@]}"; do
      "$bench" generate "$work/verify" --events "$events" --store "$engine" --rows "$rows"
      keep "$bench" verify "$work/verify" --runs "$runs"
      rm -rf "$work/verify"
    done
  done
}

# Most of these events move money, as most transactions of a journal do.
rebuild() {
  say "rebuild"
  local events case moved
  for events in "${sizes[@]}"; do
    "$bench" generate "$work/rebuild" --events "$events" --rows "$rows" --tranches 12 --used
    keep "$bench" rebuild "$work/rebuild" --runs "$runs"
    keep "$bench" checks "$work/rebuild" --runs "$runs"
    keep "$bench" reports "$work/rebuild" --runs "$runs"
    "$bench" export "$work/rebuild" --rows "$work/rows.tsv" --journal "$work/journal"
    rm -rf "$work/rebuild"
    moved=$(grep -c '^[0-9]' "$work/journal")
    case="$events events, $moved transactions"
    local few=1
    [ "$events" -gt 1000000 ] || few=$runs
    SKIP_HLEDGER=$([ "$events" -le "$hledger_most" ] || echo yes) \
      keep tools/peers/journal.sh "$work/journal" "$case" "$few"
    rm "$work/journal"
    if [ -n "$postgres" ]; then
      keep tools/peers/postgres.sh "$work" "$work/rows.tsv" group "$runs"
    fi
    rm "$work/rows.tsv"
  done
}

at_size() {
  say "at size"
  local engine
  for engine in "${engines[@]}"; do
    "$bench" generate "$work/large" --events "$size" --store "$engine" --rows "$rows"
    keep "$bench" at-size "$work/large"
    rm -rf "$work/large"
  done
}

files() {
  say "files"
  if ! has python3; then
    skipped "files (package python3)"
    return
  fi
  keep tools/bench/files.py "$jejak" "$work/office" "$people" "$runs"
  [ -n "${SAMPLE:-}" ] && [ "$mode" = --full ] || return 0
  cp -a "$SAMPLE" "$work/sample"
  for year in 2022 2023 2024 2025 2026; do
    keep "$bench" reports "$work/sample" --year $year --runs "$runs" --case "the sample, $year"
  done
  keep tools/bench/files.py "$jejak" --ledger "$work/sample" "$work/out" "$runs"
  rm -rf "$work/sample" "$work/out"
}

wants append && append
wants clients && many_clients
wants http && over_http
wants singles && singles
wants verify && verify
wants rebuild && rebuild
wants at-size && at_size
wants files && files

if [ "$mode" = --smoke ]; then
  # Every part has measured something, and every figure is one.
  for group in append clients http singles verify rebuild checks reports 'at size' files; do
    grep -q "\"group\":\"$group\"" "$figures" || { echo "no figure of: $group" >&2; exit 1; }
  done
  # A trillion of anything is a difference that wrapped.
  awk -F '"value":' '$2 + 0 <= 0 || $2 + 0 > 1e12 { print "no figure: " $0; bad = 1 }
    END { exit bad }' "$figures" >&2
  say "done"
  exit
fi
# What earlier runs measured of other parts stays in the tables.
kept=target/figures.jsonl
touch "$kept"
awk -F'"' 'NR == FNR { again[$4] = 1; next } !($4 in again)' "$figures" "$kept" > "$work/all.jsonl"
cat "$figures" >> "$work/all.jsonl"
cp "$work/all.jsonl" "$kept"
# The tables, between the markers, with what they were measured on.
say "tables"
{
  sed '/<!-- figures -->/q' docs/BENCHMARKS.md
  echo
  echo "$(date -u +%F), commit $(git rev-parse --short HEAD), $(nproc) cores of" \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
    "$(awk '/MemTotal/ { printf "%d GB", $2 / 1e6 }' /proc/meminfo)," \
    "Linux $(uname -r), $(findmnt -n -o FSTYPE -T "$work"), fsync on," \
    "load before the runs $(cut -d' ' -f1 /proc/loadavg)."
  echo
  "$bench" table < "$kept"
  sed -n '/<!-- end of figures -->/,$p' docs/BENCHMARKS.md
} > "$work/page.md"
cp "$work/page.md" docs/BENCHMARKS.md
