import * as vscode from 'vscode';
import type { StepKind } from '../../core/steps/model';

/** The trace in front of the user, as far as other features need to know it. */
export interface ActiveTrace {
  /** Number of steps of each kind that occurs. */
  readonly kinds: ReadonlyMap<StepKind, number>;
  /** Kind of the selected step. */
  readonly selected: StepKind | null;
  /** Selects the first step of one of these kinds, or the next one when such a step is selected. */
  readonly showKinds: (kinds: readonly StepKind[]) => void;
}

/** Where the trace editor says which trace is active and others listen, so that neither imports the other. */
export class ActiveTraceSlot {
  readonly #changed = new vscode.EventEmitter<ActiveTrace | null>();
  readonly onDidChange = this.#changed.event;
  readonly #other = new vscode.EventEmitter<void>();
  /** A trace editor is in front and shows something else: a whole session, a list, a comparison, why a file does not open. */
  readonly onDidShowOther = this.#other.event;
  #current: ActiveTrace | null = null;

  get current(): ActiveTrace | null {
    return this.#current;
  }

  set(trace: ActiveTrace | null): void {
    this.#current = trace;
    this.#changed.fire(trace);
  }

  /** No trace, and none is about to come. */
  setOther(): void {
    this.set(null);
    this.#other.fire();
  }

  dispose(): void {
    this.#other.dispose();
    this.#changed.dispose();
  }
}

/** How long a trace may take to open before it is no longer waited for. */
const OPENING_MS = 10_000;

/** The next trace that becomes active and has steps; `null` when none does in time, or something else is shown. */
export function nextTrace(
  slot: ActiveTraceSlot,
  before: ActiveTrace | null,
): Promise<ActiveTrace | null> {
  return new Promise((resolve) => {
    const done = (trace: ActiveTrace | null): void => {
      clearTimeout(timer);
      subscriptions.dispose();
      resolve(trace);
    };
    const timer = setTimeout(() => done(null), OPENING_MS);
    const subscriptions = vscode.Disposable.from(
      slot.onDidChange((trace) => {
        if (trace !== null && trace !== before && trace.kinds.size > 0) done(trace);
      }),
      slot.onDidShowOther(() => done(null)),
    );
  });
}
