// SPDX-License-Identifier: EUPL-1.2
//
// The tables: which are here and where they are. Names, the state of one person, a form, and who
// asked for something are seen only while they are held.

import { type BoardUnit, Presence } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { privateText, requestText, roomText, unitText } from './board_words';
import { type Desk, useDesk } from './desk';
import { Guests } from './guests';
import { isHeld } from './held';
import { LobbyLine } from './lobby';
import { requestCount } from './round';
import { mark } from './table_presses';

function lineOf(unit: BoardUnit, desk: Desk): string {
    const parts: string[] = [];
    if (isHeld('names')) {
        parts.push(privateText(unit, desk.exercise.value, desk.now));
    }
    if (isHeld('requests')) {
        parts.push(requestText(unit));
    }
    return parts.length > 0
        ? parts.filter((it) => it !== '').join(' · ') || '–'
        : unitText(unit, desk.exercise.value);
}

function TableLine({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    const isExpected = unit.presence === Presence.EXPECTED;
    const isChosen = desk.table.value === unit.unit;
    return (
        <li class={`console-table ${isChosen ? 'console-table-chosen' : ''}`}>
            <button
                type="button"
                class="console-table-press"
                data-table={unit.unit}
                onFocus={() => (desk.table.value = unit.unit)}
                onClick={() => (desk.window.value = { kind: 'table', unit: unit.unit })}
            >
                <span class="for-readers-only">{t('console-table', { number: unit.unit })}: </span>
                <span class="console-table-number" aria-hidden="true">
                    {unit.unit}
                </span>
                <span>{lineOf(unit, desk)}</span>
            </button>
            {isExpected && (
                <Button
                    class="console-admit"
                    kind={unit.online ? 'main' : 'plain'}
                    label={t('console-admit-table', { number: unit.unit })}
                    onPress={() => mark(desk, unit.unit, Presence.HERE)}
                >
                    {t('console-admit')}
                </Button>
            )}
        </li>
    );
}

function Requests() {
    const board = useDesk().board.value;
    const { signals, moreTime } =
        board === undefined ? { signals: 0, moreTime: 0 } : requestCount(board);
    return (
        <p class="console-requests">
            {signals + moreTime === 0
                ? t('console-requests-none')
                : [
                      signals > 0 && t('console-requests-signals', { count: signals }),
                      moreTime > 0 && t('console-requests-time', { count: moreTime }),
                  ]
                      .filter((it) => it !== false)
                      .join(' · ')}
        </p>
    );
}

export function Tables() {
    const desk = useDesk();
    const board = desk.board.value;
    if (board === undefined) {
        return null;
    }
    return (
        <section class="console-tables" aria-labelledby="console-tables">
            <h2 id="console-tables">{t('console-tables')}</h2>
            <p class="console-room">{roomText(board, desk.exercise.value)}</p>
            <Requests />
            <ul>
                {board.units.map((it) => (
                    <TableLine key={it.unit} unit={it} />
                ))}
            </ul>
            {board.units.length === 0 && <p class="soft">{t('console-no-tables')}</p>}
            <div class="console-at-door">
                <Guests />
                <LobbyLine />
            </div>
        </section>
    );
}
