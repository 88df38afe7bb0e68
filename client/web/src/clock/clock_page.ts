// SPDX-License-Identifier: EUPL-1.2
//
// The neutral page: the time and the day, and nothing that tells where it came from. Everything it
// needs is here, as whoever leaves quickly may have no connection.

import type { Language } from '../words/first_language';

const TITLES: Record<Language, string> = { nl: 'Klok', en: 'Clock' };
const LOCALES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };
const BEAT_MS = 1_000;

/** What the clock says. */
export function clockText(language: Language, at: Date): { time: string; day: string } {
    const locale = LOCALES[language];
    return {
        time: at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
        day: at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    };
}

/** Takes the place of whatever the page shows, before anything else is done. */
export function showClock(language: Language): void {
    const page = document.createElement('main');
    const time = document.createElement('h1');
    const day = document.createElement('p');
    page.className = 'clock-page';
    page.append(time, day);
    document.body.replaceChildren(page);
    document.title = TITLES[language];
    document.documentElement.lang = language;
    const tell = () => {
        const text = clockText(language, new Date());
        time.textContent = text.time;
        day.textContent = text.day;
    };
    tell();
    setInterval(tell, BEAT_MS);
}
