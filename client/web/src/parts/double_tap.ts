// SPDX-License-Identifier: EUPL-1.2
//
// A double tap is one tap, also where the first one brought another button under the finger.

export function takeDoubleTapsForOne(): void {
    document.addEventListener(
        'click',
        (event) => {
            const pressed =
                event.target instanceof Element && event.target.closest('button, summary');
            if (pressed && !pressed.matches('[data-repeats]') && event.detail > 1) {
                event.preventDefault();
                event.stopPropagation();
            }
        },
        { capture: true },
    );
}
