// SPDX-License-Identifier: EUPL-1.2
//
// What can be pressed: sound and full screen. They fade while nobody touches the machine, as does
// the pointer.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { sounding, toggleSound } from './chime';

const STILL_MS = 4_000;

const isFull = signal(false);

async function toggleFullScreen(): Promise<void> {
    try {
        await (document.fullscreenElement === null
            ? document.documentElement.requestFullscreen()
            : document.exitFullscreen());
    } catch {
        // this browser does not allow it; its own key still does
    }
}

/** Says in the root element whether somebody is near. */
function watchHands(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const root = document.documentElement;
    const stir = () => {
        delete root.dataset.still;
        clearTimeout(timer);
        timer = setTimeout(() => {
            root.dataset.still = '';
        }, STILL_MS);
    };
    const events = ['pointermove', 'pointerdown', 'keydown'];
    events.forEach((it) => window.addEventListener(it, stir));
    stir();
    return () => {
        clearTimeout(timer);
        events.forEach((it) => window.removeEventListener(it, stir));
    };
}

function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
        return;
    }
    if (event.key.toLowerCase() === 'm') {
        toggleSound();
    } else if (event.key.toLowerCase() === 'f') {
        void toggleFullScreen();
    }
}

export function Controls() {
    useEffect(() => {
        const onFull = () => {
            isFull.value = document.fullscreenElement !== null;
        };
        const rest = watchHands();
        window.addEventListener('keydown', onKey);
        document.addEventListener('fullscreenchange', onFull);
        return () => {
            rest();
            window.removeEventListener('keydown', onKey);
            document.removeEventListener('fullscreenchange', onFull);
        };
    }, []);

    return (
        <div class="projector-controls">
            <Button kind="quiet" onPress={toggleSound} pressed={sounding.value}>
                {t('projector-sound')}
            </Button>
            <Button kind="quiet" onPress={toggleFullScreen} pressed={isFull.value}>
                {t('projector-full')}
            </Button>
        </div>
    );
}
