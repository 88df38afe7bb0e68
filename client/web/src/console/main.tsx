// SPDX-License-Identifier: EUPL-1.2

import '../style/console.css';

import { takeDoubleTapsForOne } from '../parts/double_tap';
import { drawPage } from '../parts/page';
import nl from '../words/console.nl.ftl';
import { addWords } from '../words/words';
import { Console } from './console';

addWords(nl, () => import('../words/console.en.ftl'));
takeDoubleTapsForOne();
drawPage(<Console />);
