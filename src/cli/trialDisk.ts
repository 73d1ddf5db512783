import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { JOURNAL_ENDING, RUNS_ENDING, TRIAL_ENDING, trialText } from '../core/trial/file';
import type { JournalLine } from '../core/trial/journalModel';
import type { TrialFile } from '../core/trial/model';
import type { PlannedCall } from '../core/trial/planModel';
import { journalBook, journalText, type JournalBook } from '../core/trial/run/journal';
import type { TraceSink } from '../core/trial/run/runner';
import { freeLock, takeLock } from '../worker/lock.platform';
import { UseError } from './arguments';

/** The files of one trial: its plan, the journal beside it, and the folder of its traces. Only one program has it at a time. */
export class TrialDisk {
  readonly book: JournalBook;
  readonly #base: string;
  readonly #lock: string;
  #journal: number | null = null;

  constructor(readonly file: string) {
    this.#base = file.slice(0, -TRIAL_ENDING.length);
    this.#lock = `${this.#base}.trial.lock`;
    const journal = this.#base + JOURNAL_ENDING;
    this.book = journalBook(existsSync(journal) ? readFileSync(journal, 'utf8') : '');
  }

  /** Takes the trial for this program, and writes its plan. Throws a `UseError` while another one has it. */
  begin(trial: TrialFile): void {
    mkdirSync(dirname(this.file), { recursive: true });
    this.#takeLock();
    // A plan is never half written.
    writeFileSync(`${this.file}.new`, trialText(trial));
    renameSync(`${this.file}.new`, this.file);
    const journal = this.#base + JOURNAL_ENDING;
    const isCut = existsSync(journal) && !/(?:^|\n)$/.test(readFileSync(journal, 'utf8'));
    this.#journal = openSync(journal, 'a');
    // What a crash has cut off must not run into the next line.
    if (isCut) writeSync(this.#journal, '\n');
  }

  #takeLock(): void {
    const owner = takeLock(this.#lock);
    if (owner !== null)
      throw new UseError(`the trial runs already (process ${owner}); else remove '${this.#lock}'`);
  }

  /** Appends to the journal; it is on the disk when this returns. */
  append(line: JournalLine): void {
    if (this.#journal === null) throw new Error('the trial has not begun');
    writeSync(this.#journal, journalText(line));
    fsyncSync(this.#journal);
    this.book.add(line);
  }

  #runFile(key: string): string {
    return `${basename(this.#base)}${RUNS_ENDING}/${key}.capture.jsonl`;
  }

  #path(file: string): string {
    return join(dirname(this.file), file);
  }

  /** The file of a call's trace; a try after another one begins anew. */
  openTrace(call: PlannedCall): TraceSink {
    const file = this.#runFile(call.key);
    const path = this.#path(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    return {
      file,
      write: (line) => appendFileSync(path, `${line}\n`),
      close: () => Promise.resolve(),
    };
  }

  /** What was written of a call's trace; `null` when there is none. */
  traceOf(call: PlannedCall): { readonly file: string; readonly text: string } | null {
    const file = this.#runFile(call.key);
    const path = this.#path(file);
    return existsSync(path) ? { file, text: readFileSync(path, 'utf8') } : null;
  }

  end(): void {
    if (this.#journal !== null) {
      closeSync(this.#journal);
      freeLock(this.#lock);
    }
    this.#journal = null;
  }
}
