// SPDX-License-Identifier: EUPL-1.2
//
// Of what two people chose alone only what both chose opens, and what one guesses of the other
// opens beside it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './axe';
import type { Page } from './browser';
import { closeEnvelope } from './hands';
import { OnTwoPens } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { button, press, sees, t, tap } from './words';

const house = houseOfFile();

/** Two people with a pen each, in the block of an exercise of the library. */
async function begin(room: Room, exercise: string): Promise<OnTwoPens> {
    const unit = room.units[0]!;
    const table = await room.openTable(unit);
    const pens = await Promise.all(NOOR_AND_SAM.map((it) => room.openPen(unit, it)));
    const people = new OnTwoPens(NOOR_AND_SAM, table, pens);
    await people.sayYes();
    await room.leader.push(exercise);
    await room.leader.nextStage();
    return people;
}

async function chooseCards(pen: Page, cards: string[]): Promise<void> {
    const goOn = button(pen, t('own-go-on'));
    await goOn.or(button(pen, t('own-not-now'))).first().waitFor();
    if (await goOn.isVisible()) {
        await tap(goOn);
    }
    await sees(pen, t('seen-in-match'));
    for (const card of cards) {
        await pen.getByLabel(card, { exact: true }).check();
    }
    await press(pen, t('own-to-envelope'));
    await closeEnvelope(pen);
    await button(pen, t('envelope-close')).waitFor({ state: 'detached' });
}

async function answerQuiz(pen: Page, options: string[]): Promise<void> {
    const goOn = button(pen, t('own-go-on'));
    await goOn.or(button(pen, t('own-not-now'))).first().waitFor();
    if (await goOn.isVisible()) {
        await tap(goOn);
    }
    for (const [place, option] of options.entries()) {
        await pen.getByLabel(option, { exact: true }).check();
        await press(pen, place + 1 < options.length ? t('table-next') : t('own-to-envelope'));
    }
    await closeEnvelope(pen);
}

describe('gates', () => {
    test('only what both chose opens', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await begin(room, 'love_rituals');
            await chooseCards(people.pen('Noor'), ['wandelen', 'samen koken']);
            await chooseCards(people.pen('Sam'), ['begroeten', 'samen koken']);
            await press(people.shared, t('table-open'));
            const row = people.shared
                .getByRole('heading', { name: t('table-opened-both') })
                .locator('xpath=..');
            await row.getByText('samen koken').waitFor();
            assert.deepEqual(await violations(people.shared), []);
            for (const page of [people.shared, people.pen('Noor'), people.pen('Sam')]) {
                const text = await page.locator('main').innerText();
                assert.ok(!text.includes('wandelen') && !text.includes('begroeten'), text);
            }
        }));

    test('a quiz tells what is right to who has closed it', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await begin(room, 'quiz_stance');
            const noor = people.pen('Noor');
            const why = 'Het antwoord zit al in de vraag.';
            await answerQuiz(noor, ['zwijgen', 'harder stuurt', 'suggestief']);
            await press(noor, t('own-envelope'));
            await noor.getByText(why).waitFor();
            await noor.getByText('oordelen over gedrag').waitFor();
            assert.equal(await noor.getByText(t('quiz-was-wrong')).count(), 2);
            assert.equal(await noor.getByText(t('quiz-was-right'), { exact: true }).count(), 1);
            assert.equal(await button(noor, t('own-reopen')).count(), 0);
            assert.deepEqual(await violations(noor), []);
            for (const page of [people.shared, people.pen('Sam')]) {
                assert.ok(!(await page.content()).includes(why));
            }
        }));

    test('a guess opens beside what it guesses', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await begin(room, 'guess_rituals');
            await people.write();
            await press(people.shared, t('table-open'));
            for (const name of NOOR_AND_SAM) {
                await people.shared.getByRole('heading', { name, exact: true }).waitFor();
                const guess = t('table-opened-guess', { name });
                await people.shared.getByRole('heading', { name: guess }).waitFor();
            }
        }));
});
