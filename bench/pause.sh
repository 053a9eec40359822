#!/usr/bin/env bash
# How fast a pause takes hold under full load: 1 and 4 shards, this disk and one with 100 ms added to every sync.
# Prints the figures of the integration test, which also checks that no claim stands after the pause.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
command -v gcc >/dev/null || { echo "pause.sh: gcc is needed for the slow disk" >&2; exit 3; }
dotnet build "$root/tests/Floodgate.IntegrationTests" --configuration Release --verbosity quiet
"$root/artifacts/bin/Floodgate.IntegrationTests/release/Floodgate.IntegrationTests" \
    --filter-class Floodgate.IntegrationTests.Processes.PauseTests --show-live-output on --progress off |
    sed -n 's/^.*FIGURE //p; /^Test run summary/p'
