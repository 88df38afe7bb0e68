// SPDX-License-Identifier: EUPL-1.2
//
// Names in a sentence.

import { language } from '../words/words';

/** "Noor en Sam"; '' without any. */
export function namesText(names: readonly string[]): string {
    const list = new Intl.ListFormat(language.value, { style: 'long', type: 'conjunction' });
    return list.format(names.filter((it) => it !== ''));
}
