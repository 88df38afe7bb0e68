// SPDX-License-Identifier: EUPL-1.2
//
// Before a page goes, or is put away, what was written is saved.

import type { Drafts } from './drafts';

export function flushWhenLeaving(drafts: () => Drafts | undefined): void {
    if (typeof window === 'undefined') {
        return;
    }
    const flush = () => void drafts()?.flush();
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    document.addEventListener('visibilitychange', flush);
}
