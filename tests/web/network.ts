// SPDX-License-Identifier: EUPL-1.2
//
// Two machines and a cable between them, made of network namespaces that go when their processes
// do: on one run this test and the server, on the other (`guest`) the browser. Nothing of it is
// seen outside.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './places';

export const HALL = '10.77.0.1';
export const HALL_LATER = '10.78.0.1';

const UNSHARE = [
    ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
    ...['--net', '--mount', '--propagation', 'private', '--'],
];

// A private /run, where ip keeps its names.
const PREPARE = `
    set -e
    mount -t tmpfs none /run
    ip link set lo up
    ip netns add guest
    ip link add hall type veth peer name guest netns guest
    ip address add ${HALL}/24 dev hall
    ip link set hall up
    ip -n guest link set lo up
    ip -n guest address add 10.77.0.2/24 dev guest
    ip -n guest address add 10.78.0.2/24 dev guest
    ip -n guest link set guest up
`;

export const isInside = process.env.HV_TEST_NETWORK === 'inside';

/** Why there can be no network of our own here; undefined: there can. */
export function whyNoNetwork(): string | undefined {
    const tried = spawnSync('unshare', [...UNSHARE, 'sh', '-c', PREPARE], { encoding: 'utf8' });
    return tried.status === 0 ? undefined : tried.stderr || String(tried.error ?? 'it failed');
}

/** Runs this test file once more, inside; what it said, and whether all was well. */
export function runInside(): { good: boolean; said: string } {
    const folder = mkdtempSync(join(tmpdir(), 'houvast-network-'));
    try {
        const browser = join(folder, 'browser');
        writeFileSync(browser, `#!/bin/sh\nexec ip netns exec guest '${chromiumPath}' "$@"\n`);
        chmodSync(browser, 0o755);
        const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
        const run = spawnSync(
            'unshare',
            [
                ...UNSHARE,
                ...['sh', '-c', `${PREPARE}\nexec "$@"`, 'sh'],
                ...[process.execPath, '--enable-source-maps', process.argv[1]!],
            ],
            {
                encoding: 'utf8',
                env: { ...env, HV_TEST_NETWORK: 'inside', HV_TEST_CHROMIUM: browser },
            },
        );
        const good = run.status === 0 && /^# pass [1-9]/m.test(run.stdout);
        return { good, said: `${run.stdout}\n${run.stderr}` };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** This machine joins another network, as a laptop does that was started before its wifi. */
export function joinLater(): void {
    const joined = spawnSync('ip', ['address', 'add', `${HALL_LATER}/24`, 'dev', 'hall']);
    if (joined.status !== 0) {
        throw new Error(String(joined.stderr));
    }
}
