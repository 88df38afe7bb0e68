// SPDX-License-Identifier: EUPL-1.2
//
// What stands around every view of a page with a device: the banner, the language, what is said to
// screen readers, questions to confirm; and the farewell in its place.

import type { ComponentChildren } from 'preact';
import type { Device } from '../state/device';
import { DeviceContext } from '../state/page_device';
import { language, setLanguage, t } from '../words/words';
import { Asking } from './ask';
import { Banner } from './banner';
import { Button } from './button';
import { Farewell } from './farewell';
import { LeaveButton, LeaveLink } from './leave_button';
import { announce, LiveRegion } from './live_region';

export interface FrameProps {
    device: Device;
    /** Drawn instead of the usual words when the server does not want this device back. */
    farewell?: ComponentChildren;
    children: ComponentChildren;
}

export function LanguageButton() {
    const other = language.value === 'nl' ? 'en' : 'nl';
    return (
        <div class="language" lang={other}>
            <Button
                kind="quiet"
                onPress={() => setLanguage(other).catch(() => announce(t('connection-waiting')))}
            >
                {t('language-other')}
            </Button>
        </div>
    );
}

export function Frame({ device, farewell, children }: FrameProps) {
    const isOver = device.connection.value.state === 'over';
    return (
        <DeviceContext.Provider value={device}>
            <LeaveLink />
            <Banner />
            {isOver ? (farewell ?? <Farewell />) : children}
            <footer class="foot">
                <LeaveButton />
                <LanguageButton />
            </footer>
            <LiveRegion />
            <Asking />
        </DeviceContext.Provider>
    );
}
