// SPDX-License-Identifier: EUPL-1.2
//
// Who opens the developer tools on the laptop after a hand-over finds nothing of the other in the
// memory of the page; also not in RegExp.input, which is the text in which something was found last.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from './browser';
import { giveBack, reachFor } from './hands';
import { OnOneLaptop } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { wordsOf } from './slips';
import { press, sees, t } from './words';

const house = houseOfFile();
const LINES = ['Kanarievogel', 'in het geheim'];

/** What is still held, after everything that can go has gone. */
async function memoryOf(page: Page): Promise<string> {
    const tools = await page.context().newCDPSession(page);
    const chunks: string[] = [];
    tools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
    await tools.send('HeapProfiler.enable');
    await tools.send('HeapProfiler.collectGarbage');
    await tools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    await tools.detach();
    return chunks.join('');
}

/** Its person takes the laptop, by the keys. */
async function enter(table: Page, name: string): Promise<void> {
    await reachFor(table, name);
    await table.keyboard.type(wordsOf(table, name));
    await table.keyboard.press('Enter');
    await table.locator('.question textarea').click();
}

async function handOver(table: Page): Promise<void> {
    await press(table, t('own-hand-over'));
    await giveBack(table);
    await sees(table, t('table-solo-text'));
}

describe('the memory of a table', () => {
    test('after a hand-over nothing of who wrote is there, nor their words', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await sees(table, t('table-solo-text'));
            await enter(table, 'Noor');
            await handOver(table);
            assert.ok(!(await memoryOf(table)).includes(wordsOf(table, 'Noor')));
            await enter(table, 'Noor');
            await table.keyboard.type(LINES[0]!);
            await table.keyboard.press('Enter');
            await table.keyboard.insertText(`\u2028${LINES[1]}\u0085`); // as when it is pasted
            await sees(table, t('save-saved'));
            assert.ok((await memoryOf(table)).includes(LINES[1]!), 'it is found where it is');
            await handOver(table);
            const left = await memoryOf(table);
            for (const gone of [...LINES, wordsOf(table, 'Noor')]) {
                assert.ok(!left.includes(gone), gone);
            }
        }));
});
