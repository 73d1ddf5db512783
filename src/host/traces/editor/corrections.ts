import * as vscode from 'vscode';
import {
  historyOf,
  record,
  redo,
  undo,
  type CorrectionHistory,
} from '../../../core/steps/corrections/history';
import type { CorrectionByNumber } from '../../../core/steps/corrections/corrections';
import type { EngineFile } from '../../shared/engineFile';
import type { SidecarFile } from '../sidecar/sidecarFile';

/** Corrections of the traces of one file, by trace id, with undo and redo while the file is open. */
export class Corrections {
  readonly #histories = new Map<string, Promise<CorrectionHistory>>();
  #queue: Promise<void> = Promise.resolve();

  /** `sidecar` gives the same file each time; its code is loaded when it is first asked for. */
  constructor(private readonly sidecar: () => Promise<SidecarFile>) {}

  /** What holds for a trace now. */
  history(traceId: string): Promise<CorrectionHistory> {
    const known = this.#histories.get(traceId) ?? this.#read(traceId);
    this.#histories.set(traceId, known);
    known.catch(() => this.#histories.delete(traceId));
    return known;
  }

  async #read(traceId: string): Promise<CorrectionHistory> {
    return historyOf(await (await this.sidecar()).read(traceId));
  }

  /** Adds a correction; rejects when there is no such step or nothing could be kept. */
  correct(
    opened: EngineFile,
    index: number,
    traceId: string,
    asked: CorrectionByNumber,
  ): Promise<void> {
    return this.change(traceId, async (history) => {
      const corrections = history.done;
      const correction = await opened.ask('correction', { index, corrections, asked });
      if (correction === null) throw new Error(vscode.l10n.t('There is no such step.'));
      return record(history, correction);
    });
  }

  undo(traceId: string): Promise<void> {
    return this.change(traceId, undo);
  }

  redo(traceId: string): Promise<void> {
    return this.change(traceId, redo);
  }

  /** Forgets what was read, because the sidecar was changed by someone else. */
  reload(): void {
    this.#histories.clear();
  }

  /** One change after the other, each made to what holds by then: leaving a note can click a label in the same moment. */
  change(
    traceId: string,
    make: (history: CorrectionHistory) => CorrectionHistory | Promise<CorrectionHistory>,
  ): Promise<void> {
    const changed = this.#queue.then(async () => {
      const before = await this.history(traceId);
      const after = await make(before);
      const sidecar = await this.sidecar();
      const done = await sidecar.write(traceId, before.done, after.done);
      this.#histories.set(traceId, Promise.resolve({ ...after, done }));
    });
    this.#queue = changed.catch(() => undefined);
    return changed;
  }
}
