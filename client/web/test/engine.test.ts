// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PaneKind } from '#made/houvast/v1/pane_pb';
import { FarewellReason, Language, ReadKind, Refusal, Role } from '#made/houvast/v1/wire_pb';
import { newId } from '../src/connection/ids';
import type { Pages } from '../src/connection/reads';
import type { Outcome } from '../src/connection/requests';
import {
    type Asked,
    chance,
    done,
    farewell,
    Guest,
    pane,
    refused,
    say,
    TOKEN,
    welcome,
} from './server';

const unlock = (seat: number) => ({ case: 'unlockSeat' as const, value: { seat } });

function commandsOf(messages: Asked[]) {
    return messages.map((it) => {
        assert.equal(it.case, 'command');
        return it.value as Extract<Asked, { case: 'command' }>['value'];
    });
}

test('says Hello first, and asks nothing before Welcome', () => {
    const guest = new Guest();
    guest.engine.command(unlock(1), () => {});
    assert.deepEqual(guest.sent(), []);
    guest.engine.opened(0);
    const [hello, ...others] = guest.sent();
    assert.equal(hello?.case, 'hello');
    assert.deepEqual(hello.value.token, TOKEN);
    assert.equal(hello.value.versionFrom, 1);
    assert.equal(hello.value.versionTo, 1);
    assert.equal(hello.value.language, Language.NL);
    assert.deepEqual(others, []);
    assert.ok(guest.hear(welcome()));
    assert.equal(guest.sent().length, 1);
    assert.deepEqual(guest.states, ['open']);
});

test('sends what was not answered again, in its order and with the same ids and bytes', () => {
    const guest = new Guest();
    const outcomes: Outcome[] = [];
    guest.join();
    [1, 2, 3].forEach((seat) => guest.engine.command(unlock(seat), (it) => outcomes.push(it)));
    const first = commandsOf(guest.sent());
    assert.ok(guest.hear(done(first[1]!.id)));
    guest.engine.lost();
    const again = commandsOf(guest.join());
    assert.deepEqual(again, [first[0], first[2]]);
    assert.ok(guest.hear(refused(again[1]!.id, Refusal.NOT_YOURS)));
    assert.ok(guest.hear(done(again[0]!.id, 9)));
    assert.deepEqual(
        outcomes.map((it) => it.kind),
        ['done', 'refused', 'done'],
    );
    assert.ok(guest.hear(done(again[0]!.id)), 'a second reply is skipped');
    assert.equal(outcomes.length, 3);
});

test('says Hello anew on every connection', () => {
    const guest = new Guest();
    guest.join();
    guest.engine.lost();
    assert.equal(guest.engine.state, 'waiting');
    guest.engine.opened(0);
    assert.deepEqual(
        guest.sent().map((it) => it.case),
        ['hello'],
    );
});

const TICKET = new Uint8Array(16).fill(5);

/** The reply to right words. */
const opened = (id: Uint8Array) => say({ case: 'reply', value: { id, ticket: TICKET } });

/** Connects; the ticket that Hello carries. */
function ticketOf(guest: Guest): Uint8Array {
    guest.engine.opened(guest.now);
    const [hello] = guest.sent();
    assert.equal(hello?.case, 'hello');
    guest.hear(welcome());
    return hello.value.ticket;
}

test('the ticket of a seat goes along after a lost connection, until the seat is locked', () => {
    const guest = new Guest();
    const none = new Uint8Array();
    assert.deepEqual(ticketOf(guest), none);
    guest.engine.command(unlock(1), () => {});
    const [asked] = commandsOf(guest.sent());
    guest.hear(opened(asked!.id));
    for (let time = 0; time < 2; time++) {
        guest.engine.lost();
        assert.deepEqual(ticketOf(guest), TICKET);
    }
    guest.engine.command({ case: 'saveField', value: { run: 1, seat: 1 } }, () => {});
    guest.hear(done(commandsOf(guest.sent())[0]!.id));
    assert.deepEqual(guest.engine.ticket.bytes, TICKET, 'another reply leaves it');
    const held = guest.engine.ticket.bytes;
    guest.engine.command({ case: 'lockSeat', value: { seat: 1 } }, () => {});
    assert.deepEqual(held, new Uint8Array(16), 'it is wiped, not forgotten');
    guest.engine.lost();
    assert.deepEqual(ticketOf(guest), none);
    assert.deepEqual(guest.tickets, [true, false]);
});

test('the ticket does not outlive the engine', () => {
    for (const end of [
        (guest: Guest) => guest.engine.end(),
        (guest: Guest) => guest.hear(farewell(FarewellReason.REPLACED)),
    ]) {
        const guest = new Guest();
        guest.join();
        guest.engine.command(unlock(1), () => {});
        guest.hear(opened(commandsOf(guest.sent())[0]!.id));
        end(guest);
        assert.deepEqual(guest.engine.ticket.bytes, new Uint8Array());
        assert.deepEqual(guest.tickets, [true, false]);
    }
});

test('pads commands, so that their sizes tell little', () => {
    const guest = new Guest();
    guest.join();
    guest.sizes.length = 0;
    for (const length of [1, 100, 180, 190, 200, 500, 2000, 5000]) {
        const value = { run: 1, seat: 1, answer: 1, value: { text: 'x'.repeat(length) } };
        guest.engine.command({ case: 'saveField', value }, () => {});
    }
    guest.sent();
    assert.equal(guest.sizes.length, 8);
    for (const size of guest.sizes) {
        assert.ok(size >= 256 && Number.isInteger(Math.log2(size)), `${size}`);
    }
});

test('never sends what the server would close the connection over', () => {
    const guest = new Guest();
    const outcomes: Outcome[] = [];
    guest.join();
    const texts = ['a\u0000b', 'a\u0007', '\ud800', 'é'.repeat(4001), 'x'.repeat(20_000)];
    for (const text of texts) {
        const value = { run: 1, seat: 1, answer: 1, value: { text } };
        guest.engine.command({ case: 'saveField', value }, (it) => outcomes.push(it));
    }
    const cells = Array.from({ length: 80 }, () => 'x'.repeat(400));
    guest.engine.command(
        { case: 'saveField', value: { run: 1, seat: 1, answer: 1, value: { cells } } },
        (it) => outcomes.push(it),
    );
    assert.deepEqual(guest.sent(), []);
    assert.equal(outcomes.length, texts.length + 1);
    for (const outcome of outcomes) {
        assert.deepEqual(outcome, { kind: 'refused', refusal: Refusal.INVALID });
    }
});

test('has at most 16 requests under way', () => {
    const guest = new Guest();
    guest.join();
    for (let i = 0; i < 40; i++) {
        guest.engine.command(unlock(1), () => {});
    }
    const first = commandsOf(guest.sent());
    assert.equal(first.length, 16);
    guest.hear(done(first[3]!.id));
    assert.equal(guest.sent().length, 1);
});

test('takes panes by epoch and revision', () => {
    const guest = new Guest();
    guest.join();
    const stage = (revision: bigint, announcement: string, epoch = 1n) =>
        pane(PaneKind.STAGE, revision, { case: 'stage', value: { announcement } }, epoch);
    const gone = (revision: bigint) => pane(PaneKind.STAGE, revision);
    const rows: [string, Uint8Array, boolean][] = [
        ['the first', stage(4n, 'a'), true],
        ['an older one', stage(3n, 'b'), false],
        ['the same once more', stage(4n, 'c'), false],
        ['a newer one', stage(7n, 'd'), true],
        ['taken away, at the same revision', gone(7n), true],
        ['given back, at the same revision', stage(7n, 'e'), true],
        ['another epoch begins anew', stage(1n, 'f', 2n), true],
        ['older in that epoch', stage(0n, 'g', 2n), false],
        ['another kind counts for itself', pane(PaneKind.WALL, 0n, undefined, 2n), true],
    ];
    for (const [name, bytes, isTaken] of rows) {
        const before = guest.panes.length;
        assert.ok(guest.hear(bytes), name);
        assert.equal(guest.panes.length - before, isTaken ? 1 : 0, name);
    }
    guest.engine.lost();
    guest.join({ epoch: 2n });
    assert.ok(guest.hear(stage(1n, 'h', 2n)));
    assert.equal(guest.panes.at(-1)?.revision, 1n, 'after Welcome panes come anew');
});

test('each farewell: come back or not, and what becomes of requests', () => {
    const rows: [FarewellReason, 'over' | 'waiting', number][] = [
        [FarewellReason.TOKEN, 'over', 0],
        [FarewellReason.VERSION, 'over', 0],
        [FarewellReason.REPLACED, 'over', 0],
        [FarewellReason.REMOVED, 'over', 0],
        [FarewellReason.MALFORMED, 'over', 0],
        [FarewellReason.NOT_ADMITTED, 'over', 0],
        [FarewellReason.RESTING, 'over', 0],
        [FarewellReason.TOO_SLOW, 'waiting', 15_000],
        [FarewellReason.TOO_FAST, 'waiting', 15_000],
        [FarewellReason.STOPPING, 'waiting', 5_000],
        [FarewellReason.FAILED, 'waiting', 15_000],
        [FarewellReason.PLACED, 'waiting', 0],
    ];
    for (const [reason, state, most] of rows) {
        const name = FarewellReason[reason];
        const guest = new Guest();
        const outcomes: Outcome[] = [];
        guest.join();
        guest.engine.command(unlock(1), (it) => outcomes.push(it));
        guest.sent();
        assert.equal(guest.hear(farewell(reason)), false, name);
        assert.equal(guest.engine.farewell, reason, name);
        assert.deepEqual(guest.sent(), [], `${name}: nothing more is sent`);
        guest.engine.lost();
        assert.equal(guest.engine.state, state, name);
        assert.equal(outcomes[0]?.kind, state === 'over' ? 'unknown' : undefined, name);
        if (state === 'waiting') {
            const delay = guest.engine.retryDelay();
            assert.ok(delay >= 0 && delay <= most, `${name}: ${delay}`);
            assert.equal(commandsOf(guest.join()).length, 1, `${name}: asked again`);
        }
    }
});

test('a placed device comes back with its new token, and keeps it', () => {
    const guest = new Guest();
    const token = new Uint8Array(32).fill(7);
    guest.join();
    assert.equal(guest.hear(farewell(FarewellReason.PLACED, token)), false);
    assert.deepEqual(guest.tokens, [token]);
    guest.engine.lost();
    assert.equal(guest.engine.retryDelay(), 0);
    guest.engine.opened(0);
    const [hello] = guest.sent();
    assert.equal(hello?.case, 'hello');
    assert.deepEqual(hello.value.token, token);
});

test('after it is over, what is asked is answered at once', () => {
    const guest = new Guest();
    const outcomes: Outcome[] = [];
    guest.join();
    guest.hear(farewell(FarewellReason.REPLACED));
    guest.engine.command(unlock(1), (it) => outcomes.push(it));
    assert.deepEqual(outcomes, [{ kind: 'unknown' }]);
});

test('waits longer with each try that was not welcomed', () => {
    const guest = new Guest();
    const mostOf = (bound: number) => {
        const delay = guest.engine.retryDelay();
        assert.ok(delay >= 0 && delay <= bound, `${delay} of ${bound}`);
    };
    [500, 1000, 2000, 4000, 8000, 15_000, 15_000].forEach(mostOf);
    guest.join();
    guest.engine.lost();
    mostOf(500);
});

test('takes nothing of a message that is not of this protocol', () => {
    const id = newId();
    const stage = { case: 'stage' as const, value: {} };
    const rows: [string, Uint8Array][] = [
        ['no protobuf', Uint8Array.of(255, 255, 255)],
        ['cut off', welcome().subarray(0, 9)],
        ['too long', new Uint8Array(64 * 1024 + 1)],
        ['a second Welcome', welcome()],
        ['Admission for nothing', say({ case: 'admission', value: { token: TOKEN } })],
        ['an id too short', say({ case: 'reply', value: { id: id.subarray(1) } })],
        [
            'a text too long',
            pane(PaneKind.STAGE, 1n, { case: 'stage', value: { announcement: 'x'.repeat(561) } }),
        ],
        [
            'a control character',
            pane(PaneKind.STAGE, 1n, { case: 'stage', value: { announcement: '\u0001' } }),
        ],
        ['a body of another kind', pane(PaneKind.WALL, 1n, stage)],
        ['a pane of no kind', pane(PaneKind.UNSPECIFIED, 1n, stage)],
    ];
    for (const [name, bytes] of rows) {
        const guest = new Guest();
        guest.join();
        assert.equal(guest.hear(bytes), false, name);
        assert.equal(guest.panes.length, 0, name);
        assert.deepEqual(guest.tokens, [], name);
        guest.engine.lost();
        assert.equal(guest.engine.state, 'waiting', `${name}: come back later`);
        assert.equal(guest.join().length, 0, name);
        assert.equal(guest.engine.state, 'open', name);
    }
});

test('takes nothing before Welcome, and skips what it does not know', () => {
    const guest = new Guest();
    guest.engine.opened(0);
    assert.equal(guest.hear(welcome()), false, 'Welcome before Hello');
    guest.engine.lost();
    guest.engine.opened(0);
    guest.sent();
    assert.equal(guest.hear(pane(PaneKind.STAGE, 1n)), false);
    guest.engine.lost();
    guest.join();
    assert.ok(guest.hear(new Uint8Array()), 'nothing in the oneof');
    assert.ok(guest.hear(Uint8Array.of(0xf2, 0x3e, 1, 65)), 'a field of a newer server');
});

test('whatever bytes come, it neither throws nor believes them', () => {
    const seed = Number(process.env['HV_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`seed ${seed}`);
    const below = chance(seed);
    const sound = [welcome(), done(newId()), pane(PaneKind.STAGE, 1n), farewell(1)];
    for (let round = 0; round < 3000; round++) {
        const guest = new Guest();
        const outcomes: Outcome[] = [];
        guest.join();
        guest.engine.command(unlock(1), (it) => outcomes.push(it));
        guest.sent();
        const bytes = Uint8Array.from(sound[below(sound.length)]!);
        for (let i = 0; i <= below(4) && bytes.length > 0; i++) {
            bytes[below(bytes.length)] = below(256);
        }
        guest.hear(bytes.subarray(0, below(bytes.length + 1)));
        assert.ok(outcomes.every((it) => it.kind === 'unknown'));
    }
});

test('comes in with a card or code: asks for a token, and says Hello with it', () => {
    for (const credential of [
        { kind: 'card', card: new Uint8Array(32).fill(3), role: Role.PEN },
        { kind: 'code', code: '23456789', role: Role.TABLE },
    ] as const) {
        const guest = new Guest(credential);
        guest.engine.opened(0);
        const [arrive, ...others] = guest.sent();
        assert.equal(arrive?.case, 'arrive');
        assert.equal(arrive.value.role, credential.role);
        assert.deepEqual(others, []);
        assert.equal(guest.engine.state, 'connecting');
        guest.engine.lost();
        guest.engine.opened(0);
        assert.deepEqual(guest.sent(), [arrive], 'the same id after a lost connection');
        assert.ok(guest.hear(say({ case: 'admission', value: { token: TOKEN } })));
        assert.deepEqual(guest.tokens, [], 'a wrong code brings one too');
        const [hello] = guest.sent();
        assert.equal(hello?.case, 'hello');
        assert.deepEqual(hello.value.token, TOKEN);
        assert.ok(guest.hear(welcome()));
        assert.deepEqual(guest.tokens, [TOKEN]);
        guest.engine.lost();
        guest.engine.opened(0);
        assert.deepEqual(
            guest.sent().map((it) => it.case),
            ['hello'],
            'from then on with the token',
        );
    }
});

test('a token that opens nothing is of a wrong code, on whatever connection', () => {
    const guest = new Guest({ kind: 'code', code: 'KKKKZZZZ', role: Role.TABLE });
    guest.engine.opened(0);
    guest.sent();
    assert.ok(guest.hear(say({ case: 'admission', value: { token: TOKEN } })));
    guest.engine.lost();
    guest.engine.opened(0);
    guest.sent();
    assert.equal(guest.hear(farewell(FarewellReason.TOKEN)), false);
    assert.equal(guest.engine.farewell, FarewellReason.NOT_ADMITTED);
    assert.deepEqual(guest.tokens, []);
});

test('comes in with a passphrase', () => {
    const guest = new Guest({
        kind: 'passphrase',
        passphrase: 'vier woorden achter elkaar',
        code: '123456',
    });
    guest.engine.opened(0);
    const [login] = guest.sent();
    assert.equal(login?.case, 'login');
    assert.equal(login.value.passphrase, 'vier woorden achter elkaar');
    assert.equal(login.value.code, '123456');
    assert.equal(guest.hear(welcome()), false, 'no Welcome without Hello');
});

function readRoster(guest: Guest): Pages<{ rows: { seat: number }[] }>[] {
    const answers: Pages<{ rows: { seat: number }[] }>[] = [];
    guest.engine.read(
        'readPage',
        (id, from) => ({ case: 'read', value: { id, kind: ReadKind.ROSTER, from, most: 2 } }),
        (pages) => answers.push(pages),
    );
    return answers;
}

function readOf(messages: Asked[]) {
    const [message] = messages;
    assert.equal(message?.case, 'read');
    return message.value;
}

const page = (id: Uint8Array, seats: number[], next: number) =>
    say({ case: 'readPage', value: { id, rows: seats.map((seat) => ({ seat })), next } });

test('reads page after page, and goes on after a lost connection', () => {
    const guest = new Guest();
    guest.join();
    const answers = readRoster(guest);
    const first = readOf(guest.sent());
    assert.equal(first.from, 0);
    assert.ok(guest.hear(page(first.id, [1, 2], 2)));
    assert.equal(readOf(guest.sent()).from, 2);
    guest.engine.lost();
    const again = readOf(guest.join());
    assert.equal(again.from, 2);
    assert.deepEqual(again.id, first.id);
    assert.equal(answers.length, 0);
    assert.ok(guest.hear(page(first.id, [3], 0)));
    const [answer] = answers;
    assert.equal(answer?.kind, 'pages');
    assert.deepEqual(
        answer.pages.flatMap((it) => it.rows.map((row) => row.seat)),
        [1, 2, 3],
    );
    assert.ok(guest.hear(page(first.id, [4], 0)), 'a page for nothing is skipped');
    assert.equal(answers.length, 1);
});

test('a read may be refused, and its pages have to go on and be of its kind', () => {
    const refusedGuest = new Guest();
    refusedGuest.join();
    const answers = readRoster(refusedGuest);
    refusedGuest.hear(refused(readOf(refusedGuest.sent()).id, Refusal.NOT_ALLOWED));
    assert.deepEqual(answers, [{ kind: 'refused', refusal: Refusal.NOT_ALLOWED }]);

    const backwards = new Guest();
    backwards.join();
    readRoster(backwards);
    const { id } = readOf(backwards.sent());
    assert.ok(backwards.hear(page(id, [1], 5)));
    backwards.sent();
    assert.equal(backwards.hear(page(id, [1], 5)), false);

    const other = new Guest();
    other.join();
    readRoster(other);
    const asked = readOf(other.sent()).id;
    assert.equal(other.hear(say({ case: 'groupsPage', value: { id: asked } })), false);
});

test('notices silence, and asks for a sign of life', () => {
    const guest = new Guest();
    guest.join();
    assert.ok(guest.engine.beat(guest.now));
    guest.now += 21_000;
    assert.ok(guest.engine.beat(guest.now));
    const sign = readOf(guest.sent());
    guest.now += 9_000;
    assert.ok(guest.engine.beat(guest.now));
    guest.hear(refused(sign.id, Refusal.NOT_ALLOWED));
    guest.now += 15_000;
    assert.ok(guest.engine.beat(guest.now), 'it was heard of');
    guest.engine.command(unlock(1), () => {});
    guest.sent();
    guest.now += 10_001;
    assert.equal(guest.engine.beat(guest.now), false, 'a command without answer');
});

test('half an hour of silence is said, with a connection and without', () => {
    const guest = new Guest();
    guest.join();
    guest.now += 30 * 60_000;
    guest.engine.beat(guest.now);
    assert.equal(guest.alone, 0);
    guest.now += 1;
    assert.equal(guest.engine.beat(guest.now), false, 'it slept');
    assert.equal(guest.alone, 1);
    guest.engine.lost();
    assert.ok(guest.engine.beat(guest.now), 'there is nothing to be closed');
    assert.equal(guest.alone, 2);
    guest.join();
    assert.ok(guest.engine.beat(guest.now));
    assert.equal(guest.alone, 2);
});

test('after waking up it wants to hear something soon', () => {
    const guest = new Guest();
    guest.join();
    guest.engine.wake(guest.now);
    assert.equal(guest.sent().length, 1);
    guest.now += 4_001;
    assert.equal(guest.engine.beat(guest.now), false);
});

test("knows the server's clock", () => {
    const guest = new Guest();
    guest.engine.opened(guest.now);
    guest.sent();
    guest.hear(welcome({ now: 1_900_000_000_000n }));
    assert.equal(guest.engine.serverTime(guest.now + 30), 1_900_000_000_030);
});
