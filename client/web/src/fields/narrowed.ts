// SPDX-License-Identifier: EUPL-1.2
//
// An exercise as it stands in a run: where a facilitator let fewer people see a field, that is what
// its page says and asks. A joint field is still read by those who write it.

import { type Definition, type Field, Visibility } from '#made/houvast/v1/definition_pb';
import type { UnitPane } from '#made/houvast/v1/pane_pb';
import { has } from './shape';

export function narrowed(
    definition: Definition | undefined,
    unit: Pick<UnitPane, 'onlyAuthor' | 'nameless'> | undefined,
): Definition | undefined {
    const { onlyAuthor, nameless } = unit ?? { onlyAuthor: 0, nameless: 0 };
    if (definition === undefined || (onlyAuthor === 0 && nameless === 0)) {
        return definition;
    }
    const seenBy = (field: Field, place: number): Visibility => {
        if (field.visibility === Visibility.JOINT) {
            return field.visibility;
        }
        if (has(onlyAuthor, place)) {
            return Visibility.SELF;
        }
        return has(nameless, place) ? Visibility.GROUP : field.visibility;
    };
    const fields = definition.fields.map((field, place) => ({
        ...field,
        visibility: seenBy(field, place),
    }));
    return { ...definition, fields };
}
