// SPDX-License-Identifier: EUPL-1.2
//
// The connection of a page: cut, or slow to bring what the server says.

import type { Page } from './browser';

/** Follow a page before it is opened; it connects again by itself. */
export class Wire {
    #isCut = false;
    #isHeld = false;
    #heard = Infinity; // messages that the page still hears
    #held: (() => void)[] = [];
    #close: () => unknown = () => {};

    async follow(page: Page): Promise<void> {
        await page.routeWebSocket(/.*/, (socket) => {
            if (this.#isCut) {
                void socket.close();
                return;
            }
            const server = socket.connectToServer();
            this.#close = () => Promise.all([socket.close(), server.close()]);
            server.onMessage((message) => {
                this.#heard -= 1;
                if (this.#isHeld || this.#heard < 0) {
                    this.#held.push(() => socket.send(message));
                } else {
                    socket.send(message);
                }
            });
        });
    }

    async cut(): Promise<void> {
        this.#isCut = true;
        await this.#close();
    }

    mend(): void {
        this.#isCut = false;
    }

    /** From now on the page hears nothing, though it is heard. */
    holdBack(): void {
        this.#isHeld = true;
    }

    /** From now on it hears so many messages more. */
    holdBackAfter(messages: number): void {
        this.#heard = messages;
    }

    letThrough(): void {
        this.#isHeld = false;
        this.#heard = Infinity;
        this.#held.splice(0).forEach((send) => send());
    }
}
