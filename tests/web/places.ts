// SPDX-License-Identifier: EUPL-1.2
//
// Where things are. `packages` gives what tests/node_modules holds.

import { createRequire } from 'node:module';
import { join } from 'node:path';

export const root = process.env.HV_ROOT ?? process.cwd();
export const programs = process.env.HV_TEST_BIN ?? join(root, 'build/release/bin');
export const pages = process.env.HV_TEST_PAGES ?? join(root, 'build/web');
export const chromiumPath = process.env.HV_TEST_CHROMIUM ?? '/usr/bin/chromium';

const require = createRequire(join(root, 'tests/package.json'));

/** Loads a package of tests/node_modules. */
export function fromPackages<Module>(name: string): Module {
    return require(name) as Module;
}

/** The path of a file in such a package. */
export function pathInPackages(name: string): string {
    return require.resolve(name);
}
