#!/usr/bin/env bash
# One command from a fresh clone to the desk in training mode.
#
# With a display the desk opens. Without one the same windows are driven offscreen through the main job, each step is
# printed with what it saw and how long it took, and pictures go to build/tour/. Exit 0: every step held.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

prepare 3000 build run
build release -DHOKATSU_TESTS=OFF
bin="$ROOT/build/release/bin"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${1:-}" != --tour ]; then
    step "starting the desk in training mode (close its window to end)"
    exec "$bin/hokatsu-desk" --training "$@"
fi
step "no display: driving the windows offscreen, pictures go to build/tour/"
mkdir -p "$ROOT/build/tour"
XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$(mktemp -d)} # Qt wants one; a machine without a session has none
export XDG_RUNTIME_DIR
QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 exec "$bin/hokatsu-tour" --pictures "$ROOT/build/tour"
