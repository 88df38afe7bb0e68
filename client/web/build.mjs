// SPDX-License-Identifier: EUPL-1.2
//
// Builds the pages. Run it with the pinned Node of package.json:
//
//   node build.mjs [pages] [--out <folder>]   the pages, into build/web unless said otherwise
//   node build.mjs check                      types of the pages and their tests
//   node build.mjs test [name...]             unit tests; a name selects test/<name>.test.ts
//
// What is made of other files first, the protocol and the words, goes to build/web-made.

import { execFileSync, spawnSync } from 'node:child_process';
import {
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { FluentResource } from '@fluent/bundle';
import * as esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const made = join(root, 'build/web-made');

const FIRST_LOAD_MAX = 80_000; // bytes as they cross the network: page, scripts, style
const pages = {
    index: { name: 'table', html: 'src/page.html' },
    console: { name: 'console', html: 'src/page.html' },
    projector: { name: 'projector', html: 'src/page.html' },
    clock: { name: 'clock', html: 'src/clock/page.html' },
};

const common = {
    absWorkingDir: here,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ftl': 'text' },
    nodePaths: [join(here, 'node_modules')],
    logLevel: 'warning',
};

// ---- What is made first ------------------------------------------------------------------------

function writeIfNew(file, text) {
    let old;
    try {
        old = readFileSync(file, 'utf8');
    } catch {
        old = undefined;
    }
    if (old !== text) {
        writeFileSync(`${file}.${process.pid}`, text);
        renameSync(`${file}.${process.pid}`, file);
    }
}

/** The description of the protocol as it is: Base64 hides what repeats from gzip, which then takes a
 * third more for it. */
function withoutBase64(text) {
    return text.replace(/fileDesc\("([^"]+)"/, (_, base64) => {
        const bytes = Buffer.from(base64, 'base64').toString('latin1');
        return `fileDesc(btoa(${JSON.stringify(bytes)})`;
    });
}

/** TypeScript of the protocol: houvast/v1/*_pb.ts. */
function makeProtocol() {
    const folder = join(made, `protocol.${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
        execFileSync(
            'protoc',
            [
                `--plugin=protoc-gen-es=${join(here, 'node_modules/.bin/protoc-gen-es')}`,
                `--es_out=${folder}`,
                '--es_opt=target=ts',
                `--proto_path=${join(root, 'proto')}`,
                ...['limits', 'definition', 'pane', 'wire'].map((it) => `houvast/v1/${it}.proto`),
            ],
            {
                stdio: 'inherit',
                env: {
                    ...process.env,
                    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
                },
            },
        );
        mkdirSync(join(made, 'houvast/v1'), { recursive: true });
        for (const name of readdirSync(join(folder, 'houvast/v1'))) {
            const text = readFileSync(join(folder, 'houvast/v1', name), 'utf8');
            writeIfNew(join(made, 'houvast/v1', name), withoutBase64(text));
        }
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Names of the variables anywhere in a message of Fluent. */
function variablesOf(pattern, found = new Set()) {
    if (Array.isArray(pattern)) {
        pattern.forEach((part) => variablesOf(part, found));
    } else if (pattern !== null && typeof pattern === 'object') {
        if (pattern.type === 'var') {
            found.add(pattern.name);
        }
        Object.values(pattern).forEach((part) => variablesOf(part, found));
    }
    return found;
}

/** words.ts: what each message of the words takes, so that the compiler knows every id. */
function makeWords() {
    const lines = [];
    const names = readdirSync(join(here, 'src/words'));
    for (const name of names.filter((it) => it.endsWith('.nl.ftl'))) {
        const resource = new FluentResource(readFileSync(join(here, 'src/words', name), 'utf8'));
        for (const message of resource.body.filter((it) => !it.id.startsWith('-'))) {
            const names = [...variablesOf(message.value)].map((it) => `${it}: string | number`);
            const takes = names.length > 0 ? `{ ${names.join('; ')} }` : 'undefined';
            lines.push(`    '${message.id}': ${takes};`);
        }
    }
    const text = `export interface WordArguments {\n${lines.sort().join('\n')}\n}\n`;
    mkdirSync(made, { recursive: true });
    writeIfNew(join(made, 'words.ts'), text);
}

function make() {
    makeProtocol();
    makeWords();
}

// ---- Pages -------------------------------------------------------------------------------------

/** All files that a page asks for before it can be used, its entry first. */
function firstLoad(outputs, entry) {
    const files = [entry];
    for (const file of files) {
        for (const asked of outputs[file].imports) {
            if (asked.kind === 'import-statement' && !files.includes(asked.path)) {
                files.push(asked.path);
            }
        }
    }
    return files;
}

function writePage(out, page, template, outputs, entry) {
    const scripts = firstLoad(outputs, entry);
    const style = outputs[entry].cssBundle;
    const url = (file) => `/assets/${basename(file)}`;
    const preloads = scripts.slice(1).map((it) => `<link rel="modulepreload" href="${url(it)}">`);
    const html = readFileSync(join(here, template), 'utf8')
        .replace('<!-- preloads -->', preloads.join('\n'))
        .replace('STYLE', url(style))
        .replace('SCRIPT', url(entry));
    writeFileSync(join(out, `${page}.html`), html);

    const size = [...scripts, style]
        .map((it) => gzipSync(readFileSync(join(here, it)), { level: 9 }).length)
        .reduce((sum, it) => sum + it, gzipSync(html, { level: 9 }).length);
    console.log(`${page}.html: first load ${size} bytes of ${FIRST_LOAD_MAX}`);
    if (size > FIRST_LOAD_MAX) {
        throw new Error(`${page}.html passes its first load of ${FIRST_LOAD_MAX} bytes`);
    }
}

/** A smaller twin beside each file that becomes smaller. */
function compress(folder) {
    for (const name of readdirSync(folder).filter((it) => /\.(html|js|css)$/.test(it))) {
        const bytes = readFileSync(join(folder, name));
        const small = gzipSync(bytes, { level: 9 });
        if (small.length < bytes.length) {
            writeFileSync(join(folder, `${name}.gz`), small);
        }
    }
}

// Each page by itself: hardly anybody opens two kinds, and what is shared is smaller in one piece.
async function buildPages(out) {
    make();
    rmSync(out, { recursive: true, force: true });
    mkdirSync(join(out, 'assets'), { recursive: true });
    for (const [page, { name, html }] of Object.entries(pages)) {
        const { metafile } = await esbuild.build({
            ...common,
            entryPoints: [{ in: `src/${name}/main.tsx`, out: name }],
            outdir: join(out, 'assets'),
            entryNames: '[name]-[hash]',
            chunkNames: 'part-[hash]',
            splitting: true,
            minify: true,
            metafile: true,
            legalComments: 'none',
        });
        const { outputs } = metafile;
        const entry = Object.keys(outputs).find(
            (it) => outputs[it].entryPoint === `src/${name}/main.tsx`,
        );
        writePage(out, page, html, outputs, entry);
    }
    compress(join(out, 'assets'));
    compress(out);
}

// ---- Checking ----------------------------------------------------------------------------------

function run(...words) {
    const { status } = spawnSync(process.execPath, words, { cwd: here, stdio: 'inherit' });
    if (status !== 0) {
        process.exit(status ?? 1);
    }
}

// The pages by themselves, as what Node offers is not there in a browser; then all with the tests.
function check() {
    make();
    run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.json');
    run('node_modules/typescript/bin/tsc', '--project', 'test/tsconfig.json');
}

async function test(names) {
    make();
    const files = readdirSync(join(here, 'test'))
        .filter((it) => it.endsWith('.test.ts') || it.endsWith('.test.tsx'))
        .filter((it) => names.length === 0 || names.includes(it.replace(/\.test\.tsx?$/, '')));
    const folder = mkdtempSync(join(tmpdir(), 'houvast-web-'));
    process.on('exit', () => rmSync(folder, { recursive: true }));
    await esbuild.build({
        ...common,
        entryPoints: files.map((it) => join('test', it)),
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        platform: 'node',
        packages: 'bundle',
        sourcemap: 'inline',
        // libsodium asks for these by require, which a module does not have
        banner: {
            js: `import { createRequire } from 'node:module';
                const require = createRequire(import.meta.url);`,
        },
    });
    const bundles = readdirSync(folder).map((it) => join(folder, it));
    run('--enable-source-maps', '--test', '--test-timeout=20000', ...bundles);
}

const [verb = 'pages', ...rest] = process.argv.slice(2);
if (verb === 'check') {
    check();
} else if (verb === 'test') {
    await test(rest);
} else if (verb === 'pages' || verb === '--out') {
    const place = process.argv.indexOf('--out');
    await buildPages(place > 0 ? resolve(process.argv[place + 1]) : join(root, 'build/web'));
} else {
    console.error(`build.mjs: there is no '${verb}'; choose pages, check or test`);
    process.exit(64);
}
