// SPDX-License-Identifier: EUPL-1.2
//
// Says that there is no connection, as long as that is so.

import { FarewellReason } from '#made/houvast/v1/wire_pb';
import { useDevice } from '../state/page_device';
import { farewellText } from '../words/of_protocol';
import { t } from '../words/words';
import { Button } from './button';

// What needs no other words than that there is no connection.
const UNSAID = new Set([FarewellReason.UNSPECIFIED, FarewellReason.PLACED]);

export function Banner() {
    const device = useDevice();
    const { state, farewell } = device.connection.value;
    return (
        <div class="banner-place" role="status">
            {state === 'connecting' && device.welcome.value === undefined && (
                <p class="banner">{t('connection-connecting')}</p>
            )}
            {state === 'waiting' && !UNSAID.has(farewell) && (
                <p class="banner banner-warn">
                    {farewellText(farewell) ?? t('connection-waiting')}
                </p>
            )}
            {state === 'waiting' && UNSAID.has(farewell) && (
                <div class="banner banner-warn">
                    <p>{t('connection-waiting')}</p>
                    <Button kind="quiet" onPress={() => device.hurry()}>
                        {t('connection-again')}
                    </Button>
                </div>
            )}
        </div>
    );
}
