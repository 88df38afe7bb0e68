// SPDX-License-Identifier: EUPL-1.2
//
// An answer to read.

import { Answer, type Field, FieldType, type Value } from '#made/houvast/v1/definition_pb';
import type { WallPane } from '#made/houvast/v1/pane_pb';
import { Paragraphs } from '../parts/paragraphs';
import { t, textOf } from '../words/words';
import { rowsOf } from './list';
import { lineText } from './options';
import { markerText } from './scale';

export interface ShownProps {
    field: Field;
    value: Value;
    /** For answers that name lines on the wall. */
    wall?: WallPane | undefined;
    run?: number;
}

function Numbers({ field, value }: ShownProps) {
    const ends = { minimum: field.minimum, maximum: field.maximum };
    return (
        <ul class="shown-list">
            {value.numbers.map((number, marker) => (
                <li key={marker}>
                    {value.numbers.length > 1 && `${markerText(marker)}: `}
                    {t('scale-shown', { number, ...ends })}
                </li>
            ))}
        </ul>
    );
}

function optionText({ field, wall }: ShownProps, option: number): string {
    if (field.optionsFromWall) {
        const line = wall?.items.find((it) => it.number === option);
        return line === undefined ? '…' : lineText(line);
    }
    return textOf(field.options[option]?.label) || '…';
}

function Chosen(props: ShownProps) {
    const { options, text } = props.value;
    return (
        <ul class="shown-list">
            {options.map((option) => (
                <li key={option}>{optionText(props, option)}</li>
            ))}
            {text !== '' && <li dir="auto">{text}</li>}
        </ul>
    );
}

function Cells({ field, value }: ShownProps) {
    const rows = rowsOf(field, value.cells);
    if (field.columns.length < 2) {
        return (
            <ul class="shown-list">
                {rows.map((row, place) => (
                    <li key={place} dir="auto">
                        {row[0]}
                    </li>
                ))}
            </ul>
        );
    }
    return (
        <table class="shown-table">
            <thead>
                <tr>
                    {field.columns.map((column, place) => (
                        <th key={place} scope="col">
                            {textOf(column)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map((row, place) => (
                    <tr key={place}>
                        {row.map((cell, column) => (
                            <td key={column} dir="auto">
                                {cell}
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** A given answer. */
export function Shown(props: ShownProps) {
    const { field, value } = props;
    switch (field.type) {
        case FieldType.TEXT:
            return <Paragraphs text={value.text} class="shown-text" />;
        case FieldType.SCALE:
            return <Numbers {...props} />;
        case FieldType.CHOICE:
        case FieldType.CARDS:
        case FieldType.QUIZ:
            return <Chosen {...props} />;
        case FieldType.LIST:
            return <Cells {...props} />;
        default:
            return <p>{value.numbers[0] === 1 ? t('yes') : t('no')}</p>;
    }
}

/** Any answer of oneself, also what is none. */
export function ShownAnswer(
    props: Omit<ShownProps, 'value'> & { answer: Answer; value: Value | undefined },
) {
    const { answer, value } = props;
    if (answer === Answer.GIVEN && value !== undefined) {
        return <Shown {...props} value={value} />;
    }
    return (
        <p class="soft">
            {answer === Answer.GIVEN && t('answer-not-here')}
            {answer === Answer.ALOUD && t('answer-aloud')}
            {answer === Answer.SKIPPED && t('answer-skipped')}
            {answer === Answer.UNSPECIFIED && t('answer-none')}
        </p>
    );
}
