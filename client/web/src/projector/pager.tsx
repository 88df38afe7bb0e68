// SPDX-License-Identifier: EUPL-1.2
//
// Makes what it holds as large as fits. What does not fit at the smallest size becomes pages, side
// by side (columns of CSS), which turn by themselves, slowly, or by arrow keys; then they stay.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../words/words';

// Letters in rem, and columns of a page; the first that fits.
const SIZES = [3, 2.4, 2, 1.6, 1.3, 1.15, 1].flatMap((size) =>
    size > 1.6 ? [[size, 1] as const] : [[size, 1] as const, [size, 2] as const],
);
const TURN_MS = 15_000;
const STEPS: Record<string, number> = {
    ArrowRight: 1,
    PageDown: 1,
    ' ': 1,
    ArrowLeft: -1,
    PageUp: -1,
};

export interface PagerProps {
    /** Changes with what it holds. */
    content: string;
    /** Where reading begins when that changed. */
    begin: 'first' | 'last';
    /** Pages turn by themselves. */
    turns: boolean;
    children: ComponentChildren;
}

const distance = (box: HTMLElement) =>
    box.clientWidth + (Number.parseFloat(getComputedStyle(box).columnGap) || 0);

function pagesOf(box: HTMLElement): number {
    const gap = distance(box) - box.clientWidth;
    return Math.max(1, Math.ceil((box.scrollWidth + gap) / distance(box) - 0.01));
}

/** The largest size at which all fits on one page, or the smallest. */
function fit(box: HTMLElement): number {
    let pages = 1;
    for (const [size, columns] of SIZES) {
        box.style.fontSize = `${size}rem`;
        box.style.columnCount = String(columns);
        pages = pagesOf(box);
        if (pages === 1) {
            break;
        }
    }
    return pages;
}

export function Pager({ content, begin, turns, children }: PagerProps) {
    const box = useRef<HTMLDivElement>(null);
    const page = useSignal(0);
    const count = useSignal(1);
    const held = useSignal(false);

    function turnTo(to: number): void {
        page.value = (to + count.peek()) % count.peek();
        if (box.current !== null) {
            box.current.scrollLeft = page.peek() * distance(box.current);
        }
    }

    useLayoutEffect(() => {
        const element = box.current!;
        const measure = () => {
            count.value = fit(element);
            turnTo(Math.min(page.peek(), count.peek() - 1));
        };
        held.value = false;
        measure();
        turnTo(begin === 'last' ? count.peek() - 1 : 0);
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        return () => observer.disconnect();
    }, [content, begin]);

    useEffect(() => {
        const onKey = (event: KeyboardEvent) => {
            const step = STEPS[event.key];
            const onButton = event.target instanceof HTMLButtonElement && event.key === ' ';
            if (step !== undefined && !onButton && count.peek() > 1) {
                event.preventDefault();
                held.value = true;
                turnTo(page.peek() + step);
            }
        };
        window.addEventListener('keydown', onKey);
        return () => window.removeEventListener('keydown', onKey);
    }, []);

    useEffect(() => {
        if (!turns || held.value || count.value === 1) {
            return undefined;
        }
        const timer = setInterval(() => turnTo(page.peek() + 1), TURN_MS);
        return () => clearInterval(timer);
    }, [turns, held.value, count.value, content]);

    return (
        <div class="projector-pager">
            <div class="projector-pages" ref={box}>
                {children}
            </div>
            {count.value > 1 && (
                <p class="projector-page-number">
                    {t('projector-page', { number: page.value + 1, of: count.value })}
                </p>
            )}
        </div>
    );
}
