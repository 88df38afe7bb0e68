#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# switches.sh <houvastd>: the switches of the preset `bench`, which lose data, are not in it.
set -euo pipefail

found=0
for switch in bench-commit-each bench-no-fsync; do
    if "$1" "--$switch" --version >/dev/null 2>&1; then
        echo "houvastd takes --$switch"
        found=1
    fi
done
if grep -aqE 'bench-(commit|no)|without-sync' "$1"; then
    echo 'houvastd holds words of the preset bench'
    found=1
fi
"$1" --version >/dev/null || found=1
exit $found
