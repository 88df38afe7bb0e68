// SPDX-License-Identifier: EUPL-1.2
//
// Who will see an answer, said before it is written.

import { type Field, Keep, Visibility } from '#made/houvast/v1/definition_pb';
import { t } from '../words/words';
import { mayGoToGroup, mayShow, type Opening } from './shape';

const PARTNER = {
    together: 'seen-by-partner',
    turn: 'seen-in-turn',
    match: 'seen-in-match',
} as const;

export function seenByText(field: Field, opening: Opening): string {
    switch (field.visibility) {
        case Visibility.FACILITATOR:
            return t(field.keep === Keep.INTAKE ? 'seen-by-intake' : 'seen-by-facilitator');
        case Visibility.PARTNER:
            return mayGoToGroup(field)
                ? `${t(PARTNER[opening])} ${t('seen-may-go-to-group')}`
                : t(PARTNER[opening]);
        case Visibility.JOINT:
            return mayGoToGroup(field)
                ? `${t('seen-joint')} ${t('seen-joint-to-group')}`
                : t('seen-joint');
        case Visibility.GROUP:
            return mayShow(field) ? t('seen-by-group') : t('seen-as-count');
        case Visibility.GROUP_NAMED:
            return t('seen-with-name');
        case Visibility.RECORD:
            return t('seen-for-record');
        default:
            return t('seen-by-self');
    }
}
