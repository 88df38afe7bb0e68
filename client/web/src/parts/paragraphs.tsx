// SPDX-License-Identifier: EUPL-1.2
//
// A text of several lines: an empty line begins a paragraph, a line end is a line end.

import { forgetFound } from '../connection/limits';

export function Paragraphs({ text, class: name }: { text: string; class?: string }) {
    const paragraphs = text.trim().split(/\n\s*\n/);
    forgetFound();
    return (
        <>
            {paragraphs.map((paragraph, place) => (
                <p key={place} class={`lines ${name ?? ''}`} dir="auto">
                    {paragraph}
                </p>
            ))}
        </>
    );
}
