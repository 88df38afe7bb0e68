// SPDX-License-Identifier: EUPL-1.2
//
// What stands here when the server does not want this device back.

import { FarewellReason } from '#made/houvast/v1/wire_pb';
import { useDevice } from '../state/page_device';
import { farewellText } from '../words/of_protocol';
import { t } from '../words/words';
import { Button } from './button';
import { Heading } from './heading';

const RELOAD_HELPS = new Set([FarewellReason.VERSION, FarewellReason.MALFORMED]);

export function Farewell() {
    const device = useDevice();
    const { farewell } = device.connection.value;
    return (
        <main class="page">
            <Heading>Houvast</Heading>
            <p>{farewellText(farewell) ?? t('connection-waiting')}</p>
            {farewell === FarewellReason.REPLACED && (
                <Button kind="main" onPress={() => device.start()}>
                    {t('farewell-replaced-here')}
                </Button>
            )}
            {RELOAD_HELPS.has(farewell) && (
                <Button kind="main" onPress={() => location.reload()}>
                    {t('farewell-reload')}
                </Button>
            )}
        </main>
    );
}
