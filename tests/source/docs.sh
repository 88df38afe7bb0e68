#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# docs.sh <root>: docs/privacy.md says the same in Dutch and in English, in short sentences, and has
# a row for every keep class, pane and read of the code, and for nothing else; docs/threat-model.md
# names tests that are there, and says of each threat what proves its controls. Prints what stands in
# the way as file:line: and ends with 1.
# shellcheck disable=SC2016 # backquotes are those of Markdown
set -euo pipefail
cd "$1"

privacy=docs/privacy.md
model=docs/threat-model.md
longest=15 # words a sentence

found=0
complain() {
    echo "$1: $2"
    found=1
}

# One line a heading: its level, language and name. A heading reads "## Text <a id="nl-name"></a>".
headings() {
    sed -nE 's,^(##+) .* <a id="(nl|en)-([a-z-]+)"></a>$,\1 \2 \3,p' $privacy
}

# The lines of one language: from its first heading to the other one's.
part() {
    awk -v language="$1" '
        match($0, /<a id="(nl|en)-/) { now = substr($0, RSTART + 7, 2) }
        now == language' $privacy
}

while IFS=: read -r line heading; do
    complain "$privacy:$line" "has no anchor: $heading"
done < <(grep -nE '^##' $privacy | grep -vE ' <a id="(nl|en)-[a-z-]+"></a>$' || true)

if [[ $(headings | cut -d' ' -f2 | uniq | paste -sd' ') != 'nl en' ]]; then
    complain $privacy 'is not Dutch first, and then English'
fi
if ! differ=$(diff <(headings | sed -n 's/ nl / /p') <(headings | sed -n 's/ en / /p')); then
    complain $privacy "Dutch (<) and English (>) do not have the same headings in the same order:"
    sed -n '/^[<>]/p' <<<"$differ"
fi

# The code's words: HV_KEEP_DRAFT is `draft`.
words=$(grep -ohE '^ +HV_(KEEP|PANE|READ)_[A-Z_]+' server/core/programme.h server/core/pane.h |
    sed -E 's/^ +HV_(KEEP|PANE|READ)_//' | tr '[:upper:]' '[:lower:]' | sort)
for language in nl en; do
    rows=$(part $language | sed -nE 's/^\|.*\| `([a-z_]+)` \|$/\1/p' | sort)
    if ! differ=$(diff <(echo "$words") <(echo "$rows")); then
        complain $privacy "the rows of $language (>) are not what the code has (<):"
        sed -n '/^[<>]/p' <<<"$differ"
    fi
done

# Sentences end at . ! or ?, at an empty line, and at the borders of a cell, a heading or an item.
while read -r line count; do
    complain "$privacy:$line" "a sentence of $count words"
done < <(awk -v longest=$longest '
    function finish() {
        if (count > longest) print start, count
        count = 0
    }
    /^$|^#|^[-|]/ { finish() }
    {
        gsub(/<[^>]*>|\]\([^)]*\)|[`*#]|^- /, "")
        gsub(/\|/, " | ")
        for (i = 1; i <= NF; i++) {
            if ($i == "|") { finish(); continue }
            if ($i !~ /[[:alnum:]]/) continue
            if (count++ == 0) start = NR
            if ($i ~ /[.!?][)"\047]*$/) finish()
        }
    }
    /^#/ { finish() }
    END { finish() }' $privacy)

while IFS=: read -r line name; do
    [[ -e $name ]] || complain "$model:$line" "names a test that is not there: $name"
done < <(grep -noE '`(tests|client/web/test)/[^`]+`' $model | tr -d '`')

# A row of a threat: who does what, what stands against it, what proves that, what is left.
while IFS=: read -r line row; do
    complain "$model:$line" "says neither a test nor \"no test\": ${row:0:60}"
done < <(awk '/^## Threats/ { inside = 1; next } /^## / { inside = 0 }
    inside && /^\|/ && !/^\|[-|]+$/ && !/^\| who / { print NR ":" $0 }' $model |
    grep -vE '`(tests|client/web/test)/|no test' || true)
if ! grep -q '^## Threats' $model; then
    complain $model 'has no section "Threats"'
fi

exit $found
