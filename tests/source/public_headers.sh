#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# public_headers.sh <root>: each header that we install compiles alone, as C11 and as C++17, without
# a warning. Ends with 77 (skipped) while there is none.
set -euo pipefail
cd "$1"

headers=(include/houvast/*.h)
[[ -e ${headers[0]} ]] || exit 77
for header in "${headers[@]}"; do
    clang -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c "$header"
    clang -std=c++17 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c++ "$header"
done
