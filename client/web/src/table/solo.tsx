// SPDX-License-Identifier: EUPL-1.2
//
// Each alone: on a table the choice of who writes, on a pen what waits while the own page is put
// away or closed.

import type { UnitPane } from '#made/houvast/v1/pane_pb';
import { Heading } from '../parts/heading';
import { t } from '../words/words';
import { Foot, OpenTogether, Ways } from './actions';
import { type Choices, useChoices } from './choices';
import type { OwnPage } from './own_page';
import { OwnWays } from './own_ways';
import { OwnPages, People } from './people';
import { nextPlace } from './place';
import { Problem, Top } from './top';

export function Solo() {
    const choices = useChoices();
    const { unit, definition } = choices.seen.value;
    if (unit === undefined || definition === undefined) {
        return null;
    }
    const goesOn = nextPlace(unit, definition) !== undefined;
    const [title, text] = wordsOf(unit, choices.isTable ? 'table' : pageOfPen(choices));
    return (
        <>
            <Top />
            <Heading key={title}>{title}</Heading>
            {text !== '' && <p>{text}</p>}
            <OpenTogether />
            {choices.isTable && !unit.bothReady && <People isMain />}
            <OwnWays />
            {goesOn ? (
                <Ways next={unit.bothReady && !unit.mayOpen ? 'main' : 'quiet'} />
            ) : (
                <>
                    <p class="soft">{t('table-wait')}</p>
                    <Problem />
                </>
            )}
            {unit.bothReady && <OwnPages />}
            <Foot />
        </>
    );
}

/** Who said no can have closed an envelope all the same. */
function pageOfPen({ ownPage, seen }: Choices): OwnPage['kind'] | undefined {
    const kind = ownPage.value?.kind;
    const hasClosed = seen.value.seat?.envelopes.some((it) => it.closed) ?? false;
    return kind === 'consent' && hasClosed ? 'closed' : kind;
}

/** What it is, and what there is to do. */
function wordsOf(unit: UnitPane, page: OwnPage['kind'] | 'table' | undefined): [string, string] {
    if (unit.bothReady) {
        const people = unit.seats.length;
        const next = unit.mayOpen ? t('table-ready-open', { people }) : t('table-ready-next');
        return [t('table-ready', { people }), next];
    }
    if (page === 'table') {
        const anyHere = unit.seats.some((it) => !it.ownDevice);
        return [t('table-solo'), anyHere ? t('table-solo-text') : t('table-solo-own')];
    }
    if (page === 'closed') {
        return [t('own-closed'), ''];
    }
    return [t('table-solo'), page === 'writing' ? t('table-solo-pen') : ''];
}
