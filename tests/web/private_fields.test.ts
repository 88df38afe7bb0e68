// SPDX-License-Identifier: EUPL-1.2
//
// What people write stays where they write it: what somebody copies on a laptop that goes from hand
// to hand is gone when the next has it. That no input of any view gives its text to a browser's
// services is looked at as each view comes by, in views.test.ts; here, that looking finds them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from './browser';
import { giveBack, takeLaptop } from './hands';
import { OnOneLaptop } from './people';
import { openFields } from './private_fields';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { press, sees, t } from './words';

const house = houseOfFile();
const SECRET = 'Alleen van Noor';

const field = (page: Page) => page.locator('.question textarea');

/** What a paste in another window of this browser brings. */
async function pasteElsewhere(page: Page): Promise<string> {
    const other = await page.context().newPage();
    await other.setContent('<textarea autofocus></textarea>');
    await other.locator('textarea').press('Control+V');
    const pasted = await other.locator('textarea').inputValue();
    await other.close();
    await page.bringToFront();
    return pasted;
}

describe('what people write', { concurrency: 2 }, () => {
    test('copied or cut on a shared laptop, it is nowhere but on the own page', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await sees(table, t('table-solo-text'));
            await takeLaptop(table, 'Noor');
            await field(table).fill(SECRET);
            for (const key of ['Control+C', 'Control+X']) {
                await field(table).press('Control+A');
                await table.keyboard.press(key);
                assert.equal(await pasteElsewhere(table), '', key);
            }
            assert.equal(await field(table).inputValue(), '');
            await field(table).press('Control+V');
            await table.keyboard.press('Control+V');
            assert.equal(await field(table).inputValue(), SECRET + SECRET);
            await sees(table, t('save-saved'));
            await press(table, t('own-hand-over'));
            await giveBack(table);
            await takeLaptop(table, 'Sam');
            await field(table).press('Control+V');
            assert.equal(await field(table).inputValue(), '');
            assert.equal(await pasteElsewhere(table), '');
        }));

    test('an input that lets a browser have it is found', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            assert.deepEqual(await openFields(pen), []);
            for (const name of ['spellcheck', 'autocorrect', 'writingsuggestions', 'translate']) {
                const was = await field(pen).getAttribute(name);
                await field(pen).evaluate((it, kind) => it.removeAttribute(kind), name);
                assert.equal((await openFields(pen)).length, 1, name);
                await field(pen).evaluate((it, [kind, to]) => it.setAttribute(kind!, to!), [name, was]);
            }
        }));
});
