#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# visible.sh <root>: who may see a field is asked in one place. A facilitator may have narrowed it, so in
# the core only what is about a definition alone (programme*.c) reads its visibility, and visible.c itself.
set -euo pipefail
cd "$1/server/core"

found=0
for file in *.c; do
    case $file in
    programme*.c | visible.c) continue ;;
    esac
    if grep -nE '(\.|->)visibility\b' "$file" | sed "s|^|server/core/$file:|"; then
        found=1
    fi
done
exit $found
