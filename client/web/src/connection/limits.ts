// SPDX-License-Identifier: EUPL-1.2
//
// The limits of the protocol (limits.proto): what passes one is no message of this protocol, in
// either direction. The server closes a connection over such a message, so none is sent.

import {
    create,
    type DescField,
    type DescMessage,
    fromBinary,
    type Message,
} from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { type Limit, limit, LimitSchema } from '#made/houvast/v1/limits_pb';

// Control characters other than newline and tab, and halves of a pair.
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u;
const NOTHING = /^/;
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'gu');

const encoder = new TextEncoder();

const NONE = create(LimitSchema);
const limits = new WeakMap<DescField, Limit>();

/** The limit that a field declares. The library's own getOption would double this page's codec. */
function limitOf(field: DescField): Limit {
    let found = limits.get(field);
    if (found === undefined) {
        const declared = field.proto.options?.$unknown?.find((it) => it.no === limit.number);
        found = declared && fromBinary(LimitSchema, new BinaryReader(declared.data).bytes());
        limits.set(field, found ?? NONE);
    }
    return found ?? NONE;
}

function bytesFit(size: number, most: Limit): boolean {
    return size <= most.maxBytes && (size === 0 || size >= most.minBytes);
}

function textFits(text: string, most: Limit): boolean {
    const size = text.length * 3 <= most.maxBytes ? text.length : encoder.encode(text).length;
    return bytesFit(size, most) && !FORBIDDEN.test(text);
}

function partFits(field: DescField, part: unknown, most: Limit): boolean {
    if (typeof part === 'string') {
        return textFits(part, most);
    }
    if (part instanceof Uint8Array) {
        return bytesFit(part.length, most);
    }
    return field.message === undefined || fits(field.message, part as Message);
}

function valueOf(field: DescField, message: Record<string, unknown>): unknown {
    if (field.oneof === undefined) {
        return message[field.localName];
    }
    const chosen = message[field.oneof.localName] as { case?: string; value?: unknown };
    return chosen.case === field.localName ? chosen.value : undefined;
}

/** Whether every part of a message keeps to its limit. */
export function fits(schema: DescMessage, message: Message): boolean {
    return schema.fields.every((field) => {
        const value = valueOf(field, message as unknown as Record<string, unknown>);
        if (value === undefined) {
            return true;
        }
        const most = limitOf(field);
        return Array.isArray(value)
            ? value.length <= most.maxItems && value.every((it) => partFits(field, it, most))
            : partFits(field, value, most);
    });
}

/** RegExp.input is the text in which something was found last, for whoever asks. */
export function forgetFound(): void {
    NOTHING.test('');
}

/** The same text without what no message may hold; line ends of every kind become newlines. */
export function cleanText(text: string): string {
    const clean = text
        .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
        .replace(FORBIDDEN_ALL, '');
    forgetFound();
    return clean;
}
