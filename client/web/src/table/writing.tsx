// SPDX-License-Identifier: EUPL-1.2
//
// Writing alone: one question at a time, then the envelope.

import { useSignal } from '@preact/signals';
import type { Round } from '#made/houvast/v1/definition_pb';
import { openingOf } from '../fields/shape';
import { Question } from '../fields/question';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Paragraphs } from '../parts/paragraphs';
import type { Drafts } from '../saving/drafts';
import { useSeatDrafts } from '../saving/seat_drafts';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { useOwnWords } from './cover';
import { Envelope } from './envelope';
import { OwnFoot } from './own';
import { type Item, itemsOf } from './own_page';
import { Moment } from './waiting';
import { Top } from './top';
import { useArrival } from './arrival_of_view';

export function Writing({ round }: { round: Round }) {
    const choices = useChoices();
    const drafts = useSeatDrafts(choices.device);
    const { seat, unit, definition } = choices.seen.value;
    const kind = choices.kind.value;
    if (!seat || !unit || !definition || kind === undefined || drafts === undefined) {
        return <Moment />;
    }
    const items = itemsOf(seat, unit, definition, kind, round);
    const key = `${seat.seat} ${seat.run}`;
    return <Sequence key={key} items={items} drafts={drafts} round={round} />;
}

interface SequenceProps {
    items: Item[];
    drafts: Drafts;
    round: Round;
}

function Sequence({ items, drafts, round }: SequenceProps) {
    const choices = useChoices();
    const at = useSignal(useFirst(items));
    const shows = useSignal(choices.reopened?.shown ?? 0);
    const toGroup = useSignal(choices.reopened?.toGroup ?? 0);
    const item = items[at.value];
    useArrival(`${at.value}`);
    useOwnWords();

    const goTo = (place: number) => {
        void drafts.flush();
        choices.say(undefined);
        leaveFocus();
        at.value = Math.max(0, Math.min(place, items.length));
    };

    if (item === undefined) {
        const places = items.flatMap((it) => (it.kind === 'question' ? [it.place] : []));
        return (
            <Envelope
                round={round}
                places={places}
                drafts={drafts}
                shows={shows}
                toGroup={toGroup}
                onChange={(place) =>
                    goTo(items.findIndex((it) => it.kind === 'question' && it.place === place))
                }
            />
        );
    }
    return (
        <div class="table-one">
            <One key={at.value} item={item} drafts={drafts} of={items.filter(isQuestion).length} />
            <div class="table-ways">
                {at.value > 0 && (
                    <Button
                        kind="quiet"
                        class="table-back"
                        onPress={() => goTo(at.value - 1)}
                    >
                        {t('table-back')}
                    </Button>
                )}
                <Button kind="main" onPress={() => goTo(at.value + 1)}>
                    {at.value + 1 === items.length ? t('own-to-envelope') : t('table-next')}
                </Button>
            </div>
            <OwnFoot />
        </div>
    );
}

/** The buttons stay, so that a double tap is seen to be one; reading goes on at the heading. */
function leaveFocus(): void {
    if (document.activeElement instanceof HTMLElement) {
        document.activeElement.blur();
    }
}

const isQuestion = (item: Item) => item.kind === 'question';

/** Where somebody begins: at the first question that nothing was done with, with a text to read
 * before it when that is the first of all. Who comes back to a whole envelope, or opens it again,
 * begins at the envelope. */
function useFirst(items: Item[]): number {
    const { seen, reopened } = useChoices();
    const { seat } = seen.value;
    const isTouched = (place: number) =>
        seat?.fields.some((it) => it.field === place && it.revision > 0) ?? false;
    const first = items.findIndex((it) => it.kind === 'question' && !isTouched(it.place));
    if (first < 0 || reopened !== undefined) {
        return items.length;
    }
    const isFresh = items.every((it) => it.kind === 'read' || !isTouched(it.place));
    return isFresh ? 0 : first;
}

function One({ item, drafts, of }: { item: Item; drafts: Drafts; of: number }) {
    const choices = useChoices();
    const { seat, definition } = choices.seen.value;
    const field = definition?.fields[item.place];
    if (seat === undefined || definition === undefined || field === undefined) {
        return null;
    }
    if (item.kind === 'read') {
        return (
            <>
                <Top>{t('own-writes', { name: seat.name })}</Top>
                <Heading>{textOf(definition.title)}</Heading>
                <div class="table-read">
                    <Paragraphs text={textOf(field.prompt)} />
                </div>
            </>
        );
    }
    const { place, number } = item;
    return (
        <>
            <Top>{t('own-writes', { name: seat.name })}</Top>
            <div class="table-question-number">
                <Heading>{t('own-question', { number, of })}</Heading>
            </div>
            <Question
                key={place}
                field={field}
                run={seat.run}
                wall={choices.device.panes.wall.value}
                opening={openingOf(definition, place)}
                draft={drafts.of(place).value}
                saveState={drafts.stateOf(place)}
                onWrite={(written) => drafts.write(place, written)}
                onLeave={() => void drafts.flush(place)}
            />
        </>
    );
}
