# What a run measures and how long. Sourced by run.sh.
case "$mode" in
    quick) seconds=2 repetitions=3 connection_counts="64 256" paced_seconds=4 ;;
    full)  seconds=6 repetitions=3 connection_counts="64 256" paced_seconds=8 ;;
    *) echo "run.sh: quick or full, not '$mode'" >&2; exit 2 ;;
esac
seconds="${BENCH_SECONDS:-$seconds}"
repetitions="${BENCH_REPETITIONS:-$repetitions}"
connection_counts="${BENCH_CONNECTIONS:-$connection_counts}"
parts="${BENCH_PARTS:-http paced inside}"
only="${BENCH_ONLY:-empty floodgate redis-lua postgres-row ef-sqlite}"
slow_us="${BENCH_SLOW_US:-2000}"
disks="${BENCH_DISKS:-as-is +${slow_us}us}"
name="${BENCH_NAME:-$mode}"
chart="${BENCH_CHART:-}"
if [[ -z "$chart" && "$mode" == full ]]; then chart="$root/docs/images/bench.svg"; fi
warm_up_seconds=8
# Persons prepared for each second of load: above what any contestant but the empty endpoint reaches here.
persons_per_second="${BENCH_PERSONS_PER_SECOND:-120000}"
tool="$root/artifacts/bin/Floodgate.Bench/release/Floodgate.Bench"
host="$root/artifacts/bin/Floodgate.Host/release/Floodgate.Host"

say() { printf '== %s\n' "$*" >&2; }

fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

has_part() { [[ " $parts " == *" $1 "* ]]; }

is_asked() { [[ " $only " == *" $1 "* ]]; }
