// SPDX-License-Identifier: EUPL-1.2
//
// One table, and what can be done for it. Which form it does and whether it shares is seen only
// while names are held.

import { Form } from '#made/houvast/v1/definition_pb';
import { type BoardSeat, type BoardUnit, Presence, SeatState } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { nameOf, privateText, requestText, unitText } from './board_words';
import { useDesk } from './desk';
import { isHeld } from './held';
import { HoldButton } from './hold_button';
import { Splitting } from './rights';
import { deal, handle, mark, setSharing } from './table_presses';
import { WindowFrame, type WindowProps } from './window_frame';

const isAlone = ({ presence }: BoardUnit, { state }: BoardSeat) =>
    presence === Presence.ONE_PARTNER && state !== SeatState.ABSENT;

function Presences({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    const { presence } = unit;
    const set =
        (to: Presence, seat = 0) =>
        () =>
            mark(desk, unit.unit, to, seat);
    return (
        <fieldset>
            <legend>{t('console-who-is-here')}</legend>
            <div class="console-choices">
                <Button pressed={presence === Presence.HERE} onPress={set(Presence.HERE)}>
                    {t('console-set-here')}
                </Button>
                {unit.seats.length > 1 &&
                    unit.seats.map((seat, place) => (
                        <Button
                            key={seat.seat}
                            pressed={isHeld('names') ? isAlone(unit, seat) : undefined}
                            onPress={set(Presence.ONE_PARTNER, seat.seat)}
                        >
                            {isHeld('names')
                                ? t('console-set-one-named', { name: nameOf(seat) })
                                : t('console-set-one', { number: place + 1 })}
                        </Button>
                    ))}
                <Button pressed={presence === Presence.ON_PAPER} onPress={set(Presence.ON_PAPER)}>
                    {t('console-set-paper')}
                </Button>
                <Button pressed={presence === Presence.AWAY} onPress={set(Presence.AWAY)}>
                    {t('console-set-away')}
                </Button>
            </div>
        </fieldset>
    );
}

const FORMS = [Form.FULL, Form.SHORT, Form.LIGHT];

function Forms({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    const exercise = desk.exercise.value;
    if (exercise === undefined) {
        return null;
    }
    const has = (form: Form) => exercise.forms.some((it) => it.form === form);
    const word = { [Form.FULL]: t('console-deal-full'), [Form.SHORT]: t('console-deal-short') };
    return (
        <fieldset>
            <legend>{t('console-form')}</legend>
            <div class="console-choices">
                {FORMS.filter(has).map((form) => (
                    <Button
                        key={form}
                        pressed={isHeld('names') ? unit.form === form : undefined}
                        onPress={() => deal(desk, unit.unit, form)}
                    >
                        {form === Form.LIGHT ? t('console-deal-light') : word[form as Form.FULL]}
                    </Button>
                ))}
            </div>
        </fieldset>
    );
}

function Sharing({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    if (desk.exercise.value === undefined) {
        return null;
    }
    const press = (open: boolean) => () => setSharing(desk, unit.unit, open);
    const pressed = (open: boolean) => (isHeld('names') ? unit.sharing === open : undefined);
    return (
        <fieldset>
            <legend>{t('console-sharing')}</legend>
            <div class="console-choices">
                <Button pressed={pressed(true)} onPress={press(true)}>
                    {t('console-sharing-may')}
                </Button>
                <Button pressed={pressed(false)} onPress={press(false)}>
                    {t('console-sharing-may-not')}
                </Button>
            </div>
        </fieldset>
    );
}

/** To what only facilitators know of each of them. */
function Persons({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    return (
        <fieldset>
            <legend>{t('console-persons')}</legend>
            <div class="console-choices">
                {unit.seats.map(({ seat }, place) => (
                    <Button
                        key={seat}
                        onPress={() => (desk.window.value = { kind: 'person', seat })}
                    >
                        {t('console-round-person', { number: place + 1 })}
                    </Button>
                ))}
            </div>
        </fieldset>
    );
}

export function TableWindow({ number, onClose }: WindowProps & { number: number }) {
    const desk = useDesk();
    const unit = desk.unit(number);
    if (unit === undefined) {
        return null;
    }
    const line = isHeld('names')
        ? privateText(unit, desk.exercise.value, desk.now)
        : isHeld('requests')
          ? requestText(unit) || t('console-requests-none')
          : unitText(unit, desk.exercise.value);
    return (
        <WindowFrame title={t('console-table', { number })} onClose={onClose}>
            <p class="console-window-line">{line}</p>
            <div class="button-row">
                <HoldButton what="names">{t('console-hold-names')}</HoldButton>
                <HoldButton what="requests">{t('console-hold-requests')}</HoldButton>
                <Button onPress={() => handle(desk, unit)}>{t('console-handled')}</Button>
            </div>
            <Presences unit={unit} />
            <Forms unit={unit} />
            <Sharing unit={unit} />
            <Splitting unit={unit} />
            <Persons unit={unit} />
        </WindowFrame>
    );
}
