// SPDX-License-Identifier: EUPL-1.2
//
// A double tap is one tap, also where the first one brought another button under the finger.

export function takeDoubleTapsForOne(): void {
    document.addEventListener(
        'click',
        (event) => {
            const isButton = event.target instanceof Element && event.target.closest('button');
            if (isButton && event.detail > 1) {
                event.preventDefault();
                event.stopPropagation();
            }
        },
        { capture: true },
    );
}
