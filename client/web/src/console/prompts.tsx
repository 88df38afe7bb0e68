// SPDX-License-Identifier: EUPL-1.2
//
// What the exercise under way asks, as people read it.

import { FieldType } from '#made/houvast/v1/definition_pb';
import { t, textOf } from '../words/words';
import { useDesk } from './desk';

export function Prompts() {
    const exercise = useDesk().exercise.value;
    if (exercise === undefined || exercise.fields.length === 0) {
        return null;
    }
    return (
        <details class="console-card">
            <summary>{t('console-prompts')}</summary>
            <ul class="console-prompts">
                {exercise.fields.map((field) => (
                    <li
                        key={field.id}
                        class={field.type === FieldType.INFO ? 'soft lines' : 'lines'}
                    >
                        {textOf(field.prompt)}
                    </li>
                ))}
            </ul>
        </details>
    );
}
