#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# core_symbols.sh <root> [compiler]: the core, built plainly, asks the outside for nothing but memory
# and string functions, the arena and assert. So it has no clock, no I/O, no random and no malloc.
# Ends with 77 (skipped) while the core has no sources.
set -euo pipefail
cd "$1"

compiler=${2:-cc}
sources=(server/core/*.c)
[[ -e ${sources[0]} ]] || exit 77

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for source in "${sources[@]}"; do
    "$compiler" -std=c11 -D_GNU_SOURCE -O2 -fno-pie -fno-stack-protector -U_FORTIFY_SOURCE \
        -Iserver -c "$source" -o "$folder/$(basename "$source").o"
done
ld -r -o "$folder/core" "$folder"/*.o

allowed='memcpy|memmove|memset|memcmp|memchr|memrchr|strlen|strnlen|strcmp|strncmp|strchr|strrchr|strstr'
allowed+='|hv_arena_[a-z_]+|__assert_fail'
if outside=$(nm -u --format=posix "$folder/core" | awk '{ print $1 }' | grep -vxE "$allowed"); then
    printf 'the core may not use: %s\n' $outside
    exit 1
fi
