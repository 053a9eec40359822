# The measurements. Sourced by run.sh.

# Persons for the most requests one contestant can get through: warm-up, closed loops and paced runs.
write_requests() {
    local settings=0 count
    for _ in $connection_counts; do settings=$((settings + 2)); done
    count=$((persons_per_second * (settings * repetitions * seconds + warm_up_seconds)))
    if has_part paced; then count=$((count + persons_per_second * settings * repetitions * paced_seconds / 2)); fi
    requests="$work/requests"
    say "preparing $count persons"
    local sealed=()
    if is_asked floodgate; then sealed=(--data "$data/floodgate"); fi
    "$tool" passes --count "$count" --file "$requests" ${sealed[@]+"${sealed[@]}"}
    declare -gA next_person=()
    for label in $only; do next_person[$label]=0; done
}

# closed_loop CONTESTANT MIX CONNECTIONS SECONDS LABEL: one run of wrk on persons not used before; its line is in $line.
closed_loop() {
    local label="$1" mix="$2" connections="$3" duration="$4" text="$5"
    local persons=$((persons_per_second * duration))
    line="$(BENCH_LABEL="$text" wrk -t2 -c"$connections" -d"${duration}s" --timeout 10s -s "$bench/claims.lua" \
        "${urls[$label]}" -- "$requests" "${next_person[$label]}" "$persons" "$mix" | grep '^{')" ||
        fail "wrk against $label found nothing; see $work/$label.log"
    next_person[$label]=$((next_person[$label] + persons))
}

label_of() { # contestant mix connections disk repetition
    printf '"contestant":"%s","mix":"%s","connections":%d,"disk":"%s","repetition":%d' "$@"
}

warm_up() {
    local label
    for label in $only; do
        say "warm-up $label"
        closed_loop "$label" few 64 1 "$(label_of "$label" few 64 - 0)"
        closed_loop "$label" all 64 $((warm_up_seconds - 1)) "$(label_of "$label" all 64 - 0)"
    done
}

measure_http() {
    local disk="$1" repetition mix connections label
    for ((repetition = 1; repetition <= repetitions; repetition++)); do
        for mix in all few; do
            for connections in $connection_counts; do
                for label in $only; do
                    closed_loop "$label" "$mix" "$connections" "$seconds" \
                        "$(label_of "$label" "$mix" "$connections" "$disk" "$repetition")"
                    echo "$line" | tee -a "$raw/runs.jsonl" >&2
                done
            done
        done
    done
}

# At 80 % of the top rate just measured; Floodgate and the ceiling take turns.
measure_paced() {
    local disk="$1" repetition connections label rate
    for ((repetition = 1; repetition <= repetitions; repetition++)); do
        for connections in $connection_counts; do
            for label in empty floodgate; do
                is_asked "$label" || continue
                rate="$("$tool" rate --runs "$raw/runs.jsonl" --contestant "$label" --disk "$disk" \
                    --connections "$connections")" || fail "no top rate of $label is known: measure http first"
                "$tool" load --url "${urls[$label]}" --file "$requests" \
                    --start "${next_person[$label]}" --rate "$rate" \
                    --seconds "$paced_seconds" --connections "$connections" \
                    --label "$(label_of "$label" all "$connections" "$disk" "$repetition")" |
                    tee -a "$raw/paced.jsonl" >&2
                next_person[$label]=$((next_person[$label] + rate * paced_seconds))
            done
        done
    done
}

# inside NAME REPETITIONS DISK COMMAND...: figures of one command, each time on a new folder.
inside() {
    local label="$1" times="$2" disk="$3" repetition
    shift 3
    for ((repetition = 1; repetition <= times; repetition++)); do
        say "inside: $label, disk $disk"
        # shellcheck disable=SC2046
        env $(slow_environment "$disk") "$tool" "$@" --folder "$work/inside" --disk "$disk" |
            tee -a "$raw/figures.jsonl" >&2
        rm -rf "$work/inside" "$work/inside.spool"
    done
}

# Quick leaves out the ten million vouchers.
measure_inside() {
    local disk
    for disk in $disks; do inside B4 "$repetitions" "$disk" decide; done
    inside B6 "$repetitions" as-is start --host "$host"
    inside B5 "$repetitions" as-is open --millions 1
    if [[ "$mode" != full ]]; then return; fi
    inside B5 "$repetitions" as-is open --millions 10
    inside B7 "$repetitions" as-is cost
    say "inside: single steps"
    "$tool" micro --folder "$work/micro" | grep '^{' | tee -a "$raw/figures.jsonl" >&2
}
