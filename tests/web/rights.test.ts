// SPDX-License-Identifier: EUPL-1.2
//
// What a person takes back from a closed envelope, discards, or no longer shares: done on the own
// page, and no byte and no pixel of anybody else of the couple changes by it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ReadKind, Role } from '#made/houvast/v1/wire_pb';
import { violations } from './axe';
import type { Page } from './browser';
import { followSizes, type Sizes } from './frames';
import { openPenPage, takeLaptop } from './hands';
import type { Leader } from './leader';
import { differences, pictureOf, stillPictureOf } from './pictures';
import { OnOneLaptop, OnTwoPens, readBack } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

/** Both wrote, showed and closed; nothing is open yet. */
async function closeBoth(room: Room, begin = (leader: Leader) => leader.startStep('1.7')) {
    const unit = room.units[0]!;
    const sizes = new Map<Page, Sizes>();
    const follow = (page: Page) => sizes.set(page, followSizes(page));
    const table = await room.openTable(unit, follow);
    const pens = await Promise.all(NOOR_AND_SAM.map((it) => room.openPen(unit, it, follow)));
    const people = new OnTwoPens(NOOR_AND_SAM, table, pens);
    await people.sayYes();
    await begin(room.leader);
    await room.leader.nextStage();
    await people.write();
    const others = [table, people.pen('Sam')];

    /** Does it, and holds the screens of the others against what they were. */
    async function unseen(act: () => Promise<void>): Promise<void> {
        const before = await Promise.all(others.map(stillPictureOf));
        const received = others.map((it) => sizes.get(it)!.received.length);
        await act();
        for (const [place, page] of others.entries()) {
            const picture = await pictureOf(page);
            assert.equal(await differences(page, before[place]!, picture), 0, `screen ${place}`);
            assert.equal(sizes.get(page)!.received.length, received[place], `frames ${place}`);
        }
    }
    return { people, pen: people.pen('Noor'), unseen };
}

async function openEnvelope(pen: Page): Promise<void> {
    await press(pen, t('own-envelope'));
    await pen.getByText(t('take-back-title')).click();
}

/** How many answers the facilitators read as the couple's, without a name. */
async function readTogether(room: Room): Promise<number> {
    const { run } = room.leader.board!;
    const found = await room.leader.device.read(ReadKind.ANSWERS, { run });
    const rows = found.kind === 'rows' ? found.rows : [];
    return rows.filter((it) => it.seat === 0 && it.name === '' && it.unit === room.units[0]).length;
}

describe('what was said already', () => {
    test('is taken back and discarded by its author, and nobody else sees it happen', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { people, pen, unseen } = await closeBoth(room);
            const { prompt, words } = people.given.get('Noor')![0]!;
            assert.ok((await readBack(pen)).includes(words));
            await openEnvelope(pen);
            assert.deepEqual(await violations(pen), []);
            await unseen(async () => {
                await press(pen, `${t('take-back')}: ${prompt}`);
                await sees(pen, t('take-back-taken'));
                await press(pen, `${t('discard')}: ${prompt}`);
                await press(pen, t('discard-yes'));
                await button(pen, `${t('discard')}: ${prompt}`).waitFor({ state: 'detached' });
            });
            assert.ok(!(await readBack(pen)).includes(words));
        }));

    test('of an exercise that is over is gone from the page as soon as it is discarded', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { people, pen } = await closeBoth(room);
            const { prompt, words } = people.given.get('Noor')![0]!;
            await room.leader.startStep('1.9');
            await press(pen, t('own-menu'));
            const window = pen.getByRole('dialog', { name: t('own-menu') });
            const said = (text: string) => window.locator('p:focus').getByText(text).waitFor();
            await press(window, `${t('take-back')}: ${prompt}`);
            await said(t('take-back-taken'));
            assert.ok((await window.innerText()).includes(words));
            await press(window, t('own-all'));
            const all = pen.getByRole('dialog', { name: t('own-all-of', { name: 'Noor' }) });
            await all.getByText(t('take-back-taken')).waitFor(); // it is known, whoever asks later
            assert.equal(await button(all, `${t('take-back')}: ${prompt}`).count(), 0);
            await press(all, t('own-menu-close'));
            await press(pen, t('own-menu'));
            await press(window, `${t('discard')}: ${prompt}`);
            await press(pen, t('discard-yes'));
            await said(t('discarded'));
            assert.ok(!(await window.innerText()).includes(words));
        }));

    test('what somebody is about to do is on the screen no longer than their page', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await room.openTable(unit);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            const pen = await room.openPen(unit, 'Sam');
            await openPenPage(pen, 'Sam');
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await takeLaptop(table, 'Noor');
            await press(table, t('signal-open'));
            await table.getByRole('radio', { name: t('signal-call') }).check();
            await press(pen, t('own-consent'));
            await press(pen, t('split'));
            await button(pen, t('split-yes')).waitFor();
            await room.leader.startStep('1.6');
            for (const page of [table, pen]) {
                await seesHeading(page, 'Pauze');
                await page.getByRole('dialog').waitFor({ state: 'detached' });
            }
        }));

    test('leaves the window in which a facilitator reads it, without being asked for', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { people, pen } = await closeBoth(room, (it) => it.push('evaluation'));
            const { prompt, words } = people.given.get('Noor')![0]!;
            const console = await room.open(await room.leader.link(Role.CO_FACILITATOR));
            await press(console, t('console-answers'));
            const window = console.getByRole('dialog');
            await press(window, t('console-uncover'));
            await sees(window, words);
            await openEnvelope(pen);
            await press(pen, `${t('take-back')}: ${prompt}`);
            await sees(pen, t('take-back-taken'));
            await window.getByText(words).waitFor({ state: 'detached' });
        }));

    test('what is for the partner goes to the group as well when its author says so', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await room.openTable(unit);
            const pens = await Promise.all(NOOR_AND_SAM.map((it) => room.openPen(unit, it)));
            const people = new OnTwoPens(NOOR_AND_SAM, table, pens);
            await people.sayYes();
            await room.leader.push('homework_review');
            await room.leader.nextStage();
            await people.writeOf('Sam');
            await people.draftOf('Noor');
            const pen = people.pen('Noor');
            await pen.getByRole('radio', { name: t('envelope-to-group') }).check();
            assert.deepEqual(await violations(pen), []);
            await press(pen, t('envelope-close'));
            await button(pen, t('envelope-close')).waitFor({ state: 'detached' });
            const { run } = room.leader.board!;
            await room.leader.nextStage();
            const found = await room.leader.device.read(ReadKind.NOTES, { run });
            const notes = found.kind === 'rows' ? found.rows : [];
            assert.deepEqual(
                notes.map(({ seat, unit: of, name, value }) => [seat, of, name, value?.text]),
                [[0, 0, '', people.given.get('Noor')!.at(-1)!.words]],
            );
        }));

    test('what waits to be picked for the wall leaves the window with it as well', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const people = await room.openPhones(room.units[0]!, NOOR_AND_SAM);
            await people.sayYes();
            await room.leader.push('homework_review');
            await room.leader.nextStage();
            await people.writeOf('Sam');
            await people.draftOf('Noor');
            const pen = people.pen('Noor');
            await pen.getByRole('radio', { name: t('envelope-to-group') }).check();
            await press(pen, t('envelope-close'));
            await button(pen, t('envelope-close')).waitFor({ state: 'detached' });
            await room.leader.nextStage();
            const { prompt, words } = people.given.get('Noor')!.at(-1)!;
            const console = await room.open(await room.leader.link(Role.CO_FACILITATOR));
            await press(console, t('console-wall'));
            const window = console.getByRole('dialog');
            await press(window, t('console-uncover'));
            await sees(window, words);
            await openEnvelope(pen);
            await press(pen, `${t('take-back')}: ${prompt}`);
            await window.getByText(words).waitFor({ state: 'detached' });
        }));

    test('what was written together is let be read by each alone, and read when both did', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { people, pen, unseen } = await closeBoth(room, (it) => it.startStep('1.9'));
            await press(people.shared, t('table-next'));
            const [first] = await people.writeTogether('Na het eten');
            await people.agree();
            await press(pen, t('own-menu'));
            await pen.getByText(t('let-read-title')).click();
            assert.deepEqual(await violations(pen), []);
            await unseen(async () => {
                await press(pen, `${t('widen')}: ${first!.prompt}`);
                await sees(pen, t('let-read-yes'));
            });
            assert.equal(await readTogether(room), 0);
            const partner = people.pen('Sam');
            await press(partner, t('own-menu'));
            await partner.getByText(t('let-read-title')).click();
            await sees(partner, t('let-read-no'));
            await press(partner, `${t('widen')}: ${first!.prompt}`);
            await sees(partner, t('let-read-yes'));
            assert.equal(await readTogether(room), 1);
            await press(pen, `${t('widen-off')}: ${first!.prompt}`);
            await button(pen, `${t('widen')}: ${first!.prompt}`).waitFor();
            await sees(partner, t('let-read-yes'));
            assert.equal(await readTogether(room), 0);
        }));

    test('what was written together goes to the group when each says so, without a name', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const projector = await room.open(await leader.link(Role.PROJECTOR));
            const { people, pen, unseen } = await closeBoth(room, (it) => it.push('time_out'));
            await people.open();
            await press(people.shared, t('table-next'));
            const [sign] = await people.writeTogether('Twee handen omhoog');
            await sees(people.shared, t('seen-joint-to-group'));
            await people.agree();
            const partner = people.pen('Sam');
            const way = `${t('let-go')}: ${sign!.prompt}`;
            await press(pen, t('own-menu'));
            await pen.getByText(t('let-read-title')).click();
            assert.deepEqual(await violations(pen), []);
            await unseen(async () => {
                await press(pen, way);
                await sees(pen, t('let-go-yes'));
            });
            await press(partner, t('own-menu'));
            await partner.getByText(t('let-read-title')).click();
            await press(partner, way);
            await sees(partner, t('let-go-yes'));
            const { run } = leader.board!;
            await leader.nextStage();
            const found = await leader.device.read(ReadKind.NOTES, { run });
            const notes = found.kind === 'rows' ? found.rows : [];
            assert.deepEqual(
                notes.map(({ seat, unit, name, value }) => [seat, unit, name, value?.text]),
                [[0, 0, '', sign!.words]],
            );
            const { field, note } = notes[0]!;
            await leader.command({ case: 'pickNote', value: { run, field, note, pick: true } });
            await sees(projector, sign!.words);
            await press(partner, t('own-menu'));
            await partner.getByText(t('let-read-title')).click();
            await press(partner, `${t('let-go-off')}: ${sign!.prompt}`);
            await projector.getByText(sign!.words).waitFor({ state: 'detached' });
        }));

    test('who no longer shares says so on the own page, and only the board has it', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { pen, unseen } = await closeBoth(room);
            const seat = room.seatOf(room.units[0]!, 'Noor');
            await unseen(async () => {
                await press(pen, t('own-consent'));
                await press(pen, t('split'));
                await press(pen, t('split-yes'));
                await until('the board has it', () =>
                    room.leader.board!.units[0]!.seats.some((it) => it.seat === seat && it.split),
                );
            });
            await sees(pen, t('split-done'));
        }));
});
