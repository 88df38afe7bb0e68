// SPDX-License-Identifier: EUPL-1.2
//
// What nobody sees at first, in one piece with the words that it alone needs: what many pieces shared
// would stand in files of its own, and make the first load larger again.

import nl from '../words/own.nl.ftl';
import { addWords } from '../words/words';

addWords(nl, () => import('../words/own.en.ftl'));

export { Joint } from './joint';
export { OwnWindows } from './own_windows';
export { TakeBack } from './rights';
export { Scored } from './scored';
export { Wall } from './wall';
