// SPDX-License-Identifier: EUPL-1.2
//
// What happens now, and what to say about it.

import { Fragment } from 'preact';
import { Button } from '../parts/button';
import { Paragraphs } from '../parts/paragraphs';
import { type PlainWordId, t, textOf } from '../words/words';
import { kindText, stepTitle } from './board_words';
import { clearClock, plannedMinutes, restartClock } from './clock_presses';
import { type Desk, useDesk } from './desk';
import { ExampleLine } from './example';
import { Prompts } from './prompts';
import { StageLine } from './stage_line';
import { setSharing } from './table_presses';
import { WelcomePanel } from './welcome_panel';

const SECTIONS: ['purpose' | 'room' | 'watch' | 'ifStuck' | 'stopIf' | 'after', PlainWordId][] = [
    ['purpose', 'console-card-purpose'],
    ['room', 'console-card-room'],
    ['watch', 'console-card-watch'],
    ['ifStuck', 'console-card-stuck'],
    ['stopIf', 'console-card-stop'],
    ['after', 'console-card-after'],
];

/** Rest of the card, one tap away. */
function Card({ step }: { step: number }) {
    const card = useDesk().card(step)?.card;
    if (card === undefined) {
        return null;
    }
    return (
        <details class="console-card">
            <summary>{t('console-card')}</summary>
            {SECTIONS.filter(([part]) => textOf(card[part]) !== '').map(([part, title]) => (
                <Fragment key={part}>
                    <h4>{t(title)}</h4>
                    <Paragraphs text={textOf(card[part])} />
                </Fragment>
            ))}
        </details>
    );
}

function SayNow({ step }: { step: number }) {
    const row = useDesk().card(step);
    const texts = [textOf(row?.say), textOf(row?.card?.say)].filter((it) => it !== '');
    if (texts.length === 0) {
        return null;
    }
    return (
        <div class="console-say">
            <h3>{t('console-say')}</h3>
            {texts.map((it) => (
                <Paragraphs key={it} text={it} />
            ))}
        </div>
    );
}

function wallHint(desk: Desk): string {
    const board = desk.board.value;
    const parts: string[] = [];
    if (board !== undefined && board.notes > 0) {
        parts.push(t('console-wall-wait', { lines: board.notes }));
    }
    if (board !== undefined && board.tooFew > 0) {
        parts.push(t('console-too-few'));
    }
    return parts.join(' ');
}

function Sharing() {
    const desk = useDesk();
    const board = desk.board.value;
    if (board === undefined || board.run === 0 || board.units.length === 0) {
        return null;
    }
    const open = board.units.some((it) => it.sharing);
    return (
        <Button onPress={() => setSharing(desk, 0, !open)}>
            {open ? t('console-sharing-close') : t('console-sharing-open')}
        </Button>
    );
}

/** The clock of the part before often still runs. */
function ClockAnew() {
    const desk = useDesk();
    const none = desk.device.panes.stage.value?.timer === undefined;
    return (
        <>
            <Button disabled={none} onPress={() => restartClock(desk)}>
                {t('console-clock-restart', { minutes: plannedMinutes(desk) })}
            </Button>
            <Button disabled={none} onPress={() => clearClock(desk)}>
                {t('console-clock-clear')}
            </Button>
        </>
    );
}

function Tools() {
    const desk = useDesk();
    const announcement = desk.device.panes.stage.value?.announcement ?? '';
    return (
        <div class="console-tools">
            <p class="console-hint">{wallHint(desk)}</p>
            {announcement !== '' && (
                <p class="console-announced">{t('console-announced', { text: announcement })}</p>
            )}
            <div class="button-row">
                <Button onPress={() => (desk.window.value = { kind: 'wall' })}>
                    {t('console-wall')}
                </Button>
                <Button onPress={() => (desk.window.value = { kind: 'answers' })}>
                    {t('console-answers')}
                </Button>
                <Button onPress={() => (desk.window.value = { kind: 'announce' })}>
                    {t('console-announce')}
                </Button>
                <Sharing />
                <ClockAnew />
            </div>
        </div>
    );
}

export function Now() {
    const desk = useDesk();
    const step = desk.step.value;
    if (step === undefined) {
        return (
            <section class="console-now" aria-labelledby="console-now">
                <WelcomePanel />
                <Tools />
            </section>
        );
    }
    return (
        <section class="console-now" aria-labelledby="console-now">
            <p class="console-kind">
                {step.number} {kindText(step.kind)}
            </p>
            <h2 id="console-now">{stepTitle(step, desk.find)}</h2>
            <StageLine />
            <SayNow step={step.step} />
            <ExampleLine />
            <Card key={`card ${step.step}`} step={step.step} />
            <Prompts key={`prompts ${step.step}`} />
            <Tools />
        </section>
    );
}
