// SPDX-License-Identifier: EUPL-1.2
//
// What nobody may learn of their partner: whether they kept an answer, skipped it, said it aloud,
// left it open, took it back, discarded it, share no longer, or told the facilitator something.
// In each of these evenings the table and the pen of the other show the same pixels, and get frames
// of the same sizes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from './browser';
import { followSizes, type Sizes } from './frames';
import { answerAll, closeEnvelope, type Doing } from './hands';
import { differences, pictureOf } from './pictures';
import { OnTwoPens } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

/** What Noor does with an exercise, from her first question to her closed envelope. */
type Way = (pen: Page) => Promise<void>;

const TEXT = 'Alleen van Noor, en van niemand anders';

/** Answers, or does not, and keeps all of it. */
const keeps = (doing: Doing) => async (pen: Page) => {
    await answerAll(pen, { doing, texts: [TEXT] });
    await closeEnvelope(pen, false);
};

async function shows(pen: Page): Promise<void> {
    await answerAll(pen, { texts: [TEXT] });
    await closeEnvelope(pen, true);
}

/** Shows all, and takes it back before it opens. */
const takesBack = (discards: boolean) => async (pen: Page) => {
    await shows(pen);
    await press(pen, t('own-envelope'));
    await pen.getByText(t('take-back-title')).click();
    const word = discards ? t('discard') : t('take-back');
    const ways = button(pen, new RegExp(`^${word}: `));
    for (let left = await ways.count(); left > 0; left--) {
        await ways.first().click();
        if (discards) {
            await press(pen, t('discard-yes'));
        }
        await ways.nth(left - 1).waitFor({ state: 'detached' });
    }
    await press(pen, t('own-not-now'));
};

const tells = (line: 'signal-talk' | 'signal-call') => async (pen: Page) => {
    await answerAll(pen, { texts: [TEXT] });
    await pen.getByRole('radio', { name: t(line) }).check();
    await closeEnvelope(pen, false);
};

async function splits(pen: Page): Promise<void> {
    await shows(pen);
    await sees(pen, t('table-ready', { people: 2 })); // a window goes with the view it was opened in
    await press(pen, t('own-consent'));
    await press(pen, t('split'));
    await press(pen, t('split-yes'));
    await button(pen, t('split-yes')).waitFor({ state: 'detached' });
}

/** What the others got: pictures by moment and screen, and the sizes of frames. */
interface Seen {
    pictures: Map<string, Buffer>;
    sizes: string;
}

/** Two exercises: one opens at one tap, of one each tells in turn. */
async function watch(room: Room, way: Way): Promise<Seen> {
    const sizes = new Map<string, Sizes>();
    const follow = (name: string) => (page: Page) => sizes.set(name, followSizes(page));
    const unit = room.units[0]!;
    const table = await room.openTable(unit, follow('table'));
    const noor = await room.openPen(unit, 'Noor');
    const sam = await room.openPen(unit, 'Sam', follow('Sam'));
    const people = new OnTwoPens(NOOR_AND_SAM, table, [noor, sam]);
    await people.sayYes();

    const pictures = new Map<string, Buffer>();
    const got: string[] = [];
    const look = async (moment: string) => {
        for (const [name, page] of [['table', table], ['Sam', sam]] as const) {
            pictures.set(`${moment}, ${name}`, await pictureOf(page));
        }
    };
    /** Does it, and takes down what the others get meanwhile. */
    const listening = async (moment: string, act: () => Promise<void>) => {
        const before = [...sizes.values()].map((it) => it.received.length);
        await act();
        const frames = [...sizes.values()].map((it, at) => it.received.slice(before[at]));
        got.push(`${moment}: ${frames.map((it) => it.join(' ')).join(' | ')}`);
        await look(moment);
    };
    const bothWrite = async (step: string) => {
        await room.leader.startStep(step);
        await room.leader.nextStage();
        await people.writeOf('Sam');
        await button(sam, t('own-envelope')).waitFor(); // all that his own doing brings is there
        await listening(`${step} is ready`, async () => {
            await way(noor);
            await sees(table, t('table-ready', { people: 2 }));
            await sees(sam, t('table-ready', { people: 2 }));
        });
    };

    await bothWrite('1.1b');
    await listening('opened', async () => {
        await press(table, t('table-open'));
        await Promise.all([table, sam].map((it) => seesHeading(it, t('table-reveal'))));
    });
    await bothWrite('1.7');
    for (const name of NOOR_AND_SAM) {
        await listening(`turn of ${name}`, async () => {
            await press(table, t('table-next'));
            await Promise.all([table, sam].map((it) => seesHeading(it, t('table-turn', { name }))));
        });
    }
    return { pictures, sizes: got.join('\n') };
}

const WAYS: [string, Way][] = [
    ['skipped', keeps('skip')],
    ['said aloud', keeps('say aloud')],
    ['left open', keeps('leave')],
    ['shown, and taken back', takesBack(false)],
    ['shown, and discarded', takesBack(true)],
    ['kept, and something for the facilitator', tells('signal-talk')],
    ['kept, and call me', tells('signal-call')],
    ['shown, and no longer shared', splits],
];

describe('the table and the other pen tell nothing', { concurrency: 2 }, () => {
    let page: Page | undefined;
    const inEvening = async (way: Way): Promise<Seen> => {
        let seen: Seen | undefined;
        await inRoom(house, [NOOR_AND_SAM], async (room) => {
            seen = await watch(room, way);
        });
        return seen!;
    };
    let kept: Promise<Seen> | undefined;
    const usual = () => (kept ??= inEvening(keeps('answer')));

    /** The moments and screens that differ. */
    async function unlike(one: Seen, other: Seen): Promise<string[]> {
        page ??= await house.browser.newPage();
        const found: string[] = [];
        for (const [moment, picture] of one.pictures) {
            if ((await differences(page, picture, other.pictures.get(moment)!)) > 0) {
                found.push(moment);
            }
        }
        return found;
    }

    for (const [what, way] of WAYS) {
        test(what, async () => {
            const [one, other] = [await usual(), await inEvening(way)];
            assert.equal(other.sizes, one.sizes);
            assert.deepEqual(await unlike(one, other), []);
        });
    }

    test('but what is shown shows, where it opens', async () => {
        const shown = await inEvening(shows);
        assert.deepEqual(await unlike(await usual(), shown), [
            'opened, table',
            'opened, Sam',
            'turn of Noor, table',
            'turn of Noor, Sam',
        ]);
    });
});
