// SPDX-License-Identifier: EUPL-1.2
//
// What a server, or somebody in its place, may send: anything. The engine never throws, never asks
// anything before it was welcomed, loses nothing that waits for an answer, and goes on with a good
// server as if nothing had been. The bytes that led the fuzzers to new code come again here.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PaneKind } from '#made/houvast/v1/pane_pb';
import { FarewellReason, Refusal } from '#made/houvast/v1/wire_pb';
import type { Outcome } from '../src/connection/requests';
import { chance, done, farewell, Guest, pane, refused, say, TOKEN, welcome } from './server';

const ROUNDS = 20_000;
const CORPUS = join(process.env.HV_SOURCE_DIR ?? '../..', 'tests/fuzz/corpus');

type Below = ReturnType<typeof chance>;

const seed = Number(process.env.HV_TEST_SEED ?? Date.now() % 1_000_000);

/** All that the fuzzers kept. */
function corpus(): Uint8Array[] {
    const kept = ['client', 'message'].flatMap((folder) =>
        readdirSync(join(CORPUS, folder)).map((name) =>
            Uint8Array.from(readFileSync(join(CORPUS, folder, name))),
        ),
    );
    assert.ok(kept.length > 100, `only ${kept.length} files of the fuzzers`);
    return kept;
}

/** A good message of each kind. */
function messages(): Uint8Array[] {
    const id = new Uint8Array(16).fill(1);
    return [
        welcome(),
        done(id, 3),
        refused(id, Refusal.LOCKED),
        pane(PaneKind.STAGE, 5n, { case: 'stage', value: {} }),
        pane(PaneKind.BOARD, 6n, { case: 'board', value: { units: [{ unit: 1 }] } }),
        say({ case: 'definition', value: { id: 'check_in', view: 'form' } }),
        say({ case: 'readPage', value: { id, rows: [{ run: 2 }] } }),
        say({ case: 'admission', value: { token: TOKEN } }),
        farewell(FarewellReason.TOO_FAST),
    ];
}

/** The same bytes but for some: other ones, more, fewer, a piece twice. */
function spoiled(bytes: Uint8Array, below: Below): Uint8Array {
    const out = [...bytes];
    for (let left = 1 + below(4); left > 0; left--) {
        const at = below(out.length + 1);
        const change = below(4);
        if (change === 0) {
            out[Math.min(at, out.length - 1)] = below(256);
        } else if (change === 1) {
            out.splice(at, 0, below(256));
        } else if (change === 2) {
            out.splice(at, 1 + below(8));
        } else {
            out.splice(at, 0, ...out.slice(at, at + below(64)));
        }
    }
    return Uint8Array.from(out.filter((it) => it !== undefined));
}

function frame(good: Uint8Array[], kept: Uint8Array[], below: Below): Uint8Array {
    switch (below(8)) {
        case 0:
            return Uint8Array.from({ length: below(200) }, () => below(256));
        case 1:
            return kept[below(kept.length)]!;
        case 2:
            return spoiled(kept[below(kept.length)]!, below);
        case 3:
        case 4:
            return good[below(good.length)]!;
        default:
            return spoiled(good[below(good.length)]!, below);
    }
}

test(`takes any bytes from anybody, and loses nothing that waits (seed ${seed})`, () => {
    const below = chance(seed);
    const good = messages();
    const kept = corpus();
    let guest = new Guest();
    let outcomes: Outcome[] = [];
    let asked = 0;
    let taken = 0;
    let welcomed = 0;

    for (let round = 0; round < ROUNDS; round++) {
        if (guest.engine.state === 'over') {
            guest = new Guest();
            outcomes = [];
            asked = 0;
        }
        if (guest.engine.state !== 'open') {
            guest.engine.opened(guest.now);
            assert.deepEqual(
                guest.sent().map((it) => it.case),
                ['hello'],
            );
            if (below(2) === 0) {
                assert.ok(guest.hear(welcome()));
                welcomed++;
            }
        }
        if (below(8) === 0 && asked - outcomes.length < 16) {
            const value = { seat: 1 + below(8) };
            guest.engine.command({ case: 'lockSeat', value }, (it) => outcomes.push(it));
            asked++;
        }
        const before = outcomes.length;
        const shown = guest.panes.length + guest.definitions.length;
        const isOpen = guest.engine.state === 'open';
        if (guest.hear(frame(good, kept, below))) {
            taken++;
        } else {
            guest.engine.lost();
        }
        if (guest.engine.state !== 'over') {
            assert.equal(outcomes.length, before, 'nobody knew the id');
        }
        if (!isOpen) {
            assert.equal(guest.panes.length + guest.definitions.length, shown, 'nothing unasked');
        }
        guest.sent();
        guest.now += below(100);
    }
    assert.ok(taken > 1000 && welcomed > 1000, `${taken} taken, ${welcomed} welcomed`);

    const last = new Guest();
    const heard: Outcome[] = [];
    last.engine.command({ case: 'lockSeat', value: { seat: 1 } }, (it) => heard.push(it));
    last.engine.opened(last.now);
    last.sent();
    for (let i = 0; i < 100 && last.engine.state !== 'over'; i++) {
        if (!last.hear(spoiled(welcome(), below))) {
            last.engine.lost();
            last.engine.opened(last.now);
        }
        last.sent();
    }
    if (last.engine.state !== 'over') {
        last.engine.lost();
        const [request] = last.join();
        assert.equal(request?.case, 'command');
        assert.ok(last.hear(done((request.value as { id: Uint8Array }).id)));
        assert.deepEqual(heard, [{ kind: 'done', number: 0, token: new Uint8Array() }]);
    }
});
