// SPDX-License-Identifier: EUPL-1.2
//
// The language of whoever opens a page, before anything else is known of them.

export type Language = 'nl' | 'en';

/** What the address asks for; otherwise Dutch, where the browser reads it. */
export function firstLanguage(): Language {
    const asked = new URLSearchParams(globalThis.location?.search).get('lang');
    if (asked === 'nl' || asked === 'en') {
        return asked;
    }
    const languages = globalThis.navigator?.languages ?? [];
    return languages.length === 0 || languages.some((it) => it.startsWith('nl')) ? 'nl' : 'en';
}
