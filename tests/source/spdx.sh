#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# spdx.sh <root>: every source file names the licence in its first three lines.
set -euo pipefail
cd "$1"

header='SPDX-License-Identifier: EUPL-1.2'
files=0
found=0
while read -r file; do
    files=$((files + 1))
    # Not a pipe into grep -q: that would end head early, which pipefail takes for an error.
    if ! grep -qF "$header" <<<"$(head -n 3 "$file")"; then
        echo "$file: lacks '$header'"
        found=1
    fi
done < <(find . \( -path ./build -o -name node_modules -o -path ./.git \) -prune -o -type f \( \
    -name '*.[ch]' -o -name '*.proto' -o -name '*.yaml' -o -name '*.yml' -o -name '*.sh' -o \
    -name '*.cmake' -o -name CMakeLists.txt -o -name '*.ts' -o -name '*.tsx' -o -name '*.js' -o \
    -name '*.mjs' -o -name '*.css' -o -name '*.html' -o -name '*.ftl' -o -name '*.py' -o -name '*.sql' -o \
    -name '*.service' -o -name '*.socket' -o -path ./dev -o -path ./.ci/run \) -print)

if ((files == 0)); then
    echo "$1: no source found"
    found=1
fi
exit $found
