// SPDX-License-Identifier: EUPL-1.2
//
// Which window stands over the evening.

import { AnnounceWindow } from './announce_window';
import { AnswersWindow } from './answers_window';
import { useDesk } from './desk';
import { InsertWindow } from './insert_window';
import { KeysWindow } from './keys_window';
import { late } from '../parts/late';
import { LibraryWindow } from './library_window';
import { MindWindow } from './mind_window';
import { RoundWindow } from './round_window';
import { StepWindow } from './step_window';
import { TableWindow } from './table_window';
import { WallWindow } from './wall_window';

const PersonWindow = late(() => import('./person_window').then((it) => it.PersonWindow));

export function Windows() {
    const desk = useDesk();
    const window = desk.window.value;
    const close = () => {
        desk.window.value = undefined;
    };
    switch (window?.kind) {
        case 'step':
            return <StepWindow number={window.step} onClose={close} />;
        case 'table':
            return <TableWindow number={window.unit} onClose={close} />;
        case 'person':
            return <PersonWindow number={window.seat} onClose={close} />;
        case 'mind':
            return <MindWindow contra={window.contra} onGo={window.onGo} onClose={close} />;
        case 'library':
            return <LibraryWindow onClose={close} />;
        case 'insert':
            return <InsertWindow onClose={close} />;
        case 'wall':
            return <WallWindow onClose={close} />;
        case 'answers':
            return <AnswersWindow onClose={close} />;
        case 'round':
            return <RoundWindow onClose={close} />;
        case 'announce':
            return <AnnounceWindow onClose={close} />;
        case 'keys':
            return <KeysWindow onClose={close} />;
        default:
            return null;
    }
}
