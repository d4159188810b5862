#!/usr/bin/env bash
# `make bench`: release build, throw-away databases, measures, and docs/performance.md.
#
#   BENCH_CASES="300000 3000000"   sizes of the demonstration country (default 300000; 3 million take an hour and 40 GB)
#   BENCH_NATIONAL=3000000         cases that the engine counts beside DuckDB, Polars, PostgreSQL and SQLite (0: none)
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
national=${BENCH_NATIONAL:-3000000}
python=
if [ "$national" != 0 ]; then
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 numpy==2.4.6 polars==2.1.0 pyarrow==26.0.1
  python="--python $folder/python/bin/python"
fi
# shellcheck disable=SC2086
"$built/bench" --national "$national" $python --pupitre "$built/pupitre" --folder "$folder" --postgres "$postgres" --engines "$engines" \
  --cases "${BENCH_CASES-300000}" --seconds "${BENCH_SECONDS:-10}" --day "$(date +%F)" --report docs/performance.md
