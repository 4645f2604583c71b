#!/usr/bin/env bash
# Fuzzes the hub's parsers: tests/fuzz/run.sh [SECONDS [TARGET...]] (10 seconds each, all targets).
#
# Starts from tests/fuzz/corpus/TARGET; with HOKATSU_FUZZ_KEEP=1 what is found new is merged into it. One line for each
# target; a finding ends with status 1 and leaves its input in build/fuzz/findings.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../installer/lib.sh"
seconds=${1:-10}
[ "$#" -gt 0 ] && shift
build fuzz
if [ "$#" -gt 0 ]; then
    targets=("$@")
else
    mapfile -t targets < <(cd "$ROOT/tests/fuzz" && ls fuzz_*.cpp | sed 's/\.cpp$//')
fi
findings="$ROOT/build/fuzz/findings"
mkdir -p "$findings"
failed=()
for target in "${targets[@]}"; do
    kept="$ROOT/tests/fuzz/corpus/$target"
    grown=$(mktemp -d)
    mkdir -p "$kept"
    dictionary=()
    [ -f "$ROOT/tests/fuzz/$target.dict" ] && dictionary=("-dict=$ROOT/tests/fuzz/$target.dict")
    log="$findings/$target.log"
    if "$ROOT/build/fuzz/bin/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
        -print_final_stats=1 -artifact_prefix="$findings/$target-" "${dictionary[@]}" "$grown" "$kept" >"$log" 2>&1; then
        runs=$(awk '/stat::number_of_executed_units/ {print $2}' "$log")
        printf '   %-18s %5d s, %10s inputs, nothing found (corpus %d)\n' "$target" "$seconds" "$runs" "$(find "$kept" -type f | wc -l)"
    else
        failed+=("$target")
        printf '   %-18s FOUND something: %s\n' "$target" "$(grep -m1 -E 'ERROR|SUMMARY|runtime error' "$log" || tail -n 1 "$log")"
    fi
    if [ -n "${HOKATSU_FUZZ_KEEP:-}" ]; then
        "$ROOT/build/fuzz/bin/$target" -merge=1 "$kept" "$grown" >>"$log" 2>&1 || true
    fi
    rm -rf "$grown"
done
[ "${#failed[@]}" -eq 0 ] || { echo "FOUND: ${failed[*]} (build/fuzz/findings)"; exit 1; }
