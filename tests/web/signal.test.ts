// SPDX-License-Identifier: EUPL-1.2
//
// Something for the facilitator, from any page: it reaches the board, and changes no byte and no
// pixel that anybody else of the couple gets, nor the page that it came from. And the facilitator's
// pause for everyone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Signal } from '#made/houvast/v1/pane_pb';
import { Role } from '#made/houvast/v1/wire_pb';
import { violations } from './axe';
import { type Page, SIZES } from './browser';
import { followSizes, type Sizes } from './frames';
import { openPenPage } from './hands';
import { differences, pictureOf } from './pictures';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

const LINES = ['signal-none', 'signal-talk', 'signal-call'] as const;
type Line = (typeof LINES)[number];

const dialogOf = (page: Page) => page.getByRole('dialog', { name: t('signal-open') });

async function say(page: Page, line: Line): Promise<void> {
    await press(page, t('signal-open'));
    await dialogOf(page).getByRole('radio', { name: t(line) }).check();
    await press(dialogOf(page), t('signal-send'));
    await dialogOf(page).waitFor({ state: 'detached' });
}

interface Device {
    name: string;
    page: Page;
    sizes: Sizes;
}

/** A table and the pens of both, who have said yes. */
async function openAll(room: Room): Promise<Device[]> {
    const unit = room.units[0]!;
    const devices: Device[] = [];
    const follow = (name: string) => (page: Page) => {
        devices.push({ name, page, sizes: followSizes(page) });
    };
    await room.openTable(unit, follow('table'));
    for (const name of NOOR_AND_SAM) {
        const pen = await room.openPen(unit, name, follow(name));
        await openPenPage(pen, name);
        await press(pen, t('consent-yes'));
        await button(pen, t('own-menu')).waitFor();
    }
    return devices;
}

/** Where in an evening the couple is, and what its pages show then. */
const MOMENTS: [string, (room: Room) => Promise<void>, (page: Page) => Promise<void>][] = [
    ['with the group', async () => {}, (page) => seesHeading(page, t('hall-almost'))],
    [
        'each alone',
        async ({ leader }) => {
            await leader.startStep('1.7');
            await leader.nextStage();
        },
        (page) => page.locator('main.table-own, main.table-solo').waitFor(),
    ],
    [
        'a pause for everyone',
        async ({ leader }) => {
            await leader.command({ case: 'setPause', value: { on: true } });
        },
        (page) => seesHeading(page, t('table-pause')),
    ],
    [
        'a break',
        async ({ leader }) => {
            await leader.command({ case: 'setPause', value: { on: false } });
            await leader.startStep('1.6');
        },
        (page) => seesHeading(page, 'Pauze'),
    ],
];

describe('something for the facilitator', { concurrency: 2 }, () => {
    test('from every page it reaches the board, and changes nothing for anybody else', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const devices = await openAll(room);
            const { leader } = room;
            const board = () => leader.board!.units[0]!;
            const seats = NOOR_AND_SAM.map((it) => room.seatOf(room.units[0]!, it));
            const arrives = {
                table: () => board().signal === Signal.CALL,
                Noor: () => board().seats.find((it) => it.seat === seats[0])!.signal !== 0,
                Sam: () => board().seats.find((it) => it.seat === seats[1])!.signal !== 0,
            } as Record<string, () => boolean>;

            for (const [moment, begin, shows] of MOMENTS) {
                await begin(room);
                await Promise.all(devices.map(({ page }) => shows(page)));
                for (const giver of devices) {
                    const before = await Promise.all(devices.map((it) => pictureOf(it.page)));
                    const received = devices.map((it) => it.sizes.received.length);
                    await say(giver.page, 'signal-call');
                    await until('the board has it', arrives[giver.name]!);
                    for (const [place, device] of devices.entries()) {
                        const where = `${moment}: ${device.name}, said by ${giver.name}`;
                        const picture = await pictureOf(device.page);
                        assert.equal(
                            await differences(device.page, before[place]!, picture),
                            0,
                            where,
                        );
                        const frames = device.sizes.received.length - received[place]!;
                        // who said it hears that it arrived
                        assert.equal(frames, device === giver ? 1 : 0, where);
                    }
                    const value = { unit: room.units[0]!, signal: true };
                    await leader.command({ case: 'handleRequest', value });
                    await until('it was seen to', () => !arrives[giver.name]!());
                }
            }
        }));

    test('what is said makes no frame longer', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            let sizes: Sizes | undefined;
            const pen = await room.openPen(room.units[0]!, 'Noor', (page) => {
                sizes = followSizes(page);
            });
            await openPenPage(pen, 'Noor');
            await press(pen, t('consent-yes'));
            await button(pen, t('own-menu')).waitFor();
            const lengths = new Set<string>();
            for (const line of LINES) {
                const { sent, received } = sizes!;
                const from = [sent.length, received.length] as const;
                await say(pen, line);
                lengths.add(`${sent.slice(from[0])} and back ${received.slice(from[1])}`);
            }
            assert.equal(lengths.size, 1, [...lengths].join('; '));
        }));

    test('before anybody let them in it can be said too', () =>
        inRoom(house, [], async (room) => {
            const unit = await room.leader.addUnit(NOOR_AND_SAM);
            const table = await room.openTable(unit);
            await seesHeading(table, /^Welkom/);
            await say(table, 'signal-talk');
            await until(
                'the board has it',
                () => room.leader.board?.units[0]?.signal === Signal.TALK,
            );
        }));

    test('the window can be used by anybody, and names who can be called', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await press(table, t('signal-open'));
            await sees(dialogOf(table), /0800-2000/);
            await sees(dialogOf(table), /112/);
            assert.equal(await dialogOf(table).getByRole('link').count(), 0); // leaves no trail
            for (const colorScheme of ['light', 'dark'] as const) {
                for (const size of [SIZES.laptop, { width: 320, height: 480 }]) {
                    await table.emulateMedia({ colorScheme });
                    await table.setViewportSize(size);
                    assert.deepEqual(await violations(table), []);
                }
            }
            await table.keyboard.press('Escape');
            await dialogOf(table).waitFor({ state: 'detached' });
        }));
});

describe('a pause for everyone', { concurrency: 2 }, () => {
    test('covers every page at one key, keeps what was being typed, and goes on', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const { leader } = room;
            const table = await room.openTable(unit);
            const pen = await room.openStory(unit, 'Noor');
            const desk = await room.open(await leader.link(Role.CO_FACILITATOR));
            await button(desk, t('console-pause-all')).waitFor();
            await pen.getByRole('textbox').fill('Midden in een zin');
            await desk.keyboard.press('p');
            await Promise.all([table, pen].map((it) => seesHeading(it, t('table-pause'))));
            assert.equal(leader.board?.paused, true);
            assert.notEqual(leader.board?.run, 0); // the exercise has not ended
            await press(desk, t('console-resume-all'));
            await openPenPage(pen, 'Noor'); // at the question that has no answer yet
            await press(pen, t('table-back'));
            await sees(pen, t('save-saved'));
            assert.equal(await pen.getByRole('textbox').inputValue(), 'Midden in een zin');
        }));
});
