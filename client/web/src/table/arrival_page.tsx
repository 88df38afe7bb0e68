// SPDX-License-Identifier: EUPL-1.2
//
// How a device without a place here comes in: a code is typed, or a card was scanned; then it is
// said what the device is going to be. A walk-in code needs no more.

import { useSignal } from '@preact/signals';
import { Role } from '#made/houvast/v1/wire_pb';
import type { ComponentChildren } from 'preact';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import type { Credential } from '../state/device';
import { t } from '../words/words';
import { CARD_CODE, codeOf, readFragment, WALK_IN_CODE } from './arrival';
import { CodeField } from './code_field';

export interface ArrivalProps {
    /** What the link brought. */
    card?: Uint8Array | undefined;
    code?: string | undefined;
    /** Why it did not work the last time. */
    problem?: string | undefined;
    /** This device has a place here already: going on with it is another way. */
    onStay?: (() => void) | undefined;
    onArrive(credential: Credential): void;
}

type Coming = { kind: 'card'; card: Uint8Array } | { kind: 'code'; code: string };

export function Arrival({ card, code, problem, onStay, onArrive }: ArrivalProps) {
    const coming = useSignal<Coming | undefined>(card && { kind: 'card', card });

    if (coming.value !== undefined) {
        const what = coming.value;
        return (
            <WhichDevice
                problem={problem}
                onStay={onStay}
                onChoose={(role) => onArrive({ ...what, role })}
            />
        );
    }
    return (
        <TypeCode
            code={code ?? ''}
            problem={problem}
            onStay={onStay}
            onCard={(it) => {
                coming.value = { kind: 'card', card: it };
            }}
            onCode={(it) => {
                if (it.length === WALK_IN_CODE) {
                    onArrive({ kind: 'code', code: it, role: Role.TABLE });
                } else {
                    coming.value = { kind: 'code', code: it };
                }
            }}
        />
    );
}

function Stay({ onStay }: { onStay: (() => void) | undefined }) {
    return onStay === undefined ? null : (
        <section class="table-known">
            <p>{t('arrival-known')}</p>
            <Button kind="main" class="table-large-button" onPress={onStay}>
                {t('arrival-stay')}
            </Button>
            <p>{t('arrival-or')}</p>
        </section>
    );
}

interface TypeCodeProps {
    code: string;
    problem: string | undefined;
    onStay: (() => void) | undefined;
    onCode(code: string): void;
    onCard(card: Uint8Array): void;
}

function TypeCode({ code, problem, onStay, onCode, onCard }: TypeCodeProps) {
    const typed = useSignal(code);
    const isShort = useSignal(false);

    function go(): void {
        const link = readFragment(typed.value.slice(typed.value.indexOf('#') + 1).trim());
        if (typed.value.includes('#') && link.kind === 'card') {
            onCard(link.card);
            return;
        }
        const found = codeOf(link.kind === 'code' ? link.code : typed.value);
        const fits = found.length === CARD_CODE || found.length === WALK_IN_CODE;
        isShort.value = !fits;
        if (fits) {
            onCode(found);
        }
    }

    return (
        <form class="table-still" onSubmit={(event) => event.preventDefault()}>
            <Heading>{t('arrival-title')}</Heading>
            <Stay onStay={onStay} />
            <CodeField
                label={t('arrival-label')}
                size={CARD_CODE}
                typed={typed}
                problem={isShort.value ? t('arrival-length') : problem}
                onEnter={go}
            />
            <Button
                kind={onStay === undefined ? 'main' : 'plain'}
                class="table-large-button"
                onPress={go}
            >
                {t('arrival-go')}
            </Button>
            <p class="soft">{t('arrival-qr')}</p>
        </form>
    );
}

interface WhichDeviceProps {
    problem: string | undefined;
    onStay: (() => void) | undefined;
    onChoose(role: Role.TABLE | Role.PEN): void;
}

function Way({ text, children }: { text: string; children: ComponentChildren }) {
    return (
        <div class="table-way">
            {children}
            <p class="soft">{text}</p>
        </div>
    );
}

function WhichDevice({ problem, onStay, onChoose }: WhichDeviceProps) {
    return (
        <div class="table-still">
            <Heading>{t('arrival-which')}</Heading>
            <Stay onStay={onStay} />
            {problem !== undefined && (
                <p class="table-problem" role="alert">
                    {problem}
                </p>
            )}
            <Way text={t('arrival-table-text')}>
                <Button class="table-large-button" onPress={() => onChoose(Role.TABLE)}>
                    {t('arrival-table')}
                </Button>
            </Way>
            <Way text={t('arrival-pen-text')}>
                <Button class="table-large-button" onPress={() => onChoose(Role.PEN)}>
                    {t('arrival-pen')}
                </Button>
            </Way>
        </div>
    );
}
