#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# planted.sh <root>: each check of this folder finds a fault planted in a small tree of its own, and
# finds none in that tree without it. A check that cannot fail would say nothing.
set -euo pipefail
checks=$(cd "$1" && pwd)/tests/source

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
licence='/* SPDX-License-Identifier: EUPL-1.2 */'
failed=0

fresh_tree() {
    rm -rf "$folder/tree"
    mkdir -p "$folder/tree"/{server/{base,core,net},client/{lib,web/src/{connection,state,table}},include,tests}
    cd "$folder/tree"
    printf '%s\n#include "base/a.h"\nint hv_core(void);\nint hv_core(void)\n{\n    return 1; /* not gets() */\n}\n' \
        "$licence" >server/core/a.c
    printf '%s\n' "$licence" "import { a } from '../connection/a';" >client/web/src/state/a.ts
    printf '%s\n' "$licence" | tee client/web/src/{connection,table}/a.ts >/dev/null
    printf '%s\n' "$licence" | tee server/base/a.h server/net/a.c client/lib/a.c >/dev/null
}

# plant <check> <file> <line>: the check passes without the line and fails with it.
plant() {
    fresh_tree
    if ! bash "$checks/$1" "$folder/tree" >"$folder/said"; then
        echo "$1 complains about a sound tree:"
        cat "$folder/said"
        failed=1
    fi
    printf '%s\n' "$3" >>"$2"
    if bash "$checks/$1" "$folder/tree" >"$folder/said" 2>&1 || ! [[ -s $folder/said ]]; then
        echo "$1 does not see in $2: $3"
        failed=1
    fi
}

plant floors.sh server/base/a.h '#include "core/group.h"'
plant floors.sh server/core/a.c '#include "codec/codec.h"'
plant floors.sh server/core/a.c '#include "../codec/codec.h"'
plant floors.sh server/core/a.c '#  include <uv.h>'
plant floors.sh server/core/a.c '#include <time.h>'
plant floors.sh server/core/a.c '#include <stdlib.h>'
plant floors.sh server/net/a.c '#include "core/group.h"'
plant floors.sh server/net/a.c '#include <sqlite3.h>'
plant floors.sh client/lib/a.c '#include "base/bytes.h"'
plant floors.sh client/lib/a.c '#include "server/base/bytes.h"'
plant floors.sh client/lib/a.c '#include <houvast/v1/record.pb-c.h>'
plant floors.sh server/new.c '#include <sodium.h>'
plant floors.sh client/new.c '#include <uv.h>'
plant pages.sh client/web/src/connection/a.ts "import { a } from '../state/a';"
plant pages.sh client/web/src/table/a.ts "import { a } from '../console/a';"
plant pages.sh client/web/src/table/a.ts "const late = () => import('../../../server/a');"
plant pages.sh client/web/src/new.ts "import { a } from './state/a';"
plant pages.sh client/web/src/table/a.ts 'element.innerHTML = text;'
plant pages.sh client/web/src/table/a.ts "localStorage.setItem('a', text);"
plant pages.sh client/web/src/table/a.ts "void fetch('/a');"
plant pages.sh client/web/src/table/a.ts "const a = 'https://example.org/';"
plant pages.sh client/web/src/table/a.ts 'let a: any;'
plant spdx.sh server/core/new.c 'int hv_new;'
plant spdx.sh dev '#!/bin/sh'
plant spdx.sh client/web/src/new.tsx 'export {};'
plant spdx.sh client/web/src/new.ftl 'a = b'
plant banned.sh server/net/a.c 'void f(char *a) { strcpy (a, "b"); }'
plant banned.sh server/net/a.c '/* one */ int a(void) { /* two */ return atoi("1"); }'
plant visible.sh server/core/a.c 'bool f(const struct hv_field *a) { return a->visibility == HV_VISIBLE_SELF; }'
plant core_symbols.sh server/core/a.c 'long time(long *); long hv_now(void); long hv_now(void) { return time(0); }'
plant core_symbols.sh server/core/a.c 'void *malloc(unsigned long); void *hv_m(void); void *hv_m(void) { return malloc(9); }'
exit $failed
