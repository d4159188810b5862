#!/usr/bin/env bash
# The services of the tests: PostgreSQL, and for the journeys Chromium. Installs them on Debian and Ubuntu when it may
# (root or sudo without a password), else says what to do.   install.sh all|rust|e2e
set -u
packages=()
has_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() { [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_postgres || packages+=(postgresql)
[ "$1" = rust ] || has_chromium || packages+=(chromium-headless-shell fonts-liberation)
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=(); elif sudo -n true 2>/dev/null; then as_root=(sudo); else as_root=(none); fi
if ! command -v apt-get >/dev/null || [ "${as_root[*]:-}" = none ]; then
  echo "Il manque, pour les essais : ${packages[*]}." >&2
  echo "Installez-les (Debian, Ubuntu : sudo apt install ${packages[*]}), puis relancez. CHROMIUM=/chemin désigne un autre navigateur." >&2
  exit 1
fi
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@"; }
echo "Installation de ${packages[*]}…"
log=$(mktemp)
{ apt update && { apt install "${packages[@]}" || { apt -f install && apt install "${packages[@]/-headless-shell/}"; }; }; } >"$log" 2>&1 ||
  { tail -n 20 "$log" >&2; echo "L’installation de ${packages[*]} a échoué (ci-dessus)." >&2; exit 1; }
rm -f "$log"
