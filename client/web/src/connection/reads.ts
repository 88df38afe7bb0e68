// SPDX-License-Identifier: EUPL-1.2
//
// Reads: one page after the other is asked for, until the last. A read whose transport is lost goes
// on after the last page that came.

import type { ServerMessage } from '#made/houvast/v1/wire_pb';
import { type Asked, encode, type Outcome, type Request } from './requests';

export type PageMessage = Extract<
    ServerMessage['message'],
    {
        case:
            | 'readPage'
            | 'groupsPage'
            | 'programmesPage'
            | 'exercisesPage'
            | 'addressesPage'
            | 'qrPage'
            | 'secondFactorPage';
    }
>;
export type PageCase = PageMessage['case'];
export type PageOf<Case extends PageCase> = Extract<PageMessage, { case: Case }>['value'];

/** All pages of a read; or why there are none. */
export type Pages<Page> =
    | { kind: 'pages'; pages: Page[] }
    | Exclude<Outcome, { kind: 'done' }>;

/** How a read takes its answers; `ask` gives the message for the page that begins at `from`. */
export function gatherPages<Case extends PageCase>(
    pageCase: Case,
    ask: (from: number) => Asked,
    onPages: (pages: Pages<PageOf<Case>>) => void,
): Required<Pick<Request, 'answer' | 'page'>> {
    const pages: PageOf<Case>[] = [];
    let from = 0;

    function page(message: { case: string | undefined; value?: unknown }, request: Request) {
        if (message.case !== pageCase) {
            return 'alien';
        }
        const taken = message.value as PageOf<Case>;
        const next = 'next' in taken ? taken.next : 0;
        const bytes = next > from ? encode(ask(next)) : undefined;
        if (next !== 0 && bytes === undefined) {
            return 'alien'; // it would never end
        }
        pages.push(taken);
        if (bytes === undefined) {
            onPages({ kind: 'pages', pages });
            return 'last';
        }
        from = next;
        request.bytes = bytes;
        return 'next';
    }

    return {
        page,
        answer: (outcome) => onPages(outcome.kind === 'done' ? { kind: 'unknown' } : outcome),
    };
}
