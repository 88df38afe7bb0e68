#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# floors.sh <root>: every #include goes downwards, and each foreign library stays in its rooms.
# Prints what stands in the way as file:line: and ends with 1.
set -euo pipefail
cd "$1"

# A room, and what the files of its folder may include of ours besides their own folder.
# A word that ends in / is a folder, another one is a header, a trailing * is any ending.
floors() {
    cat <<'TABLE'
server/base       base/
server/core       core/ base/
server/codec      codec/ core/ base/ houvast/v1/*
server/journal    journal/ base/
server/vault      vault/ base/ journal/keystore.h
server/catalogue  catalogue/ core/ base/
server/host       host/ codec/ core/ vault/ base/ journal/journal.h journal/keystore.h
server/net        net/ host/ base/
server            net/ host/ catalogue/ journal/ vault/ codec/ core/ base/
include/houvast   houvast/client.h
client/lib        houvast/client* houvast/v1/wire* houvast/v1/pane* houvast/v1/definition*
client/cli        houvast/client* houvast/v1/wire* houvast/v1/pane* houvast/v1/definition*
client/examples   houvast/client* houvast/v1/wire* houvast/v1/pane* houvast/v1/definition*
TABLE
}

# A foreign header, and the rooms that may include it. What is not listed is free, but for the core.
libraries() {
    cat <<'TABLE'
uv.h             server/journal server/net server include/houvast client/lib client/cli client/examples
libwebsockets.h  server/net client/lib
sqlite3.h        server/journal
sodium.h         server/vault
liboath/*        server/vault
yaml.h           server/catalogue
utf8proc.h       server/codec client/cli
jansson.h        server server/catalogue client/cli
protobuf-c/*     server/codec client/lib
TABLE
}

core_system='assert.h limits.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h string.h uthash.h utlist.h'

# matches <header> <word>...: is one of the words this header, or its folder?
matches() {
    local header=$1 word
    shift
    for word; do
        case $word in
        */) [[ $header == "$word"* ]] && return 0 ;;
        *) # shellcheck disable=SC2053
            [[ $header == $word ]] && return 0 ;;
        esac
    done
    return 1
}

found=0
complain() {
    echo "$1: $2"
    found=1
}

# check <place> <room> <form> <header> <word>...
check() {
    local place=$1 room=$2 form=$3 header=$4 library rooms
    shift 4
    if [[ $header == *..* ]]; then
        complain "$place" "names its header by way of '..'"
    elif [[ $form == '"' || $header == houvast/* ]]; then
        if [[ $header == */* ]] && ! matches "$header" "$@"; then
            complain "$place" "$room may not include $header"
        fi
    else
        while read -r library rooms; do
            # shellcheck disable=SC2086
            if matches "$header" "$library" && ! matches "$room" $rooms; then
                complain "$place" "$room may not include <$header>"
            fi
        done < <(libraries)
        # shellcheck disable=SC2086
        if [[ $room == server/core ]] && ! matches "$header" $core_system; then
            complain "$place" "the core may not include <$header>"
        fi
    fi
}

files=0
while read -r room words; do
    for file in "$room"/*.[ch]; do
        [[ -e $file ]] || continue
        files=$((files + 1))
        while IFS=: read -r line text; do
            [[ $text =~ ^[[:space:]]*#[[:space:]]*include[[:space:]]*([\"\<])([^\"\>]+) ]] || continue
            # shellcheck disable=SC2086
            check "$file:$line" "$room" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" $words
        done < <(grep -nE '^[[:space:]]*#[[:space:]]*include' "$file" || true)
    done
done < <(floors)

while read -r file; do
    complain "$file" "lies in no known room"
done < <(find server client include -name node_modules -prune -o -name '*.[ch]' -printf '%h %p\n' |
    awk 'NR == FNR { room[$1]; next } !($1 in room) { print $2 }' <(floors) -)

if ((files == 0)); then
    complain "$1" "no source found"
fi
exit $found
