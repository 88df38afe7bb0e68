// SPDX-License-Identifier: EUPL-1.2
//
// All that is somebody's own: what the course keeps of earlier evenings, and today's answers, to read
// and to print; and what lies open for them now, to read. Of a partner nothing that did not open, and
// nothing at all on paper.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Definition } from '#made/houvast/v1/definition_pb';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ShownAnswer } from '../fields/shown';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { problemOf } from '../words/of_protocol';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { useOwnWords } from './cover';
import { Opened } from './opened';
import { byRun, OwnWork } from './own_work';
import { TakeBackLater } from './rights';

/** One run of an earlier evening: its first row has the definition, and no answer. */
function KeptRun({ seat, rows }: { seat: number; rows: readonly ReadRow[] }) {
    const { device } = useChoices();
    const definition: Definition | undefined = rows[0]?.definition;
    if (definition === undefined) {
        return null;
    }
    return (
        <article class="table-own-run">
            <h4>{textOf(definition.title)}</h4>
            {rows.slice(1).map((row) => {
                const { run, field: place, answer, value } = row;
                const field = definition.fields[place];
                return field === undefined ? null : (
                    <div key={place}>
                        <p class="table-own-prompt">{textOf(field.prompt)}</p>
                        <TakeBackLater seat={seat} row={row} field={field}>
                            <ShownAnswer
                                field={field}
                                answer={answer}
                                value={value}
                                wall={device.panes.wall.value}
                                run={run}
                            />
                        </TakeBackLater>
                    </div>
                );
            })}
        </article>
    );
}

/** By meeting, in the order in which they were. */
function byMeeting(rows: readonly ReadRow[]): [number, ReadRow[]][] {
    const meetings = new Map<number, ReadRow[]>();
    rows.forEach((it) => meetings.set(it.meeting, [...(meetings.get(it.meeting) ?? []), it]));
    return [...meetings];
}

function History({ seat }: { seat: number }) {
    const { device } = useChoices();
    const rows = useSignal<readonly ReadRow[]>([]);
    const said = useSignal<string | undefined>(t('table-moment'));

    useEffect(() => {
        let isCurrent = true;
        void device.read(ReadKind.HISTORY, { number: seat }).then((answer) => {
            if (!isCurrent) {
                return;
            }
            rows.value = answer.kind === 'rows' ? answer.rows : [];
            const none = rows.value.length === 0 ? t('own-all-none') : undefined;
            said.value = answer.kind === 'rows' ? none : problemOf(answer);
        });
        return () => {
            isCurrent = false;
        };
    }, [seat]);

    return (
        <>
            <p role="status">{said.value}</p>
            {byMeeting(rows.value).map(([number, ofMeeting]) => (
                <section key={number} class="table-own-work">
                    <h3>{t('own-all-evening', { number })}</h3>
                    {byRun(ofMeeting).map((it) => (
                        <KeptRun key={it[0]?.run} seat={seat} rows={it} />
                    ))}
                </section>
            ))}
        </>
    );
}

export function AllOfMine({ seat, onClose }: { seat: number; onClose(): void }) {
    const choices = useChoices();
    const name = choices.seen.value.seat?.name ?? '';
    const isOpen = (choices.seen.value.unit?.opened.length ?? 0) > 0;
    useOwnWords();
    return (
        <Dialog title={t('own-all-of', { name })} onClose={onClose}>
            <div class="own-all">
                <p class="own-all-screen">{t('own-all-text')}</p>
                <div class="button-row own-all-screen">
                    <Button onPress={() => window.print()}>{t('own-all-print')}</Button>
                    <Button kind="main" onPress={onClose}>
                        {t('own-menu-close')}
                    </Button>
                </div>
                <p class="small soft own-all-screen">{t('own-all-paper')}</p>
                <History seat={seat} />
                <OwnWork seat={seat} />
                {isOpen && (
                    <section class="own-all-screen">
                        <h3>{t('own-all-open')}</h3>
                        <Opened />
                    </section>
                )}
            </div>
        </Dialog>
    );
}
