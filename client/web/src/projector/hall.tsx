// SPDX-License-Identifier: EUPL-1.2
//
// The whole screen of the hall.

import { StepKind } from '#made/houvast/v1/definition_pb';
import { Role } from '#made/houvast/v1/wire_pb';
import type { StagePane, WallPane } from '#made/houvast/v1/pane_pb';
import { Heading } from '../parts/heading';
import { useDevice } from '../state/page_device';
import { language, t, textOf } from '../words/words';
import { Controls } from './controls';
import { Lobby, LobbyStrip } from './lobby';
import { ExampleView, Step, Titled } from './step';
import { viewOf } from './view';

/** One sentence on an otherwise empty screen. */
export function Plain({ text }: { text: string }) {
    return (
        <div class="projector-alone">
            <Heading>Houvast</Heading>
            <p class="projector-stage">{text}</p>
        </div>
    );
}

/** When a running clock reaches zero, as a time of day. */
function timeOfDay(stage: StagePane): string | undefined {
    const { timer } = stage;
    return timer?.running
        ? new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit' }).format(
              Number(timer.endsAt),
          )
        : undefined;
}

/** Where it is no step of the evening everyone pauses: one sentence, whatever was on the screen. */
function Break({ stage }: { stage: StagePane }) {
    const time = timeOfDay(stage);
    if (stage.stepKind !== StepKind.BREAK) {
        return <Plain text={t('projector-pause')} />;
    }
    return (
        <Titled
            stage={stage}
            title={textOf(stage.stepTitle) || t('projector-break')}
            line={
                time !== undefined && (
                    <p class="projector-stage">{t('projector-on-at', { time })}</p>
                )
            }
        />
    );
}

function Between({ stage }: { stage: StagePane }) {
    const title = textOf(stage.meetingTitle);
    return (
        <div class="projector-alone">
            <Heading>{title || 'Houvast'}</Heading>
            <p class="projector-stage">{t('projector-moment')}</p>
        </div>
    );
}

function Main({ stage, wall }: { stage: StagePane; wall: WallPane | undefined }) {
    switch (viewOf(stage, wall)) {
        case 'closed':
            return <Plain text={t('projector-no-meeting')} />;
        case 'lobby':
            return <Lobby lobby={stage.lobby!} />;
        case 'between':
            return <Between stage={stage} />;
        case 'break':
            return <Break stage={stage} />;
        case 'example':
            return <ExampleView stage={stage} example={wall!.example!} />;
        case 'step':
            return <Step stage={stage} wall={wall} />;
    }
}

export function Hall() {
    const device = useDevice();
    const role = device.role.value;
    const stage = device.panes.stage.value;
    const wall = device.panes.wall.value;
    const isWelcome = role === undefined || role === Role.PROJECTOR || role === Role.OBSERVER;
    if (!isWelcome || stage === undefined) {
        return (
            <main class="projector">
                <Plain text={isWelcome ? '' : t('projector-other-link')} />
            </main>
        );
    }
    const isLateEntry = stage.lobby !== undefined && stage.stepPlace !== 0;
    return (
        <main class="projector">
            <Main stage={stage} wall={wall} />
            <footer class="projector-foot">
                {stage.announcement !== '' && (
                    <p class="projector-announcement">{stage.announcement}</p>
                )}
                {isLateEntry && <LobbyStrip lobby={stage.lobby!} />}
            </footer>
            <Controls />
        </main>
    );
}
