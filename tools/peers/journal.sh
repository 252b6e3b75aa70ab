#!/usr/bin/env bash
# Plain text accounting on the same transactions: balances of all accounts.
# Usage: journal.sh JOURNAL CASE [RUNS]
set -euo pipefail
journal=$1 case=$2 runs=${3:-1}
transactions=$(grep -c '^[0-9]' "$journal")

figure() {
  printf '%s\n' "${@:3}" | sort -g | awk -v c="$case" -v s="$1" -v u="$2" '
    { v[NR] = $1 }
    END { printf "{\"group\":\"rebuild\",\"case\":\"%s\",\"subject\":\"%s\",\"value\":%s,", c, s, v[int(NR / 2) + 1]
          printf "\"unit\":\"%s\",\"low\":%s,\"high\":%s,\"runs\":%d}\n", u, v[1], v[NR], NR }'
}

measure() {
  local subject=$1 wall=() rates=() real user sys
  shift
  for _ in $(seq "$runs"); do
    # TIMEFORMAT of the time keyword: wall, user and system seconds.
    read -r real user sys < <({ TIMEFORMAT='%R %U %S'; time "$@" > /dev/null; } 2>&1 | tail -n 1)
    wall+=("$real")
    rates+=("$(awk -v n="$transactions" -v u="$user" -v s="$sys" 'BEGIN { print n / (u + s) }')")
  done
  figure "$subject" s "${wall[@]}"
  figure "$subject" "transactions/cpu s" "${rates[@]}"
}

if command -v ledger > /dev/null; then
  measure "ledger-cli $(ledger --version | sed -n '1s/^Ledger \([0-9.]*\).*/\1/p')" \
    ledger --args-only -f "$journal" balance
else
  echo "skipped: ledger-cli (package ledger)" >&2
fi
if [ -n "${SKIP_HLEDGER:-}" ]; then
  echo "skipped: hledger on $transactions transactions, which need more memory than there is" >&2
elif command -v hledger > /dev/null; then
  measure "hledger $(hledger --version | sed 's/^hledger \([0-9.]*\).*/\1/')" \
    hledger -f "$journal" balance
else
  echo "skipped: hledger" >&2
fi
