// SPDX-License-Identifier: EUPL-1.2
//
// Pictures of every view of every page, in light and dark:
//
//   build/shots/<page>-<view>-<size>-<light|dark>.png
//
// The one that the README shows is copied to docs/pictures.

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Page, SIZES, type Size } from './browser';
import { root } from './places';
import { takeTour } from './tour';
import type { Visit } from './tour_evening';
import { t } from './words';

const folder = resolve(process.argv[2] ?? join(root, 'build/shots'));
const README = { view: 'table-story-envelope', picture: 'docs/pictures/evening.png' };

let count = 0;

/** `isWhole`: from top to bottom, also what one scrolls to. */
async function take(page: Page, name: string, size: Size, isWhole: boolean): Promise<void> {
    await page.setViewportSize(SIZES[size]);
    const { width, height } = SIZES[size];
    for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const path = join(folder, `${name}-${width}x${height}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: isWhole });
        count += 1;
    }
}

async function takeForReadme(page: Page): Promise<void> {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page
        .getByRole('radio', { name: t('envelope-show') })
        .first()
        .check();
    await page.evaluate(() => scrollTo(0, 0));
    const path = join(folder, 'readme.png');
    await page.screenshot({ path });
    mkdirSync(join(root, 'docs/pictures'), { recursive: true });
    copyFileSync(path, join(root, README.picture));
}

/** The page keeps the size it is meant for. */
const shoot: Visit = async (page, name, own) => {
    const stays = own === 'window' ? 'laptop' : own;
    const other = stays === 'laptop' ? 'phone' : 'laptop';
    const isWhole = own === 'laptop' || own === 'phone';
    await take(page, name, other, isWhole);
    await take(page, name, stays, isWhole);
    if (name === README.view) {
        await takeForReadme(page);
    }
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await takeTour(shoot);
console.log(`${count} pictures in ${folder}`);
