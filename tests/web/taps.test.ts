// SPDX-License-Identifier: EUPL-1.2
//
// Impatient fingers: each control pressed twice does its thing once, as the board and the socket
// tell; each view comes back after a reload, and after Back and forward.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Presence } from '#made/houvast/v1/pane_pb';
import { Role } from '#made/houvast/v1/wire_pb';
import type { Page } from './browser';
import { countOf, followCommands } from './frames';
import { takeLaptop } from './hands';
import { OnOneLaptop } from './people';
import {
    type Before,
    FATIMA_AND_JEROEN,
    houseOfFile,
    inRoom,
    NOOR_AND_SAM,
    type Room,
} from './room';
import { until } from './until';
import { walkAll } from './walk';
import { Wire } from './wire';
import { makeImpatient, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

/** Reload, and Back and forward again: the same view comes, and nothing lies open that did not. */
async function comesBack(page: Page): Promise<void> {
    const heading = page.getByRole('heading', { level: 1 });
    const before = await heading.innerText();
    await page.reload();
    await heading.filter({ hasText: before }).waitFor();
    await page.goBack();
    assert.equal(page.url(), 'about:blank'); // a page has one entry in the history
    await page.goForward();
    await heading.filter({ hasText: before }).waitFor();
    assert.equal(new URL(page.url()).hash, '');
}

/** Both couples, of which one has a laptop and the other one and two phones. */
async function seatBoth(room: Room, before?: Before) {
    const table = await room.openTable(room.units[0]!, before);
    const laptop = new OnOneLaptop(NOOR_AND_SAM, table);
    return { laptop, phones: await room.openPhones(room.units[1]!, FATIMA_AND_JEROEN) };
}

async function seesStage(page: Page, name: string): Promise<void> {
    const stages = page.getByRole('list', { name: t('console-stages') });
    await stages.locator('[aria-current=step]', { hasText: name }).waitFor();
}

describe('pressed twice, loaded anew', { concurrency: 2 }, () => {
    test('each control of table and pen pressed twice does its thing once', () =>
        inRoom(house, [NOOR_AND_SAM, FATIMA_AND_JEROEN], async (room) => {
            const { leader, units } = room;
            let commands: string[] = [];
            const { laptop, phones } = await seatBoth(room, (page) => {
                commands = followCommands(page);
            });
            [laptop.shared, phones.shared, ...phones.pens.values()].forEach(makeImpatient);
            await Promise.all([laptop.sayYes(), phones.sayYes()]);
            await walkAll(leader, [
                { leader, unit: units[0]!, people: laptop },
                { leader, unit: units[1]!, people: phones },
            ]);
            const { saveField, saveJoint, ...counts } = countOf(commands);
            assert.ok(saveField! > 0 && saveJoint! > 0);
            assert.deepEqual(counts, {
                unlockSeat: 10, // of each: the statement, three exercises, and what was heard
                giveConsent: 2,
                lockSeat: 10,
                closeEnvelope: 8,
                openTogether: 2,
                moveUnit: 7,
                askMoreTime: 1,
                markJoint: 2,
            });
        }));

    test('each view comes back after a reload, and after Back and forward', () =>
        inRoom(house, [NOOR_AND_SAM, FATIMA_AND_JEROEN], async (room) => {
            const { leader, units } = room;
            const { laptop, phones } = await seatBoth(room);
            await Promise.all([laptop.sayYes(), phones.sayYes()]);
            await comesBack(laptop.shared);
            await walkAll(leader, [
                { leader, unit: units[0]!, people: laptop, at: comesBack },
                { leader, unit: units[1]!, people: phones, at: comesBack },
            ]);
            await leader.startStep('1.6');
            for (const page of [laptop.shared, phones.shared, ...phones.pens.values()]) {
                await seesHeading(page, 'Pauze');
                await comesBack(page);
            }
        }));

    test('a page that lay open on the table is closed after a reload', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const unit = room.units[0]!;
            const table = await room.openTable(unit);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            await leader.startStep('1.7');
            await leader.nextStage();
            await takeLaptop(table, 'Noor');
            await table.getByRole('textbox').fill('Alleen van Noor');
            await sees(table, t('save-saved'));
            await table.reload();
            await sees(table, t('table-solo-text'));
            assert.ok(!(await table.content()).includes('Alleen van Noor'));
            await takeLaptop(table, 'Noor');
            await press(table, t('table-back'));
            assert.equal(await table.getByRole('textbox').inputValue(), 'Alleen van Noor');
        }));

    test('each control of the console pressed twice does its thing once', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const unit = room.units[0]!;
            await leader.letIn(unit, Presence.EXPECTED);
            const wire = new Wire();
            const link = await leader.link(Role.CO_FACILITATOR);
            const page = await room.open(link, 'laptop', (it) => wire.follow(it));
            const stage = () => leader.stage;
            makeImpatient(page);
            await press(page, t('console-admit-table', { number: unit }));
            await until('they are here', () => leader.board?.units[0]?.presence === Presence.HERE);
            await press(page, new RegExp(t('console-next-first')));
            await until('the first step', () => leader.board?.step === leader.step('1.1a').step);
            await seesStage(page, t('console-stage-brief'));
            await press(page, new RegExp(`^${t('console-next')} `));
            await until('one stage further', () => leader.board?.stage === 1);
            await seesStage(page, t('console-stage-solo'));
            await press(page, new RegExp(t('console-back')));
            await until('one stage back', () => leader.board?.stage === 0);
            await press(page, t('console-clock-start'));
            await until('the clock goes', () => stage()?.timer?.running);
            const ends = Number(stage()!.timer!.endsAt);
            // minutes are an amount: whoever presses twice means twice as many, and does not wait
            wire.holdBack();
            await press(page, t('console-clock-add', { minutes: 5 }));
            const longer = ends + 2 * 5 * 60_000;
            await until('it goes on longer', () => Number(stage()?.timer?.endsAt) === longer);
            await page.keyboard.press('+');
            await page.keyboard.press('+');
            const longest = longer + 2 * 60_000;
            await until('keys do so too', () => Number(stage()?.timer?.endsAt) === longest);
            wire.letThrough();
            await press(page, t('console-clock-pause'));
            await until('the clock stands still', () => stage()?.timer?.running === false);
            await press(page, t('console-lobby-open'));
            await until('the lobby is open', () => stage()?.lobby);
            assert.equal(stage()!.timer!.running, false);
            assert.equal(leader.board?.stage, 0);
            assert.ok(stage()?.lobby);
        }));
});
