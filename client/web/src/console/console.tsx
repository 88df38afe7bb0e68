// SPDX-License-Identifier: EUPL-1.2
//
// The page of the facilitator: the door, the house, or a group.

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { FarewellReason, Role } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Farewell } from '../parts/farewell';
import { Frame } from '../parts/frame';
import { Heading } from '../parts/heading';
import { useDevice } from '../state/page_device';
import { farewellText } from '../words/of_protocol';
import { t } from '../words/words';
import { Desk, DeskContext } from './desk';
import { Door } from './door';
import { Evening } from './evening';
import {
    begin,
    followDevice,
    followOwner,
    goToGroup,
    loseGroup,
    loseHouse,
    type Whereabouts,
    whereabouts,
} from './whereabouts';
import { late } from '../parts/late';

const Group = late(() => import('./group').then((it) => it.Group));
const House = late(() => import('./house').then((it) => it.House));

const LOST = new Set([FarewellReason.TOKEN, FarewellReason.REMOVED]);

function Lost({ onLeave }: { onLeave(): void }) {
    const { farewell } = useDevice().connection.value;
    return LOST.has(farewell) ? (
        <main class="page">
            <Heading>Houvast</Heading>
            <p>{farewellText(farewell)}</p>
            <Button kind="main" onPress={onLeave}>
                {t('console-to-door')}
            </Button>
        </main>
    ) : (
        <Farewell />
    );
}

function Waiting({ text }: { text: string }) {
    return (
        <main class="page">
            <Heading>Houvast</Heading>
            <p>{text}</p>
        </main>
    );
}

/** The group and its evening; which of the two is shown follows the evening, unless one chose. */
function Led({ title }: { title: string | undefined }) {
    const device = useDevice();
    const desk = useMemo(() => new Desk(device), [device]);
    const wantsGroup = useSignal(false);
    useEffect(() => () => desk.close(), [desk]);

    const role = device.role.value;
    const board = device.panes.board.value;
    const meeting = board?.meetingOpen === true;
    useEffect(() => {
        wantsGroup.value = false;
    }, [meeting]);

    if (role !== undefined && role !== Role.FACILITATOR && role !== Role.CO_FACILITATOR) {
        return <Waiting text={t('console-not-facilitator')} />;
    }
    if (board === undefined) {
        return <Waiting text={t('console-moment')} />;
    }
    return (
        <DeskContext.Provider value={desk}>
            {meeting && !wantsGroup.value ? (
                <Evening onGroup={() => (wantsGroup.value = true)} />
            ) : (
                <Group title={title} onEvening={() => (wantsGroup.value = false)} />
            )}
        </DeskContext.Provider>
    );
}

function InGroup({ here }: { here: Whereabouts & { kind: 'group' } }) {
    const role = here.device.role.value;
    useEffect(() => {
        if (role === Role.UNSPECIFIED) {
            followOwner(here.token);
        }
    }, [role]);
    return (
        <Frame device={here.device} farewell={<Lost onLeave={() => loseGroup(here.token)} />}>
            <Led title={here.title} />
        </Frame>
    );
}

function InHouse({ here }: { here: Whereabouts & { kind: 'house' } }) {
    const role = here.device.role.value;
    useEffect(() => {
        if (role !== undefined && role !== Role.UNSPECIFIED && here.token !== undefined) {
            followDevice(here.token);
        }
    }, [role]);
    return (
        <Frame device={here.device} farewell={<Lost onLeave={() => loseHouse(true)} />}>
            {role === Role.UNSPECIFIED ? (
                <House founding={here.founding} onGroup={goToGroup} />
            ) : (
                <Waiting text={t('console-moment')} />
            )}
        </Frame>
    );
}

begin();

export function Console() {
    const here = whereabouts.value;
    switch (here.kind) {
        case 'group':
            return <InGroup here={here} />;
        case 'house':
            return <InHouse here={here} />;
        default:
            return <Door again={here.again} />;
    }
}
