// SPDX-License-Identifier: EUPL-1.2
//
// Runs what drives the pages in a real browser. Use the pinned Node of client/web:
//
//   node run.mjs check            types
//   node run.mjs test [name...]   all of tests/web, or test <name>.test.ts
//   node run.mjs shots [folder]   pictures of every view; build/shots unless said otherwise
//
// The programs to drive are those of build/release and build/web; HV_TEST_BIN and HV_TEST_PAGES
// name other folders. HV_TEST_CHROMIUM is another browser than /usr/bin/chromium.

import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const client = join(root, 'client/web');
const folder = join(root, 'build/tests-web');

// What takes longest begins first, so that nothing is left alone with it at the end.
const LONGEST = [
    'whole_evening',
    'views',
    'alike',
    'taps',
    'two_words',
    'quick_leave',
    'non_loopback',
    'left_behind',
    'server_gone',
];

const { build } = createRequire(join(client, 'package.json'))('esbuild');

/** One module for each program; what tests/node_modules has is loaded when it runs. */
async function bundle(names) {
    rmSync(folder, { recursive: true, force: true });
    await build({
        absWorkingDir: here,
        entryPoints: names.map((it) => `${it}.ts`),
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        format: 'esm',
        target: 'node22',
        platform: 'node',
        charset: 'utf8',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        loader: { '.ftl': 'text' },
        nodePaths: [join(client, 'node_modules')],
        tsconfig: join(here, 'tsconfig.json'),
        sourcemap: 'inline',
        logLevel: 'warning',
    });
}

function run(words) {
    const { status } = spawnSync(process.execPath, words, {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, HV_ROOT: root },
    });
    process.exitCode = status ?? 1;
}

async function test(names) {
    const all = readdirSync(here)
        .filter((it) => it.endsWith('.test.ts'))
        .map((it) => it.slice(0, -'.test.ts'.length));
    const others = all.filter((it) => !LONGEST.includes(it));
    const chosen = [...LONGEST, ...others]
        .filter((it) => names.length === 0 || names.includes(it))
        .map((it) => `${it}.test`);
    await bundle(chosen);
    process.env.HV_ROOT = root;
    process.chdir(root);
    runTests({
        files: chosen.map((it) => join(folder, `${it}.mjs`)),
        concurrency: availableParallelism(),
        timeout: 600_000, // a file; one that hangs is said
        execArgv: ['--enable-source-maps'],
    })
        .on('test:fail', () => (process.exitCode = 1))
        .compose(spec)
        .pipe(process.stdout);
}

const [verb = 'test', ...rest] = process.argv.slice(2);
if (verb === 'check') {
    run([
        join(client, 'node_modules/typescript/bin/tsc'),
        '--project',
        join(here, 'tsconfig.json'),
    ]);
} else if (verb === 'test') {
    await test(rest);
} else if (verb === 'shots') {
    await bundle(['shots']);
    run(['--enable-source-maps', join(folder, 'shots.mjs'), ...rest]);
} else {
    console.error(`run.mjs: there is no '${verb}'; choose check, test or shots`);
    process.exitCode = 64;
}
