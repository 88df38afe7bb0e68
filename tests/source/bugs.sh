#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# bugs.sh <root>: each planted bug of the simulator still applies to the code as it is, at its own place; whether it is found,
# `./dev sim --bugs` tells.
set -euo pipefail
cd "$1"

found=0
for bug in tests/sim/bugs/*.patch; do
    if ! said=$(patch -p1 -F0 --dry-run --force <"$bug"); then
        echo "$bug does not apply any more: $said"
        found=1
    fi
done
exit $found
