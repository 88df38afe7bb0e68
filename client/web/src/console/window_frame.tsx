// SPDX-License-Identifier: EUPL-1.2
//
// What every window over the evening has: a way out that stays in sight, and what was said about
// what was pressed.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { t } from '../words/words';
import { useDesk } from './desk';
import { Said } from './said';

export interface WindowProps {
    onClose(): void;
}

interface FrameProps extends WindowProps {
    title: string;
    /** Somebody came here to type: the first field has the focus. Otherwise no control has, so that
     * a key or a presenter presses nothing. */
    typing?: boolean;
    children: ComponentChildren;
}

export function WindowFrame({ title, typing = false, onClose, children }: FrameProps) {
    const desk = useDesk();
    const content = useRef<HTMLDivElement>(null);

    useEffect(() => {
        desk.said.value = ''; // it was about what was pressed before
        const field = content.current?.querySelector<HTMLElement>('input, textarea');
        (typing ? field : content.current)?.focus();
    }, []);

    return (
        <Dialog title={title} onClose={onClose}>
            <div ref={content} tabIndex={-1}>
                {children}
            </div>
            <div class="console-window-foot">
                <Button onPress={onClose}>{t('console-close')}</Button>
                <Said />
            </div>
        </Dialog>
    );
}
