#!/usr/bin/env bash
# `make test`: one line a step with its time; what failed is printed last.   test.sh all|rust|e2e
set -u
cd "$(dirname "$0")/.."
what=$1
logs=$PWD/target/test-logs
rm -rf "$logs" && mkdir -p "$logs"
passed=0 failed=0 failures=()
export CARGO_TERM_COLOR=never
# The same random cases at each run: what fails here fails again. Change it to look elsewhere.
export PROPTEST_RNG_SEED=20261124

# step NAME COMMAND…: runs it with its output in a log.
step() {
  local name=$1 log began status=0
  shift
  log=$logs/$(printf '%s' "$name" | tr -c '[:alnum:]\n' '-').log
  began=$SECONDS
  "$@" >"$log" 2>&1 </dev/null || status=$?
  count "$log" "$status"
  if [ "$status" = 0 ]; then
    printf '  ✓ %-44s %5d s\n' "$name" $((SECONDS - began))
  else
    printf '  ✗ %-44s %5d s\n' "$name" $((SECONDS - began))
    failures+=("$name" "$log")
  fi
  return "$status"
}

# count LOG STATUS: adds the tests that the log's runner counted (nextest, cargo test, playwright, node), else the step itself.
count() {
  local ok bad
  read -r ok bad < <(awk '
    /tests? run:/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) ok += $(i-1); if ($i ~ /^failed/) bad += $(i-1) } }
    /^test result:/ { ok += $4; bad += $6 }
    /^ +[0-9]+ passed/ { ok += $1 }
    /^ +[0-9]+ failed/ { bad += $1 }
    END { print ok + 0, bad + 0 }' "$1")
  if [ "$2" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  if [ "$2" = 0 ] && [ "$ok" = 0 ]; then ok=1; fi
  passed=$((passed + ok)) failed=$((failed + bad))
}

finish() {
  local i
  for ((i = 0; i < ${#failures[@]}; i += 2)); do
    printf '\n──── %s ────\n' "${failures[i]}"
    tail -n 80 "${failures[i + 1]}"
  done
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}

# In memory where there is room: the tests make hundreds of small databases.
memory() { [ -d /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 8000000 ]; }
if memory; then TMPDIR=$(mktemp -d /dev/shm/pupitre-test.XXXXXX); else TMPDIR=$(mktemp -d); fi
export TMPDIR
chmod 755 "$TMPDIR"

clean_up() {
  [ ! -d "$TMPDIR/postgres" ] || sh e2e/pg.sh stop "$TMPDIR/postgres" >/dev/null 2>&1
  rm -rf "$TMPDIR"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

start_postgres() {
  PUPITRE_TEST_POSTGRES=$(sh e2e/pg.sh start "$TMPDIR/postgres") || return 1
  export PUPITRE_TEST_POSTGRES
}

tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --no-fail-fast --status-level fail --final-status-level fail
  else
    cargo test --workspace --locked --no-fail-fast --quiet
  fi
}

browser_packages() {
  (cd e2e && { [ -f node_modules/.package-lock.json ] && ! [ package-lock.json -nt node_modules/.package-lock.json ] || npm ci --silent; })
}
browser() { (cd e2e && npx tsc --noEmit && npx playwright test --reporter=list); }

bash scripts/require.sh rust node || exit 1
bash scripts/install.sh "$what" || exit 1
step 'fichiers publiés' bash scripts/assets.sh || { finish; exit 1; }
step 'PostgreSQL' start_postgres || { finish; exit 1; }
if [ "$what" != e2e ]; then
  step 'format du code' cargo fmt --all --check
  step 'règles du code (clippy)' cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
  step 'licences et dépendances inutiles' node scripts/dependencies.mjs
  step 'tests, sur SQLite et PostgreSQL' tests
fi
if [ "$what" != rust ]; then
  step 'le programme' cargo build --locked --quiet -p pupitre &&
    step 'paquets des parcours' browser_packages &&
    step 'parcours dans le navigateur' browser
fi
finish
