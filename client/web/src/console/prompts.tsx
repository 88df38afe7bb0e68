// SPDX-License-Identifier: EUPL-1.2
//
// What the exercise under way asks, as people read it; last, what the light form asks instead.

import { type Field, FieldType } from '#made/houvast/v1/definition_pb';
import { isLightOnly } from '../fields/shape';
import { t, textOf } from '../words/words';
import { useDesk } from './desk';

function List({ fields }: { fields: Field[] }) {
    return (
        <ul class="console-prompts">
            {fields.map((field) => (
                <li
                    key={field.id}
                    class={field.type === FieldType.INFO ? 'soft lines' : 'lines'}
                >
                    {textOf(field.prompt)}
                </li>
            ))}
        </ul>
    );
}

export function Prompts() {
    const exercise = useDesk().exercise.value;
    if (exercise === undefined || exercise.fields.length === 0) {
        return null;
    }
    const light = exercise.fields.filter((_, place) => isLightOnly(exercise, place));
    return (
        <details class="console-card">
            <summary>{t('console-prompts')}</summary>
            <List fields={exercise.fields.filter((field) => !light.includes(field))} />
            {light.length > 0 && <p class="soft">{t('console-form-light')}</p>}
            {light.length > 0 && <List fields={light} />}
        </details>
    );
}
