// SPDX-License-Identifier: EUPL-1.2
//
// The quiet card: people talk. Whose turn it is and how a sentence may begin, to be read from a
// chair; no keyboard.

import { Round } from '#made/houvast/v1/definition_pb';
import { envelopeFields } from '../fields/shape';
import { Heading } from '../parts/heading';
import { t } from '../words/words';
import { Foot, OpenTogether, Ways } from './actions';
import { useChoices } from './choices';
import { Opened } from './opened';
import { OwnWays } from './own_ways';
import { OwnPages, People } from './people';
import { namesText } from './names';
import { Top } from './top';

export function Talk() {
    return (
        <>
            <Top />
            <div class="table-card">
                <Heading>{t('table-talk')}</Heading>
                <p class="table-stem">{t('table-talk-stem')}</p>
            </div>
            <Ways next="main" />
            <Opened />
            <OwnPages />
            <Foot />
        </>
    );
}

export function Turns() {
    const choices = useChoices();
    const { unit, definition } = choices.seen.value;
    if (unit === undefined || definition === undefined) {
        return null;
    }
    const { speaker } = unit;
    const listeners = unit.seats.filter((it) => it.seat !== speaker).map((it) => it.name);
    const writes = envelopeFields(definition, unit.form, Round.SECOND) !== 0;
    return (
        <>
            <Top />
            <div class="table-card">
                <Heading>{t('table-turn', { name: choices.nameOf(speaker) })}</Heading>
                <p>
                    {listeners.length === 1
                        ? t('table-turn-listen', { name: namesText(listeners) })
                        : t('table-turn-listen-all', { names: namesText(listeners) })}
                </p>
                <p class="table-stem">{t('table-turn-stem')}</p>
            </div>
            <OpenTogether />
            <Ways next="main" />
            <Opened of={speaker} />
            <OwnWays />
            {choices.isTable && writes && (
                <details class="table-details">
                    <summary>{t('own-heard')}</summary>
                    <p>{t('table-heard-text')}</p>
                    <People isMain={false} />
                </details>
            )}
            <Foot />
        </>
    );
}
