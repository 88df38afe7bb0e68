// SPDX-License-Identifier: EUPL-1.2
//
// The drafts of what the unit of this device writes together, in the run under way. Who writes on
// another device of the unit writes in the same fields: the newest revision is what counts.

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { Answer } from '#made/houvast/v1/definition_pb';
import type { UnitPane } from '#made/houvast/v1/pane_pb';
import type { Device } from '../state/device';
import { Drafts } from './drafts';
import { flushWhenLeaving } from './leaving';

class JointDrafts {
    readonly current = signal<Drafts | undefined>(undefined);
    readonly #device: Device;
    #run = 0;

    constructor(device: Device) {
        this.#device = device;
        effect(() => this.#follow(device.panes.unit.value));
        flushWhenLeaving(() => this.current.peek());
    }

    #follow(unit: UnitPane | undefined): void {
        const run = unit?.run ?? 0;
        untracked(() => {
            if (run !== this.#run) {
                void this.current.peek()?.end();
                this.#run = run;
                this.current.value = run === 0 ? undefined : this.#make(run);
            }
            unit?.joints.forEach((it) =>
                this.current.peek()?.stored(it.field, it.revision, it.answer, it.value),
            );
        });
    }

    #make(run: number): Drafts {
        return new Drafts({
            online: this.#device.online,
            send: (field, revision, answer, value) =>
                this.#device.command({
                    case: 'saveJoint',
                    value: { run, field, revision, answer, value },
                }),
            shared: (field) =>
                this.#device.panes.unit.peek()?.joints.find((it) => it.field === field) ?? {
                    answer: Answer.UNSPECIFIED,
                    revision: 0,
                },
        });
    }
}

const known = new WeakMap<Device, ReadonlySignal<Drafts | undefined>>();

/** Of this device; undefined: there is nothing to do now. */
export function useJointDrafts(device: Device): Drafts | undefined {
    let drafts = known.get(device);
    if (drafts === undefined) {
        drafts = new JointDrafts(device).current;
        known.set(device, drafts);
    }
    return drafts.value;
}
