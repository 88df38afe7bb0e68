#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# pages.sh <root>: the pages import only downwards, ask nobody but their own server, store nothing but
# tokens and the outbox, and use nothing that needs a secure context or that a strict
# content security policy forbids. Prints what stands in the way as file:line: and ends with 1.
set -euo pipefail
cd "$1/client/web/src"

# A folder, and the folders or files of ours that its files may import besides its own.
floors() {
    cat <<'TABLE'
connection
words
clock       words
state       connection words
leave       clock state/place words
outbox      connection
saving      connection outbox state fields/shape fields/value
parts       connection state words leave
fields      connection words parts saving/drafts
table       connection words state outbox saving parts fields leave
console     connection words state parts fields saving/drafts saving/leaving
projector   connection words state parts fields
TABLE
}

# A word that no file may have, and why.
banned() {
    cat <<'TABLE'
innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write	makes markup of text
\beval\(|new Function\(	runs text
document\.cookie|sessionStorage|indexedDB|\bcaches\.	stores
\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|RTCPeerConnection	asks besides the one WebSocket
crypto\.subtle|randomUUID|navigator\.clipboard|wakeLock|serviceWorker	needs a secure context
https?://	names another origin
console\.(log|debug|info|warn|error)	writes where others read
: any\b|<any>|\bas any\b|@ts-(ignore|nocheck|expect-error)	leaves the types
TABLE
}

# Whoever leaves quickly gets the neutral page anew, where the server is there to give it.
readonly ALLOWED='^leave/leave\.ts:[0-9]+: *fetch\(address'

found=0
complain() {
    echo "client/web/src/$1: $2"
    found=1
}

# may_import <folder it is in> <path from src, without ending> <word>...
may_import() {
    local folder=$1 path=$2 word
    shift 2
    for word in "$folder" "$@"; do
        [[ $path == "$word" || $path == "$word"/* ]] && return 0
    done
    return 1
}

files=$(find . -name '*.ts' -o -name '*.tsx' | sed 's#^\./##' | sort)
if [[ -z $files ]]; then
    complain . 'no source found'
    exit 1
fi

while IFS=: read -r file line path; do
    folder=${file%%/*}
    if ! words=$(floors | awk -v folder="$folder" '$1 == folder { $1 = ""; print; known = 1 } END { exit !known }'); then
        complain "$file" 'lies in no known folder'
    elif [[ $path == ./* ]]; then
        continue
    elif [[ $path == ../../* ]]; then
        complain "$file:$line" "goes out of the pages: $path"
    elif [[ $path == ../* && $path != *.css && $path != ../words/*.ftl ]]; then
        # shellcheck disable=SC2086
        may_import "$folder" "${path#../}" $words || complain "$file:$line" "$folder may not import ${path#../}"
    fi
done < <(grep -nE "(from|import)[ (]*'\.\.?/" $files |
    sed -E "s/^([^:]*):([0-9]+):.*'(\.\.?\/[^']*)'.*/\1:\2:\3/")

while IFS=$'\t' read -r words why; do
    while IFS=: read -r file line _; do
        complain "$file:$line" "$why"
    done < <(grep -nE "$words" $files | grep -vE "$ALLOWED" || true)
done < <(banned)

while IFS=: read -r file line _; do
    complain "$file:$line" 'uses localStorage'
done < <(grep -n 'localStorage' $files | grep -vE '^(state/place|console/group_places|saving/seat_drafts|outbox/outbox)\.ts:' || true)

exit $found
