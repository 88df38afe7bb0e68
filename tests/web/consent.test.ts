// SPDX-License-Identifier: EUPL-1.2
//
// What a person says yes to: read again and taken back in two taps from the own page, undone in one,
// asked again when its text changes. And all that is somebody's own, read and printed by its author.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { violations } from './axe';
import type { Locator, Page } from './browser';
import { giveBack, openPenPage, sayYes, takeLaptop } from './hands';
import { OnOneLaptop, OnTwoPens } from './people';
import { programs, root } from './places';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { restartServer, stopServer } from './server';
import { until } from './until';
import { button, press, seesHeading, t } from './words';

const house = houseOfFile();

/** How often something is pressed on a page while `act` goes on. */
async function taps(page: Page, act: () => Promise<void>): Promise<number> {
    await page.evaluate(() => {
        const counter = window as unknown as { taps: number };
        counter.taps = 0;
        window.addEventListener('click', () => counter.taps++, { capture: true });
    });
    await act();
    return page.evaluate(() => (window as unknown as { taps: number }).taps);
}

async function boardHas(room: Room, name: string, consent: boolean): Promise<void> {
    const seat = room.seatOf(room.units[0]!, name);
    await until('the board has it', () =>
        room.leader.board!.units[0]!.seats.some((it) => it.seat === seat && it.consent === consent),
    );
}

/** From the own page of Noor, whose yes stands. */
async function takesBack(room: Room, page: Page): Promise<void> {
    const count = await taps(page, async () => {
        await press(page, t('own-consent'));
        await press(page, t('withdraw'));
        await boardHas(room, 'Noor', false);
    });
    assert.equal(count, 2);
    await seesHeading(page, t('withdrawn-title'));
    assert.deepEqual(await violations(page), []);
    await press(page, t('withdraw-undo'));
    await boardHas(room, 'Noor', true);
}

/** Into the own page on another evening, on which what was typed before may do no more. */
async function comesBack(pen: Page, name: string, comes: Locator): Promise<void> {
    const words = pen.getByLabel(t('words-label'));
    await openPenPage(pen, name);
    await comes.or(words).first().waitFor();
    if (await words.isVisible()) {
        await openPenPage(pen, name);
    }
    await comes.waitFor();
}

/** The programmes of the tree, with one word more in what is consented to. */
function changedProgrammes(): string {
    const folder = mkdtempSync(join(tmpdir(), 'houvast-programmes-'));
    cpSync(join(root, 'programmes'), folder, { recursive: true });
    const file = join(folder, 'consents.yaml');
    const changed = readFileSync(file, 'utf8').replace('geen therapie.', 'beslist geen therapie.');
    writeFileSync(file, changed);
    let said = '';
    try {
        execFileSync(join(programs, 'houvastd'), ['check', folder], { encoding: 'utf8' });
    } catch (problem) {
        said = (problem as { stdout: string }).stdout;
    }
    const [, version, hash] = /`version: (\d+)` with `hash: ([0-9a-f]{32})`/.exec(said)!;
    writeFileSync(
        file,
        changed
            .replace(/version: \d+/, `version: ${version}`)
            .replace(/hash: .*/, `hash: "${hash}"`),
    );
    return folder;
}

describe('a yes', () => {
    test('is read again on a phone, taken back in two taps, and undone', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await room.openPhones(room.units[0]!, NOOR_AND_SAM);
            await people.sayYes();
            const pen = people.pen('Noor');
            await press(pen, t('own-consent'));
            await pen.getByText('geen therapie').or(pen.getByText('not therapy')).waitFor();
            assert.deepEqual(await violations(pen), []);
            await press(pen, t('own-menu-close'));
            await takesBack(room, pen);
        }));

    test('the same in a pass on the laptop', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const laptop = new OnOneLaptop(NOOR_AND_SAM, await room.openTable(room.units[0]!));
            await laptop.sayYes();
            await takeLaptop(laptop.shared, 'Noor');
            await takesBack(room, laptop.shared);
        }));

    test('is asked again when the text has changed', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const folder = changedProgrammes();
            const before = house.server.options;
            const people = await room.openPhones(room.units[0]!, NOOR_AND_SAM);
            await people.sayYes();
            await boardHas(room, 'Noor', true);
            try {
                await stopServer(house.server);
                house.server.options = { ...before, more: ['--programmes', folder] };
                await restartServer(house.server);
                await until('the facilitator is back', () => leader.device.online.value);
                await leader.endMeeting();
                await until('it is over', () => !leader.stage?.meetingOpen);
                await leader.openMeeting();
                await boardHas(room, 'Noor', false);
                const pen = people.pen('Noor');
                await comesBack(pen, 'Noor', pen.getByText(t('consent-changed')));
                await pen.getByText('beslist geen therapie').waitFor();
                await sayYes(pen);
                await boardHas(room, 'Noor', true);
                await boardHas(room, 'Sam', false);
            } finally {
                house.server.options = before;
                rmSync(folder, { recursive: true });
            }
        }));
});

/** Both have closed an envelope, one of them an empty one: it opens like any other. */
async function opensLikeKept(table: Page): Promise<void> {
    await press(table, t('table-open'));
    await seesHeading(table, t('table-reveal'));
    assert.equal(await table.getByText(t('table-opened-tell')).count(), 4); // two of each
}

/** An exercise of which nothing is asked without a yes. */
async function ask(room: Room): Promise<void> {
    await room.leader.push('guess_rituals');
    await room.leader.nextStage();
}

describe('who says no', () => {
    test('puts an empty envelope away on a phone, and nobody waits for them or sees why', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await room.openPhones(room.units[0]!, NOOR_AND_SAM);
            const [noor, sam] = [people.pen('Noor'), people.pen('Sam')];
            await openPenPage(noor, 'Noor');
            await press(noor, t('consent-no'));
            await press(noor, t('consent-no-done'));
            await openPenPage(sam, 'Sam');
            await sayYes(sam);
            await ask(room);
            await people.writeOf('Sam');
            assert.deepEqual(await violations(noor), []);
            await press(noor, t('envelope-close'));
            await seesHeading(noor, t('table-ready', { people: 2 }));
            await opensLikeKept(people.shared);
        }));

    test('the same in a pass on the laptop, and after a yes that was taken back', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const laptop = new OnOneLaptop(NOOR_AND_SAM, await room.openTable(room.units[0]!));
            const { shared } = laptop;
            await laptop.sayYes();
            await ask(room);
            await laptop.writeOf('Sam');
            await takeLaptop(shared, 'Noor');
            await press(shared, t('own-consent'));
            await press(shared, t('withdraw'));
            await seesHeading(shared, t('withdrawn-title'));
            await press(shared, t('own-hand-over'));
            await giveBack(shared);
            await takeLaptop(shared, 'Noor');
            await press(shared, t('consent-no'));
            await seesHeading(shared, t('consent-no-title'));
            assert.deepEqual(await violations(shared), []);
            await press(shared, t('envelope-close'));
            await giveBack(shared);
            await opensLikeKept(shared);
        }));
});

describe('all that is mine', () => {
    test('is read and printed by its author, of earlier evenings too', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const unit = room.units[0]!;
            const table = await room.openTable(unit);
            const pens = await Promise.all(NOOR_AND_SAM.map((it) => room.openPen(unit, it)));
            const people = new OnTwoPens(NOOR_AND_SAM, table, pens);
            await people.sayYes();
            await leader.startStep('1.7');
            await leader.nextStage();
            await people.write();
            await people.goOn(t('table-turn', { name: 'Noor' }));
            await people.goOn(t('table-turn', { name: 'Sam' })); // what both show is open now
            const pen = people.pen('Noor');
            const mine = people.given.get('Noor')![0]!.words;
            const theirs = people.given.get('Sam')![0]!.words;
            await press(pen, t('own-menu'));
            await press(pen, t('own-all'));
            const window = pen.getByRole('dialog', { name: t('own-all-of', { name: 'Noor' }) });
            await window.getByText(mine).first().waitFor();
            await window.getByText(theirs).first().waitFor(); // what opened
            assert.deepEqual(await violations(pen), []);
            await press(pen, t('own-menu-close'));

            await leader.endMeeting();
            await until('it is over', () => !leader.stage?.meetingOpen);
            await leader.command({ case: 'openMeeting', value: { withoutAgenda: true } });
            await until('another evening is open', () => leader.stage?.meetingOpen);
            await leader.letIn(unit);
            await comesBack(pen, 'Noor', button(pen, t('own-menu')));
            await press(pen, t('own-menu'));
            await press(pen, t('own-all'));
            await window.getByRole('heading', { name: t('own-all-evening', { number: 1 }) }).waitFor();
            await window.getByText(mine).first().waitFor();
            assert.equal(await window.getByText(theirs).count(), 0);
            await pen.emulateMedia({ media: 'print' });
            assert.ok(await window.getByText(mine).first().isVisible());
            assert.ok(!(await window.getByRole('button').first().isVisible()));
            await pen.emulateMedia({ media: 'screen' });
        }));
});
