#!/usr/bin/env bash
# One door to everything a developer or CI does here. Works from any directory; without arguments it says what it can.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

usage() {
    cat <<'TEXT'
./build.sh check            build with warnings and analyzers as errors, formatting, architecture and style tests
./build.sh test [NAME...]   all tests; with NAMEs only the test projects whose names contain one of them
./build.sh bench [...]      the measurements of bench/: quick or full
./build.sh simulate [SEED [COUNT]]
                            the simulator: its own set of seeds, or COUNT seeds (1) from SEED on
./build.sh run [...]        the same as ./floodgate: without arguments a node with a demo campaign
TEXT
}

say() { printf '\n== %s\n' "$*"; }

fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

restore() {
    command -v dotnet >/dev/null || fail "the .NET SDK named in global.json is needed: https://dot.net/download"
    local locked=()
    # On CI what the lock files name is what is used; a developer's restore may write them anew.
    if [[ "${CI:-}" == true && -f "$root/src/Floodgate/packages.lock.json" ]]; then locked=(--locked-mode); fi
    dotnet restore "${1:-$root/Floodgate.slnx}" --verbosity quiet ${locked[@]+"${locked[@]}"}
}

build() {
    local target="${1:-$root/Floodgate.slnx}"
    restore "$target"
    dotnet build "$target" --configuration Release --no-restore --verbosity quiet
}

# Every test on a line as it ends, and what it prints: a long run is seen to move, on a terminal and in a log.
talk=(--show-live-output on --progress off --show-test-results all)
[[ -t 1 ]] || talk+=(--ansi off)

test_program() { printf '%s/artifacts/bin/%s/release/%s' "$root" "$1" "$1"; }

check() {
    say "build, warnings are errors"
    build
    say "formatting"
    (cd "$root" && dotnet format whitespace Floodgate.slnx --verify-no-changes --no-restore)
    say "architecture and style tests"
    "$(test_program Floodgate.Tests)" --filter-namespace Floodgate.Tests.Architecture "${talk[@]}"
    say "check: good"
}

# The value of one attribute of the report's <assembly> element; 0 where there is none.
count() {
    local found
    found="$(grep -o '<assembly [^>]*>' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1)" || true
    printf '%s' "${found:-0}"
}

# The names of the failed tests in a report, a line each.
list_failed() { grep -o '<test [^>]*result="Fail"' "$1" | sed 's/.* name="\([^"]*\)".*/failed \1/' || true; }

# Runs one test project, adds to passed, failed and skipped. A program that dies, hangs or reports nothing is a failure.
run_tests() {
    local name="$1" report="$root/artifacts/test-results/$1.xml" code=0 limit=() bad
    say "$name"
    if [[ "${CI:-}" == true ]]; then
        local left=$(( minutes_max * 60 - SECONDS ))
        limit=(timeout --kill-after=20 "$(( left > 30 ? left : 30 ))")
    fi
    ${limit[@]+"${limit[@]}"} "$(test_program "$name")" --results-directory "$root/artifacts/test-results" \
        --report-xunit-xml --report-xunit-xml-filename "$name.xml" "${talk[@]}" || code=$?
    if [[ ! -s "$report" ]]; then
        echo "$name ended with exit code $code and wrote no report" >&2
        failed=$(( failed + 1 ))
        return
    fi
    bad=$(( $(count failed "$report") + $(count errors "$report") ))
    if (( code != 0 && bad == 0 )); then
        echo "$name reported no failed test and yet ended with exit code $code" >&2
        bad=1
    fi
    if (( bad > 0 )); then list_failed "$report" >> "$root/artifacts/test-results/failed.txt"; fi
    passed=$(( passed + $(count passed "$report") ))
    failed=$(( failed + bad ))
    skipped=$(( skipped + $(count skipped "$report") ))
}

chosen() {
    local name="$1" part
    shift
    (( $# == 0 )) && return 0
    for part in "$@"; do [[ "$name" == *"$part"* ]] && return 0; done
    return 1
}

run_all_tests() {
    local passed=0 failed=0 skipped=0 minutes_max="${TEST_MINUTES_MAX:-50}" project name
    "$root/scripts/install-test-servers.sh"
    say "build"
    build
    rm -rf "$root/artifacts/test-results"
    mkdir -p "$root/artifacts/test-results"
    # From the end of the alphabet, which is from the quickest program to the slowest: what is cut off has said most.
    local projects
    mapfile -t projects < <(printf '%s\n' "$root"/tests/*/*.csproj | LC_ALL=C sort -r)
    for project in "${projects[@]}"; do
        name="$(basename "$project" .csproj)"
        if chosen "$name" "$@"; then run_tests "$name"; fi
    done
    # Once more at the end: who sees only the last lines of a log shall see which.
    local names="$root/artifacts/test-results/failed.txt"
    if [[ -s "$names" ]]; then printf '\n'; cat "$names"; fi
    local line="$passed passed, $failed failed"
    if (( skipped > 0 )); then line+=", $skipped skipped"; fi
    printf '\n%s\n' "$line"
    (( failed == 0 && passed > 0 ))
}

simulate() {
    if (( $# > 0 )); then
        [[ "$1" =~ ^[0-9]+$ && "${2:-1}" =~ ^[0-9]+$ ]] || { usage >&2; exit 2; }
        export FLOODGATE_SEED="$1" FLOODGATE_SEEDS="${2:-1}"
    fi
    build "$root/tests/Floodgate.Simulation/Floodgate.Simulation.csproj"
    "$(test_program Floodgate.Simulation)" "${talk[@]}"
}

command="${1:-help}"
if (( $# > 0 )); then shift; fi
case "$command" in
    check) check ;;
    test) run_all_tests "$@" ;;
    bench) exec "$root/bench/run.sh" "$@" ;;
    simulate) simulate "$@" ;;
    run) exec "$root/floodgate" "$@" ;;
    help | -h | --help) usage ;;
    *) usage >&2; exit 2 ;;
esac
