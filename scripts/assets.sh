#!/usr/bin/env bash
# Makes assets/dist, if something changed since the last time.
set -eu
cd "$(dirname "$0")/../assets"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --silent
  touch node_modules/.package-lock.json
fi
newer=$(find . \( -name node_modules -o -name dist \) -prune -o -type f -newer dist/manifest.json -print 2>/dev/null | head -n 1)
if [ ! -f dist/manifest.json ] || [ -n "$newer" ]; then node build.mjs; fi
