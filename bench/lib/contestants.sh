# Starts and ends the contestants and their stores. Sourced by run.sh.
declare -A urls=()
started=()

install_tools() {
    local wanted=()
    command -v wrk >/dev/null || wanted+=(wrk)
    command -v gcc >/dev/null || wanted+=(gcc libc6-dev)
    if is_asked redis-lua && ! command -v redis-server >/dev/null; then wanted+=(redis-server); fi
    if is_asked postgres-row && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
        wanted+=(postgresql)
    fi
    if ((${#wanted[@]} == 0)); then return; fi
    say "installing ${wanted[*]}"
    [[ $(id -u) == 0 ]] || fail "please install first: ${wanted[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}

build_bench() {
    if [[ -n "${BENCH_BUILT:-}" ]]; then return; fi
    say "building"
    dotnet build "$bench/Floodgate.Bench" -c Release -v q >&2
    if is_asked floodgate || has_part inside; then dotnet build "$root/src/Floodgate.Host" -c Release -v q >&2; fi
}

build_slow_sync() {
    gcc -O2 -shared -fPIC -o "$work/slowsync.so" "$bench/slowsync.c" -ldl
    chmod 755 "$work/slowsync.so"
}

write_versions() {
    echo "floodgate=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
    echo "wrk=$(dpkg-query -W -f '${Version}' wrk 2>/dev/null || echo unknown)"
    if is_asked redis-lua; then echo "redis=$(redis-server --version | grep -o 'v=[^ ]*' | cut -c3-)"; fi
    if is_asked postgres-row; then echo "postgresql=$("$(postgres_bin)/postgres" --version | awk '{print $3}')"; fi
}

postgres_bin() { dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)"; }

free_port() {
    local port
    while :; do
        # Below 32768: above it the kernel gives ports to connections, thousands of which are closing here.
        port=$((12000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# start NAME COMMAND...: in the background, output to a file of its own, remembered for end_contestants.
start() {
    local label="$1"
    shift
    "$@" > "$work/$label.log" 2>&1 &
    started+=("$!")
}

wait_for_port() {
    local port="$1" label="$2" tries=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        tries=$((tries + 1))
        if ((tries > 300)); then tail -n 20 "$work/$label.log" >&2; fail "$label did not listen"; fi
        sleep 0.1
    done
}

# The environment that makes syncs slower; nothing for the disk as it is.
slow_environment() { if [[ "$1" != as-is ]]; then echo "LD_PRELOAD=$work/slowsync.so SLOWSYNC_US=$slow_us"; fi; }

start_contestants() {
    local disk="$1" environment label port store
    environment="$(slow_environment "$disk")"
    data="$work/data-$disk"
    mkdir -p "$data"
    chmod 755 "$data"
    for label in $only; do
        port="$(free_port)"
        urls[$label]="http://127.0.0.1:$port"
        case "$label" in
            empty) start "$label" "$tool" empty --url "${urls[$label]}" ;;
            ef-sqlite) start "$label" env $environment "$tool" ef-sqlite --url "${urls[$label]}" --store "$data/ef" ;;
            redis-lua)
                store="$(free_port)"
                start_redis "$environment" "$store"
                start "$label" "$tool" redis-lua --url "${urls[$label]}" --store "127.0.0.1:$store" ;;
            postgres-row)
                store="$(free_port)"
                start_postgres "$environment" "$store"
                start "$label" "$tool" postgres-row --url "${urls[$label]}" \
                    --store "Host=127.0.0.1;Port=$store;Username=bench;Database=postgres" ;;
            floodgate)
                start "$label" env $environment "$host" serve --demo --data "$data/floodgate" \
                    --urls "${urls[$label]}" ;;
            *) fail "no contestant is called $label" ;;
        esac
        wait_for_port "$port" "$label"
        if [[ "$label" == floodgate ]]; then apply_campaign "${urls[$label]}"; fi
    done
}

start_redis() {
    mkdir -p "$data/redis"
    start redis env $1 redis-server --port "$2" --bind 127.0.0.1 --dir "$data/redis" --save "" \
        --appendonly yes --appendfsync always --auto-aof-rewrite-percentage 0
    wait_for_port "$2" redis
}

# A cluster of its own, by an unprivileged user (PostgreSQL refuses root), with the durability it has by default.
start_postgres() {
    local as=() folder="$data/postgres" bin
    bin="$(postgres_bin)"
    mkdir -p "$folder"
    if [[ $(id -u) == 0 ]]; then
        id postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
        chown postgres "$folder"
        chmod 700 "$folder"
        as=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups)
    fi
    (cd / && ${as[@]+"${as[@]}"} "$bin/initdb" -D "$folder" -U bench -A trust -E UTF8 >"$work/initdb.log" 2>&1) ||
        { cat "$work/initdb.log" >&2; fail "initdb failed"; }
    start postgres env -C / $1 ${as[@]+"${as[@]}"} "$bin/postgres" -D "$folder" -p "$2" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c synchronous_commit=on \
        -c wal_sync_method=fdatasync -c shared_buffers=1GB -c max_wal_size=8GB
    local tries=0
    until "$bin/pg_isready" -q -h 127.0.0.1 -p "$2"; do
        tries=$((tries + 1))
        if ((tries > 300)); then tail -n 20 "$work/postgres.log" >&2; fail "PostgreSQL did not start"; fi
        sleep 0.1
    done
}

# Through the same command line and interface anyone uses.
apply_campaign() {
    local key answer
    key="$("$host" keys create --role admin --name bench --data "$data/floodgate" | tail -n 1)"
    answer="$(curl -s -o "$work/campaign.answer" -w '%{http_code}' -X PUT "$1/api/v1/ops/campaigns/bench" \
        -H "Authorization: Bearer $key" -H 'Content-Type: application/json' --data-binary "@$bench/campaign.json")"
    [[ "$answer" == 20? ]] || { cat "$work/campaign.answer" >&2; fail "the campaign was answered $answer"; }
}

# SIGTERM ends all in order (PostgreSQL waits for its clients, who got it first); what stays after 10 s is killed.
end_contestants() {
    local pid tries
    for pid in ${started[@]+"${started[@]}"}; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in ${started[@]+"${started[@]}"}; do
        for ((tries = 0; tries < 100; tries++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    started=()
    if [[ -n "${data:-}" ]]; then rm -rf "$data"; fi
}

end_all() {
    local code=$?
    end_contestants
    if ((code != 0)); then say "logs of the failed run: $work"; else rm -rf "$work"; fi
}
