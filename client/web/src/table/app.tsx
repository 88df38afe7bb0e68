// SPDX-License-Identifier: EUPL-1.2
//
// From how the page was opened to a device with its screens.

import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { FarewellReason } from '#made/houvast/v1/wire_pb';
import { whenLeaving } from '../leave/leave';
import { Button } from '../parts/button';
import { Farewell } from '../parts/farewell';
import { Frame, LanguageButton } from '../parts/frame';
import { Heading } from '../parts/heading';
import { LeaveButton, LeaveLink } from '../parts/leave_button';
import type { Credential, Device } from '../state/device';
import { openDevice } from '../state/page_device';
import { forgetToken } from '../state/place';
import { farewellText } from '../words/of_protocol';
import { t } from '../words/words';
import { type Brought, isSameLog } from './arrival';
import { Arrival } from './arrival_page';
import { Choices, ChoicesContext } from './choices';
import { Cover } from './cover';
import { Screens } from './screens';

const device = signal<Device | undefined>(undefined);
/** Somebody wants to come in anew, although there is a device. */
const isArriving = signal(false);
/** What was tried last: where it was wrong, it can be looked at once more. */
const tried = signal<Credential | undefined>(undefined);

function open(credential: Credential): void {
    const current = device.peek();
    isArriving.value = false;
    tried.value = credential;
    if (current === undefined) {
        const opened = openDevice('table', credential);
        device.value = opened;
        whenLeaving(() => opened.leave());
    } else {
        current.start(credential);
    }
}

/** The place that this device has already, where a link brings something else. A card of another
 * group than that of the place means that group. */
function placeToKeep(brought: Brought, known: Uint8Array | undefined): Uint8Array | undefined {
    const isOther =
        brought.kind === 'card' && known !== undefined && !isSameLog(brought.card, known);
    return isOther ? undefined : known;
}

export interface AppProps {
    brought: Brought;
    known: Uint8Array | undefined;
}

export function App({ brought, known }: AppProps) {
    useEffect(() => {
        if (brought.kind === 'token') {
            open({ kind: 'token', token: brought.token });
        } else if (brought.kind === 'nothing' && known !== undefined) {
            open({ kind: 'token', token: known });
        }
    }, []);

    const keep = placeToKeep(brought, known);
    if (device.value === undefined) {
        const waits = brought.kind === 'token' || (brought.kind === 'nothing' && known);
        return waits ? null : (
            <Doorstep
                brought={brought}
                onStay={keep && (() => open({ kind: 'token', token: keep }))}
            />
        );
    }
    return <AtDevice device={device.value} brought={brought} />;
}

function Doorstep({ brought, onStay }: { brought: Brought; onStay?: (() => void) | undefined }) {
    return (
        <>
            <LeaveLink />
            <main class="page">
                <Arrival
                    card={brought.kind === 'card' ? brought.card : undefined}
                    code={brought.kind === 'code' ? brought.code : undefined}
                    onStay={onStay}
                    onArrive={open}
                />
            </main>
            <footer class="foot">
                <LeaveButton />
                <LanguageButton />
            </footer>
        </>
    );
}

const WRONG = new Set([FarewellReason.NOT_ADMITTED, FarewellReason.RESTING]);
const PLACE_IS_GONE = new Set([FarewellReason.TOKEN, FarewellReason.REMOVED]);

function AtDevice({ device, brought }: { device: Device; brought: Brought }) {
    const choices = useMemo(() => new Choices(device), [device]);
    return (
        <ChoicesContext.Provider value={choices}>
            <Frame device={device} farewell={<Over device={device} brought={brought} />}>
                <Screens />
                <Cover />
                <p class="print-note">{t('table-print')}</p>
            </Frame>
        </ChoicesContext.Provider>
    );
}

/** The server does not want this device: with a wrong code, or because its place is gone. */
function Over({ device, brought }: { device: Device; brought: Brought }) {
    const { farewell } = device.connection.value;
    if (WRONG.has(farewell) || isArriving.value) {
        const last = isArriving.value ? brought : tried.value;
        return (
            <main class="page">
                <Arrival
                    key={isArriving.value ? 'new' : 'again'}
                    card={last?.kind === 'card' ? last.card : undefined}
                    code={last?.kind === 'code' ? last.code : undefined}
                    problem={isArriving.value ? undefined : farewellText(farewell)}
                    onArrive={open}
                />
            </main>
        );
    }
    if (!PLACE_IS_GONE.has(farewell)) {
        return <Farewell />;
    }
    return (
        <main class="page">
            <div class="table-still">
                <Heading>Houvast</Heading>
                <p>{farewellText(farewell)}</p>
                <Button
                    onPress={() => {
                        forgetToken('table');
                        isArriving.value = true;
                    }}
                >
                    {t('arrival-anew')}
                </Button>
            </div>
        </main>
    );
}
