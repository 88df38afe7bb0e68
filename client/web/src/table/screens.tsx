// SPDX-License-Identifier: EUPL-1.2
//
// Draws the screen that is due. When another takes its place reading goes on at its heading, and
// somebody who is elsewhere on the page hears it. No window outlives its screen: it shows what its
// person was about to do.

import type { ComponentChild } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { dropQuestion } from '../parts/ask';
import { useArrival } from './arrival_of_view';
import { Bind } from './bind';
import { useChoices } from './choices';
import { ForFacilitator } from './for_facilitator';
import { Hall } from './hall';
import { Joint } from './late_parts';
import { Own } from './own';
import { PassBack, PassTo } from './pass';
import { Reveal } from './reveal';
import { type Screen, viewOf } from './screen';
import { Solo } from './solo';
import { Talk, Turns } from './talk';
import { Announced } from './top';
import { Alien, Break, Guest, Knock, Moment, NoMeeting, Welcome } from './waiting';

function draw(screen: Screen): ComponentChild {
    switch (screen.kind) {
        case 'moment':
            return <Moment />;
        case 'alien':
            return <Alien />;
        case 'guest':
            return <Guest />;
        case 'bind':
            return <Bind />;
        case 'no-meeting':
            return <NoMeeting />;
        case 'break':
            return <Break />;
        case 'knock':
            return <Knock />;
        case 'welcome':
            return <Welcome />;
        case 'pass-to':
            return <PassTo seat={screen.seat} />;
        case 'pass-back':
            return <PassBack why={screen.why} />;
        case 'own':
            return <Own page={screen.page} />;
        case 'solo':
            return <Solo />;
        case 'reveal':
            return <Reveal />;
        case 'turns':
            return <Turns />;
        case 'talk':
            return <Talk />;
        case 'joint':
            return <Joint />;
        case 'hall':
            return <Hall />;
    }
}

export function Screens() {
    const choices = useChoices();
    const screen = choices.screen.value;
    const run = choices.seen.value.stage?.run ?? 0;
    const view = screen === undefined ? '' : `${viewOf(screen)} ${run}`;
    useArrival(view);
    useLayoutEffect(() => {
        choices.say(undefined);
        dropQuestion();
    }, [view]);
    if (screen === undefined) {
        return <main class="page table" />;
    }
    return (
        <main class={`page table table-${screen.kind}`}>
            <Announced />
            <div key={view}>{draw(screen)}</div>
            <ForFacilitator key={screen.kind} screen={screen} />
        </main>
    );
}
