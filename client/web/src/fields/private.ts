// SPDX-License-Identifier: EUPL-1.2
//
// What every input for people's own words has: <textarea {...PRIVATE}>. No browser, spelling
// service or translator gets them.

export const PRIVATE = {
    dir: 'auto', // people write from right to left too
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    autoCorrect: 'off', // in small letters it is a property, of which any word means on
    translate: false,
    writingsuggestions: 'false',
    'data-gramm': 'false',
} as const;
