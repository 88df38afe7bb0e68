// SPDX-License-Identifier: EUPL-1.2
//
// The tour through the first evening, step by step.

import { lookAfter, lookAway } from './browser';
import {
    answerAll,
    answerInPasses,
    answerQuestion,
    closeEnvelope,
    giveBack,
    openPenPage,
    takeLaptop,
} from './hands';
import { type Evening, NOOR_AND_SAM, playAll, type Visit } from './tour_evening';
import { press, sees, seesHeading, t } from './words';

/** Everyone alone, then with the group: a result. */
export async function visitCheckIn(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall, table, pens } = evening;
    await leader.startStep('1.2');
    await leader.startClock(10);
    await seesHeading(hall, 'Aankomen');
    await visit(hall, 'projector-prompts', 'hall');
    await sees(table, t('hall-brief'));
    await visit(table, 'table-hall-brief', 'laptop');
    await visit(evening.console, 'console-brief', 'laptop');
    await leader.nextStage();
    await sees(table, t('table-solo-text'));
    await visit(table, 'table-solo', 'laptop');
    await visit(hall, 'projector-solo', 'hall');

    await takeLaptop(table, 'Noor');
    await answerAll(table, {
        onScreen: (number, state) => visit(table, `table-own-${number}-${state}`, 'laptop'),
    });
    await visit(table, 'table-envelope', 'laptop');
    await closeEnvelope(table);
    await seesHeading(table, t('table-back-title'));
    await visit(table, 'table-envelope-closed', 'laptop');
    await giveBack(table);
    await answerInPasses(table, ['Sam']);
    await visit(table, 'table-solo-done', 'laptop');
    await sees(pens.fatima, t('own-writes', { name: 'Fatima' }));
    await lookAway(pens.fatima);
    await pens.fatima.evaluate(() => dispatchEvent(new Event('blur')));
    await seesHeading(pens.fatima, t('cover-title'));
    await visit(pens.fatima, 'pen-covered', 'phone');
    await lookAfter(pens.fatima);
    await answerAll(pens.fatima);
    await visit(pens.fatima, 'pen-envelope', 'phone');
    await closeEnvelope(pens.fatima);
    await sees(pens.fatima, t('own-closed'));
    await visit(pens.fatima, 'pen-closed', 'phone');
    await visit(evening.console, 'console-writing', 'laptop');
    await playAll(evening);
    await leader.nextStage();
    await hall.locator('.projector-band').first().waitFor();
    await visit(hall, 'projector-result', 'hall');
    await sees(table, t('hall-share'));
    await visit(table, 'table-hall-result', 'laptop');
}

/** The facilitators tell; the projector shows, with an example. */
export async function visitExplanation(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall } = evening;
    const { step, exampleAnswers } = leader.step('1.3');
    await leader.startStep('1.3');
    await leader.startClock(20);
    await sees(hall, '20:00');
    await visit(hall, 'projector-explanation', 'hall');
    await leader.command({ case: 'showExample', value: { step, count: 1 } });
    await hall.locator('.projector-example').waitFor();
    await visit(hall, 'projector-example-first', 'hall');
    await leader.command({ case: 'showExample', value: { step, count: exampleAnswers } });
    await hall.locator(`.projector-example > div:nth-child(${exampleAnswers})`).waitFor();
    await visit(hall, 'projector-example-whole', 'hall');
    await visit(evening.console, 'console-example', 'laptop');
    await leader.startStep('1.4');
    await seesHeading(hall, /Noor en Sam/);
    await visit(hall, 'projector-scene', 'hall');
    await sees(evening.table, t('hall-scene'));
    await visit(evening.table, 'table-hall-scene', 'laptop');
}

/** Alone, open together, talk. */
export async function visitReveal(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall, table, pens } = evening;
    await leader.startStep('1.5');
    await leader.startClock(10);
    await leader.nextStage();
    await sees(hall, /ieder voor zich/);
    await visit(hall, 'projector-couples', 'hall');
    const text = 'Over tien minuten is er thee. Loop rustig je eigen tempo.';
    await leader.command({ case: 'announce', value: { text } });
    await sees(hall, text);
    await visit(hall, 'projector-announcement', 'hall');
    await sees(table, text);
    await visit(table, 'table-announcement', 'laptop');
    await leader.command({ case: 'announce', value: { text: '' } });

    await answerInPasses(table, NOOR_AND_SAM);
    await seesHeading(table, t('table-ready', { people: 2 }));
    await visit(table, 'table-ready', 'laptop');
    await press(table, t('table-open'));
    await seesHeading(table, t('table-reveal'));
    await visit(table, 'table-reveal', 'laptop');
    await press(table, t('table-next'));
    await seesHeading(table, t('table-talk'));
    await visit(table, 'table-talk', 'laptop');
    await press(table, t('signal-open'));
    await visit(table, 'table-for-facilitator', 'window');
    await press(table.getByRole('dialog'), t('own-menu-close'));
    await press(table, t('table-time'));
    await sees(table, t('table-time-asked'));
    await answerAll(pens.fatima, {
        onScreen: (number, state) => visit(pens.fatima, `pen-own-${number}-${state}`, 'phone'),
    });
    await visit(pens.fatima, 'pen-envelope-choice', 'phone');
    await playAll(evening);
    await visit(evening.console, 'console-block', 'laptop');
}

export async function visitBreak(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall, table, pens } = evening;
    await leader.command({ case: 'setPause', value: { on: true } });
    await sees(hall, t('projector-pause'));
    await visit(hall, 'projector-pause', 'hall');
    await seesHeading(table, t('table-pause'));
    await visit(table, 'table-pause', 'laptop');
    await sees(evening.console, t('console-resume-all'));
    await visit(evening.console, 'console-paused', 'laptop');
    await leader.command({ case: 'setPause', value: { on: false } });
    await leader.startStep('1.6');
    await leader.startClock(10);
    await seesHeading(hall, 'Pauze');
    await visit(hall, 'projector-break', 'hall');
    await seesHeading(table, 'Pauze');
    await visit(table, 'table-break', 'laptop');
    await visit(pens.fatima, 'pen-break', 'phone');
    await visit(evening.console, 'console-break', 'laptop');
}

/** Prepare alone, then in turns. */
export async function visitTurns(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall, table, pens } = evening;
    await leader.startStep('1.7');
    await leader.startClock(30);
    await leader.nextStage();
    await sees(hall, /om de beurt/);
    await visit(hall, 'projector-turns', 'hall');
    await takeLaptop(table, 'Noor');
    await answerAll(table, {
        texts: [
            'Toen mijn vader ziek was, zat jij er al voordat ik je kon bellen.',
            'Je zei bijna niks. Je bleef de hele nacht.',
        ],
        onScreen: (number, state) => visit(table, `table-story-${number}-${state}`, 'laptop'),
    });
    await visit(table, 'table-story-envelope', 'laptop');
    await closeEnvelope(table);
    await giveBack(table);
    await answerInPasses(table, ['Sam']);
    await press(table, t('table-next'));
    await seesHeading(table, /vertelt/);
    await visit(table, 'table-turn-first', 'laptop');
    await press(table, t('table-next'));
    await visit(table, 'table-turn-second', 'laptop');
    await seesHeading(pens.fatima, t('table-knock-title'));
    await visit(pens.fatima, 'pen-knock-again', 'phone');
    for (const [name, pen] of [
        ['Fatima', pens.fatima],
        ['Jeroen', pens.jeroen],
    ] as const) {
        await openPenPage(pen, name);
        await answerAll(pen, { texts: ['Je deed de lamp uit en kwam bij me zitten.'] });
        await closeEnvelope(pen);
    }
    await press(pens.fatima, t('table-next'));
    await seesHeading(pens.fatima, /vertelt/);
    await visit(pens.fatima, 'pen-turn-own', 'phone');
    await seesHeading(pens.jeroen, /vertelt/);
    await visit(pens.jeroen, 'pen-turn-listening', 'phone');
    await playAll(evening);
}

/** Lines of the group on the wall. */
export async function visitWall(evening: Evening, visit: Visit): Promise<void> {
    const { leader, hall, table } = evening;
    await leader.startStep('1.8');
    await leader.startClock(12);
    await leader.nextStage();
    await answerInPasses(table, NOOR_AND_SAM);
    await playAll(evening);
    await leader.nextStage();
    for (const { run, field, note } of (await leader.notes()).slice(0, 4)) {
        await leader.command({ case: 'pickNote', value: { run, field, note, pick: true } });
    }
    const run = leader.board?.run;
    await leader.command({ case: 'pickExample', value: { run, example: 0 } });
    const text = 'Iemand zei: ik dacht dat alleen wij dit hadden';
    await leader.command({ case: 'writeWall', value: { run, ofField: true, field: 0, text } });
    await sees(hall, 'hardop gezegd');
    await visit(hall, 'projector-wall', 'hall');
    await sees(table, text);
    await visit(table, 'table-hall-wall', 'laptop');
    await visit(evening.console, 'console-share', 'laptop');
    await leader.nextStage();
    await leader.nextStage();
    await sees(table, t('table-solo-text'));
    await takeLaptop(table, 'Noor');
    await table.locator('.question').first().waitFor();
    await visit(table, 'table-me-too', 'laptop');
    await press(table, t('own-hand-over'));
    await giveBack(table);
    await playAll(evening);
    await leader.nextStage();
    await hall.locator('.projector-band').first().waitFor();
    await visit(hall, 'projector-wall-second', 'hall');
    for (let line = 0; line < 8; line++) {
        const long = `Nog een regel die iemand hardop zei, de ${line + 1}e, en die wat langer is.`;
        await leader.command({ case: 'writeWall', value: { run, text: long } });
    }
    await sees(hall, /de 8e/);
    await visit(hall, 'projector-wall-pages', 'hall');
}

/** A choice that both confirm. */
export async function visitJoint(evening: Evening, visit: Visit): Promise<void> {
    const { leader, table } = evening;
    await leader.startStep('1.9');
    await leader.startClock(6);
    await leader.nextStage();
    await visit(table, 'table-plan', 'laptop');
    await press(table, t('table-next'));
    await seesHeading(table, t('table-joint'));
    await visit(table, 'table-joint', 'laptop');
    const questions = await table.locator('.question').count();
    for (let place = 0; place < questions; place++) {
        await answerQuestion(table, 'Na het eten, voordat de televisie aangaat', place);
    }
    for (const name of NOOR_AND_SAM) {
        await press(table, t('table-agrees', { name }));
    }
    await visit(table, 'table-joint-agreed', 'laptop');
    await playAll(evening);
}
