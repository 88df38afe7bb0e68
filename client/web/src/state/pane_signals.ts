// SPDX-License-Identifier: EUPL-1.2
//
// The panes of a device as signals. Each is undefined while its pane is not there, or may not be
// seen. After a lost connection they keep what came last. At the next welcome the panes come anew;
// what does not come, although all has come that was sent then, may not be seen any longer. So a
// page stays as it is while the connection comes and goes, also for who is writing.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { create } from '@bufbuild/protobuf';
import {
    type BoardPane,
    type Pane,
    PaneKind,
    PaneSchema,
    type SeatPane,
    type StagePane,
    type UnitPane,
    type WallPane,
    type WorkPane,
} from '#made/houvast/v1/pane_pb';

const ALL_KINDS = [
    PaneKind.STAGE,
    PaneKind.WALL,
    PaneKind.UNIT,
    PaneKind.SEAT,
    PaneKind.WORK,
    PaneKind.BOARD,
];
const RENEWED_WITHIN_MS = 3_000; // where the connection is fast

export class PaneSignals {
    #stale = new Set<PaneKind>();
    readonly #stage = signal<StagePane>();
    readonly #wall = signal<WallPane>();
    readonly #unit = signal<UnitPane>();
    readonly #seat = signal<SeatPane>();
    readonly #work = signal<WorkPane>();
    readonly #board = signal<BoardPane>();
    readonly #unlocked = signal(0);

    /** Where the evening is. */
    readonly stage: ReadonlySignal<StagePane | undefined> = this.#stage;
    /** What was released to everyone. */
    readonly wall: ReadonlySignal<WallPane | undefined> = this.#wall;
    /** What this unit does. A device has one unit. */
    readonly unit: ReadonlySignal<UnitPane | undefined> = this.#unit;
    /** What facilitators see of everyone. */
    readonly board: ReadonlySignal<BoardPane | undefined> = this.#board;
    /** The seat that is unlocked on this device; 0: none is. */
    readonly unlocked: ReadonlySignal<number> = this.#unlocked;
    /** The page of the unlocked seat; a locked page is never shown again. */
    readonly seat = computed(() => this.#ofUnlocked(this.#seat.value));
    /** The answers of the unlocked seat, as they were at its unlocking. */
    readonly work = computed(() => this.#ofUnlocked(this.#work.value));

    #ofUnlocked<Page extends { seat: number }>(page: Page | undefined): Page | undefined {
        return page?.seat === this.#unlocked.value ? page : undefined;
    }

    /** The server welcomed us again: all panes come anew. `answered`: so was what it was asked since;
     * what it sent before has come by then. */
    async renew(answered: Promise<unknown>): Promise<void> {
        const stale = new Set(ALL_KINDS);
        this.#stale = stale;
        await new Promise((resolve) => setTimeout(resolve, RENEWED_WITHIN_MS));
        await answered;
        if (this.#stale === stale) {
            this.#dropStale();
        }
    }

    #dropStale(): void {
        batch(() => {
            this.#stale.forEach((kind) => {
                const number = kind === PaneKind.SEAT ? this.#unlocked.value : 0;
                this.#show(create(PaneSchema, { kind, number }));
            });
        });
        this.#stale.clear();
    }

    clear(): void {
        this.#stale = new Set();
        batch(() => {
            this.#stage.value = undefined;
            this.#wall.value = undefined;
            this.#unit.value = undefined;
            this.#board.value = undefined;
            this.lock();
        });
    }

    lock(): void {
        batch(() => {
            this.#seat.value = undefined;
            this.#work.value = undefined;
            this.#unlocked.value = 0;
        });
    }

    /** The server said yes to unlocking this seat; its pages come right after. */
    unlock(seat: number): void {
        this.#unlocked.value = seat;
    }

    take(pane: Pane): void {
        this.#stale.delete(pane.kind);
        batch(() => this.#show(pane));
    }

    #show({ kind, number, body }: Pane): void {
        switch (kind) {
            case PaneKind.STAGE:
                this.#showStage(body.case === 'stage' ? body.value : undefined);
                break;
            case PaneKind.WALL:
                this.#wall.value = body.case === 'wall' ? body.value : undefined;
                break;
            case PaneKind.UNIT:
                this.#unit.value = body.case === 'unit' ? body.value : undefined;
                break;
            case PaneKind.BOARD:
                this.#board.value = body.case === 'board' ? body.value : undefined;
                break;
            case PaneKind.SEAT:
                this.#showSeat(number, body.case === 'seat' ? body.value : undefined);
                break;
            case PaneKind.WORK:
                this.#work.value = body.case === 'work' ? body.value : undefined;
                break;
            default:
                break;
        }
    }

    #showStage(stage: StagePane | undefined): void {
        this.#stage.value = stage;
        if (stage !== undefined && (stage.cover || !stage.meetingOpen)) {
            this.lock();
        }
    }

    #showSeat(number: number, seat: SeatPane | undefined): void {
        if (seat !== undefined) {
            this.#seat.value = seat;
            this.#unlocked.value = number;
        } else if (number === this.#unlocked.value) {
            this.lock();
        }
    }
}
