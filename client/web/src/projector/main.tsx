// SPDX-License-Identifier: EUPL-1.2
//
// The page of the hall. Its link, made by the facilitator, ends in #t.<token>.

import '../style/projector.css';

import { parseToken, takeFragment } from '../connection/tokens';
import { Frame } from '../parts/frame';
import { drawPage } from '../parts/page';
import { openDevice } from '../state/page_device';
import { recallToken } from '../state/place';
import nl from '../words/projector.nl.ftl';
import { addWords, t } from '../words/words';
import { Hall, Plain } from './hall';

addWords(nl, () => import('../words/projector.en.ftl'));

function NoLink() {
    return (
        <main class="projector">
            <Plain text={t('projector-no-link')} />
        </main>
    );
}

const token = parseToken(takeFragment().replace(/^t\./, '')) ?? recallToken('projector');

drawPage(
    token === undefined ? (
        <NoLink />
    ) : (
        <Frame device={openDevice('projector', { kind: 'token', token })}>
            <Hall />
        </Frame>
    ),
);
