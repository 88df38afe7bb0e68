// SPDX-License-Identifier: EUPL-1.2
//
// A person's own page, where their seat is unlocked.

import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { t } from '../words/words';
import { useChoices } from './choices';
import { Consent } from './consent';
import { Scored, TakeBack } from './late_parts';
import { OwnMenu } from './own_menu';
import type { OwnPage } from './own_page';
import { reopen } from './reopen';
import { Problem, Top } from './top';
import { Writing } from './writing';

/** Leaves the own page: on a table the laptop goes back, on a pen the shared screen comes. */
export function Leave({ isDue = false }: { isDue?: boolean }) {
    const choices = useChoices();
    return choices.isTable ? (
        <Button kind={isDue ? 'main' : 'quiet'} onPress={() => choices.handBack('left')}>
            {t('own-hand-over')}
        </Button>
    ) : (
        <Button kind="quiet" onPress={() => choices.show('shared')}>
            {t('own-not-now')}
        </Button>
    );
}

/** At the end of each own screen; `isDue`: there is nothing to do on it but to go on. */
export function OwnFoot({ isDue }: { isDue?: boolean }) {
    const choices = useChoices();
    return (
        <div class="table-foot">
            {choices.isTable && <p class="small soft">{t('own-table-note')}</p>}
            <div class="table-foot-row">
                <Leave isDue={isDue} />
                <OwnMenu />
            </div>
        </div>
    );
}

function Closed({ page }: { page: Extract<OwnPage, { kind: 'closed' }> }) {
    const choices = useChoices();
    return (
        <>
            <Top>{t('own-page-of', { name: choices.seen.value.seat?.name ?? '' })}</Top>
            <Heading>{t('own-closed')}</Heading>
            <p>{page.mayReopen ? t('own-closed-text') : t('own-closed-final')}</p>
            {page.mayReopen && (
                <Button onPress={() => reopen(choices, page.round)}>{t('own-reopen')}</Button>
            )}
            {(choices.seen.value.seat?.scored.length ?? 0) > 0 && <Scored />}
            <TakeBack />
            <Problem />
            <OwnFoot isDue />
        </>
    );
}

function Nothing() {
    const choices = useChoices();
    return (
        <>
            <Top>{t('own-page-of', { name: choices.seen.value.seat?.name ?? '' })}</Top>
            <Heading>{t('own-nothing')}</Heading>
            <p>{t('own-nothing-text')}</p>
            <Problem />
            <OwnFoot isDue />
        </>
    );
}

export function Own({ page }: { page: OwnPage }) {
    switch (page.kind) {
        case 'consent':
            return <Consent />;
        case 'writing':
            return <Writing round={page.round} />;
        case 'closed':
            return <Closed page={page} />;
        case 'nothing':
            return <Nothing />;
    }
}
