// SPDX-License-Identifier: EUPL-1.2
//
// Pictures of pages, compared.

import type { Page } from './browser';
import { untilFound } from './until';

/** The whole page, with nothing under the pointer. */
export async function pictureOf(page: Page): Promise<Buffer> {
    await page.mouse.move(0, 0);
    return page.screenshot({ fullPage: true, animations: 'disabled' });
}

/** The same once nothing on it moves any more. */
export async function stillPictureOf(page: Page): Promise<Buffer> {
    let last = await pictureOf(page);
    return untilFound('the page is still', async () => {
        const now = await pictureOf(page);
        const isStill = (await differences(page, last, now)) === 0;
        last = now;
        return isStill && now;
    });
}

/** How many parts of pixels differ; not by a few of 255, as rounded corners do by chance. */
export function differences(page: Page, one: Buffer, other: Buffer): Promise<number> {
    return page.evaluate(
        async (sources) => {
            const [left, right] = await Promise.all(
                sources.map(async (it) => {
                    const image = new Image();
                    image.src = `data:image/png;base64,${it}`;
                    await image.decode();
                    const canvas = document.createElement('canvas');
                    canvas.width = image.width;
                    canvas.height = image.height;
                    const paper = canvas.getContext('2d')!;
                    paper.drawImage(image, 0, 0);
                    const { data } = paper.getImageData(0, 0, image.width, image.height);
                    return { data, size: `${image.width} ${image.height}` };
                }),
            );
            return left!.size !== right!.size
                ? Infinity
                : left!.data.filter((it, at) => Math.abs(it - right!.data[at]!) > 4).length;
        },
        [one.toString('base64'), other.toString('base64')],
    );
}
