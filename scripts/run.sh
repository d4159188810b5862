#!/usr/bin/env bash
# `make run`: from a fresh clone to the demonstration in a browser.
#
# The dev profile is built: two minutes on two cores, against eight for the release one (`make run PROFILE=release`),
# and quick enough for one person. Cargo and npm do nothing when nothing changed: the second start takes seconds.
set -eu
cd "$(dirname "$0")/.."
bash scripts/require.sh rust node
bash scripts/assets.sh
folder=$([ "$PROFILE" = dev ] && echo debug || echo "$PROFILE")
[ -x "target/$folder/pupitre" ] || echo "Première construction : quelques minutes."
cargo build --quiet --locked --profile "$PROFILE" -p pupitre
pupitre="target/$folder/pupitre"

database=data/pupitre.db
if [ ! -f "$database" ]; then
  # Filled beside its place, then named: an interrupted filling leaves nothing behind that looks whole.
  mkdir -p data
  rm -f data/demonstration.db data/demonstration.db-*
  "$pupitre" demo --cases 36000 --database sqlite:data/demonstration.db
  "$pupitre" backup "$database" --database sqlite:data/demonstration.db >/dev/null
  rm -f data/demonstration.db data/demonstration.db-*
fi
exec "$pupitre" serve --database "sqlite:$database" --listen "127.0.0.1:$PORT"
