import * as vscode from 'vscode';
import {
  historyOf,
  record,
  redo,
  undo,
  type History,
} from '../../../core/steps/corrections/history';
import type { Correction, CorrectionByNumber } from '../../../core/steps/corrections/corrections';
import type { OpenedTraces } from '../reading/openedTraces';
import type { SidecarFile } from '../sidecar/sidecarFile';

/** Corrections of the traces of one file, by trace id, with undo and redo while the file is open. */
export class Corrections {
  readonly #histories = new Map<string, Promise<History>>();

  /** `sidecar` gives the same file each time; its code is loaded when it is first asked for. */
  constructor(private readonly sidecar: () => Promise<SidecarFile>) {}

  /** What holds for a trace now. */
  history(traceId: string): Promise<History> {
    const known = this.#histories.get(traceId) ?? this.#read(traceId);
    this.#histories.set(traceId, known);
    known.catch(() => this.#histories.delete(traceId));
    return known;
  }

  async #read(traceId: string): Promise<History> {
    return historyOf(await (await this.sidecar()).read(traceId));
  }

  /** Adds a correction; rejects when there is no such step or nothing could be kept. */
  async correct(
    opened: OpenedTraces,
    index: number,
    traceId: string,
    asked: CorrectionByNumber,
  ): Promise<void> {
    const history = await this.history(traceId);
    const correction = await opened.ask('correction', { index, corrections: history.done, asked });
    if (correction === null) throw new Error(vscode.l10n.t('There is no such step.'));
    await this.#keep(traceId, record(history, correction));
  }

  async undo(traceId: string): Promise<void> {
    await this.#keep(traceId, undo(await this.history(traceId)));
  }

  async redo(traceId: string): Promise<void> {
    await this.#keep(traceId, redo(await this.history(traceId)));
  }

  /** Forgets what was read, because the sidecar was changed by someone else. */
  reload(): void {
    this.#histories.clear();
  }

  async #keep(traceId: string, history: History): Promise<void> {
    const sidecar = await this.sidecar();
    const done: readonly Correction[] = await sidecar.write(traceId, history.done);
    this.#histories.set(traceId, Promise.resolve({ ...history, done }));
  }
}
