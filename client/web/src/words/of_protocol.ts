// SPDX-License-Identifier: EUPL-1.2
//
// The words of what the protocol says by number.

import { FarewellReason, Language, Refusal } from '#made/houvast/v1/wire_pb';
import { language, type PlainWordId, t } from './words';

const REFUSALS: Partial<Record<Refusal, PlainWordId>> = {
    [Refusal.NOT_ALLOWED]: 'refusal-not-allowed',
    [Refusal.NOT_FOUND]: 'refusal-not-found',
    [Refusal.NOT_YOURS]: 'refusal-not-yours',
    [Refusal.LOCKED]: 'refusal-locked',
    [Refusal.CONSENT_MISSING]: 'refusal-consent-missing',
    [Refusal.NOT_ADMITTED]: 'refusal-not-admitted',
    [Refusal.NO_MEETING]: 'refusal-no-meeting',
    [Refusal.MEETING_OPEN]: 'refusal-meeting-open',
    [Refusal.RUN_OVER]: 'refusal-run-over',
    [Refusal.MOVED_ON]: 'refusal-moved-on',
    [Refusal.NOT_YET]: 'refusal-not-yet',
    [Refusal.CLOSED]: 'refusal-closed',
    [Refusal.FINAL]: 'refusal-final',
    [Refusal.NOT_READY]: 'refusal-not-ready',
    [Refusal.STALE]: 'refusal-stale',
    [Refusal.NOT_ACCEPTED]: 'refusal-not-accepted',
    [Refusal.SHARING_CLOSED]: 'refusal-sharing-closed',
    [Refusal.FULL]: 'refusal-full',
    [Refusal.NO_SUCH_FORM]: 'refusal-no-such-form',
    [Refusal.INVALID]: 'refusal-invalid',
    [Refusal.READ_ONLY]: 'refusal-read-only',
    [Refusal.BUSY]: 'refusal-busy',
    [Refusal.FAILED]: 'refusal-failed',
    [Refusal.WORDS]: 'refusal-words',
};

const FAREWELLS: Partial<Record<FarewellReason, PlainWordId>> = {
    [FarewellReason.TOKEN]: 'farewell-token',
    [FarewellReason.VERSION]: 'farewell-version',
    [FarewellReason.REPLACED]: 'farewell-replaced',
    [FarewellReason.REMOVED]: 'farewell-removed',
    [FarewellReason.MALFORMED]: 'farewell-malformed',
    [FarewellReason.NOT_ADMITTED]: 'farewell-not-admitted',
    [FarewellReason.RESTING]: 'farewell-resting',
    [FarewellReason.STOPPING]: 'farewell-stopping',
    [FarewellReason.FAILED]: 'farewell-failed',
};

/** Why something was not done; undefined: it was. */
export function problemOf(outcome: { kind: string; refusal?: Refusal }): string | undefined {
    if (outcome.kind === 'refused') {
        return t(REFUSALS[outcome.refusal ?? Refusal.UNSPECIFIED] ?? 'refusal-other');
    }
    return outcome.kind === 'unknown' ? t('unknown-outcome') : undefined;
}

/** Why the server ended the connection; undefined when it needs no saying. */
export function farewellText(reason: FarewellReason): string | undefined {
    const id = FAREWELLS[reason];
    return id === undefined ? undefined : t(id);
}

/** The language in which this page is read now. */
export function languageOfPage(): Language {
    return language.peek() === 'en' ? Language.EN : Language.NL;
}
