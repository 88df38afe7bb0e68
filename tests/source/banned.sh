#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# banned.sh <root>: no C file calls a function that writes without a limit or reads numbers blindly.
set -euo pipefail
cd "$1"

banned='strcpy|stpcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok'
banned+='|alloca|mktemp|tmpnam|rand|srand|system|popen'

if [[ -z $(find server client include tests -name node_modules -prune -o -name '*.[ch]' -print -quit) ]]; then
    echo "$1: no source found"
    exit 1
fi
# What reads text blindly is for tests only.
product='scanf|sscanf|fscanf'

# Comments are taken out before looking; a line's number stays what it was.
find server client include tests -name node_modules -prune -o -name '*.[ch]' -exec awk -v banned="(^|[^A-Za-z0-9_>.])($banned) *\\\\(" \
    -v product="(^|[^A-Za-z0-9_>.])($product) *\\\\(" '
    FNR == 1 { comment = 0 }
    {
        rest = $0
        code = ""
        while (rest != "") {
            if (comment) {
                at = index(rest, "*/")
                if (at == 0) break
                rest = substr(rest, at + 2)
                comment = 0
            } else {
                at = index(rest, "/*")
                if (at == 0) { code = code rest; break }
                code = code substr(rest, 1, at - 1)
                rest = substr(rest, at + 2)
                comment = 1
            }
        }
        if (code ~ banned || (FILENAME !~ /^tests\// && code ~ product)) { print FILENAME ":" FNR ": calls a banned function:" code; found = 1 }
    }
    END { exit found }' {} +
