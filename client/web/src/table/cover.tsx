// SPDX-License-Identifier: EUPL-1.2
//
// The cover over own words that nobody looks after: a window over everything, other windows too.
// Whatever takes it away does nothing else; so nobody presses or types what they do not see.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/button';
import { LeaveButton } from '../parts/leave_button';
import { t } from '../words/words';
import { useChoices } from './choices';

/** Own words are on the screen as long as the component that calls this is. */
export function useOwnWords(): void {
    const { lookedAfter } = useChoices();
    useLayoutEffect(() => lookedAfter.show(), []);
}

export function Cover() {
    const { lookedAfter } = useChoices();
    return lookedAfter.covered.value ? <Covered onKnock={() => lookedAfter.uncover()} /> : null;
}

// By themselves these are pressed on the way out, not to go on.
const QUIET_KEYS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

function Covered({ onKnock }: { onKnock(): void }) {
    const box = useRef<HTMLDialogElement>(null);
    useLayoutEffect(() => {
        const dialog = box.current;
        dialog?.showModal();
        return () => dialog?.close(); // which gives the focus back to where somebody was writing
    }, []);
    return (
        <dialog
            ref={box}
            class="cover"
            aria-labelledby="cover-title"
            onClick={onKnock}
            onCancel={(event) => {
                event.preventDefault();
                onKnock();
            }}
            onClose={(event) => event.currentTarget.isConnected && onKnock()}
            onKeyDown={(event) => {
                if (!QUIET_KEYS.has(event.key)) {
                    event.preventDefault();
                    onKnock();
                }
            }}
        >
            <h2 id="cover-title">{t('cover-title')}</h2>
            <p>{t('cover-text')}</p>
            <Button kind="main" repeats onPress={onKnock}>
                {t('cover-go')}
            </Button>
            <LeaveButton />
        </dialog>
    );
}
