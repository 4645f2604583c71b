#!/usr/bin/env bash
# The linters that integrators use, over the interface's description: Redocly (its strict rules) and Spectral (warnings
# are faults). The first run installs them with npm into build/linters and needs a network; later ones need none.
# Where they cannot be installed this fails and says so: a gate that was not run did not pass.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
description=$root/resources/openapi.yaml
tools=$root/build/linters
# Versions that run on Debian 12's Node.js.
wanted=(@redocly/cli@1.34.6 @stoplight/spectral-cli@6.16.3)

if [ "$(cat "$tools/installed" 2>/dev/null)" != "${wanted[*]}" ]; then
    command -v npm >/dev/null || { echo "NOT CHECKED: npm is missing, so Redocly and Spectral cannot be installed" >&2; exit 1; }
    mkdir -p "$tools"
    if ! npm install --prefix "$tools" --no-audit --no-fund --no-save --ignore-scripts "${wanted[@]}" >"$tools/npm.log" 2>&1; then
        tail -n 5 "$tools/npm.log" >&2
        echo "NOT CHECKED: Redocly and Spectral could not be installed (is there a network?)" >&2
        exit 1
    fi
    echo "${wanted[*]}" >"$tools/installed"
fi

status=0
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
"$tools/node_modules/.bin/redocly" lint --extends=recommended-strict "$description" || status=1
echo 'extends: ["spectral:oas"]' >"$tools/spectral.yaml"
"$tools/node_modules/.bin/spectral" lint --fail-severity=warn --ruleset "$tools/spectral.yaml" "$description" || status=1
exit "$status"
