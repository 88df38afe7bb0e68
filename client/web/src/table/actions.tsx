// SPDX-License-Identifier: EUPL-1.2
//
// What a unit can do on the screens that it looks at together.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Refusal } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';
import { type At, nextPlace, nextStage, placeOf, previousPlace } from './place';
import { OwnMenu } from './own_menu';
import { PenCodes } from './pen_codes';
import { Problem } from './top';

/** "Open together", while it is there. */
export function OpenTogether() {
    const choices = useChoices();
    const { unit } = choices.seen.value;
    if (unit === undefined || !unit.mayOpen) {
        return null;
    }
    return (
        <Button
            kind="main"
            class="table-large-button"
            onPress={() =>
                choices.ask({
                    case: 'openTogether',
                    value: { run: unit.run, from: placeOf(unit) },
                })
            }
        >
            {t('table-open')}
        </Button>
    );
}

/** Further and back within the block. `main`: going on is the next thing to do. */
export function Ways({ next: kind }: { next: 'main' | 'plain' | 'quiet' }) {
    const choices = useChoices();
    const { unit, definition } = choices.seen.value;
    if (unit === undefined || definition === undefined || !unit.inBlock) {
        return null;
    }
    const { run } = unit;
    const from = placeOf(unit);
    const next = nextPlace(unit, definition);
    const beyond = nextStage(unit, definition);
    const previous = previousPlace(unit, definition);

    const move = (to: At) => choices.ask({ case: 'moveUnit', value: { run, from, to } });

    async function goOn(to: At): Promise<void> {
        const outcome = await move(to);
        const isNoTurn = outcome.kind === 'refused' && outcome.refusal === Refusal.INVALID;
        if (isNoTurn && to.stage === from.stage && beyond !== undefined) {
            await move(beyond);
        } else if (outcome.kind === 'refused' && outcome.refusal === Refusal.NOT_READY) {
            choices.say(() => t('table-not-ready'));
        }
    }

    return (
        <>
            <div class="table-ways">
                {previous !== undefined && (
                    <Button kind="quiet" class="table-back" onPress={() => move(previous)}>
                        {t('table-back')}
                    </Button>
                )}
                {next !== undefined && (
                    <Button kind={kind} onPress={() => goOn(next)}>
                        {t('table-next')}
                    </Button>
                )}
            </div>
            {next === undefined && <p class="soft">{t('table-wait')}</p>}
            <Problem />
        </>
    );
}

/** Only the facilitator sees it. */
function MoreTime() {
    const { device } = useChoices();
    const isAsked = useSignal(false);
    const said = useRef<HTMLParagraphElement>(null);
    const choices = useChoices();
    useEffect(() => said.current?.focus(), [isAsked.value]); // the button is gone

    async function ask(): Promise<void> {
        const outcome = await choices.ask({ case: 'askMoreTime', value: {} });
        isAsked.value = outcome.kind === 'done';
    }

    if (!device.panes.stage.value?.run) {
        return null;
    }
    return isAsked.value ? (
        <p ref={said} tabIndex={-1}>
            {t('table-time-asked')}
        </p>
    ) : (
        <Button kind="quiet" onPress={ask}>
            {t('table-time')}
        </Button>
    );
}

/** At the end of each screen that the unit looks at together. */
export function Foot() {
    const choices = useChoices();
    return (
        <div class="table-foot">
            <div class="table-foot-row">
                <MoreTime />
                {!choices.isTable && <OwnMenu />}
            </div>
            {choices.isTable && <PenCodes />}
        </div>
    );
}

