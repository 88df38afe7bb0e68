// SPDX-License-Identifier: EUPL-1.2
//
// What a page really asks of its server: the commands that leave it, read off its socket.

import { fromBinary } from '@bufbuild/protobuf';
import { ClientMessageSchema } from '#made/houvast/v1/wire_pb';
import type { Page } from './browser';

/** Follows the commands of a page, by what they are, in order. Begin before the page is opened. */
export function followCommands(page: Page): string[] {
    const commands: string[] = [];
    page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
            const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
            const { message } = fromBinary(ClientMessageSchema, bytes);
            if (message.case === 'command') {
                commands.push(message.value.what.case ?? '');
            }
        }),
    );
    return commands;
}

/** How often each of them was asked. */
export function countOf(commands: string[]): Record<string, number> {
    const count: Record<string, number> = {};
    commands.forEach((it) => (count[it] = (count[it] ?? 0) + 1));
    return count;
}

/** The sizes of the frames that went to and fro, in bytes, in order. */
export interface Sizes {
    sent: number[];
    received: number[];
}

/** Follows the sizes of what a page sends and gets. Begin before the page is opened. */
export function followSizes(page: Page): Sizes {
    const sizes: Sizes = { sent: [], received: [] };
    page.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => sizes.sent.push(payload.length));
        socket.on('framereceived', ({ payload }) => sizes.received.push(payload.length));
    });
    return sizes;
}
