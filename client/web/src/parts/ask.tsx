// SPDX-License-Identifier: EUPL-1.2
//
// Asks yes or no before something that cannot be taken back:
//
//     if (await ask({ title: t('…'), text: t('…'), yes: t('…'), no: t('…') })) …
//
// Frame draws the question. "No" is where the focus is, and what Escape means.

import { signal } from '@preact/signals';
import { Button } from './button';
import { Dialog } from './dialog';
import { Paragraphs } from './paragraphs';

export interface YesOrNo {
    title: string;
    text?: string;
    yes: string;
    no: string;
}

const asked = signal<{ question: YesOrNo; answer(yes: boolean): void }>();

export function ask(question: YesOrNo): Promise<boolean> {
    asked.peek()?.answer(false);
    return new Promise((resolve) => {
        asked.value = {
            question,
            answer: (yes) => {
                asked.value = undefined;
                resolve(yes);
            },
        };
    });
}

/** Who was asked may not be there any more: it was a no. */
export function dropQuestion(): void {
    asked.peek()?.answer(false);
}

/** Part of Frame. */
export function Asking() {
    if (asked.value === undefined) {
        return null;
    }
    const { question, answer } = asked.value;
    return (
        <Dialog title={question.title} onClose={() => answer(false)}>
            {question.text !== undefined && <Paragraphs text={question.text} />}
            <div class="button-row">
                <Button onPress={() => answer(false)}>{question.no}</Button>
                <Button onPress={() => answer(true)}>{question.yes}</Button>
            </div>
        </Dialog>
    );
}
