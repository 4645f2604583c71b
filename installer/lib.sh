# Shared by installer/try.sh and tests/run.sh: checks with one clear line each, packages, builds. Sourced, bash.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() { printf 'error: %s\n' "$*" >&2; exit 2; }
step() { printf '== %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# need_debian: these scripts know Debian 12 (and what is made from it).
need_debian() {
    command -v apt-get >/dev/null || die "apt-get is missing: this script needs Debian 12 (for a build by hand: installer/packages.txt)"
    local id version
    id=$(. /etc/os-release 2>/dev/null && echo "${ID:-}"); version=$(. /etc/os-release 2>/dev/null && echo "${VERSION_ID:-}")
    if [ "$id" != debian ] || [ "$version" != 12 ]; then
        die "this is ${id:-an unknown system} ${version:-}, the script needs Debian 12 (set HOKATSU_ANY_SYSTEM=1 to try all the same)"
    fi
}

# need_disk MEGABYTES: free space where the build goes.
need_disk() {
    local free
    free=$(df -Pm "$ROOT" | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$1" ] || die "the disk is nearly full: $free MB free at $ROOT, $1 MB needed"
    [ -w "$ROOT" ] || die "$ROOT cannot be written to by $(id -un)"
    [ ! -e "$ROOT/build" ] || [ -w "$ROOT/build" ] || die "$ROOT/build belongs to $(stat -c %U "$ROOT/build"): remove it, or run this as that user"
}

# packages SECTION...: the names in these sections of packages.txt.
packages() {
    awk -v wanted=" $* " '/^\[/ {gsub(/[][]/, ""); on = index(wanted, " " $0 " ") > 0; next} on && NF && !/^#/ {print $1}' \
        "$ROOT/installer/packages.txt"
}

# install_packages SECTION...: only what is missing, so that a second run needs no network.
install_packages() {
    local missing=() name
    for name in $(packages "$@"); do
        dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "packages are missing (${missing[*]}) and there is no sudo: run this as root once"
    fi
    step "installing ${#missing[@]} packages"
    local log; log=$(mktemp)
    if ! as_root apt-get -o APT::Update::Error-Mode=any update >"$log" 2>&1; then
        tail -n 3 "$log" >&2; rm -f "$log"
        die "apt-get update failed: is there a network, and is the clock right?"
    fi
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        tail -n 5 "$log" >&2; rm -f "$log"
        die "apt-get could not install the packages (see above): is there a network, and room on the disk?"
    fi
    rm -f "$log"
}

# progress_of LOG: passes ninja's output on to LOG and tells how far it is: a line that renews itself on a terminal, each
# tenth elsewhere. The time left is what the steps so far took, carried on; before that nobody can know it.
progress_of() {
    local line told=0 started=$SECONDS tty=; [ -t 1 ] && tty=1
    while IFS= read -r line; do
        printf '%s\n' "$line" >&3
        [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
        local at=${BASH_REMATCH[1]} of=${BASH_REMATCH[2]} took=$((SECONDS - started)) left='' tenth
        [ "$of" -ge 20 ] || continue
        tenth=$((at * 10 / of))
        if [ "$took" -ge 10 ] && [ "$at" -lt "$of" ]; then left=", about $(((took * (of - at) / at + 59) / 60)) min left"; fi
        if [ -n "$tty" ]; then
            printf '\r   %3d %% (%d of %d)%s\033[K' $((at * 100 / of)) "$at" "$of" "$left"
        elif [ "$tenth" -gt "$told" ]; then
            printf '   %d0 %%%s\n' "$tenth" "$left"
            told=$tenth
        fi
    done 3>>"$1"
    [ -z "$tty" ] || printf '\r\033[K'
}

# build PRESET [CMAKE ARGUMENT...]: configures and builds; on failure prints the end of the log.
build() {
    local preset=$1; shift
    local log="$ROOT/build/$preset.log"
    mkdir -p "$ROOT/build"
    step "building $preset (log: build/$preset.log; the first time takes some minutes)"
    local started=$SECONDS
    if ! (cd "$ROOT" && cmake --preset "$preset" "$@") >"$log" 2>&1 ||
        ! (cd "$ROOT" && cmake --build --preset "$preset" 2>&1) | progress_of "$log"; then
        grep -E '(^|[ :])(fatal )?error:|undefined reference|No space left' "$log" | head -n 20 >&2
        tail -n 5 "$log" >&2
        grep -q 'No space left' "$log" && die "the disk filled up while building $preset"
        die "building $preset failed (whole log: $log)"
    fi
    printf '   %s built in %d s\n' "$preset" $((SECONDS - started))
}

prepare() { # prepare MEGABYTES SECTION...
    local megabytes=$1; shift
    [ -n "${HOKATSU_ANY_SYSTEM:-}" ] || need_debian
    need_disk "$megabytes"
    install_packages "$@"
}
