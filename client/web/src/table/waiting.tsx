// SPDX-License-Identifier: EUPL-1.2
//
// Screens on which nothing is asked of anyone.

import { StepKind } from '#made/houvast/v1/definition_pb';
import { Button } from '../parts/button';
import { Clock } from '../parts/clock';
import { Heading } from '../parts/heading';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { namesText } from './names';
import { OwnMenu } from './own_menu';
import { OwnWays } from './own_ways';
import { PenCodes } from './pen_codes';
import { Problem } from './top';
import { WordsForm } from './words_form';

export function Moment() {
    return (
        <div class="table-still">
            <h1 class="table-quiet-title">Houvast</h1>
            <p class="soft">{t('table-moment')}</p>
        </div>
    );
}

/** A link of another kind of page. */
export function Alien() {
    return (
        <div class="table-still">
            <Heading>Houvast</Heading>
            <p>{t('table-alien')}</p>
        </div>
    );
}

export function Guest() {
    const { device } = useChoices();
    const number = device.welcome.value?.device ?? 0;
    return (
        <div class="table-still">
            <Heading>{t('table-guest-title')}</Heading>
            <p class="table-number">
                <span class="for-readers-only">{t('table-guest-number')} </span>
                {number}
            </p>
            <p>{t('table-guest-text')}</p>
        </div>
    );
}

/** Nothing of the group shows outside an evening. */
export function NoMeeting() {
    return (
        <div class="table-still">
            <Heading>Houvast</Heading>
            <p>{t('table-no-meeting')}</p>
        </div>
    );
}

/** Everyone pauses. Why is the facilitator's to say; the clock stands still meanwhile. */
function Pause() {
    return (
        <div class="table-still">
            <Heading>{t('table-pause')}</Heading>
            <p>{t('table-break-text')}</p>
        </div>
    );
}

export function Break() {
    const { stage } = useChoices().seen.value;
    if (stage?.stepKind !== StepKind.BREAK) {
        return <Pause />;
    }
    return (
        <div class="table-still">
            <Heading>{textOf(stage?.stepTitle) || t('table-break')}</Heading>
            <div class="table-clock-large">
                <Clock timer={stage?.timer} />
            </div>
            <p>{t('table-break-text')}</p>
        </div>
    );
}

/** A pen that nobody unlocked yet, or not again after a break. */
export function Knock() {
    const choices = useChoices();
    const { penSeat } = choices.seen.value;
    const name = choices.ownName;
    return (
        <div class="table-still">
            <Heading>{t('table-knock-title')}</Heading>
            <p>{t('table-knock-text')}</p>
            {choices.isKnown.value ? (
                <>
                    <Button
                        kind="main"
                        class="table-large-button"
                        onPress={() => choices.enter(penSeat)}
                    >
                        {name === '' ? t('table-knock') : t('table-i-am', { name })}
                    </Button>
                    <Problem />
                </>
            ) : (
                <WordsForm name={name} onWords={(words) => choices.enter(penSeat, words)} />
            )}
        </div>
    );
}

/** The facilitator has not let them in yet. Meanwhile they can read what they say yes to. */
export function Welcome() {
    const choices = useChoices();
    const { unit, seat } = choices.seen.value;
    const names = choices.isTable
        ? (unit?.seats.map((it) => it.name) ?? [])
        : [seat?.name ?? ''];
    return (
        <div class="table-still">
            <Heading>{t('table-welcome', { names: namesText(names) })}</Heading>
            <p>{t('table-welcome-text')}</p>
            {choices.isTable && unit !== undefined && (
                <>
                    <section class="table-aside">
                        <h2>{t('table-welcome-read')}</h2>
                        <div class="table-names">
                            {unit.seats
                                .filter((it) => !it.ownDevice)
                                .map((it) => (
                                    <Button key={it.seat} onPress={() => choices.pass(it.seat)}>
                                        {t('table-i-am', { name: it.name })}
                                    </Button>
                                ))}
                        </div>
                    </section>
                    <PenCodes />
                </>
            )}
            <OwnWays />
            <p class="small soft">{t('leave-how')}</p>
            {!choices.isTable && (
                <div class="table-foot table-foot-row">
                    <OwnMenu />
                </div>
            )}
        </div>
    );
}
