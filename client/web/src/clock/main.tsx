// SPDX-License-Identifier: EUPL-1.2
//
// The neutral page by itself: what a browser that left quickly finds when it loads anew.

import '../style/tokens.css';
import '../style/base.css';
import '../style/clock.css';

import { firstLanguage } from '../words/first_language';
import { showClock } from './clock_page';

showClock(firstLanguage());
