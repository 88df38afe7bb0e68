// SPDX-License-Identifier: EUPL-1.2
//
// What facilitators say of a person: on their page behind a cover, saved as it is typed, and before
// an exercise in words; no byte and no pixel of the couple changes by it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Form } from '#made/houvast/v1/definition_pb';
import { Light } from '#made/houvast/v1/pane_pb';
import { ReadKind, Role } from '#made/houvast/v1/wire_pb';
import { violations } from './axe';
import type { Page } from './browser';
import { followSizes, type Sizes } from './frames';
import { differences, pictureOf } from './pictures';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

async function openPerson(page: Page, place: number): Promise<void> {
    await page.locator('[data-table="1"]').click();
    await press(page, t('console-round-person', { number: place }));
    await seesHeading(page, t('console-person', { table: 1, number: place }));
}

async function closeWindow(page: Page): Promise<void> {
    await page.getByRole('dialog').getByText(t('console-close'), { exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** The board as a colleague has it. */
const boardHas = (room: Room, what: string, is: (seat: { light: Light }) => boolean) =>
    until(what, () => room.leader.board!.units[0]!.seats.some(is));

describe('what is known of a person', () => {
    test('is seen by facilitators who uncover it, and changes nothing of the couple', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const sizes = new Map<Page, Sizes>();
            const follow = (page: Page) => sizes.set(page, followSizes(page));
            const table = await room.openTable(unit, follow);
            const pen = await room.openPen(unit, 'Sam', follow);
            const console = await room.open(await room.leader.link(Role.FACILITATOR));
            const others = [table, pen];
            await console.locator('[data-table="1"]').waitFor();
            await sees(table, t('table-own-device', { name: 'Sam' }));
            await sees(pen, t('table-knock'));
            const before = await Promise.all(others.map(pictureOf));
            const received = others.map((it) => sizes.get(it)!.received.length);

            await openPerson(console, 1);
            assert.equal(await button(console, t('console-light-red')).count(), 0);
            assert.equal(await console.getByText('Noor', { exact: true }).count(), 0);
            await press(console, t('console-uncover'));
            await sees(console, 'Noor');
            assert.deepEqual(await violations(console), []);
            await press(console, t('console-light-red'));
            await boardHas(room, 'the light', (it) => it.light === Light.RED);
            await press(console, t('console-tag-language'));
            await console.getByLabel(t('console-note'), { exact: true }).fill('Eerst even bellen.');
            await console.getByLabel(t('console-note'), { exact: true }).blur();
            await sees(console, t('save-saved'));
            await closeWindow(console);

            const seat = room.seatOf(unit, 'Noor');
            const read = await room.leader.device.read(ReadKind.PERSON, { number: seat });
            assert.equal(read.kind === 'rows' && read.rows[0]?.noteText, 'Eerst even bellen.');
            await openPerson(console, 1);
            await press(console, t('console-uncover'));
            const note = console.getByLabel(t('console-note'), { exact: true });
            await until('the note is back', async () => (await note.inputValue()) !== '');
            await closeWindow(console);

            for (const [place, page] of others.entries()) {
                const picture = await pictureOf(page);
                assert.equal(await differences(page, before[place]!, picture), 0, `${place}`);
                assert.equal(sizes.get(page)!.received.length, received[place], `${place}`);
            }
        }));

    test('is told in words before an exercise starts, without a name on the screen', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const seat = room.seatOf(unit, 'Noor');
            await room.leader.command({ case: 'setLight', value: { seat, light: Light.RED } });
            const console = await room.open(await room.leader.link(Role.FACILITATOR));
            await console.getByRole('button', { name: /1\.7 / }).click();
            await press(console, t('console-step-start'));
            await seesHeading(console, t('console-mind-title'));
            const told = t('console-mind-block', { number: 1 });
            assert.equal(await console.getByText(told).count(), 0);
            await button(console, t('console-hold-lines')).focus();
            await console.keyboard.down(' ');
            await console.getByText(told).waitFor();
            await console.keyboard.up(' ');
            await console.getByText(told).waitFor({ state: 'detached' });
            assert.equal(room.leader.board!.run, 0);
            await press(console, t('console-mind-go'));
            await until('it runs', () => room.leader.board!.run !== 0);
            assert.equal(room.leader.board!.units[0]!.form, Form.LIGHT);

            await console.locator('[data-table="1"]').click();
            await press(console, t('console-deal-full'));
            await sees(console, t('console-refused-tagged'));
            assert.equal(room.leader.board!.units[0]!.form, Form.LIGHT);
        }));
});

test('a name is changed where it was typed, by Enter', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const page = await room.open(await room.leader.link(Role.FACILITATOR));
        await press(page, t('console-group'));
        await press(page, t('console-uncover'));
        await press(page, t('console-rename-of', { names: 'Noor & Sam' }));
        await page.getByRole('dialog').getByRole('textbox').first().fill('Nora');
        await page.keyboard.press('Enter');
        await button(page, t('console-rename-of', { names: 'Nora & Sam' })).waitFor();
        assert.equal(room.leader.board!.units[0]!.seats[0]!.name, 'Nora');
    }));
