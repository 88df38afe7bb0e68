// SPDX-License-Identifier: EUPL-1.2
//
// The tour before the evening: the door, the house, the group, how everybody comes in.

import { Role } from '#made/houvast/v1/wire_pb';
import { joinCouples } from './couple';
import { consentInPasses, openPenPage, reachFor, sayYes, typeWords } from './hands';
import { deviceOf } from './leader';
import { openLink, openPen, openProjector, openTable } from './open_pages';
import { handOut, wordsOf } from './slips';
import { closeDevice, type Evening, pageOf, type Visit } from './tour_evening';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const PASSPHRASE = 'vier losse woorden samen';

export async function visitDoor({ browser, server }: Evening, visit: Visit): Promise<void> {
    const door = await pageOf(openLink(browser, `${server.origin}/console`));
    await button(door, t('console-door-in')).waitFor();
    await visit(door, 'console-door', 'laptop');
    await closeDevice(door);
    const stray = await pageOf(openLink(browser, `${server.origin}/projector`));
    await seesHeading(stray, 'Houvast');
    await visit(stray, 'projector-no-link', 'hall');
    await closeDevice(stray);
}

/** The owner's first visit: a passphrase, the groups, the group. */
export async function visitHouse(evening: Evening, visit: Visit): Promise<void> {
    const page = await pageOf(openLink(evening.browser, evening.server.ownerLink ?? ''));
    evening.console = page;
    const fields = page.locator('input[type=password]');
    await fields.first().waitFor();
    await visit(page, 'console-first', 'laptop');
    await fields.first().fill('te kort');
    await press(page, t('console-passphrase-set'));
    await sees(page, t('console-passphrase-short'));
    await visit(page, 'console-first-problem', 'laptop');
    await fields.nth(0).fill(PASSPHRASE);
    await fields.nth(1).fill(PASSPHRASE);
    await press(page, t('console-passphrase-set'));
    await seesHeading(page, t('console-groups'));
    await button(page, /Donderdagavond/).waitFor();
    await visit(page, 'console-house', 'laptop');
    await press(page, /Donderdagavond/);
    await seesHeading(page, t('console-couples'));
    await button(page, t('console-cards')).waitFor();
    await press(page, t('console-invite-projector'));
    await page.locator('.console-link svg.qr').waitFor();
    await visit(page, 'console-group', 'laptop');
    await press(page, t('console-cards'));
    await page.locator('svg.qr').nth(1).waitFor();
    await visit(page, 'console-cards', 'laptop');
    await press(page, t('console-back-to-group'));
    await press(page, t('console-slips'));
    await page.locator('.console-slip').nth(1).waitFor();
    await press(page, t('console-slip-show-of', { name: 'Noor' }));
    await visit(page, 'console-slips', 'laptop');
    await press(page, t('console-back-to-group'));
}

export async function visitClosed(evening: Evening, visit: Visit): Promise<void> {
    const { browser, leader, units, server } = evening;
    evening.hall = await pageOf(openProjector(browser, leader));
    await sees(evening.hall, 'Er is nu geen bijeenkomst.');
    await visit(evening.hall, 'projector-closed', 'hall');
    evening.table = await pageOf(openTable(browser, leader, units.noor));
    await sees(evening.table, t('table-no-meeting'));
    await visit(evening.table, 'table-closed', 'laptop');
    const arrival = await pageOf(openLink(browser, `${server.origin}/`));
    await seesHeading(arrival, t('arrival-title'));
    await visit(arrival, 'table-arrival', 'laptop');
    await closeDevice(arrival);
}

export async function visitArrival(evening: Evening, visit: Visit): Promise<void> {
    const { browser, leader, server, units } = evening;
    await press(evening.console, t('console-open-evening'));
    await until('the lobby is open', () => leader.stage?.lobby !== undefined);
    await evening.hall.locator('svg.qr').waitFor();
    await sees(evening.table, t('table-welcome-text'));
    await visit(evening.table, 'table-welcome', 'laptop');

    const guest = await pageOf(
        openLink(browser, `${server.origin}/#w.${leader.stage!.lobby!.code}`),
    );
    const title = guest.getByRole('heading', { name: t('table-guest-title') });
    await title
        .or(button(guest, t('arrival-go')))
        .first()
        .waitFor();
    if (!(await title.isVisible())) {
        await press(guest, t('arrival-go'));
        await title.waitFor();
    }
    await visit(guest, 'table-guest', 'laptop');
    await visit(evening.console, 'console-welcome', 'laptop');

    const { link, code } = await leader.card(units.fatima);
    const stranger = await pageOf(openLink(browser, `${server.origin}/`));
    await stranger.getByRole('textbox').fill('BBBB BBBB');
    await press(stranger, t('arrival-go'));
    await press(stranger, new RegExp(t('arrival-table')));
    await sees(stranger, t('farewell-not-admitted'));
    await visit(stranger, 'table-arrival-wrong', 'laptop');
    await closeDevice(stranger);
    const laptop = await pageOf(openLink(browser, `${server.origin}/#w.${code}`));
    await button(laptop, t('arrival-go')).click();
    await button(laptop, new RegExp(t('arrival-table'))).waitFor();
    await visit(laptop, 'table-which-device', 'laptop');
    await closeDevice(laptop);

    const pen = await pageOf(openLink(browser, link, { size: 'phone' }));
    await press(pen, new RegExp(t('arrival-pen')));
    await seesHeading(pen, t('table-bind-title'));
    await visit(pen, 'pen-bind', 'phone');
    await pen.getByRole('textbox').fill('BBBB');
    await press(pen, t('table-bind'));
    await sees(pen, t('table-bind-wrong'));
    await visit(pen, 'pen-bind-wrong', 'phone');
    await pen.getByRole('textbox').fill(await penCode(evening, 'Fatima'));
    await press(pen, t('table-bind'));
    handOut(pen, leader.slips);
    evening.pens.fatima = pen;
    const jeroen = leader.seatsOf(units.fatima).find((it) => it.name === 'Jeroen')!.seat;
    evening.pens.jeroen = await pageOf(openPen(browser, leader, jeroen));
    await closeDevice(guest);
    await press(evening.console, t('console-guest-away'));
}

/** As the couple's table shows it. */
async function penCode({ leader, server, units }: Evening, name: string): Promise<string> {
    const table = deviceOf(server, await leader.invite(Role.TABLE, { unit: units.fatima }));
    try {
        const seat = await until('the table knows its people', () =>
            table.panes.unit.value?.seats.find((it) => it.name === name),
        );
        return seat.penCode;
    } finally {
        table.close();
    }
}

export async function visitConsent(evening: Evening, visit: Visit): Promise<void> {
    const { leader, units, table, pens } = evening;
    await leader.letIn(units.noor);
    await leader.letIn(units.fatima);
    evening.couples.push(...(await joinCouples(leader, 4, 2)));
    await sees(evening.hall, '6 stellen zijn er');
    await visit(evening.hall, 'projector-lobby', 'hall');

    await table.locator('summary', { hasText: t('table-pens') }).click();
    await visit(table, 'table-rest', 'laptop');
    await reachFor(table, 'Noor');
    await visit(table, 'table-pass-to', 'laptop');
    await typeWords(table, 'niet deze');
    await sees(table, t('refusal-words'));
    await table.getByLabel(t('words-label')).fill('molen paraplu');
    await press(table, t('words-show'));
    await visit(table, 'table-words-wrong', 'laptop');
    await typeWords(table, wordsOf(table, 'Noor'));
    await button(table, t('consent-yes')).waitFor();
    await visit(table, 'table-consent', 'laptop');
    await press(table, t('consent-no'));
    await seesHeading(table, t('consent-no-title'));
    await visit(table, 'table-consent-no', 'laptop');
    await press(table, t('consent-again'));
    await sayYes(table);
    await press(table, t('own-hand-over'));
    await seesHeading(table, t('table-back-title'));
    await visit(table, 'table-pass-back', 'laptop');
    await press(table, t('table-back-go'));
    await consentInPasses(table, ['Sam']);

    await seesHeading(pens.fatima, t('table-knock-title'));
    await visit(pens.fatima, 'pen-knock', 'phone');
    for (const [name, pen] of [
        ['Fatima', pens.fatima],
        ['Jeroen', pens.jeroen],
    ] as const) {
        await openPenPage(pen, name);
        await button(pen, t('consent-yes')).waitFor();
    }
    await visit(pens.fatima, 'pen-consent', 'phone');
    await sayYes(pens.fatima);
    await sayYes(pens.jeroen);

    await leader.command({ case: 'setLobby', value: { open: false } });
    await sees(evening.hall, 'Een ogenblik.');
    await visit(evening.hall, 'projector-between', 'hall');
    await visit(evening.console, 'console-all-in', 'laptop');
}
