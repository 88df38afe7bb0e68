// SPDX-License-Identifier: EUPL-1.2
//
// One person: a light, tags, and a note, for facilitators alone. Nothing of it is on the screen
// before it is held or uncovered, for that may stand on the beamer.

import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { type BoardSeat, Light, type Tag } from '#made/houvast/v1/pane_pb';
import { PRIVATE } from '../fields/private';
import { has } from '../fields/shape';
import { Button } from '../parts/button';
import { SaveState } from '../parts/save_state';
import { t } from '../words/words';
import { lightText, nameOf, tagText } from './board_words';
import { type Desk, useDesk } from './desk';
import { isHeld } from './held';
import { TAGS } from './mind';
import { PersonNote } from './person_note';
import { UncoverButtons } from './uncover_buttons';
import { WindowFrame, type WindowProps } from './window_frame';

const LIGHTS = [Light.UNSPECIFIED, Light.GREEN, Light.ORANGE, Light.RED];
const NOTE_MAX = 2000; // characters

async function press(desk: Desk, what: Parameters<Desk['send']>[0]): Promise<void> {
    const outcome = await desk.send(what);
    if (outcome.kind === 'done') {
        desk.sayDone();
    }
}

function Lights({ seat }: { seat: BoardSeat }) {
    const desk = useDesk();
    return (
        <fieldset>
            <legend>{t('console-light')}</legend>
            <p class="small soft">{t('console-light-text')}</p>
            <div class="console-choices">
                {LIGHTS.map((light) => (
                    <Button
                        key={light}
                        pressed={seat.light === light}
                        onPress={() =>
                            press(desk, { case: 'setLight', value: { seat: seat.seat, light } })
                        }
                    >
                        {lightText(light)}
                    </Button>
                ))}
            </div>
        </fieldset>
    );
}

function Tags({ seat }: { seat: BoardSeat }) {
    const desk = useDesk();
    const turn = (tag: Tag) => () =>
        press(desk, {
            case: 'setTag',
            value: { seat: seat.seat, tag, set: !has(seat.tags, tag) },
        });
    return (
        <fieldset>
            <legend>{t('console-tags')}</legend>
            <p class="small soft">{t('console-tags-text')}</p>
            <div class="console-choices">
                {TAGS.map((tag) => (
                    <Button key={tag} pressed={has(seat.tags, tag)} onPress={turn(tag)}>
                        {tagText(tag)}
                    </Button>
                ))}
            </div>
        </fieldset>
    );
}

function Note({ note }: { note: PersonNote }) {
    const id = useId();
    const draft = note.draft.value;
    return (
        <div class="console-field">
            <label for={id}>{t('console-note')}</label>
            <p class="small soft">{t('console-note-text')}</p>
            <textarea
                {...PRIVATE}
                id={id}
                rows={5}
                maxLength={NOTE_MAX}
                value={draft.value?.text ?? ''}
                onInput={(event) => note.write(event.currentTarget.value)}
                onBlur={() => void note.flush()}
            />
            {draft.newer !== undefined && (
                <div class="question-newer" role="status">
                    <p>{t('newer-says')}</p>
                    <p class="lines">{draft.newer.value?.text ?? ''}</p>
                    <div class="button-row">
                        <Button onPress={() => note.choose(false)}>{t('newer-take')}</Button>
                        <Button onPress={() => note.choose(true)}>{t('newer-keep-mine')}</Button>
                    </div>
                </div>
            )}
            <SaveState state={note.state.value} />
        </div>
    );
}

export function PersonWindow({ number, onClose }: WindowProps & { number: number }) {
    const desk = useDesk();
    const note = useSignal<PersonNote | undefined>(undefined);
    const uncovered = useSignal(false);
    const units = desk.board.value?.units ?? [];
    const unit = units.find(({ seats }) => seats.some((it) => it.seat === number));
    const place = unit?.seats.findIndex((it) => it.seat === number) ?? -1;
    const seat = unit?.seats[place];

    useEffect(() => {
        const opened = new PersonNote(desk.device, number);
        note.value = opened;
        return () => void opened.end();
    }, [desk, number]);

    if (unit === undefined || seat === undefined) {
        return null;
    }
    const isSeen = uncovered.value || isHeld('persons');
    const who = t('console-person', { table: unit.unit, number: place + 1 });
    return (
        <WindowFrame title={who} onClose={onClose}>
            <p>{t('console-answers-cover')}</p>
            <UncoverButtons what="persons" uncovered={uncovered} />
            {isSeen && (
                <>
                    <h3>{nameOf(seat)}</h3>
                    <Lights seat={seat} />
                    <Tags seat={seat} />
                    {note.value !== undefined && <Note note={note.value} />}
                </>
            )}
        </WindowFrame>
    );
}
