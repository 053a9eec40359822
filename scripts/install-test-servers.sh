#!/usr/bin/env bash
# Brings what the tests and the bench run against for real: Chromium, PostgreSQL, HAProxy, Redis, wrk, a C compiler,
# systemd's checker and Chinese fonts. Quick when all is there. Nothing is skipped when something cannot be had: it
# fails and says what to do.
set -euo pipefail

have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null; }
have_chinese_font() { command -v fc-list >/dev/null && [[ -n "$(fc-list :lang=zh family)" ]]; }

packages=()
find_missing() {
    packages=()
    command -v chromium-headless-shell >/dev/null || packages+=(chromium-headless-shell)
    have_postgres || packages+=(postgresql)
    command -v haproxy >/dev/null || packages+=(haproxy)
    command -v systemd-analyze >/dev/null || packages+=(systemd)
    command -v redis-server >/dev/null || packages+=(redis-server)
    command -v wrk >/dev/null || packages+=(wrk)
    command -v gcc >/dev/null || packages+=(gcc libc6-dev)
    have_chinese_font || packages+=(fontconfig fonts-wqy-microhei)
}

give_up() {
    printf 'install-test-servers: %s\n' "$1" >&2
    printf 'The tests need: %s (Debian names). Install them, then run the command again.\n' "${packages[*]}" >&2
    exit 3
}

find_missing
(( ${#packages[@]} == 0 )) && exit 0
echo "installing for the tests: ${packages[*]}"
command -v apt-get >/dev/null || give_up "there is no apt-get on this machine"
root=()
if (( EUID != 0 )); then
    command -v sudo >/dev/null || give_up "installing needs root, and there is no sudo"
    root=(sudo)
fi
# Run level 1 keeps the packages from starting servers of their own: the tests start theirs on free ports.
apt=(${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    apt-get --yes -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
"${apt[@]}" update >/dev/null || echo "apt-get update failed; trying with the lists that are there" >&2
"${apt[@]}" install --no-install-recommends "${packages[@]}" >/dev/null || give_up "apt-get install failed"
find_missing
(( ${#packages[@]} == 0 )) || give_up "apt-get reported success, yet something is still missing"
