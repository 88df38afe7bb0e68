// SPDX-License-Identifier: EUPL-1.2
//
// Papers for the people of the group, read from the server, to look at and to print; any of them
// can be made anew, after a question. What is on one is its owner's to draw.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ReadKind, ReadRow } from '#made/houvast/v1/wire_pb';
import type { CommandWhat } from '../connection/requests';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { t } from '../words/words';
import { useDesk } from './desk';
import { Said } from './said';

interface Renewal {
    title: string;
    text: string;
    yes: string;
    what: CommandWhat;
}

export interface PapersProps {
    kind: ReadKind;
    title: string;
    how: string;
    /** Said when there is nobody in the group yet. */
    none: string;
    listClass: string;
    /** What is chosen for all of them. */
    children?: ComponentChildren;
    /** One of them, as an item of a list. */
    draw(row: ReadRow, onRenew: (renewal: Renewal) => Promise<void>): ComponentChildren;
    onClose(): void;
}

export function Papers({
    kind,
    title,
    how,
    none,
    listClass,
    children,
    draw,
    onClose,
}: PapersProps) {
    const desk = useDesk();
    const rows = useSignal<ReadRow[] | undefined>(undefined);
    const units = desk.board.value?.units.length;

    async function read(): Promise<void> {
        const found = await desk.device.read(kind);
        rows.value = found.kind === 'rows' ? found.rows : [];
    }
    useEffect(() => void read(), [units]);

    async function renew({ what, ...question }: Renewal): Promise<void> {
        if (await ask({ ...question, no: t('console-leave-no') })) {
            await desk.send(what);
            await read();
        }
    }

    return (
        <main class="page console-cards">
            <div class="console-screen-only">
                <Heading>{title}</Heading>
                <p>{how}</p>
                {children}
                <div class="button-row">
                    <Button kind="main" onPress={() => window.print()}>
                        {t('console-print')}
                    </Button>
                    <Button onPress={onClose}>{t('console-back-to-group')}</Button>
                </div>
                <Said />
                {rows.value === undefined && <p>{t('console-moment')}</p>}
                {rows.value?.length === 0 && <p>{none}</p>}
            </div>
            <ul class={listClass}>{rows.value?.map((it) => draw(it, renew))}</ul>
        </main>
    );
}
