#!/usr/bin/env bash
# packages.sh BUILD_FOLDER: makes both .deb files, installs them on a copy-on-write image of this machine's root, looks
# at what they brought, runs the hub as its own user, removes and purges them, and finds nothing left.
#
# The machine itself is not touched: everything happens in a mount namespace on an overlay that lives in memory.
set -euo pipefail
build=$(cd "$1" && pwd)
if [ "${2:-}" != inner ]; then
    rm -rf "$build/packages"
    (cd "$build" && cpack -G DEB >"$build/cpack.log" 2>&1) || { tail -n 20 "$build/cpack.log"; exit 1; }
    ls "$build"/packages/*.deb
    elevate=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || { echo "skipped: this test needs root, or sudo without a question"; exit 77; }
        elevate=(sudo -n)
    fi
    "${elevate[@]}" unshare --mount true 2>/dev/null || { echo "skipped: no mount namespaces here"; exit 77; }
    exec "${elevate[@]}" unshare --mount --pid --fork --kill-child "$0" "$build" inner
fi

work=/mnt # mounted in this namespace only
mount -t tmpfs -o size=2G packages-test "$work"
mkdir -p "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$work/root"
root=$work/root
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$root/debs"
cp "$build"/packages/*.deb "$root/debs/"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
fail() { echo "FAIL: $*"; exit 1; }
expect() { inside test "$@" || fail "expected: test $*"; }
# Full relro, a canary on the stack, and the checked forms of the C library's calls.
is_hardened() {
    readelf -lW "$1" | grep -q GNU_RELRO && readelf -dW "$1" | grep -qE 'BIND_NOW|Flags:.* NOW' &&
        readelf -sW --dyn-syms "$1" | grep -q __stack_chk_fail && readelf -sW --dyn-syms "$1" | grep -qE '__[a-z]+_chk@'
}

inside sh -c 'dpkg -i /debs/*.deb' >/dev/null
for package in hokatsu-hub hokatsu-desk; do
    inside dpkg -s "$package" | grep -qx 'Status: install ok installed' || fail "$package is not installed"
    inside dpkg --verify "$package" | grep -v '^$' && fail "$package differs from what it says" || true
done
expect -x /usr/bin/hokatsu-hub
expect -x /usr/bin/hokatsu-desk
expect -x /usr/lib/hokatsu/hokatsu-hub
expect -f /usr/share/applications/hokatsu-desk.desktop
expect -f /usr/share/icons/hicolor/scalable/apps/hokatsu-desk.svg
[ "$(inside stat -c '%U %a' /var/lib/hokatsu-hub)" = "hokatsu-hub 700" ] || fail "data folder: $(inside stat -c '%U %a' /var/lib/hokatsu-hub)"
# A build for the sanitizers has theirs instead; the release build of the long run is the one that is packaged.
if grep -qx 'HOKATSU_HARDENED:[A-Z]*=ON' "$build/CMakeCache.txt"; then
    for program in /usr/bin/hokatsu-hub /usr/bin/hokatsu-desk /usr/lib/hokatsu/hokatsu-hub; do
        is_hardened "$root$program" || fail "$program is built without its guards"
    done
fi
command -v systemd-analyze >/dev/null && inside systemd-analyze verify /lib/systemd/system/hokatsu-hub.service 2>&1 | grep hokatsu && fail "the unit is wrong" || true

# The service's own command line, as its own user.
inside runuser -u hokatsu-hub -- /usr/bin/hokatsu-hub serve --data /var/lib/hokatsu-hub --listen 127.0.0.1:0 \
    --ready-file /var/lib/hokatsu-hub/ready.json >"$work/hub.log" 2>&1 &
hub=$!
for _ in $(seq 300); do [ -s "$root/var/lib/hokatsu-hub/ready.json" ] && break; kill -0 "$hub" 2>/dev/null || break; sleep 0.1; done
[ -s "$root/var/lib/hokatsu-hub/ready.json" ] || { cat "$work/hub.log"; fail "the hub did not start"; }
url=$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' "$root/var/lib/hokatsu-hub/ready.json")
curl -sS --noproxy '*' --cacert "$root/var/lib/hokatsu-hub/ca.pem" "$url/v1/status" | grep -q '"epoch"' || fail "the hub does not answer"
inside pkill -TERM -x hokatsu-hub
wait "$hub" || fail "the hub did not stop cleanly ($?)"
version=$(QT_QPA_PLATFORM=offscreen inside /usr/bin/hokatsu-desk --version) || fail "the desk does not start"
echo "desk says: $version"

inside dpkg -r hokatsu-desk hokatsu-hub >/dev/null
expect ! -e /usr/bin/hokatsu-hub
expect ! -e /usr/bin/hokatsu-desk
expect ! -e /usr/lib/hokatsu
expect -d /var/lib/hokatsu-hub
inside dpkg -P hokatsu-hub hokatsu-desk >/dev/null 2>&1
expect ! -e /var/lib/hokatsu-hub
expect ! -e /etc/default/hokatsu-hub
inside getent passwd hokatsu-hub >/dev/null && fail "the user is still there"
inside dpkg -l 'hokatsu-*' 2>/dev/null | grep -q '^ii' && fail "a package is still there"
echo "both packages installed, ran and left without a trace"
