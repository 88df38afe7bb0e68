// SPDX-License-Identifier: EUPL-1.2
//
// The wall: what stands on it, what may go on it, lines of our own, and what was said aloud. What
// participants wrote is seen only while it is held, or after somebody chose to have it on this
// screen.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { WallKind, type WallItem } from '#made/houvast/v1/pane_pb';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { PRIVATE } from '../fields/private';
import { lineText } from '../fields/options';
import { Shown } from '../fields/shown';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { t, textOf } from '../words/words';
import { useDesk } from './desk';
import { isHeld } from './held';
import { useReading } from './reading';
import { UncoverButtons } from './uncover_buttons';
import { fieldOfLines } from './wall_lines';
import { WindowFrame, type WindowProps } from './window_frame';

function WallLine({ item }: { item: WallItem }) {
    const desk = useDesk();
    const field = desk.find(item.exercise)?.fields[item.field];
    if (item.result !== undefined) {
        return (
            <li>
                {t('console-wall-result')}: {textOf(field?.prompt)}
            </li>
        );
    }
    return (
        <li class="lines">
            {item.name !== '' && `${item.name}: `}
            {lineText(item)}
            {item.kind === WallKind.EXAMPLE && <span class="soft"> ({t('console-wall-own')})</span>}
            {item.kind === WallKind.SPOKEN && <span class="soft"> ({t('wall-spoken')})</span>}
        </li>
    );
}

function OnTheWall() {
    const desk = useDesk();
    const items = desk.device.panes.wall.value?.items ?? [];
    async function clear(): Promise<void> {
        if (
            await ask({
                title: t('console-wall-clear-title'),
                yes: t('console-wall-clear'),
                no: t('console-leave-no'),
            })
        ) {
            await desk.send({ case: 'clearWall', value: {} });
        }
    }
    return (
        <section>
            <h3>{t('console-wall-now')}</h3>
            {items.length === 0 && <p class="soft">{t('console-wall-empty')}</p>}
            <ul class="console-lines">
                {items.map((it) => (
                    <WallLine key={it.number} item={it} />
                ))}
            </ul>
            {items.length > 0 && (
                <Button kind="quiet" onPress={clear}>
                    {t('console-wall-clear')}
                </Button>
            )}
        </section>
    );
}

function Note({ row }: { row: ReadRow }) {
    const desk = useDesk();
    const { run, field: place, note, picked } = row;
    const field = desk.find(row.exercise)?.fields[place];
    return field === undefined || row.value === undefined ? null : (
        <li class="console-note">
            <div>
                {row.name !== '' && <strong>{row.name}: </strong>}
                <Shown field={field} value={row.value} run={run} />
            </div>
            <Button
                pressed={picked}
                onPress={() =>
                    desk.send({
                        case: 'pickNote',
                        value: { run, field: place, note, pick: !picked },
                    })
                }
            >
                {picked ? t('console-wall-unpick') : t('console-wall-pick')}
            </Button>
        </li>
    );
}

function Notes() {
    const desk = useDesk();
    const rows = useReading(ReadKind.NOTES, desk.runOfWall(), desk.board.value?.notes).value ?? [];
    const uncovered = useSignal(false);
    const isSeen = uncovered.value || isHeld('lines');
    return (
        <section>
            <h3>{t('console-wall-notes')}</h3>
            {rows.length === 0 ? (
                <p class="soft">{t('console-wall-notes-none')}</p>
            ) : (
                <UncoverButtons what="lines" uncovered={uncovered} />
            )}
            {isSeen ? (
                <ul class="console-lines">
                    {rows.map((it) => (
                        <Note key={`${it.field}/${it.note}`} row={it} />
                    ))}
                </ul>
            ) : (
                rows.length > 0 && (
                    <p class="console-covered">
                        {t('console-wall-covered', { lines: rows.length })}
                    </p>
                )
            )}
        </section>
    );
}

function Examples() {
    const desk = useDesk();
    const run = desk.board.value?.run ?? 0;
    const lines = desk.card(desk.step.value?.step ?? 0)?.card?.examples ?? [];
    const standing = desk.device.panes.wall.value?.items ?? [];
    const stands = (nl: string) => standing.some((it) => it.example?.nl === nl);
    return run === 0 || lines.length === 0 ? null : (
        <section>
            <h3>{t('console-wall-examples')}</h3>
            <ul class="console-lines">
                {lines.map((line, example) => (
                    <li key={example} class="console-note">
                        <span class="lines">{textOf(line)}</span>
                        <Button
                            disabled={stands(line.nl)}
                            onPress={() =>
                                desk.send({ case: 'pickExample', value: { run, example } })
                            }
                        >
                            {stands(line.nl) ? t('console-wall-stands') : t('console-wall-pick')}
                        </Button>
                    </li>
                ))}
            </ul>
        </section>
    );
}

const CHARACTERS = 140; // 560 bytes, whatever the symbols

function Spoken() {
    const desk = useDesk();
    const id = useId();
    const text = useSignal('');
    async function write(): Promise<void> {
        const run = desk.board.peek()?.run ?? 0;
        const field = fieldOfLines(desk.exercise.peek());
        const outcome = await desk.send({
            case: 'writeWall',
            value: {
                run,
                ofField: field !== undefined,
                field: field ?? 0,
                text: text.value.trim(),
            },
        });
        if (outcome.kind === 'done') {
            text.value = '';
        }
    }
    return (
        <section>
            <p class="console-field">
                <label for={id}>{t('console-wall-write')}</label>
                <textarea
                    {...PRIVATE}
                    id={id}
                    rows={2}
                    maxLength={CHARACTERS}
                    value={text.value}
                    onInput={(event) => (text.value = event.currentTarget.value)}
                />
            </p>
            <Button disabled={text.value.trim() === ''} onPress={write}>
                {t('console-wall-write-do')}
            </Button>
        </section>
    );
}

export function WallWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const tooFew = desk.board.value?.tooFew ?? 0;
    return (
        <WindowFrame title={t('console-wall')} onClose={onClose}>
            {tooFew > 0 && <p class="console-hint">{t('console-too-few')}</p>}
            <Notes />
            <Spoken />
            <Examples />
            <OnTheWall />
        </WindowFrame>
    );
}
