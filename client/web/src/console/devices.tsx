// SPDX-License-Identifier: EUPL-1.2
//
// Links for the projector and for a co-facilitator, and the devices that are in.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ReadKind, type ReadRow, Role } from '#made/houvast/v1/wire_pb';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Qr } from '../parts/qr';
import { type PlainWordId, t } from '../words/words';
import { AddressChoice, useAddress } from './addresses';
import { useDesk } from './desk';
import { consoleLink, projectorLink } from './links';

const ROLES: Partial<Record<Role, PlainWordId>> = {
    [Role.UNSPECIFIED]: 'console-role-owner',
    [Role.FACILITATOR]: 'console-role-facilitator',
    [Role.CO_FACILITATOR]: 'console-role-co-facilitator',
    [Role.TABLE]: 'console-role-table',
    [Role.PEN]: 'console-role-pen',
    [Role.PROJECTOR]: 'console-role-projector',
    [Role.OBSERVER]: 'console-role-observer',
    [Role.GUEST]: 'console-role-guest',
};

function roleText(role: Role): string {
    return t(ROLES[role] ?? 'console-role-guest');
}

interface Link {
    role: Role;
    token: Uint8Array;
}

function LinkShown({ link }: { link: Link }) {
    const address = useAddress();
    const isProjector = link.role === Role.PROJECTOR;
    const text = isProjector
        ? projectorLink(address, link.token)
        : consoleLink(address, link.token);
    const label = isProjector ? t('console-link-projector') : t('console-link-co');
    return (
        <div class="console-link">
            <h3>{label}</h3>
            <p>{isProjector ? t('console-link-projector-how') : t('console-link-co-how')}</p>
            <p>
                <a href={text} target="_blank" rel="noreferrer">
                    {text}
                </a>
            </p>
            <Qr text={text} label={label} />
        </div>
    );
}

function DeviceLine({ row, onRemove }: { row: ReadRow; onRemove(): Promise<void> }) {
    const device = useDesk().device.welcome.value?.device;
    const what =
        row.unit === 0
            ? t('console-device', { number: row.device, role: roleText(row.role) })
            : t('console-device-of', {
                  number: row.device,
                  role: roleText(row.role),
                  table: row.unit,
              });
    return (
        <li>
            <span>
                {what}
                {row.device === device && <span class="soft"> ({t('console-device-this')})</span>}
            </span>
            {row.device !== device && (
                <Button
                    kind="quiet"
                    label={t('console-device-remove-of', { number: row.device })}
                    onPress={onRemove}
                >
                    {t('console-device-remove')}
                </Button>
            )}
        </li>
    );
}

export function Devices() {
    const desk = useDesk();
    const rows = useSignal<ReadRow[]>([]);
    const link = useSignal<Link | undefined>(undefined);

    async function read(): Promise<void> {
        const found = await desk.device.read(ReadKind.ROSTER);
        rows.value = found.kind === 'rows' ? found.rows.filter((it) => it.device !== 0) : [];
    }
    useEffect(() => void read(), [desk]);

    async function invite(role: Role): Promise<void> {
        const made = await desk.send({ case: 'invite', value: { role, unit: 0, seat: 0 } });
        if (made.kind === 'done') {
            link.value = { role, token: made.token };
            await read();
        }
    }

    async function remove(device: number): Promise<void> {
        const isSure = await ask({
            title: t('console-device-remove-title', { number: device }),
            text: t('console-device-remove-text'),
            yes: t('console-device-remove'),
            no: t('console-leave-no'),
        });
        if (isSure) {
            await desk.send({ case: 'removeDevice', value: { device } });
            await read();
        }
    }

    return (
        <section>
            <h2>{t('console-devices')}</h2>
            <AddressChoice />
            <div class="button-row">
                <Button onPress={() => invite(Role.PROJECTOR)}>
                    {t('console-invite-projector')}
                </Button>
                <Button onPress={() => invite(Role.CO_FACILITATOR)}>
                    {t('console-invite-co')}
                </Button>
            </div>
            {link.value !== undefined && <LinkShown link={link.value} />}
            <details class="console-card">
                <summary>{t('console-devices-all', { count: rows.value.length })}</summary>
                <ul class="console-devices">
                    {rows.value.map((it) => (
                        <DeviceLine key={it.device} row={it} onRemove={() => remove(it.device)} />
                    ))}
                </ul>
            </details>
        </section>
    );
}
