#!/usr/bin/env bash
# tidy.sh BUILD_FOLDER [FILE...]: clang-tidy and clazy on what changed since HOKATSU_SINCE (a commit; without it, what
# upstream has not, or by the last commit), or on the files given.
# tidy.sh BUILD_FOLDER --all: clang-tidy on the whole of app and ui.
#
# Each file is read by itself and without the precompiled headers, which only g++ can read; so a missing include is found
# here too. --all reads the batches that the build compiles, ten files each, which takes a sixth of the time.
set -euo pipefail
build=$1
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# database NAME [CMAKE ARGUMENT...]: a configuration of its own, whose commands clang understands.
database() {
    local folder=$build/$1
    cmake --preset asan -B "$folder" -DHOKATSU_PCH=OFF "${@:2}" >"$folder-configured.log" 2>&1 ||
        { tail -n 5 "$folder-configured.log"; exit 1; }
    python3 - "$folder" <<'PY'
import json, re, sys
build = sys.argv[1]
out = []
for entry in json.load(open(build + "/compile_commands.json")):
    c = entry["command"]
    c = re.sub(r"\S*cmake -E env (\S+=\S+ )*\S*ccache ", "", c)
    c = re.sub(r" -(Winvalid-pch|fpch-preprocess|fsanitize=\S+|fno-sanitize-recover=\S+|Wno-maybe-uninitialized|Wno-stringop-overflow|Wno-restrict)(?= |$)", "", c)
    entry["command"] = c + " -Wno-unknown-warning-option"
    out.append(entry)
json.dump(out, open(build + "/compile_commands.json", "w"))
PY
}

if [ "${1:-}" = --all ]; then
    database tidy-all
    status=0
    python3 - "$build/tidy-all" <<'PY' >"$build/tidy-all/files.txt"
import json, os, re, sys
files = {entry["file"] for entry in json.load(open(sys.argv[1] + "/compile_commands.json"))}
wanted = [f for f in files if re.search("/(app|ui)/", f) and not re.search("/tests/|_autogen/", f)]
print("\n".join(sorted(f for f in wanted if os.path.exists(f))))  # generated ones have not been made here
PY
    xargs -r -P "$(nproc)" -n 1 clang-tidy --quiet -p "$build/tidy-all" --header-filter='(app|ui)/.*\.(h|cpp)$' \
        <"$build/tidy-all/files.txt" 2>/dev/null | tee "$build/tidy-all/report.txt" || status=1
    echo "   clang-tidy: $(wc -l <"$build/tidy-all/files.txt") batches, the whole of app and ui"
    exit "$status"
fi
if [ "$#" -gt 0 ]; then
    files=("$@")
else
    upstream=$(git merge-base HEAD '@{upstream}' 2>/dev/null || true)
    [ "$upstream" != "$(git rev-parse HEAD)" ] || upstream=
    base=$(git rev-parse -q --verify "${HOKATSU_SINCE:-${upstream:-HEAD~1}}" || git hash-object -t tree /dev/null)
    mapfile -t files < <(git diff --name-only --diff-filter=d "$base" HEAD -- 'app/*.cpp' 'ui/*.cpp')
fi
[ "${#files[@]}" -gt 0 ] || { echo "   no source changed"; exit 0; }
database tidy -DHOKATSU_BATCHES=OFF
status=0
known=$(python3 -c 'import json,sys; print("\n".join(e["file"] for e in json.load(open(sys.argv[1]))))' "$build/tidy/compile_commands.json")
check=()
for file in "${files[@]}"; do
    grep -qxF "$PWD/$file" <<<"$known" && check+=("$file")
done
printf '%s\n' "${check[@]}" | xargs -r -P "$(nproc)" -n 1 clang-tidy --quiet -p "$build/tidy" 2>/dev/null | tee "$build/tidy/report.txt" || status=1
echo "   clang-tidy: ${#check[@]} files"
qt=()
for file in "${check[@]}"; do
    case $file in ui/* | app/storage/* | app/net/* | app/session/* | app/sync/* | app/services/* | app/use_cases/* | app/desk/*) qt+=("$file") ;; esac
done
if [ "${#qt[@]}" -gt 0 ]; then
    printf '%s\n' "${qt[@]}" | CLAZY_CHECKS=level1,connect-3arg-lambda,no-non-pod-global-static xargs -r -P "$(nproc)" -n 1 \
        clazy-standalone -p "$build/tidy" --header-filter='(app|ui)/.*\.h$' >"$build/tidy/clazy.log" 2>&1 ||
        { grep -E 'error:' "$build/tidy/clazy.log" | head; echo "   clazy could not read every file"; status=1; }
    { grep -E 'warning:.*\[-Wclazy' "$build/tidy/clazy.log" || true; } | sort -u | tee "$build/tidy/clazy.txt"
    [ ! -s "$build/tidy/clazy.txt" ] || status=1
    echo "   clazy: ${#qt[@]} files"
fi
exit "$status"
