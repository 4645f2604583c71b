#!/usr/bin/env bash
# Builds release and measures. Prints "name ours floor ratio" for each figure; exit 1 where one falls short.
# On a machine that does nothing else: a figure taken on a busy one says nothing.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../installer/lib.sh"
prepare 4000 build run test
build release -DHOKATSU_TESTS=ON
QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 exec python3 -B "$ROOT/tests/bench/run.py" "$ROOT/build/release/bin" "$@"
