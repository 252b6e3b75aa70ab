#!/usr/bin/env bash
# PostgreSQL on the same rows: durable inserts, plain and with a hash-chain trigger; GROUP BY.
# Usage: postgres.sh WORK_FOLDER ROWS.tsv append|group [RUNS]
#
# A server of its own in WORK_FOLDER, reached through a socket there: fsync on, synchronous_commit
# on, 1 GB of shared buffers, WAL large enough that no checkpoint falls into a run.
set -euo pipefail
work=$1 rows=$2 what=$3 runs=${4:-3}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
as=()
[ "$(id -u)" != 0 ] || as=(runuser -u postgres --)
data=$(mktemp -d "$work/postgres-XXXXXX")
chmod 755 "$work"
[ ${#as[@]} = 0 ] || chown postgres "$data"
log=$data/log
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$data"
}
trap stop EXIT
cd "$data"
"${as[@]}" "$bin/initdb" -D "$data/db" -A trust -U bench >/dev/null
cat > "$data/more.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$data'
fsync = on
synchronous_commit = on
shared_buffers = 1GB
max_wal_size = 16GB
checkpoint_timeout = 1h
max_connections = 100
CONF
cat "$data/more.conf" >> "$data/db/postgresql.conf"
"${as[@]}" "$bin/pg_ctl" -D "$data/db" -l "$log" -w start >/dev/null || { cat "$log" >&2; exit 1; }
sql() { "${as[@]}" "$bin/psql" -h "$data" -U bench -d postgres -q -A -t -v ON_ERROR_STOP=1 "$@"; }
version="PostgreSQL $(sql -c 'show server_version' | cut -d' ' -f1)"

# figure GROUP CASE SUBJECT UNIT VALUES...: the median, lowest and highest of the values.
figure() {
  printf '%s\n' "${@:5}" | sort -g | awk -v g="$1" -v c="$2" -v s="$3" -v u="$4" '
    { v[NR] = $1 }
    END { printf "{\"group\":\"%s\",\"case\":\"%s\",\"subject\":\"%s\",\"value\":%s,", g, c, s, v[int(NR / 2) + 1]
          printf "\"unit\":\"%s\",\"low\":%s,\"high\":%s,\"runs\":%d}\n", u, v[1], v[NR], NR }'
}
now() { date +%s.%N; }
rate() { awk -v n="$1" -v a="$2" -v b="$3" 'BEGIN { printf "%.1f\n", n / (b - a) }'; }

sql <<'SQL'
create table events (
  seq bigint primary key, recorded_at bigint not null, kind smallint not null,
  programme text not null, source text not null, region text not null, stage text not null,
  sen bigint not null, entry bytea not null, hash bytea);
create function chain() returns trigger language plpgsql as $$
declare previous bytea;
begin
  -- One writer at a time, or the chain would fork.
  perform pg_advisory_xact_lock(1);
  select hash into previous from events order by seq desc limit 1;
  new.hash := sha256(coalesce(previous, '\x00') || new.entry);
  return new;
end $$;
SQL
columns="(seq, recorded_at, kind, programme, source, region, stage, sen, entry)"

# One COPY per batch, each its own transaction.
copies() {
  awk -v n="$1" -v most="$2" -v copy="copy events $columns from stdin;" '
    NR > most { exit }
    (NR - 1) % n == 0 { if (NR > 1) print "\\."; print copy }
    { print }
    END { print "\\." }' "$rows"
}

# Single inserts through a prepared statement, each its own transaction.
inserts() {
  echo "prepare one as insert into events $columns values (\$1,\$2,\$3,\$4,\$5,\$6,\$7,\$8,\$9);"
  awk -F '\t' -v most="$1" -v q="'" 'NR > most { exit }
    { sub(/^\\\\x/, "\\x", $9)
      printf "execute one(%s,%s,%s,%s,%s,%s,%s,%s,%s);\n",
      $1, $2, $3, q $4 q, q $5 q, q $6 q, q $7 q, $8, q $9 q }' "$rows"
}

append() {
  local have batch most subject name rates from
  have=$(wc -l < "$rows")
  for subject in plain chained; do
    name="$version"
    sql -c "drop trigger if exists chain on events"
    if [ $subject = chained ]; then
      name="$version with a hash-chain trigger"
      sql -c "create trigger chain before insert on events for each row execute function chain()"
    fi
    for batch in 1 100 10000; do
      case $batch in 1) most=3000 ;; 100) most=50000 ;; *) most=500000 ;; esac
      [ $subject = plain ] || [ $batch != 10000 ] || most=50000
      [ "$most" -le "$have" ] || most=$have
      if [ $batch = 1 ]; then inserts $most; else copies $batch $most; fi > "$data/batches.sql"
      rates=()
      for _ in $(seq "$runs"); do
        sql -c "truncate events"
        from=$(now)
        sql -f "$data/batches.sql"
        rates+=("$(rate $most "$from" "$(now)")")
      done
      figure append "batches of $batch" "$name" events/s "${rates[@]}"
    done
    clients "$name"
  done
}

# Single events by 64 clients: rows of the same length, numbers from a sequence.
clients() {
  local seconds=5 length
  [ "$runs" -gt 1 ] || seconds=1
  length=$(awk -F '\t' 'NR <= 1000 { sum += length($9) - 3 } END { print int(sum / 2000) }' "$rows")
  sql -c "truncate events" -c "drop sequence if exists seqs" -c "create sequence seqs"
  cat > "$data/one.sql" <<SQL
insert into events $columns values (nextval('seqs'), 1781521200000000, 804, 'BLT-BBM', '1.1.01',
  '36.01', 'dikreditkan', 60000000, decode(repeat('5a', $length), 'hex'));
SQL
  local many=("${as[@]}" "$bin/pgbench" -h "$data" -U bench -n -M prepared -f "$data/one.sql" -T "$seconds")
  local tps
  tps=$("${many[@]}" -c 1 postgres 2>/dev/null | awk '/^tps/ { print $3 }')
  figure clients "64 clients, single events" "$1, one client" events/s "$tps"
  tps=$("${many[@]}" -c 64 -j 2 -l --log-prefix="$data/db/latency" postgres 2>/dev/null | awk '/^tps/ { print $3 }')
  figure clients "64 clients, single events" "$1" events/s "$tps"
  cat "$data"/db/latency.* | awk '{ print $3 / 1000 }' | sort -g > "$data/latencies"
  rm -f "$data"/db/latency.*
  local p value
  for p in 50 99; do
    value=$(awk -v p=$p '{ v[NR] = $1 } END { print v[int((NR - 1) * p / 100) + 1] }' "$data/latencies")
    figure clients "64 clients, single events" "$1, p$p" ms "$value"
  done
}

group() {
  local from values=() size moved
  sql -c "copy events $columns from stdin" < "$rows"
  sql -c "analyze events"
  size=$(sql -c "select count(*) from events")
  moved=$(sql -c "select count(*) from events where sen <> 0")
  for _ in $(seq "$runs"); do
    from=$(now)
    sql -c "select source, programme, region, stage, sum(sen) from events where sen <> 0
            group by 1, 2, 3, 4 order by 1, 2, 3, 4" > /dev/null
    values+=("$(awk -v a="$from" -v b="$(now)" 'BEGIN { print b - a }')")
  done
  figure rebuild "$size events, $moved transactions" "$version, GROUP BY" s "${values[@]}"
}

"$what"
