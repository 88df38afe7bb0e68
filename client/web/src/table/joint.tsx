// SPDX-License-Identifier: EUPL-1.2
//
// What a unit writes together, and a mark of each that it is right.

import { useSignal } from '@preact/signals';
import { Refusal } from '#made/houvast/v1/wire_pb';
import { Question } from '../fields/question';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { useJointDrafts } from '../saving/joint_drafts';
import { t } from '../words/words';
import { Foot, Ways } from './actions';
import { useChoices } from './choices';
import { Opened } from './opened';
import { OwnPages } from './people';
import { Top } from './top';

function Fields() {
    const { device, seen } = useChoices();
    const { unit, definition } = seen.value;
    const drafts = useJointDrafts(device);
    if (unit === undefined || definition === undefined || drafts === undefined) {
        return null;
    }
    return (
        <>
            {unit.joints.map(({ field: place }) => {
                const field = definition.fields[place];
                return field === undefined ? null : (
                    <Question
                        key={`${unit.run} ${place}`}
                        field={field}
                        run={unit.run}
                        wall={device.panes.wall.value}
                        draft={drafts.of(place).value}
                        saveState={drafts.stateOf(place)}
                        onWrite={(written) => drafts.write(place, written)}
                        onLeave={() => void drafts.flush(place)}
                        onChoose={(mine) => drafts.choose(place, mine)}
                    />
                );
            })}
        </>
    );
}

/** On a table a mark for each, on a pen one's own; it comes first, so that a partner who agrees does
 * not push it away from under a finger. */
function Marks() {
    const choices = useChoices();
    const { device, seen } = choices;
    const { unit, penSeat } = seen.value;
    const drafts = useJointDrafts(device);
    const unsaved = useSignal(false);
    if (unit === undefined) {
        return null;
    }

    async function mark(seat: number, set: boolean): Promise<void> {
        unsaved.value = !((await drafts?.flush()) ?? true);
        const now = device.panes.unit.peek();
        if (unsaved.value || now === undefined) {
            return;
        }
        const { run, jointRevision: revision } = now;
        const outcome = await choices.ask({
            case: 'markJoint',
            value: { run, seat, revision, set },
        });
        if (outcome.kind === 'refused' && outcome.refusal === Refusal.STALE) {
            choices.say(() => t('table-joint-stale'));
        }
    }

    const seats = [...unit.seats].sort(
        (one, other) => Number(other.seat === penSeat) - Number(one.seat === penSeat),
    );
    return (
        <section class="table-marks">
            <h2>{t('table-marks')}</h2>
            <div class="table-names">
                {seats.map(({ seat, name, marked }) =>
                    choices.isTable || seat === penSeat ? (
                        <Button key={seat} pressed={marked} onPress={() => mark(seat, !marked)}>
                            {choices.isTable
                                ? t('table-agrees', { name })
                                : t('table-i-agree')}
                        </Button>
                    ) : (
                        marked && <p key={seat}>{t('table-agrees', { name })}</p>
                    ),
                )}
            </div>
            <div role="status">
                {unsaved.value && <p class="table-problem">{t('table-joint-unsaved')}</p>}
                {unit.jointConfirmed && (
                    <p class="table-agreed">
                        {t('table-agreed', { people: unit.seats.length })}
                    </p>
                )}
            </div>
        </section>
    );
}

export function Joint() {
    const { unit } = useChoices().seen.value;
    if (unit === undefined) {
        return null;
    }
    return (
        <>
            <Top />
            <Heading>{t('table-joint')}</Heading>
            <p>{t('table-joint-text')}</p>
            <Fields />
            <Marks />
            <Ways next={unit.jointConfirmed ? 'main' : 'plain'} />
            <Opened />
            <OwnPages />
            <Foot />
        </>
    );
}
