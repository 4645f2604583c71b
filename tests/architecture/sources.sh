#!/usr/bin/env bash
# Checks that need no build: formatting of every C++ file (clang-format 14).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mapfile -t files < <(git ls-files '*.cpp' '*.h')
if ! clang-format --dry-run --Werror "${files[@]}" 2>/tmp/format.$$; then
    grep -oE '^[a-z][^:]+\.(cpp|h)' /tmp/format.$$ | sort -u | sed 's/^/not formatted: /'
    rm -f /tmp/format.$$
    exit 1
fi
rm -f /tmp/format.$$
echo "   ${#files[@]} files formatted"
