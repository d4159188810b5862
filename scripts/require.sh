#!/usr/bin/env bash
# Says what is missing to build, and how to get it.   require.sh rust|node …
set -u
missing=0

# lacks NAME HOW: one thing to install.
lacks() { printf '  ✗ %s\n      %s\n' "$1" "$2" >&2; missing=1; }

# at_least WANTED FOUND: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

rust() {
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  if ! command -v cargo >/dev/null; then
    lacks "Rust $wanted (cargo) : introuvable" "voir https://rustup.rs, puis ouvrez un nouveau terminal"
  else
    found=$(cargo --version | cut -d' ' -f2)
    at_least "$wanted" "${found%%-*}" || lacks "Rust $wanted : version $found trouvée" "rustup update stable"
  fi
  # SQLite is compiled from its C source.
  command -v cc >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null ||
    lacks "un compilateur C : introuvable" "Debian, Ubuntu : apt install build-essential · macOS : xcode-select --install"
}

node() {
  local found
  if ! command -v node >/dev/null; then
    lacks "Node 20 : introuvable" "voir https://nodejs.org, ou : apt install nodejs npm"
  else
    found=$(command node --version)
    at_least 20 "${found#v}" || lacks "Node 20 : version $found trouvée" "voir https://nodejs.org"
  fi
  command -v npm >/dev/null || lacks "npm : introuvable" "il vient avec Node ; Debian : apt install npm"
}

for tool in "$@"; do "$tool"; done
if [ "$missing" = 1 ]; then
  echo "Il manque de quoi construire Pupitre (ci-dessus). Installez-le, puis relancez la même commande." >&2
  exit 1
fi
