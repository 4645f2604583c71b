#!/usr/bin/env bash
# Checks that need no build: formatting of every C++ file (clang-format 14).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
report=$(mktemp)
trap 'rm -f "$report"' EXIT
mapfile -t files < <(git ls-files '*.cpp' '*.h')
if ! clang-format --dry-run --Werror "${files[@]}" 2>"$report"; then
    grep -oE '^[a-z][^:]+\.(cpp|h)' "$report" | sort -u | sed 's/^/not formatted: /'
    exit 1
fi
echo "   ${#files[@]} files formatted"
