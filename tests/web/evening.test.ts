// SPDX-License-Identifier: EUPL-1.2
//
// The engine of the pages, in Node, plays a whole first evening with simulated couples over the
// real protocol, while a projector looks on; the server is killed in the middle of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SeatState, StepState } from '#made/houvast/v1/pane_pb';
import { endEvening, type Evening, makeEvening, playBlocks, playStep } from './evening';
import { openProjector } from './open_pages';
import { restartServer, stopServer } from './server';
import { until } from './until';

let evening: Evening;

before(async () => {
    evening = await makeEvening(6);
});

after(() => endEvening(evening));

test('a whole evening, with the server killed in the middle', async () => {
    const { server, browser, leader } = evening;
    const hall = await openProjector(browser, leader);
    const numbers = leader.board?.steps.map((it) => it.number) ?? [];
    assert.ok(numbers.length > 5, 'there is an agenda');

    const killed = '1.5';
    for (const number of numbers) {
        if (number !== killed) {
            await playStep(evening, number);
            continue;
        }
        await leader.startStep(number);
        await leader.nextStage();
        const playing = playBlocks(evening);
        await until('somebody is writing', () =>
            leader.board?.units.some((unit) =>
                unit.seats.some((it) => it.state === SeatState.BUSY),
            ),
        );
        await stopServer(server, 'SIGKILL');
        await restartServer(server);
        await playing;
        while (await leader.nextStage()) {
            // on to the end of the step
        }
    }
    await leader.endMeeting();
    await hall.page.getByText('Er is nu geen bijeenkomst.').waitFor();
    const states = leader.board?.steps.map((it) => it.state) ?? [];
    assert.deepEqual(
        states.filter((it) => it !== StepState.DONE),
        [],
        'every step was done',
    );
});
