// SPDX-License-Identifier: EUPL-1.2
//
// A laptop whose connection is gone when a break comes: what somebody was typing there is taken from
// no other connection than that one, as anyone could be at the table by then. It rests, sealed, until
// the same person types their words again. And a connection that comes back, but slowly: nobody who
// types loses their page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comeOnline, type Page } from './browser';
import { openPenPage, takeLaptop } from './hands';
import { OnOneLaptop, readBack } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { untilFound } from './until';
import { Wire } from './wire';
import { sees, seesHeading, t } from './words';

const house = houseOfFile();
const TEXT_SO_FAR = 'Een begin, en verder';
const TEXT = 'Midden in een zin, en toen was er geen wifi';

const resting = (page: Page) =>
    page.evaluate(
        () => Object.keys(localStorage).filter((it) => /^houvast\.[0-9a-f]{32}$/.test(it)).length,
    );

test('what was being typed at a table comes back with the words of who typed it', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const wire = new Wire();
        const table = await room.openTable(room.units[0]!, (page) => wire.follow(page));
        await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
        await room.leader.startStep('1.7');
        await room.leader.nextStage();
        await takeLaptop(table, 'Noor');
        await table.getByRole('textbox').waitFor();
        await wire.cut();
        await table.getByRole('textbox').fill(TEXT);
        await untilFound('it rests', async () => (await resting(table)) === 1);
        await room.leader.startStep('1.6');
        wire.mend();
        await seesHeading(table, 'Pauze');
        assert.ok(!(await table.content()).includes(TEXT));
        await room.leader.push('guess_rituals');
        assert.equal(await resting(table), 1);
        await room.leader.nextStage();
        await takeLaptop(table, 'Noor');
        await untilFound('it is stored', async () => (await resting(table)) === 0);
        assert.ok((await readBack(table)).includes(TEXT));
    }));

test('on a slow connection a page that comes back stays as it is until all of it has come', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const unit = room.units[0]!;
        const wires = { table: new Wire(), pen: new Wire() };
        const prepare = (wire: Wire) => async (page: Page) => {
            await wire.follow(page);
            await page.clock.install();
        };
        const table = await room.openTable(unit, prepare(wires.table));
        await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
        const pen = await room.openPen(unit, 'Sam', prepare(wires.pen));
        await openPenPage(pen, 'Sam');
        await room.leader.startStep('1.7');
        await room.leader.nextStage();
        await takeLaptop(table, 'Noor');
        for (const [page, wire] of [[table, wires.table], [pen, wires.pen]] as const) {
            await page.getByRole('textbox').fill('Een begin');
            await sees(page, t('save-saved'));
            await wire.cut();
            await sees(page, t('connection-waiting'));
            await page.getByRole('textbox').pressSequentially(', en verder');
            await sees(page, t('save-offline'));
            wire.holdBackAfter(1); // the welcome
            wire.mend();
            await comeOnline(page);
            await page.getByText(t('connection-waiting')).waitFor({ state: 'detached' });
            await page.clock.fastForward(5_000);
            await page.keyboard.type(', en nog iets');
            await page.clock.fastForward(1_000);
            assert.equal(await page.getByRole('textbox').inputValue(), `${TEXT_SO_FAR}, en nog iets`);
            wire.letThrough();
            await sees(page, t('save-saved'));
            assert.equal(await page.getByRole('textbox').inputValue(), `${TEXT_SO_FAR}, en nog iets`);
        }
    }));
