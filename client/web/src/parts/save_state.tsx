// SPDX-License-Identifier: EUPL-1.2
//
// Whether what was typed is safe, in words, always true: "bewaard" only when the server said so.

import { t } from '../words/words';

export type SaveStateKind = 'untouched' | 'saved' | 'unsent' | 'offline';

export function SaveState({ state }: { state: SaveStateKind }) {
    return (
        <p class={`save-state save-state-${state}`} role="status">
            {state === 'saved' && t('save-saved')}
            {state === 'unsent' && t('save-unsent')}
            {state === 'offline' && t('save-offline')}
        </p>
    );
}
