#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# exports.sh <library> <header>...: the library shows exactly the functions that the headers declare,
# besides messages of the protocol; and none of the messages that only the journal knows.
set -euo pipefail
library=$1
shift

shown=$(nm -D --defined-only "$library" | awk '{ sub(/@.*/, "", $3); print $3 }' | grep -v '^HOUVAST_' | sort)
declared=$(cat "$@" | grep -oE '\bhv_client_[a-z_]+\(' | tr -d '(' | sort -u)
found=0
if ! diff <(printf '%s\n' "$declared") <(grep -v '^houvast__v1__' <<<"$shown"); then
    echo "$library: < is declared and cannot be seen, > is seen and not declared"
    found=1
fi
if ! grep -q '^houvast__v1__command__init$' <<<"$shown"; then
    echo "$library: does not show the messages of the protocol"
    found=1
fi
if grep -E '^houvast__v1__.*record' <<<"$shown"; then
    echo "$library: shows what only the journal knows"
    found=1
fi
exit $found
