#!/usr/bin/env bash
# Everything that must hold before a change is kept. Installs what is missing, builds, runs, prints ctest's closing lines.
#
#   tests/run.sh          the sanitizer builds (address + undefined: everything; thread: domain, wire and hub) and the
#                         checks of the sources
#   tests/run.sh --long   besides: clang-tidy over everything, the release build, every kill point, four text
#                         sizes x three themes, the deployment of installer/hub with its primary killed
#   HOKATSU_SINCE=COMMIT  clang-tidy and clazy on everything changed since then (without it: by the last commit)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../installer/lib.sh"
long=
[ "${1:-}" = --long ] && long=1
prepare 6000 build run test ${long:+long}

# Tests bring their own folders; nothing of the caller's home or session is used.
export LC_ALL=C.UTF-8 HOKATSU_LONG=
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=second_deadlock_stack=1
failed=()
run_tests() { # PRESET [CTEST ARGUMENT...]
    local preset=$1 status=0; shift
    step "testing $preset"
    ctest --test-dir "$ROOT/build/$preset" --output-on-failure -j "$(nproc)" "$@" >"$ROOT/build/$preset-tests.log" 2>&1 || status=$?
    grep -vE '^ *[0-9]+/[0-9]+ Test +#.*Passed|^ +Start +[0-9]+:' "$ROOT/build/$preset-tests.log" || true
    [ "$status" -eq 0 ] || failed+=("$preset tests")
}

step "sources: format, tidy"
"$ROOT/tests/architecture/sources.sh" || failed+=(sources)

build asan
run_tests asan
"$ROOT/tests/architecture/tidy.sh" "$ROOT/build/asan" || failed+=(tidy)
build tsan
run_tests tsan -LE architecture
if [ -n "$long" ]; then
    "$ROOT/tests/architecture/tidy.sh" "$ROOT/build/asan" --all || failed+=("tidy of everything")
    build release -DHOKATSU_TESTS=ON
    HOKATSU_LONG=1 run_tests release # everything that takes long, without the sanitizers' weight
    step "the interface's description under Redocly and Spectral"
    command -v npm >/dev/null || install_packages linters
    "$ROOT/tests/contract/openapi/linters.sh" || failed+=(linters)
    step "fuzzing the hub's parsers, a few seconds each"
    "$ROOT/tests/fuzz/run.sh" 5 || failed+=(fuzzing)
fi

if [ "${#failed[@]}" -gt 0 ]; then
    echo "FAILED: ${failed[*]}"
    exit 1
fi
echo "everything passed"
