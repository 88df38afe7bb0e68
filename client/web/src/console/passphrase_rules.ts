// SPDX-License-Identifier: EUPL-1.2

import { characters } from '../fields/value';
import type { PlainWordId } from '../words/words';

const CHARACTERS_MIN = 12;
const BYTES_MAX = 200;

/** What is wrong with a new passphrase, typed twice; undefined: nothing. */
export function passphraseProblem(once: string, twice: string): PlainWordId | undefined {
    if (characters(once) < CHARACTERS_MIN) {
        return 'console-passphrase-short';
    }
    if (new TextEncoder().encode(once).length > BYTES_MAX) {
        return 'console-passphrase-long';
    }
    return once === twice ? undefined : 'console-passphrase-differs';
}

/** The code of a second factor in what was typed, without spaces; undefined: it is none. */
export function loginCode(typed: string): string | undefined {
    const code = typed.replaceAll(' ', '');
    return /^[0-9]{6}$/.test(code) ? code : undefined;
}
