// SPDX-License-Identifier: EUPL-1.2
//
// Who sees what on paper, and in a file that a client writes: the exits `print` and `export` of
// tests/disclosure/expectations.tsv. An evening goes through states of the matrix; in each, what
// everybody can print is searched for what people typed, which nobody else could have thought of.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import { formatToken } from '#web/connection/tokens';
import type { Page } from './browser';
import { Expectations } from './expectations';
import { chooseInEnvelope, closeEnvelope, type Given, openPenPage } from './hands';
import { makeGroup } from './leader';
import { OnTwoPens } from './people';
import { programs, root } from './places';
import { papersOfConsole, papersOfPage } from './printing';
import { FATIMA_AND_JEROEN, houseOfFile, inRoom, type Room } from './room';
import { until, untilFound } from './until';
import { button, press, sees, t } from './words';

// One question of each class, in the order in which they are asked.
const ASKED = ['S', 'F', 'P', 'J', 'A', 'G', 'W'] as const;
const FIELDS = [
    'visibility: self, keep: meeting',
    'visibility: facilitator, keep: course',
    'visibility: partner, keep: course',
    'visibility: joint, keep: course, may_go_to_group: true',
    'visibility: group, keep: meeting',
    'visibility: group_named, keep: meeting',
    'visibility: partner, keep: course, may_go_to_group: true',
];
const CARD = ['say', 'purpose', 'watch', 'if_stuck', 'room', 'stop_if', 'after'];

/** The programmes of the tree, and that exercise. */
function programmesOfTest(): string {
    const folder = mkdtempSync(join(tmpdir(), 'houvast-exits-'));
    cpSync(join(root, 'programmes'), folder, { recursive: true });
    const fields = FIELDS.map(
        (who, place) =>
            `  - {id: f${place}, type: text, ${who}, ` +
            `core: true, characters: 200, prompt: {nl: Vraag ${place}, en: Question ${place}}}`,
    );
    const minutes = 'stage_minutes: {brief: 2, solo: 5, reveal: 2, talk: 5, joint: 4, share: 2}';
    const card = CARD.map((it) => `  ${it}: {nl: Zo., en: So.}`);
    const lines = [
        ...['id: exits', 'title: {nl: Uitgangen, en: Exits}', 'flow: reveal', 'view: form'],
        ...['minutes: 20', minutes, 'fields:', ...fields, 'card:', ...card, ''],
    ];
    writeFileSync(join(folder, 'exercises/exits.yaml'), lines.join('\n'));
    return folder;
}

const programmes = programmesOfTest();
after(() => rmSync(programmes, { recursive: true }));
const house = houseOfFile(undefined, { more: ['--programmes', programmes] });
const expectations = new Expectations();

/** Letters that stand nowhere else. */
const canary = () => [...randomBytes(16)].map((it) => 'abcdefghijklmnop'[it % 16]).join('');

const withoutSpaces = (text: string) => text.replace(/\s/g, '');

/** The author writes the canaries; the others something else. */
class Couple extends OnTwoPens {
    readonly canaries: Map<string, string>;

    constructor(names: string[], table: Page, pens: Page[], canaries: Map<string, string>) {
        super(names, table, pens);
        this.canaries = canaries;
    }

    protected override texts(name: string): string[] {
        const alone = ASKED.filter((it) => it !== 'J');
        return alone.map((it) =>
            name === this.names[0] ? this.canaries.get(it)! : `${it} van ${name}`,
        );
    }

    /** Both wrote, and closed nothing. */
    async draft(): Promise<void> {
        await this.untilAtWork();
        await Promise.all(this.names.map((it) => this.draftOf(it)));
    }

    async close(): Promise<void> {
        const [author, partner] = this.names.map((it) => this.pen(it));
        await chooseInEnvelope(author!, true);
        await author!.getByRole('radio', { name: t('envelope-to-group') }).check();
        await press(author!, t('envelope-close'));
        await closeEnvelope(partner!);
        await button(this.shared, t('table-open')).waitFor();
    }

    writeCanary(): Promise<Given[]> {
        return this.writeTogether(this.canaries.get('J')!);
    }
}

/** Who looks, by what the matrix calls them, and what each can print. */
type Onlooker = [
    observer: string,
    page: Page,
    papers: (page: Page, withGroup: boolean) => Promise<string>,
];

/** In these consoles print cards and slips as well. */
const WITH_GROUP = ['lobby', 'ended', 'next_meeting'];

class Evening {
    readonly room: Room;
    readonly couple: Couple;
    readonly onlookers: Onlooker[];
    /** What was planted so far, by its class. */
    readonly planted = new Map<string, string>();
    /** The states in which it is looked; undefined: all it comes through. */
    readonly states: string[] | undefined;
    cells = 0;
    readonly wrong: string[] = [];

    constructor(room: Room, couple: Couple, onlookers: Onlooker[], states?: string[]) {
        this.room = room;
        this.couple = couple;
        this.onlookers = onlookers;
        this.states = states;
    }

    plant(...items: string[]): void {
        items.forEach((it) => this.planted.set(it, this.couple.canaries.get(it)!));
    }

    #judge(exit: string, state: string, observer: string, text: string): string[] {
        const found = withoutSpaces(text);
        const wrong: string[] = [];
        for (const [item, words] of this.planted) {
            const expected = expectations.of({ item, state, exit, observer });
            const isThere = found.includes(withoutSpaces(words));
            if (expected === 'never' ? isThere : expected === 'must' && !isThere) {
                const what = isThere ? 'leak' : 'missing';
                wrong.push(`${what}: ${item} in state ${state} by ${exit} to ${observer}`);
            }
        }
        return wrong;
    }

    /** Looks once more as long as something is missing: it may be under way. */
    async #look(state: string, [observer, page, papers]: Onlooker): Promise<void> {
        const withGroup = WITH_GROUP.includes(state);
        let wrong: string[] = [];
        await untilFound(`${observer} had what there was`, async () => {
            wrong = this.#judge('print', state, observer, await papers(page, withGroup));
            return wrong.every((it) => !it.startsWith('missing'));
        }).catch(() => {});
        this.wrong.push(...wrong);
        this.cells += this.planted.size;
    }

    /** Everything that everybody can print now; what is announced came behind all the rest. */
    async lookAround(state: string): Promise<void> {
        if (this.states?.includes(state) === false) {
            return;
        }
        if (!['ended', 'next_meeting'].includes(state)) {
            const text = canary();
            this.planted.set('announcement', text);
            await this.room.leader.command({ case: 'announce', value: { text } });
        }
        await Promise.all(this.onlookers.map((it) => this.#look(state, it)));
    }

    /** The file that a facilitator's terminal writes. */
    async lookAtFile(state: string): Promise<void> {
        const folder = mkdtempSync(join(tmpdir(), 'houvast-exits-'));
        const [link, slips] = [join(folder, 'link'), join(folder, 'slips')];
        writeFileSync(link, await this.room.leader.link(Role.CO_FACILITATOR), { mode: 0o600 });
        execFileSync(join(programs, 'houvast'), ['facilitate', link], {
            input: `strookjes ${slips}\nstop\n`,
        });
        const text = readFileSync(slips, 'utf8');
        rmSync(folder, { recursive: true });
        this.wrong.push(...this.#judge('export', state, 'co_facilitator', text));
        this.cells += this.planted.size;
    }
}

// ---- Who is there --------------------------------------------------------------------------------

/** Pages of everybody who is no member of the couple, and of who once was. */
async function onlookers(room: Room, couple: Couple, removed: Page): Promise<Onlooker[]> {
    const { leader } = room;
    const [, other] = room.units as [number, number];
    const [author, partner] = couple.names as [string, string];
    const elsewhere = await makeGroup(room.server, 'Elders');
    const otherConsole = await room.open(await elsewhere.link(Role.FACILITATOR));
    elsewhere.close();
    const guest = await room.open(`${room.server.origin}/`);
    await guest.getByLabel(t('arrival-label')).fill(couple.canaries.get('walk_in')!);
    await press(guest, t('arrival-go'));
    const token = formatToken(leader.token.map((it, place) => (place === 31 ? it ^ 1 : it)));
    return [
        ['author', couple.pen(author), papersOfPage],
        ['partner', couple.pen(partner), papersOfPage],
        ['table', couple.shared, papersOfPage],
        ['other', await room.openPen(other, FATIMA_AND_JEROEN[0]!), papersOfPage],
        ['other_table', await room.openTable(other), papersOfPage],
        ['facilitator', await room.open(await leader.link(Role.FACILITATOR)), papersOfConsole],
        ['co_facilitator', await room.open(await leader.link(Role.CO_FACILITATOR)), papersOfConsole],
        ['projector', await room.open(await leader.link(Role.PROJECTOR), 'hall'), papersOfPage],
        ['observer', await room.open(await leader.link(Role.OBSERVER), 'hall'), papersOfPage],
        ['removed', removed, papersOfPage],
        ['guest', guest, papersOfPage],
        ['stranger', await room.open(`${room.server.origin}/#t.${token}`), papersOfPage],
        ['other_trainer', otherConsole, papersOfPage],
    ];
}

async function gather(room: Room, names: string[], states?: string[]): Promise<Evening> {
    const { leader } = room;
    const unit = room.units[0]!;
    const canaries = new Map(ASKED.map((it): [string, string] => [it, canary()]));
    canaries.set('alias', names[0]!);
    canaries.set('words', leader.slips.get(names[0]!)!);
    canaries.set('card', (await leader.card(unit)).code);
    canaries.set('note', canary());
    const seat = room.seatOf(unit, names[0]!);
    const text = canaries.get('note')!;
    await leader.command({ case: 'writeNote', value: { seat, text, revision: 1 } });
    await leader.command({ case: 'setLobby', value: { open: true } });
    const code = await until('there is a code', () => leader.stage?.lobby?.code);
    canaries.set('walk_in', code);
    const removed = await room.openPen(unit, names[0]!);
    const table = await room.openTable(unit);
    const pens = [await room.openPen(unit, names[0]!), await room.openPen(unit, names[1]!)];
    const couple = new Couple(names, table, pens, canaries);
    const evening = new Evening(room, couple, await onlookers(room, couple, removed), states);
    evening.plant('alias', 'words', 'card', 'note', 'walk_in');
    return evening;
}

// ---- The evening ---------------------------------------------------------------------------------

async function writeAndOpen(evening: Evening): Promise<void> {
    const { room, couple } = evening;
    await couple.sayYes();
    evening.planted.delete('words'); // they were used
    await room.leader.push('exits');
    await room.leader.nextStage();
    await couple.draft();
    evening.plant('S', 'F', 'P', 'A', 'G', 'W');
    await evening.lookAround('drafted');
    await couple.close();
    await evening.lookAround('ready');
    await press(couple.shared, t('table-open'));
    await sees(couple.shared, couple.canaries.get('P')!);
    await evening.lookAround('opened');
    await room.leader.command({ case: 'setPause', value: { on: true } });
    await evening.lookAround('paused');
    await room.leader.command({ case: 'setPause', value: { on: false } });
    for (const name of couple.names) {
        await couple.comeBack(name);
    }
}

async function goOnTogether(evening: Evening): Promise<void> {
    const { couple } = evening;
    await couple.goOn(/./);
    await press(couple.shared, t('table-next'));
    await couple.writeCanary();
    evening.plant('J');
    await evening.lookAround('joint_drafted');
    await couple.agree();
    await evening.lookAround('joint_confirmed');
}

async function closeRound(evening: Evening, state: string): Promise<void> {
    await evening.room.leader.nextStage();
    await evening.lookAround(state);
}

/** Each lets the group have what they wrote together, on the own page. */
async function letGo({ couple }: Evening): Promise<void> {
    for (const pen of couple.names.map((it) => couple.pen(it))) {
        await press(pen, t('own-menu'));
        await pen.getByText(t('let-read-title')).click();
        await button(pen, new RegExp(`^${t('let-go')}`)).click();
        await sees(pen, t('let-go-yes'));
        await button(pen.getByRole('dialog'), t('own-menu-close')).click();
    }
}

async function pick(evening: Evening, items: string[]): Promise<void> {
    const { leader } = evening.room;
    const notes = await leader.notes();
    for (const item of items) {
        const { run, field, note } = notes.find(
            ({ value }) => value?.text === evening.couple.canaries.get(item),
        )!;
        await leader.command({ case: 'pickNote', value: { run, field, note, pick: true } });
    }
}

async function end(evening: Evening): Promise<void> {
    const { leader } = evening.room;
    const { step, run } = leader.board!;
    await leader.command({ case: 'endStep', value: { step, run } });
    await until('it is over', () => leader.board?.run === 0);
    await evening.lookAround('after_run');
}

/** Into the own page on another evening, for which the words are asked again. */
async function comeBack(pen: Page, name: string): Promise<void> {
    const menu = button(pen, t('own-menu'));
    const words = pen.getByLabel(t('words-label'));
    await openPenPage(pen, name);
    await menu.or(words).first().waitFor();
    if (await words.isVisible()) {
        await openPenPage(pen, name);
    }
    await menu.waitFor();
}

async function anotherEvening(evening: Evening): Promise<void> {
    const { room, couple } = evening;
    await room.leader.endMeeting();
    await until('it is over', () => !room.leader.stage?.meetingOpen);
    evening.planted.delete('announcement');
    evening.planted.delete('walk_in');
    await evening.lookAround('ended');
    await room.leader.command({ case: 'openMeeting', value: { withoutAgenda: true } });
    await until('it is open', () => room.leader.stage?.meetingOpen);
    await room.leader.letIn(room.units[0]!);
    for (const name of couple.names) {
        await comeBack(couple.pen(name), name);
    }
    await evening.lookAround('next_meeting');
}

function nothingIsWrong({ cells, wrong }: Evening): void {
    const leaks = wrong.filter((it) => it.startsWith('leak')).length;
    console.log(`${cells} cells, ${leaks} leaks, ${wrong.length - leaks} missing`);
    assert.deepEqual(wrong, []);
}

test('nobody prints what is not theirs', () => {
    const names = [canary(), 'Sam'];
    return inRoom(house, [names, FATIMA_AND_JEROEN], async (room) => {
        const evening = await gather(room, names);
        await evening.lookAround('lobby');
        await evening.lookAtFile('lobby');
        await writeAndOpen(evening);
        await goOnTogether(evening);
        await closeRound(evening, 'after_block');
        await pick(evening, ['A', 'W']);
        await evening.lookAround('picked_a');
        await end(evening);
        await anotherEvening(evening);
        nothingIsWrong(evening);
    });
});

test('what two let go together is on the papers of the group, and of nobody before that', () => {
    const names = [canary(), 'Sam'];
    return inRoom(house, [names, FATIMA_AND_JEROEN], async (room) => {
        const states = ['joint_go_both', 'joint_go_picked'];
        const evening = await gather(room, names, states);
        await writeAndOpen(evening);
        await goOnTogether(evening);
        await letGo(evening);
        await closeRound(evening, 'joint_go_both');
        await pick(evening, ['J']);
        await evening.lookAround('joint_go_picked');
        nothingIsWrong(evening);
    });
});

test('every row of the matrix about paper and files was tried', () =>
    expectations.assertTried(['print', 'export']));
