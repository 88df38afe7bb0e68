// SPDX-License-Identifier: EUPL-1.2
//
// Who takes part: couples, or other units, by their aliases.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { BoardUnit } from '#made/houvast/v1/pane_pb';
import { PRIVATE } from '../fields/private';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { languageOfPage } from '../words/of_protocol';
import { t } from '../words/words';
import { nameOf } from './board_words';
import { useDesk } from './desk';
import { Form } from './form';
import { namesProblem } from './names';
import { WindowFrame } from './window_frame';

const MEMBERS_MAX = 8;
const NAME_MAX = 40; // bytes; see names.ts

function NameField(props: { label: string; value: string; onInput(text: string): void }) {
    const id = useId();
    return (
        <p class="console-field">
            <label for={id}>{props.label}</label>
            <input
                {...PRIVATE}
                autocapitalize="words"
                id={id}
                maxLength={NAME_MAX}
                value={props.value}
                onInput={(event) => props.onInput(event.currentTarget.value)}
            />
        </p>
    );
}

const changed = (names: readonly string[], place: number, text: string) =>
    names.map((it, at) => (at === place ? text : it));

function NewUnit() {
    const desk = useDesk();
    const names = useSignal<readonly string[]>(['', '']);
    const problem = useSignal('');

    async function add(): Promise<void> {
        const typed = names.value.map((it) => it.trim()).filter((it) => it !== '');
        const wrong = namesProblem(typed);
        problem.value = wrong === undefined ? '' : t(wrong);
        if (wrong !== undefined) {
            return;
        }
        const value = { names: typed, language: languageOfPage() };
        const outcome = await desk.send({ case: 'addUnit', value });
        if (outcome.kind === 'done') {
            names.value = ['', ''];
        }
    }

    return (
        <Form class="console-new-unit" onEnter={add}>
            <h3>{t('console-couple-new')}</h3>
            <div class="console-names">
                {names.value.map((name, place) => (
                    <NameField
                        key={place}
                        label={t('console-name-of', { number: place + 1 })}
                        value={name}
                        onInput={(text) => (names.value = changed(names.value, place, text))}
                    />
                ))}
            </div>
            <p class="console-problem" role="status">
                {problem.value}
            </p>
            <div class="button-row">
                <Button onPress={add}>{t('console-couple-add')}</Button>
                <Button
                    kind="quiet"
                    disabled={names.value.length >= MEMBERS_MAX}
                    onPress={() => (names.value = [...names.value, ''])}
                >
                    {t('console-member-add')}
                </Button>
            </div>
        </Form>
    );
}

function Rename({ unit, onClose }: { unit: BoardUnit; onClose(): void }) {
    const desk = useDesk();
    const names = useSignal<readonly string[]>(unit.seats.map((it) => it.name));
    const problem = useSignal('');

    async function save(): Promise<void> {
        const typed = names.value.map((it) => it.trim());
        const wrong = namesProblem(typed);
        problem.value = wrong === undefined ? '' : t(wrong);
        if (wrong !== undefined) {
            return;
        }
        for (const [place, { seat, name }] of unit.seats.entries()) {
            const to = typed[place] ?? name;
            if (to !== name) {
                await desk.send({ case: 'renameSeat', value: { seat, name: to } });
            }
        }
        onClose();
    }

    return (
        <WindowFrame title={t('console-table', { number: unit.unit })} typing onClose={onClose}>
            <Form onEnter={save}>
                {names.value.map((name, place) => (
                    <NameField
                        key={place}
                        label={t('console-name-of', { number: place + 1 })}
                        value={name}
                        onInput={(text) => (names.value = changed(names.value, place, text))}
                    />
                ))}
                <p class="console-problem" role="status">
                    {problem.value}
                </p>
                <Button kind="main" onPress={save}>
                    {t('console-names-save')}
                </Button>
            </Form>
        </WindowFrame>
    );
}

function UnitLine({ unit, onRename }: { unit: BoardUnit; onRename(): void }) {
    const desk = useDesk();
    const names = unit.seats.map(nameOf).join(' & ');
    async function remove(): Promise<void> {
        const isSure = await ask({
            title: t('console-couple-remove-title', { names }),
            text: t('console-couple-remove-text'),
            yes: t('console-couple-remove'),
            no: t('console-leave-no'),
        });
        if (isSure) {
            await desk.send({ case: 'removeUnit', value: { unit: unit.unit } });
        }
    }
    return (
        <li class="console-couple">
            <span class="console-table-number">{unit.unit}</span>
            <span class="console-couple-names">{names}</span>
            <Button kind="quiet" label={t('console-rename-of', { names })} onPress={onRename}>
                {t('console-rename')}
            </Button>
            <Button kind="quiet" label={t('console-couple-remove-of', { names })} onPress={remove}>
                {t('console-couple-remove')}
            </Button>
        </li>
    );
}

export function Couples({ onPapers }: { onPapers(which: 'cards' | 'slips'): void }) {
    const desk = useDesk();
    const units = desk.board.value?.units ?? [];
    const renaming = useSignal(0);
    const renamed = desk.unit(renaming.value);
    return (
        <section>
            <h2>{t('console-couples')}</h2>
            {units.length === 0 && <p>{t('console-couples-none')}</p>}
            <ul class="console-couples">
                {units.map((it) => (
                    <UnitLine key={it.unit} unit={it} onRename={() => (renaming.value = it.unit)} />
                ))}
            </ul>
            {units.length > 0 && (
                <div class="button-row">
                    <Button onPress={() => onPapers('cards')}>{t('console-cards')}</Button>
                    <Button onPress={() => onPapers('slips')}>{t('console-slips')}</Button>
                </div>
            )}
            <NewUnit />
            {renamed !== undefined && (
                <Rename unit={renamed} onClose={() => (renaming.value = 0)} />
            )}
        </section>
    );
}
