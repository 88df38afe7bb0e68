// SPDX-License-Identifier: EUPL-1.2
//
// The ways out that can be seen: a button that always stands in the same corner, and a link that is
// the first thing the Tab key comes to.

import { leave, leavesQuickly } from '../leave/leave';
import { t } from '../words/words';
import { Button } from './button';

/** Also in each window: what is outside of one cannot be pressed. */
export function LeaveButton() {
    return leavesQuickly() ? (
        <div class="leave-corner">
            <Button class="leave" onPress={leave}>
                {t('leave')}
            </Button>
        </div>
    ) : null;
}

export function LeaveLink() {
    return leavesQuickly() ? (
        <nav aria-label={t('leave')}>
            <a
                class="leave-link"
                href="/clock"
                onClick={(event) => {
                    event.preventDefault();
                    leave();
                }}
            >
                {t('leave-link')}
            </a>
        </nav>
    ) : null;
}
