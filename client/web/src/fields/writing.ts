// SPDX-License-Identifier: EUPL-1.2
//
// What every writing component gets, and how it tells what was written.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Field, Value } from '#made/houvast/v1/definition_pb';
import type { Choice } from './options';

export interface WritingProps {
    field: Field;
    /** The answer as it stands; undefined: none, or its words are not known here. */
    value: Value | undefined;
    /** Options of choice and cards. */
    choices: Choice[];
    /** Ids of the question, and of what is said about it. */
    labelledBy: string;
    describedBy: string;
    /** Undefined: nothing is left of the answer. */
    onWrite(value: Value | undefined, how: { typing: boolean }): void;
    /** The field was left. */
    onLeave(): void;
}

/**
 * Keeps what a component shows in step with the answer: `show` is called when the answer changed
 * elsewhere, not when it is what this component wrote itself. Gives the function to write with.
 */
export function useOwnWriting(
    { value, onWrite }: WritingProps,
    show: (value: Value | undefined) => void,
): WritingProps['onWrite'] {
    const written = useRef(value);

    // Right after drawing: later, one more key may have been pressed, and `value` be the older.
    useLayoutEffect(() => {
        if (value !== written.current) {
            written.current = value;
            show(value);
        }
    }, [value]);

    return (next, how) => {
        written.current = next;
        onWrite(next, how);
    };
}
