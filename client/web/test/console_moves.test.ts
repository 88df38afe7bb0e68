// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import {
    Audience,
    DefinitionSchema,
    GateHolder,
    GateWhen,
    Round,
    Scope,
    StageKind,
} from '#made/houvast/v1/definition_pb';
import { type BoardPane, SeatState, StepState } from '#made/houvast/v1/pane_pb';
import { eveningPaceText, stepPaceText } from '../src/console/board_words';
import {
    ARMED_MS,
    backMove,
    busyTables,
    commandOf,
    isArmed,
    judgePress,
    nextMove,
    placeBefore,
    placeForNew,
    placeOf,
} from '../src/console/moves';
import { beginTimes, eveningPace, stepPace } from '../src/console/pace';
import {
    boardOf,
    DONE,
    find,
    inExercise,
    MINUTE,
    NOW,
    seats,
    SKIPPED,
    START,
    unitOf,
} from './console_evening';

// ---- The one road ------------------------------------------------------------------------------

const nextOf = (board: BoardPane) => {
    const move = nextMove(board, find);
    return move?.kind === 'step' ? `step ${move.step.step}` : move && `stage ${move.stage}`;
};

test('next is the next stage of the group, past a whole block, and then the next step', () => {
    assert.equal(nextOf(inExercise(0)), 'stage 1');
    assert.equal(nextOf(inExercise(1)), 'stage 3');
    assert.equal(nextOf(inExercise(3)), 'step 12');
});

test('next begins the evening, passes skipped steps, and ends after the last', () => {
    assert.equal(nextOf(boardOf({})), 'step 11');
    assert.equal(nextOf(boardOf({ step: 11 }, [NOW, SKIPPED])), 'step 13');
    assert.equal(nextOf(boardOf({ step: 13 }, [DONE, DONE, NOW])), undefined);
});

test('next takes what lies before when nothing is left after', () => {
    assert.equal(nextOf(boardOf({ step: 13 }, [DONE, StepState.PLANNED, NOW])), 'step 12');
});

test('next waits for a definition that did not come yet', () => {
    const board = inExercise(0);
    assert.equal(
        nextMove(board, () => undefined),
        undefined,
    );
    assert.equal(
        backMove(board, () => undefined),
        undefined,
    );
});

test('back goes to the start of what lies before, within the exercise only', () => {
    const stageBack = (stage: number) => {
        const move = backMove(inExercise(stage), find);
        return move?.kind === 'stage' ? move.stage : undefined;
    };
    assert.equal(stageBack(0), undefined);
    assert.equal(stageBack(1), 0);
    assert.equal(stageBack(3), 1);
    assert.equal(backMove(boardOf({ step: 12 }, [DONE, NOW]), find), undefined);
});

test('a move says where things are, so that a second one of the same changes nothing', () => {
    const board = inExercise(1);
    assert.deepEqual(commandOf(board, nextMove(board, find)!), {
        case: 'moveStage',
        value: { run: 3, from: 1, to: 3, force: true },
    });
    const step = board.steps[2]!;
    assert.deepEqual(commandOf(board, { kind: 'step', step }, true), {
        case: 'startStep',
        value: { from: 11, step: 13, again: true, run: 3 },
    });
});

test('somebody writes only in a block', () => {
    const busy = unitOf({ seats: seats(SeatState.BUSY, SeatState.BUSY) });
    assert.equal(busyTables(inExercise(1, [busy, unitOf({ unit: 2 })]), find), 1);
    assert.equal(busyTables(inExercise(3, [busy]), find), 0);
});

test('where all are waited for, somebody who has not begun is one of them', () => {
    const begun = unitOf({ seats: seats(SeatState.CLOSED, SeatState.WAITING) });
    const gone = unitOf({ unit: 2, seats: seats(SeatState.CLOSED, SeatState.ABSENT) });
    const gate = {
        when: GateWhen.CLOSED,
        holder: GateHolder.FACILITATOR,
        audience: Audience.GROUP,
        round: Round.FIRST,
        fields: 1,
    };
    const blind = create(DefinitionSchema, {
        stages: [
            { kind: StageKind.BRIEF, scope: Scope.GROUP },
            { kind: StageKind.SOLO, scope: Scope.UNIT, fields: 1 },
            { kind: StageKind.SHARE, scope: Scope.GROUP, gate },
        ],
    });
    assert.equal(busyTables(inExercise(1, [begun, gone]), () => blind), 1);
    assert.equal(busyTables(inExercise(1, [begun, gone]), find), 0);
});

test('the first press while somebody writes warns, a rattle is deaf, the second goes', () => {
    const board = inExercise(1);
    const first = { place: placeOf(board), at: START };
    const judge = (busy: number, press: typeof first | undefined, after: number) =>
        judgePress(board, busy, press, START + after);
    assert.equal(judge(0, undefined, 0), 'go');
    assert.equal(judge(2, undefined, 0), 'warn');
    assert.equal(judge(2, first, 100), 'deaf');
    assert.equal(judge(2, first, 2000), 'go');
    assert.equal(judge(2, first, ARMED_MS + 1), 'warn');
    assert.equal(judge(2, { ...first, place: 'elsewhere' }, 2000), 'warn');
    assert.equal(isArmed(board, first, START + 2000), true);
    assert.equal(isArmed(board, undefined, START), false);
});

test('a step moves one place, and something new comes behind the one under way', () => {
    const board = boardOf({ step: 12 });
    const place = (step: number, way: 'up' | 'down') => placeBefore(board, step, way);
    assert.deepEqual([place(11, 'up'), place(12, 'up'), place(13, 'up')], [undefined, 0, 11]);
    assert.deepEqual([place(11, 'down'), place(13, 'down')], [12, undefined]);
    assert.equal(placeForNew(board), 12);
    assert.equal(placeForNew(boardOf({}, [DONE])), 11);
    assert.equal(placeForNew(boardOf({})), 0);
});

// ---- Minutes -----------------------------------------------------------------------------------

const paceText = (minutes: number) => {
    const pace = stepPace(inExercise(0), START + minutes * MINUTE);
    return pace && stepPaceText(pace);
};

test('a step tells how many of its minutes are left, and when it is over them', () => {
    assert.equal(paceText(0), 'nog 20 van 20 min');
    assert.equal(paceText(12.5), 'nog 8 van 20 min');
    assert.equal(paceText(23.9), '3 min over de 20 min heen');
    assert.equal(stepPace(boardOf({}), START), undefined);
    const unplanned = boardOf({ step: 9, steps: [{ step: 9 }] });
    assert.equal(stepPaceText(stepPace(unplanned, START + 4 * MINUTE)!), '4 min bezig');
});

const evening = (start: number, minutes: number) => {
    const board = boardOf({ step: 12, beganAt: BigInt(start) }, [DONE, NOW]);
    return eveningPace(board, START + minutes * MINUTE)!;
};

test('the evening is behind, ahead, or on time, and ends when the rest takes what is planned', () => {
    // the first step of 20 minutes was done 26 minutes after the start, or after 15, or in time
    assert.deepEqual(evening(START - 26 * MINUTE, 4), {
        behind: 6,
        endsAt: START + 40 * MINUTE,
    });
    assert.equal(evening(START - 15 * MINUTE, 4).behind, -5);
    assert.equal(evening(START - 20 * MINUTE, 4).behind, 0);
    // over its own 10 minutes by 3
    assert.deepEqual(evening(START - 20 * MINUTE, 13), {
        behind: 3,
        endsAt: START + 43 * MINUTE,
    });
    assert.match(eveningPaceText({ behind: 6, endsAt: START }), /^6 min achter op schema/);
    assert.match(eveningPaceText({ behind: -5, endsAt: START }), /^5 min voor op schema/);
    assert.match(eveningPaceText({ behind: 1, endsAt: START }), /^op schema/);
});

test('an evening that began stands somewhere between two steps too', () => {
    const board = boardOf({ beganAt: BigInt(START - 22 * MINUTE) }, [DONE]);
    assert.deepEqual(eveningPace(board, START), { behind: 2, endsAt: START + 40 * MINUTE });
    assert.equal(eveningPace(boardOf({}), START), undefined);
});

test('what is to come begins when what lies before is over; what is skipped does not', () => {
    const board = boardOf({ step: 11, run: 3 }, [NOW, SKIPPED]);
    assert.deepEqual([...beginTimes(board, START + 5 * MINUTE)], [[13, START + 20 * MINUTE]]);
    assert.deepEqual([...beginTimes(board, START + 25 * MINUTE)], [[13, START + 25 * MINUTE]]);
});
