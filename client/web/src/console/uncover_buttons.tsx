// SPDX-License-Identifier: EUPL-1.2
//
// Two ways past a cover: for as long as a button is held, and until it is pressed again.

import type { Signal } from '@preact/signals';
import { Button } from '../parts/button';
import { t } from '../words/words';
import type { Hidden } from './held';
import { HoldButton } from './hold_button';

interface UncoverButtonsProps {
    what: Hidden;
    uncovered: Signal<boolean>;
}

export function UncoverButtons({ what, uncovered }: UncoverButtonsProps) {
    return (
        <div class="button-row">
            <HoldButton what={what}>{t('console-hold-lines')}</HoldButton>
            <Button
                pressed={uncovered.value}
                onPress={() => {
                    uncovered.value = !uncovered.value;
                }}
            >
                {t('console-uncover')}
            </Button>
        </div>
    );
}
