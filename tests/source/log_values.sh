#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# log_values.sh <root> [compiler]: a log line with a number compiles; the same line with text, or
# with any other pointer, does not, and for that very reason.
set -euo pipefail
cd "$1"

compiler=${2:-cc}

# compile <declaration of value>: what the compiler says about a log line that holds it.
compile() {
    LC_ALL=C "$compiler" -std=c11 -Iserver -fsyntax-only -x c - 2>&1 <<SOURCE
#include "base/log.h"
void line(const struct hv_log *log, $1);
void line(const struct hv_log *log, $1)
{
    hv_log(log, HV_LOG_SERVER_READY, value);
}
SOURCE
}

found=0
for good in 'int value' 'unsigned long value' 'struct hv_id value' 'enum hv_log_level value'; do
    if ! said=$(compile "$good"); then
        printf '%s does not compile:\n%s\n' "$good" "$said"
        found=1
    fi
done
for bad in 'char *value' 'const char *value' 'char value' 'struct hv_bytes value' \
    'const unsigned char *value' 'void *value' 'double value'; do
    if said=$(compile "$bad"); then
        echo "$bad compiles"
        found=1
    elif ! grep -qE "_Generic.* not compatible with any|controlling expression type.*not compatible" <<<"$said"; then
        printf '%s is refused for another reason:\n%s\n' "$bad" "$said"
        found=1
    fi
done
exit $found
