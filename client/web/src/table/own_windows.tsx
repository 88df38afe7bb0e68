// SPDX-License-Identifier: EUPL-1.2
//
// The windows of what is somebody's own: what they wrote today, all that is theirs, and what they
// said yes to.

import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { t } from '../words/words';
import { AllOfMine } from './all_of_mine';
import { useChoices } from './choices';
import { LetRead } from './let_read';
import { MyConsent } from './my_consent';
import { OwnWork } from './own_work';

export type OwnWindow = 'work' | 'all' | 'consent';

interface OwnWindowsProps {
    opened: OwnWindow | undefined;
    onOpen(what: OwnWindow | undefined): void;
}

export function OwnWindows({ opened, onOpen }: OwnWindowsProps) {
    const { seat } = useChoices().seen.value;
    const close = () => onOpen(undefined);
    if (seat === undefined) {
        return null;
    }
    switch (opened) {
        case 'work':
            return (
                <Dialog title={t('own-menu')} onClose={close}>
                    <LetRead />
                    <OwnWork seat={seat.seat} />
                    <div class="button-row">
                        <Button kind="main" onPress={close}>
                            {t('own-menu-close')}
                        </Button>
                        <Button onPress={() => onOpen('all')}>{t('own-all')}</Button>
                    </div>
                </Dialog>
            );
        case 'all':
            return <AllOfMine seat={seat.seat} onClose={close} />;
        case 'consent':
            return seat.given === undefined ? null : (
                <MyConsent seat={seat.seat} given={seat.given} onClose={close} />
            );
        case undefined:
            return null;
    }
}
