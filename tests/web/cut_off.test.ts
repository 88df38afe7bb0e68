// SPDX-License-Identifier: EUPL-1.2
//
// A laptop whose connection is gone when a break comes: what somebody was typing there is taken from
// no other connection than that one, as anyone could be at the table by then. It rests, sealed, until
// the same person types their words again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from './browser';
import { takeLaptop } from './hands';
import { OnOneLaptop, readBack } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { untilFound } from './until';
import { Wire } from './wire';
import { seesHeading } from './words';

const house = houseOfFile();
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
