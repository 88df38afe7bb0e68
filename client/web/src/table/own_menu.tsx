// SPDX-License-Identifier: EUPL-1.2
//
// The way to what is a person's own (own_window.tsx), on each page of theirs.

import { useSignal } from '@preact/signals';
import { Button } from '../parts/button';
import { OwnWindow } from './own_window';
import { t } from '../words/words';
import { useChoices } from './choices';

export function OwnMenu() {
    const choices = useChoices();
    const isOpen = useSignal(false);
    if (choices.seen.value.seat === undefined) {
        return null;
    }
    return (
        <>
            <Button
                kind="quiet"
                onPress={() => {
                    isOpen.value = true;
                }}
            >
                {t('own-menu')}
            </Button>
            {isOpen.value && (
                <OwnWindow
                    onClose={() => {
                        isOpen.value = false;
                    }}
                />
            )}
        </>
    );
}
