// SPDX-License-Identifier: EUPL-1.2
//
// On a laptop that goes from hand to hand nothing that somebody copies leaves their page: it stays
// in the memory of the page, not on the clipboard, and is gone with the laptop's next hand-over. So
// whoever has the laptop next pastes nothing of it, here or in any other window.

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (target: unknown): target is Field =>
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** What is marked where this happened. */
function markedIn(target: EventTarget | null): string {
    return isField(target)
        ? target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0)
        : String(getSelection());
}

export class Copies {
    #copied = '';

    /** `isKept`: whether they are kept here now. */
    constructor(isKept: () => boolean) {
        for (const kind of ['copy', 'cut'] as const) {
            document.addEventListener(kind, (event) => {
                const marked = markedIn(event.target);
                if (isKept() && marked !== '') {
                    event.preventDefault();
                    this.#copied = marked;
                    if (kind === 'cut' && isField(event.target)) {
                        document.execCommand('delete');
                    }
                }
            });
        }
        document.addEventListener('paste', (event) => {
            if (isKept() && this.#copied !== '' && isField(event.target)) {
                event.preventDefault();
                document.execCommand('insertText', false, this.#copied);
            }
        });
        document.addEventListener('dragstart', (event) => {
            if (isKept()) {
                event.preventDefault();
            }
        });
    }

    forget(): void {
        this.#copied = '';
    }
}
