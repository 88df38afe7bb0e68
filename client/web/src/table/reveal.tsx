// SPDX-License-Identifier: EUPL-1.2
//
// What was shown opens to all of the unit in one moment, and lies there to be read together.

import { Heading } from '../parts/heading';
import { t } from '../words/words';
import { Foot, OpenTogether, Ways } from './actions';
import { useChoices } from './choices';
import { Opened } from './opened';
import { OwnWays } from './own_ways';
import { OwnPages } from './people';
import { Top } from './top';

export function Reveal() {
    const { unit } = useChoices().seen.value;
    if (unit === undefined) {
        return null;
    }
    const mayOpen = unit.mayOpen;
    const people = unit.seats.length;
    return (
        <>
            <Top />
            <Heading key={mayOpen ? 'closed' : 'open'}>
                {mayOpen ? t('table-ready', { people }) : t('table-reveal')}
            </Heading>
            <p>{mayOpen ? t('table-ready-open', { people }) : t('table-reveal-text')}</p>
            <OpenTogether />
            <Opened />
            <OwnWays />
            <Ways next={mayOpen ? 'quiet' : 'main'} />
            <OwnPages />
            <Foot />
        </>
    );
}
