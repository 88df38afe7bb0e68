// SPDX-License-Identifier: EUPL-1.2
//
// What a person can do with what is theirs at any moment: read it back, and read
// what they said yes to, and take that back.

import { useSignal } from '@preact/signals';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';
import { OwnWindows } from './late_parts';
import type { OwnWindow } from './own_windows';

export function OwnMenu() {
    const choices = useChoices();
    const opened = useSignal<OwnWindow | undefined>(undefined);
    const { seat } = choices.seen.value;
    const open = (what: OwnWindow | undefined) => {
        opened.value = what;
    };
    if (seat === undefined) {
        return null;
    }
    return (
        <>
            <Button kind="quiet" onPress={() => open('work')}>
                {t('own-menu')}
            </Button>
            {seat.given !== undefined && (
                <Button kind="quiet" onPress={() => open('consent')}>
                    {t('own-consent')}
                </Button>
            )}
            <OwnWindows opened={opened.value} onOpen={open} />
        </>
    );
}
