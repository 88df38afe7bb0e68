// SPDX-License-Identifier: EUPL-1.2
//
// The words of the pages, in Dutch and English:
//
//     t('save-offline')                      what stands in <name>.nl.ftl and <name>.en.ftl
//     t('question-of', { number: 2, of: 5 })
//     textOf(definition.title)               a Text of the protocol
//
// Both follow the language, also inside components and signals. A page calls `addWords` for its own
// files once, before it draws anything; English is loaded when it is asked for. The compiler knows
// each id and what it takes.

import { FluentBundle, FluentResource } from '@fluent/bundle';
import { signal } from '@preact/signals';
import type { WordArguments } from '#made/words';
import type { Text } from '#made/houvast/v1/definition_pb';
import { firstLanguage, type Language } from './first_language';
import sharedNl from './shared.nl.ftl';

export type { Language };
export type WordId = keyof WordArguments;
type Arguments<Id extends WordId> = WordArguments[Id] extends undefined ? [] : [WordArguments[Id]];

/** Ids of words that take nothing. */
export type PlainWordId = {
    [Id in WordId]: WordArguments[Id] extends undefined ? Id : never;
}[WordId];

// Isolation marks would be read aloud by some screen readers; our sentences need none.
const bundles: Record<Language, FluentBundle> = {
    nl: new FluentBundle('nl-NL', { useIsolating: false }),
    en: new FluentBundle('en-GB', { useIsolating: false }),
};

type Loader = () => Promise<{ default: string }>;
let english: Loader[] = [];

/** The words of one page: of its Dutch file, and how to come by the English one. */
export function addWords(nl: string, en: Loader): void {
    bundles.nl.addResource(new FluentResource(nl));
    english.push(en);
}

addWords(sharedNl, () => import('./shared.en.ftl'));

/** Before a language is used. It fails when there is no connection and English was not loaded. */
export async function loadWords(of: Language): Promise<void> {
    if (of === 'en') {
        const texts = await Promise.all(english.map((it) => it()));
        texts.forEach((it) => bundles.en.addResource(new FluentResource(it.default)));
        english = [];
    }
}

// ---- Language ----------------------------------------------------------------------------------

/** The language of the person at this page. It stands in the address, so that a reload keeps it. */
export const language = signal<Language>(firstLanguage());

export async function setLanguage(to: Language): Promise<void> {
    await loadWords(to);
    language.value = to;
    history.replaceState(null, '', `${location.pathname}?lang=${to}`);
}

// ---- Words -------------------------------------------------------------------------------------

export function t<Id extends WordId>(id: Id, ...[args]: Arguments<Id>): string {
    const bundle = bundles[language.value];
    const pattern = bundle.getMessage(id)?.value;
    return pattern == null ? '' : bundle.formatPattern(pattern, args);
}

/** A text of the protocol; '' when it is absent. */
export function textOf(text: Text | undefined): string {
    return text === undefined ? '' : text[language.value];
}
