// SPDX-License-Identifier: EUPL-1.2
//
// The wall on the page of a couple: the same as in the hall, small.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { sees } from './words';

const house = houseOfFile();

/** A step comes to the group, and somebody says something that goes on the wall. */
async function say({ leader }: Room, step: string, text: string): Promise<void> {
    await leader.startStep(step);
    await leader.nextStage();
    await leader.nextStage();
    const run = leader.board?.run ?? 0;
    await leader.command({ case: 'writeWall', value: { run, text } });
}

test('a line is there while its exercise is under way, and not under another one', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const table = await room.openTable(room.units[0]!);
        const hall = await room.open(await room.leader.link(Role.PROJECTOR));
        const both = [table, hall];
        await say(room, '1.1a', 'Van net');
        await Promise.all(both.map((it) => sees(it, 'Van net')));
        await say(room, '1.8', 'Van nu');
        await Promise.all(both.map((it) => sees(it, 'Van nu')));
        for (const page of both) {
            assert.equal(await page.getByText('Van net').count(), 0);
        }
    }));
