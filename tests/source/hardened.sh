#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# hardened.sh <program or library>...: each is position independent, has its relocations read-only
# and bound at start, no executable stack, stack protection and fortified calls.
set -euo pipefail

found=0
# ask <file> <what> <pattern> <text>: complains unless the text matches.
ask() {
    if ! grep -qE "$3" <<<"$4"; then
        echo "$1: $2"
        found=1
    fi
}

(($# > 0)) || { echo 'nothing to look at'; exit 1; }
for file; do
    headers=$(readelf -hlW "$file")
    dynamic=$(readelf -dW "$file")
    symbols=$(nm -D --undefined-only "$file")
    ask "$file" 'is not position independent' 'Type: +DYN' "$headers"
    ask "$file" 'has no read-only relocations' 'GNU_RELRO' "$headers"
    ask "$file" 'has an executable stack' 'GNU_STACK.* RW +0x' "$headers"
    ask "$file" 'is not bound at start' 'BIND_NOW|FLAGS_1.*NOW' "$dynamic"
    ask "$file" 'has no stack protection' '__stack_chk_fail' "$symbols"
    ask "$file" 'has no fortified call' '_chk(@|$)' "$(grep -v stack_chk <<<"$symbols")"
done
exit $found
