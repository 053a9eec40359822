#!/usr/bin/env bash
# Measures Floodgate, what a user would pick instead, and the empty endpoint as the ceiling, in one run on one machine.
#   bench/run.sh [quick|full]     about 4 / 20 minutes; writes bench/results/<date>-<mode>.json and .md
# Environment: BENCH_ONLY="empty redis-lua"   only these contestants
#              BENCH_SECONDS, BENCH_REPETITIONS, BENCH_CONNECTIONS ("64 256"), BENCH_SLOW_US (2000), BENCH_PARTS
#              BENCH_BUILT=1    takes the Release build that is there
#              BENCH_PARTS="http paced inside"  what is measured
#              BENCH_NAME   how the results are called instead of <mode>
#              BENCH_CHART  path of the SVG (full: docs/images)
# Everything it starts listens on loopback, keeps its data in one temporary folder and is ended by process id.
set -euo pipefail

bench="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
root="$(dirname "$bench")"
mode="${1:-quick}"
# shellcheck source=lib/settings.sh
source "$bench/lib/settings.sh"
# shellcheck source=lib/contestants.sh
source "$bench/lib/contestants.sh"
# shellcheck source=lib/measure.sh
source "$bench/lib/measure.sh"

install_tools
build_bench
work="$(mktemp -d -t floodgate-bench.XXXXXX)"
chmod 755 "$work"
trap end_all EXIT
trap 'exit 130' INT TERM
raw="$work/raw"
mkdir -p "$raw"
"$tool" machine --folder "$work" > "$raw/machine.json"
write_versions > "$raw/versions.txt"
build_slow_sync

for disk in $disks; do
    has_part http || has_part paced || break
    say "contestants, disk $disk"
    start_contestants "$disk"
    write_requests
    warm_up
    has_part http && measure_http "$disk"
    has_part paced && measure_paced "$disk"
    end_contestants
done
if has_part inside; then measure_inside; fi

say "report"
mkdir -p "$bench/results"
results="$bench/results/$(date -u +%Y-%m-%d)-$name"
chart_argument=()
if [[ -n "$chart" ]]; then mkdir -p "$(dirname "$chart")"; chart_argument=(--chart "$chart"); fi
"$tool" report --raw "$raw" --out "$results" --asked "bench/run.sh $mode" ${chart_argument[@]+"${chart_argument[@]}"}
cat "$results.md"
