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

/** Here is nothing for who came with this link. */
function Astray({ text, onLeave }: { text: string | undefined; onLeave(): void }) {
    return (
        <main class="page">
            <Heading>Houvast</Heading>
            <p>{text}</p>
            <Button kind="main" onPress={onLeave}>
                {t('console-to-door')}
            </Button>
        </main>
    );
}

function Lost({ onLeave }: { onLeave(): void }) {
    const { farewell } = useDevice().connection.value;
    return LOST.has(farewell) ? (
        <Astray text={farewellText(farewell)} onLeave={onLeave} />
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
function Led({ title, onLeave }: { title: string | undefined; onLeave(): void }) {
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
        return <Astray text={t('console-not-facilitator')} onLeave={onLeave} />;
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
    const lose = () => loseGroup(here.token);
    return (
        <Frame device={here.device} farewell={<Lost onLeave={lose} />}>
            <Led title={here.title} onLeave={lose} />
        </Frame>
    );
}

function InHouse({ here }: { here: Whereabouts & { kind: 'house' } }) {
    const role = here.device.role.value;
    useEffect(() => {
        if (role !== undefined && role !== Role.UNSPECIFIED && here.token !== undefined) {
            goToGroup(here.token);
        }
    }, [role]);
    return (
        <Frame device={here.device} farewell={<Lost onLeave={() => loseHouse(here.token)} />}>
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
