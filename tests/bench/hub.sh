#!/usr/bin/env bash
# Builds release and measures the hub. Prints "name ours floor ratio" for each figure; exit 1 where one falls short.
# hub.sh [--quick] [postgresql|sqlite|reading|waiting|country ...]: all figures, or those named; --quick tries whether
# they run. On a machine that does nothing else: a figure taken on a busy one says nothing.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../installer/lib.sh"
prepare 12000 build run test bench
build release
ulimit -n "$(ulimit -Hn)" # ten thousand desks and what serves them
LC_ALL=C.UTF-8 exec python3 -B "$ROOT/tests/bench/hub.py" "$ROOT/build/release/bin" "$@"
