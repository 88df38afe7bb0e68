// SPDX-License-Identifier: EUPL-1.2
//
// What is pressed most, always in the same place: the clock, the round, back, next.

import { type BoardPane, StepState } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { Clock } from '../parts/clock';
import { t } from '../words/words';
import { moveText } from './board_words';
import { addMinutes, plannedMinutes, pressClock, pressPause } from './clock_presses';
import { useDesk } from './desk';
import { isArmed, type Move } from './moves';
import { requestCount } from './round';
import { Said } from './said';

function wayOf(board: BoardPane, move: Move): string {
    if (move.kind === 'stage') {
        return t('console-next');
    }
    const hasBegun = board.step !== 0 || board.steps.some((it) => it.state === StepState.DONE);
    return hasBegun ? t('console-next-step') : t('console-next-first');
}

function Next() {
    const desk = useDesk();
    const board = desk.board.value;
    const move = desk.next.value;
    if (board === undefined || move === undefined) {
        const isWaiting = board?.run !== 0 && desk.exercise.value === undefined;
        const what = board?.steps.length === 0 ? 'console-no-step' : 'console-last-step';
        return (
            <Button class="console-next" disabled onPress={() => undefined}>
                <span class="console-way">{t('console-next')}</span>
                <span class="console-what">{t(isWaiting ? 'console-moment' : what)}</span>
            </Button>
        );
    }
    const armed = isArmed(board, desk.firstPress.value, Date.now());
    const way = armed ? t('console-next-anyway') : wayOf(board, move);
    return (
        <Button class="console-next" kind="main" onPress={() => desk.goOn()}>
            <span class="console-way">
                {way} <span aria-hidden="true">→</span>
            </span>
            <span class="console-what">{moveText(move, desk.find)}</span>
        </Button>
    );
}

function Back() {
    const desk = useDesk();
    const move = desk.back.value;
    return (
        <Button class="console-back" disabled={move === undefined} onPress={() => desk.goBack()}>
            <span class="console-way">
                <span aria-hidden="true">←</span> {t('console-back')}
            </span>
            <span class="console-what">{move === undefined ? '' : moveText(move, desk.find)}</span>
        </Button>
    );
}

function ClockButtons() {
    const desk = useDesk();
    const timer = desk.device.panes.stage.value?.timer;
    const none = timer === undefined;
    const press = none
        ? t('console-clock-start')
        : timer.running
          ? t('console-clock-pause')
          : t('console-clock-resume');
    return (
        <div class="console-clock" role="group" aria-label={t('console-clock')}>
            {none ? (
                <p class="clock soft">{`${plannedMinutes(desk)}:00`}</p>
            ) : (
                <Clock timer={timer} />
            )}
            <Button class="console-clock-press" onPress={() => pressClock(desk)}>
                {press}
            </Button>
            {[-1, 1, 5].map((minutes) => (
                <Button
                    key={minutes}
                    class={`console-minutes console-minutes${minutes}`}
                    disabled={none}
                    repeats
                    label={t('console-clock-add', { minutes })}
                    onPress={() => addMinutes(desk, minutes)}
                >
                    {minutes > 0 ? `+${minutes}` : `−${-minutes}`}
                </Button>
            ))}
        </div>
    );
}

function Round() {
    const desk = useDesk();
    const board = desk.board.value;
    const { signals, moreTime } =
        board === undefined ? { signals: 0, moreTime: 0 } : requestCount(board);
    return (
        <Button class="console-round" onPress={() => (desk.window.value = { kind: 'round' })}>
            {t('console-round-count', { count: signals + moreTime })}
        </Button>
    );
}

/** One tap, asked nothing: when it is needed it is needed now. */
function Pause() {
    const desk = useDesk();
    const isPaused = desk.board.value?.paused === true;
    return (
        <Button
            class="console-pause"
            kind={isPaused ? 'main' : 'plain'}
            onPress={() => pressPause(desk)}
        >
            {isPaused ? t('console-resume-all') : t('console-pause-all')}
        </Button>
    );
}

export function Bar() {
    return (
        <section class="console-bar" aria-label={t('console-bar')}>
            <Said />
            <ClockButtons />
            <Pause />
            <Round />
            <Back />
            <Next />
        </section>
    );
}
