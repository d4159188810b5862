#!/usr/bin/env bash
# `make bench`: release build, throw-away databases, measures, and docs/performance.md.
#
#   BENCH_CASES="300000 3000000"   sizes of the demonstration country (default 300000; 3 million take an hour and 40 GB)
#   BENCH_ENGINES="sqlite postgres"
#   BENCH_SECONDS=10               the longest time given to each page and number of clients
#   BENCH_FOLDER=/big/disk         where the databases are made (default: the folder of temporary files)
set -eu
cd "$(dirname "$0")/.."
bash scripts/require.sh rust node
bash scripts/assets.sh
cargo build --release --locked --quiet -p pupitre -p bench
built=${CARGO_TARGET_DIR:-target}/release

engines=${BENCH_ENGINES:-sqlite postgres}
folder=$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/pupitre-bench.XXXXXX")
clean() { [ ! -d "$folder/pg" ] || sh e2e/pg.sh stop "$folder/pg" >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap clean EXIT
trap 'exit 130' INT TERM
postgres=
case $engines in *postgres*)
  # The user that runs PostgreSQL must reach its folder.
  chmod 755 "$folder"
  postgres=$(sh e2e/pg.sh start "$folder/pg") ;;
esac
"$built/bench" --pupitre "$built/pupitre" --folder "$folder" --postgres "$postgres" --engines "$engines" \
  --cases "${BENCH_CASES:-300000}" --seconds "${BENCH_SECONDS:-10}" --day "$(date +%F)" --report docs/performance.md
