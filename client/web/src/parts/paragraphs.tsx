// SPDX-License-Identifier: EUPL-1.2
//
// A text of several lines: an empty line begins a paragraph, a line end is a line end.

export function Paragraphs({ text, class: name }: { text: string; class?: string }) {
    return (
        <>
            {text
                .trim()
                .split(/\n\s*\n/)
                .map((paragraph, place) => (
                    <p key={place} class={`lines ${name ?? ''}`} dir="auto">
                        {paragraph}
                    </p>
                ))}
        </>
    );
}
