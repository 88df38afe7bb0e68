// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { language, loadWords, t } from '../src/words/words';

const SOURCE = join(process.cwd(), 'src');
const WORDS = join(SOURCE, 'words');
const names = readdirSync(WORDS)
    .filter((it) => it.endsWith('.nl.ftl'))
    .map((it) => it.replace('.nl.ftl', ''));

type Message = FluentResource['body'][number];

function messagesOf(name: string, of: 'nl' | 'en'): Map<string, Message> {
    const text = readFileSync(join(WORDS, `${name}.${of}.ftl`), 'utf8');
    const resource = new FluentResource(text);
    const begun = text.match(/^-?[a-z][\w-]* *=/gm) ?? [];
    assert.equal(resource.body.length, begun.length, `${name}.${of}.ftl does not parse whole`);
    const messages = new Map(resource.body.map((it) => [it.id, it]));
    assert.equal(messages.size, resource.body.length, `${name}.${of}.ftl says something twice`);
    return messages;
}

function variablesOf(part: unknown, found = new Set<string>()): string[] {
    if (part !== null && typeof part === 'object') {
        const { type, name } = part as { type?: unknown; name?: unknown };
        if (type === 'var') {
            found.add(String(name));
        }
        Object.values(part).forEach((it) => variablesOf(it, found));
    }
    return [...found].sort();
}

test('every word is there in Dutch and in English, with the same variables', () => {
    assert.ok(names.includes('shared'));
    for (const name of names) {
        const nl = messagesOf(name, 'nl');
        const en = messagesOf(name, 'en');
        assert.deepEqual([...nl.keys()].sort(), [...en.keys()].sort(), name);
        for (const [id, message] of nl) {
            assert.deepEqual(variablesOf(message), variablesOf(en.get(id)), id);
        }
    }
});

test('no id stands in two files', () => {
    const all = names.flatMap((it) => [...messagesOf(it, 'nl').keys()]);
    assert.deepEqual(
        all.filter((it, place) => all.indexOf(it) !== place),
        [],
    );
});

test('every word can be said, whatever the numbers are', () => {
    for (const of of ['nl', 'en'] as const) {
        const bundle = new FluentBundle(of, { useIsolating: false });
        for (const name of names) {
            bundle.addResource(
                new FluentResource(readFileSync(join(WORDS, `${name}.${of}.ftl`), 'utf8')),
            );
        }
        for (const [id, message] of names.flatMap((it) => [...messagesOf(it, of)])) {
            for (const number of [0, 1, 2]) {
                const errors: Error[] = [];
                const takes = Object.fromEntries(variablesOf(message).map((it) => [it, number]));
                const text = bundle.formatPattern(message.value!, takes, errors);
                assert.deepEqual(errors, [], `${id} in ${of}`);
                assert.ok(text.trim().length > 0, id);
            }
        }
    }
});

// That every id which is used exists, the compiler sees: #made/words.
test('every word is used', () => {
    const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
        .filter((it) => /\.tsx?$/.test(it))
        .map((it) => readFileSync(join(SOURCE, it), 'utf8'))
        .join('\n');
    const unused = names
        .flatMap((it) => [...messagesOf(it, 'nl').keys()])
        .filter((it) => !it.startsWith('-') && !sources.includes(`'${it}'`));
    assert.deepEqual(unused, []);
});

test('words follow the language', async () => {
    language.value = 'nl';
    assert.equal(t('save-saved'), 'bewaard');
    assert.match(t('field-too-long', { beyond: 1, most: 140 }), /één teken te lang/);
    await loadWords('en');
    language.value = 'en';
    assert.equal(t('save-saved'), 'saved');
    assert.match(t('field-too-long', { beyond: 3, most: 140 }), /3 characters too long/);
});
