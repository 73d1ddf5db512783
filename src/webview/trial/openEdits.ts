import { edited, type TrialEdit } from '../../core/trial/edit';
import type { TrialFile } from '../../core/trial/model';

/** Milliseconds without typing after which numbers are written to the file, so that a number is one step of its undo. */
const SETTLE_MS = 400;

/**
 * The edits of a trial that the host has not written yet. The page shows the file with all of them until the host has
 * answered the last one: what it tells meanwhile is of the file before it, and an edit made from that would undo the others.
 */
export class OpenEdits {
  #local: TrialFile | null = null;
  #settings: Extract<TrialEdit, { op: 'settings' }> | null = null;
  #sent = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * `send` settles when the host has written an edit, or could not; `onChange` is told what is to be shown instead of the
   * host's file, `null` once that holds all edits.
   */
  constructor(
    private readonly send: (edit: TrialEdit) => Promise<void>,
    private readonly onChange: (edited: TrialFile | null) => void,
    private readonly timers: Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'> = globalThis,
  ) {}

  /** The file of the host with what it has not written yet. */
  shown(file: TrialFile): TrialFile {
    return this.#local ?? file;
  }

  /** Makes an edit of what is shown over the file of the host. */
  edit(file: TrialFile, next: TrialEdit): void {
    this.#local = edited(this.shown(file), next);
    if (next.op === 'settings') {
      this.#settings = {
        op: 'settings',
        settings: { ...this.#settings?.settings, ...next.settings },
      };
      this.timers.clearTimeout(this.#timer);
      this.#timer = this.timers.setTimeout(() => this.flush(), SETTLE_MS);
    } else {
      this.flush();
      void this.#give(next);
    }
    this.onChange(this.#local);
  }

  /** Sends at once what waits. */
  flush(): void {
    this.timers.clearTimeout(this.#timer);
    const waiting = this.#settings;
    this.#settings = null;
    if (waiting !== null) void this.#give(waiting);
  }

  async #give(edit: TrialEdit): Promise<void> {
    this.#sent++;
    await this.send(edit);
    this.#sent--;
    if (this.#sent > 0 || this.#settings !== null) return;
    this.#local = null;
    this.onChange(this.#local);
  }
}
