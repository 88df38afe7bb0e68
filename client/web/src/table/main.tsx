// SPDX-License-Identifier: EUPL-1.2
//
// The page of couples: their shared laptop, and the devices of their own.

import '../style/table.css';

import { takeFragment } from '../connection/tokens';
import { offerQuickLeave } from '../leave/leave';
import { takeDoubleTapsForOne } from '../parts/double_tap';
import { drawPage } from '../parts/page';
import { recallToken } from '../state/place';
import nl from '../words/table.nl.ftl';
import { addWords } from '../words/words';
import { App } from './app';
import { readFragment } from './arrival';

addWords(nl, () => import('../words/table.en.ftl'));
takeDoubleTapsForOne();
offerQuickLeave();
// A link that is opened where this page is open already changes only the fragment.
window.addEventListener('hashchange', () => location.reload());
drawPage(<App brought={readFragment(takeFragment())} known={recallToken('table')} />);
