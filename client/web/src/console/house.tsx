// SPDX-License-Identifier: EUPL-1.2
//
// The house of the owner: the groups, a new one, the passphrase and the code that goes with it.

import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { GroupRow, ProgrammeRow } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import type { Outcome } from '../state/device';
import { PRIVATE } from '../fields/private';
import { useDevice } from '../state/page_device';
import { language, t, textOf } from '../words/words';
import { problemOf } from '../words/of_protocol';
import { Form } from './form';
import { recallGroup } from './group_places';
import { Passphrase } from './passphrase';
import { SecondFactor } from './second_factor';
import { forgetOwner } from './whereabouts';

interface HouseProps {
    /** The owner came by the link of the first start: a passphrase is to be set. */
    founding: boolean;
    onGroup(token: Uint8Array, title: string): void;
}

function madeOn({ madeAt }: GroupRow): string {
    const day = new Date(Number(madeAt));
    return day.toLocaleDateString(language.value === 'nl' ? 'nl-NL' : 'en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
    });
}

function NewGroup(props: {
    programmes: readonly ProgrammeRow[];
    onMake(title: string, programme: string): Promise<void>;
}) {
    const id = useId();
    const title = useSignal('');
    const programme = useSignal('');
    const chosen = programme.value || (props.programmes[0]?.id ?? '');
    const make = () => props.onMake(title.value.trim(), chosen);
    const mayMake = title.value.trim() !== '' && chosen !== '';
    return (
        <Form onEnter={() => mayMake && make()}>
            <h2>{t('console-new-group')}</h2>
            <p class="console-field">
                <label for={id}>{t('console-group-title')}</label>
                <input
                    {...PRIVATE}
                    id={id}
                    maxLength={40}
                    value={title.value}
                    onInput={(event) => (title.value = event.currentTarget.value)}
                />
            </p>
            <p class="console-field">
                <label for={`${id}-programme`}>{t('console-programme')}</label>
                <select
                    id={`${id}-programme`}
                    value={chosen}
                    onChange={(event) => (programme.value = event.currentTarget.value)}
                >
                    {props.programmes.map((it) => (
                        <option key={it.id} value={it.id}>
                            {textOf(it.title)}
                        </option>
                    ))}
                </select>
            </p>
            <Button kind="main" disabled={!mayMake} onPress={make}>
                {t('console-group-make')}
            </Button>
        </Form>
    );
}

export function House({ founding, onGroup }: HouseProps) {
    const device = useDevice();
    const hasNone = useSignal(founding);
    const wantsPassphrase = useSignal(founding);
    const wantsFactor = useSignal(false);
    const groups = useSignal<GroupRow[] | undefined>(undefined);
    const programmes = useSignal<ProgrammeRow[]>([]);
    const problem = useSignal('');

    useEffect(() => {
        void device.groups().then((found) => {
            groups.value = found.kind === 'rows' ? found.rows : [];
        });
        void device.programmes().then((found) => {
            programmes.value = found.kind === 'rows' ? found.rows : [];
        });
    }, [device]);

    function enter(outcome: Outcome, title: string): void {
        problem.value = problemOf(outcome) ?? '';
        if (outcome.kind === 'done') {
            onGroup(outcome.token, title);
        }
    }

    async function make(title: string, programme: string): Promise<void> {
        const what = { case: 'makeGroup' as const, value: { title, programme } };
        enter(await device.houseCommand(what), title);
    }

    async function open({ log, title }: GroupRow): Promise<void> {
        const known = recallGroup(log);
        if (known !== undefined) {
            onGroup(known, title);
        } else {
            enter(await device.houseCommand({ case: 'enterGroup', value: { log } }), title);
        }
    }

    async function logOut(): Promise<void> {
        await device.houseCommand({ case: 'logout', value: {} });
        forgetOwner();
    }

    if (wantsPassphrase.value) {
        return (
            <Passphrase
                first={hasNone.value}
                onSet={() => {
                    hasNone.value = false;
                    wantsPassphrase.value = false;
                }}
                onLater={() => (wantsPassphrase.value = false)}
            />
        );
    }
    if (wantsFactor.value) {
        return <SecondFactor onDone={() => (wantsFactor.value = false)} />;
    }
    return (
        <main class="page">
            <Heading>{t('console-groups')}</Heading>
            <p class="console-problem" role="status">
                {problem.value}
            </p>
            {groups.value === undefined && <p>{t('console-moment')}</p>}
            {groups.value?.length === 0 && <p>{t('console-groups-none')}</p>}
            <ul class="console-groups">
                {groups.value?.map((it) => (
                    <li key={String(it.madeAt)}>
                        <Button disabled={it.ended} onPress={() => open(it)}>
                            <strong>{it.title}</strong>
                            <span class="soft">
                                {it.ended
                                    ? t('console-group-ended')
                                    : t('console-group-made', { date: madeOn(it) })}
                            </span>
                        </Button>
                    </li>
                ))}
            </ul>
            <NewGroup programmes={programmes.value} onMake={make} />
            <div class="button-row console-house-foot">
                <Button kind="quiet" onPress={() => (wantsPassphrase.value = true)}>
                    {t('console-passphrase-new')}
                </Button>
                <Button kind="quiet" onPress={() => (wantsFactor.value = true)}>
                    {t('console-factor')}
                </Button>
                <Button kind="quiet" onPress={logOut}>
                    {t('console-log-out')}
                </Button>
            </div>
        </main>
    );
}
