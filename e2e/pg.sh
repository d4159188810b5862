#!/bin/sh
# A throw-away PostgreSQL on a unix socket, without TCP.   pg.sh start|stop FOLDER   (start prints its URL)
set -eu
folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi; }
case $1 in
start)
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown nobody:nogroup "$folder"
  [ -f "$folder/data/PG_VERSION" ] ||
    as "$bin/initdb" -D "$folder/data" -U app -A trust -E UTF8 --locale=C --no-sync --no-instructions >/dev/null
  as "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1 ||
    as "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/log" -o "-k $folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB -c autovacuum=off -c max_wal_size=1GB" start
  echo "postgres://app@localhost/postgres?host=$folder" ;;
stop) as "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop ;;
esac
