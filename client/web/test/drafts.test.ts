// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { signal } from '@preact/signals';
import { Answer, type Value } from '#made/houvast/v1/definition_pb';
import { Refusal } from '#made/houvast/v1/wire_pb';
import type { Outcome } from '../src/connection/requests';
import { makeValue } from '../src/fields/value';
import { type Draft, Drafts } from '../src/saving/drafts';

const DONE: Outcome = { kind: 'done', number: 0, token: new Uint8Array() };
const text = (words: string) => makeValue({ text: words });

interface Sent {
    place: number;
    revision: number;
    answer: Answer;
    words: string | undefined;
    answered(outcome: Outcome): Promise<void>;
}

/** Lets what was promised happen. */
async function settle(): Promise<void> {
    for (let i = 0; i < 10; i++) {
        await Promise.resolve();
    }
}

function desk(shared?: { revision: number; answer: Answer; value?: Value }) {
    const sent: Sent[] = [];
    const rested = new Map<number, Draft>();
    const online = signal(true);
    const drafts = new Drafts({
        online,
        send: (place, revision, answer, value) =>
            new Promise((resolve) => {
                const answered = (outcome: Outcome) => {
                    resolve(outcome);
                    return settle();
                };
                sent.push({ place, revision, answer, words: value?.text, answered });
            }),
        rest: (place, draft) => {
            if (draft === undefined) {
                rested.delete(place);
            } else {
                rested.set(place, draft);
            }
        },
        ...(shared === undefined ? {} : { shared: () => shared }),
    });
    const type = (words: string) =>
        drafts.write(3, { answer: Answer.GIVEN, value: text(words), typing: true });
    return { drafts, sent, rested, online, type };
}

async function pass(milliseconds: number): Promise<void> {
    mock.timers.tick(milliseconds);
    await settle();
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

test('typing is saved after a pause of 2 s', async () => {
    const { drafts, sent, type } = desk();
    type('a');
    await pass(1_900);
    type('ab');
    await pass(1_900);
    assert.equal(sent.length, 0);
    assert.equal(drafts.of(3).value.state, 'unsent');
    await pass(100);
    assert.deepEqual(
        sent.map((it) => [it.place, it.revision, it.words]),
        [[3, 1, 'ab']],
    );
    assert.equal(drafts.of(3).value.state, 'unsent', 'sent is not saved');
    await sent[0]!.answered(DONE);
    assert.equal(drafts.of(3).value.state, 'saved');
    assert.equal(drafts.state.value, 'saved');
});

test('without a pause it is saved every 10 s', async () => {
    const { sent, type } = desk();
    for (let second = 0; second < 21; second++) {
        type(`word ${second}`);
        await sent.at(-1)?.answered(DONE);
        await pass(1_000);
    }
    assert.deepEqual(
        sent.map((it) => it.revision),
        [1, 2],
    );
});

test('what was tapped is saved at once', async () => {
    const { drafts, sent } = desk();
    drafts.write(0, { answer: Answer.ALOUD });
    await settle();
    assert.equal(sent[0]?.answer, Answer.ALOUD);
});

test('leaving a field saves it, and tells when everything is stored', async () => {
    const { drafts, sent, type } = desk();
    type('a');
    const flushed = drafts.flush();
    await settle();
    assert.equal(sent.length, 1);
    await sent[0]!.answered(DONE);
    assert.equal(await flushed, true);
    assert.equal(await drafts.flush(), true, 'nothing is left');
    assert.equal(sent.length, 1);
    await pass(20_000);
    assert.equal(sent.length, 1, 'no timer is left either');
});

test('one saving of a field at a time; what was written meanwhile follows', async () => {
    const { drafts, sent, type } = desk();
    type('a');
    void drafts.flush();
    await settle();
    type('ab');
    const flushed = drafts.flush();
    await settle();
    assert.equal(sent.length, 1);
    await sent[0]!.answered(DONE);
    assert.equal(drafts.of(3).value.state, 'unsent');
    assert.deepEqual(
        sent.map((it) => [it.revision, it.words]),
        [
            [1, 'a'],
            [2, 'ab'],
        ],
    );
    await sent[1]!.answered(DONE);
    assert.equal(await flushed, true);
    assert.equal(drafts.of(3).value.state, 'saved');
});

test('goes on from the revision that is stored', async () => {
    const { drafts, sent, type } = desk();
    drafts.stored(3, 41, Answer.GIVEN);
    assert.equal(drafts.of(3).value.state, 'saved');
    assert.equal(drafts.of(3).value.value, undefined, 'its words are not known here');
    drafts.stored(3, 41, Answer.GIVEN, text('old'));
    assert.equal(drafts.of(3).value.value?.text, 'old');
    type('new');
    void drafts.flush();
    await settle();
    assert.equal(sent[0]!.revision, 42);
});

test('what is stored never overwrites what is being typed', async () => {
    const { drafts, sent, type } = desk();
    type('mine');
    drafts.stored(3, 5, Answer.GIVEN, text('other'));
    assert.equal(drafts.of(3).value.value?.text, 'mine');
    void drafts.flush();
    await settle();
    assert.deepEqual([sent[0]!.revision, sent[0]!.words], [6, 'mine']);
    drafts.stored(3, 9, Answer.GIVEN, text('other'));
    assert.equal(drafts.of(3).value.value?.text, 'mine', 'also while it is under way');
    await sent[0]!.answered(DONE);
    drafts.stored(3, 4, Answer.GIVEN, text('older'));
    assert.equal(drafts.of(3).value.value?.text, 'mine', 'an older one never does');
});

test('an own answer keeps its words when its pane comes without them', async () => {
    const { drafts, sent, type } = desk();
    type('mine');
    void drafts.flush();
    await settle();
    drafts.stored(3, 1, Answer.GIVEN);
    await sent[0]!.answered(DONE);
    drafts.stored(3, 1, Answer.GIVEN);
    assert.equal(drafts.of(3).value.value?.text, 'mine');
    assert.equal(drafts.of(3).value.state, 'saved');
});

test('saves again above a revision that was newer', async () => {
    const { drafts, sent, type } = desk();
    type('a');
    void drafts.flush();
    await settle();
    await sent[0]!.answered({ kind: 'refused', refusal: Refusal.STALE });
    assert.equal(drafts.of(3).value.state, 'unsent');
    await pass(1_000);
    assert.ok(sent[1]!.revision > sent[0]!.revision + 1);
    await sent[1]!.answered(DONE);
    assert.equal(drafts.of(3).value.state, 'saved');
    assert.equal(drafts.of(3).value.problem, undefined);
});

test('tries again what the server could not store just now, and nothing else', async () => {
    for (const [refusal, isTriedAgain] of [
        [Refusal.READ_ONLY, true],
        [Refusal.BUSY, true],
        [Refusal.FAILED, true],
        [Refusal.CLOSED, false],
        [Refusal.RUN_OVER, false],
        [Refusal.NOT_ACCEPTED, false],
    ] as const) {
        const { drafts, sent, type } = desk();
        type('a');
        const flushed = drafts.flush();
        await settle();
        await sent[0]!.answered({ kind: 'refused', refusal });
        assert.equal(await flushed, false);
        assert.equal(drafts.of(3).value.problem, refusal);
        await pass(6_000);
        assert.equal(sent.length, isTriedAgain ? 2 : 1, Refusal[refusal]);
    }
});

test('what became unknown is still unsent, and goes out at the next flush', async () => {
    const { drafts, sent, type } = desk();
    type('a');
    void drafts.flush();
    await settle();
    await sent[0]!.answered({ kind: 'unknown' });
    assert.equal(drafts.of(3).value.state, 'unsent');
    void drafts.flush();
    await settle();
    assert.deepEqual([sent[1]!.revision, sent[1]!.words], [2, 'a']);
});

test('says that there is no connection only about what is not saved', async () => {
    const { drafts, sent, online, type } = desk();
    assert.equal(drafts.state.value, 'untouched');
    online.value = false;
    assert.equal(drafts.state.value, 'untouched');
    type('a');
    assert.equal(drafts.state.value, 'offline');
    assert.equal(drafts.stateOf(3), 'offline');
    assert.equal(drafts.stateOf(4), 'untouched');
    online.value = true;
    assert.equal(drafts.state.value, 'unsent');
    void drafts.flush();
    await settle();
    await sent[0]!.answered(DONE);
    online.value = false;
    assert.equal(drafts.state.value, 'saved');
});

test('what is no answer yet rests, and is not sent', async () => {
    const { drafts, sent, rested } = desk();
    drafts.write(3, { answer: Answer.GIVEN, value: text('half'), partial: true });
    await pass(15_000);
    assert.equal(await drafts.flush(), false);
    assert.equal(sent.length, 0);
    assert.equal(rested.get(3)?.value?.text, 'half');
    assert.equal(drafts.of(3).value.state, 'unsent');
});

test('rests from 250 ms after a keystroke until it is stored', async () => {
    const { drafts, sent, rested, type } = desk();
    type('a');
    await pass(200);
    type('ab');
    assert.equal(rested.size, 0);
    await pass(50);
    assert.equal(rested.get(3)?.value?.text, 'ab');
    assert.equal(rested.get(3)?.revision, 1);
    void drafts.flush();
    await settle();
    type('abc');
    await pass(250);
    assert.equal(rested.get(3)?.revision, 2, 'newer than the one that is under way');
    await sent[0]!.answered(DONE);
    assert.equal(rested.get(3)?.value?.text, 'abc');
    void drafts.flush();
    await settle();
    await sent[1]!.answered(DONE);
    assert.equal(rested.size, 0);
    await pass(1_000);
    assert.equal(rested.size, 0);
});

test('at its end it saves, keeps what could not be saved, and forgets', async () => {
    const { drafts, sent, rested, type } = desk();
    type('a');
    const ended = drafts.end();
    await settle();
    await sent[0]!.answered({ kind: 'refused', refusal: Refusal.LOCKED });
    await ended;
    assert.equal(rested.get(3)?.value?.text, 'a');
    assert.equal(drafts.of(3).value.state, 'untouched');
    await pass(20_000);
    assert.equal(sent.length, 1);
});

test('what it forgets is neither shown, kept nor sent', async () => {
    const { drafts, sent, rested, type } = desk();
    type('a');
    await pass(250);
    assert.equal(rested.size, 1);
    drafts.forget(3);
    assert.equal(drafts.of(3).value.state, 'untouched');
    assert.equal(rested.size, 0);
    await pass(20_000);
    assert.equal(sent.length, 0);
});

test('what others write too is not overwritten unseen', async () => {
    const theirs = { revision: 1, answer: Answer.GIVEN, value: text('theirs') };
    for (const mine of [true, false]) {
        const { drafts, sent, type } = desk(theirs);
        type('mine');
        void drafts.flush();
        await settle();
        drafts.stored(3, 1, Answer.GIVEN, text('theirs'));
        await sent[0]!.answered({ kind: 'refused', refusal: Refusal.STALE });
        assert.equal(drafts.of(3).value.newer?.value?.text, 'theirs');
        assert.equal(drafts.of(3).value.value?.text, 'mine');
        type('mine still');
        await pass(20_000);
        assert.equal(sent.length, 1, 'nothing is sent before one of both was chosen');
        drafts.choose(3, mine);
        await settle();
        assert.equal(drafts.of(3).value.newer, undefined);
        assert.equal(sent.length, mine ? 2 : 1);
        assert.equal(drafts.of(3).value.value?.text, mine ? 'mine still' : 'theirs');
        if (mine) {
            assert.deepEqual([sent[1]!.revision, sent[1]!.words], [2, 'mine still']);
        }
    }
});
