import type { NoteBody, SessionNote } from '../../model/sessionNote';
import { at, isObject, time } from '../../text/json';
import { itemsOf } from '../../trace/build/records';
import type { FileRecord } from '../../trace/format';
import { noted, type SessionReader } from '../reader';
import { openHandsNotes } from './lines';
import { openHandsTotals } from './runTotals';

/** Events of OpenHands, and the rows of an evaluation: each counts a run of its own, so that the file is their sum. */
export class OpenHandsNotes implements SessionReader {
  readonly #runs: unknown[] = [];

  read(record: FileRecord): readonly SessionNote[] {
    const when = time(record.value, 'timestamp');
    return this.#notes(record).map((body) => noted(record, when, body));
  }

  #notes(record: FileRecord): readonly NoteBody[] {
    const runs = itemsOf([record])
      .filter(({ value }) => Array.isArray(at(value, 'history')))
      .map(({ value }) => at(value, 'metrics'))
      .filter(isObject);
    if (runs.length === 0) return openHandsNotes(record.value);
    for (const metrics of runs) this.#runs.push(metrics);
    return openHandsTotals(this.#runs);
  }
}
