import * as v from 'valibot';
import { choiceText } from '../candidate';
import type { CallRecord, JournalLine } from '../journalModel';
import type { TrialFile } from '../model';

/** What the journal of a trial says, the last word on each call. */
export interface Journal {
  /** The first start: its number of cases is the planned look. */
  readonly started: Extract<JournalLine, { line: 'started' }> | null;
  /** By key, in the order in which they ended. */
  readonly calls: ReadonlyMap<string, CallRecord>;
  /** Sent, and no end was written: the program was broken off. Worst case in USD by key. */
  readonly unfinished: ReadonlyMap<string, number>;
  /** Everything that was or may have been paid, USD: a call that was sent twice counts twice, judges included. */
  readonly spentUsd: number;
  readonly grades: readonly Extract<JournalLine, { line: 'grade' }>[];
  readonly choices: readonly Extract<JournalLine, { line: 'choice' }>[];
  /** Lines that could not be read, but for a last one that was cut off. */
  readonly damaged: number;
}

const usd = v.pipe(v.number(), v.minValue(0));
const numberOrNull = v.nullable(v.number());
const lineSchema = v.variant('line', [
  v.object({
    line: v.literal('started'),
    at: v.number(),
    plan: v.string(),
    cases: v.number(),
    predicted: v.array(v.looseObject({ candidate: v.string() })),
  }),
  v.object({
    line: v.literal('sent'),
    at: v.number(),
    key: v.string(),
    heldUsd: usd,
    trace: v.nullable(v.string()),
  }),
  v.object({
    line: v.literal('call'),
    key: v.string(),
    kind: v.picklist(['answer', 'judge']),
    case: v.string(),
    candidate: v.string(),
    repeat: v.number(),
    status: v.picklist(['answered', 'cut-off', 'empty', 'refused', 'failed', 'unfinished']),
    billed: v.picklist(['yes', 'no', 'maybe']),
    usage: v.object({
      inputTokens: numberOrNull,
      outputTokens: numberOrNull,
      reasoningTokens: numberOrNull,
    }),
    costUsd: numberOrNull,
    costBound: v.picklist(['exact', 'at-least', 'estimated', 'unknown']),
    heldUsd: usd,
    seconds: numberOrNull,
    firstTokenSeconds: numberOrNull,
    answer: v.string(),
    afterAnswer: numberOrNull,
    trace: v.nullable(v.string()),
    at: v.number(),
    attempts: v.number(),
    message: v.nullable(v.string()),
    httpStatus: v.optional(numberOrNull, null),
  }),
  v.object({
    line: v.literal('grade'),
    key: v.string(),
    check: v.string(),
    by: v.picklist(['code', 'judge', 'person']),
    right: v.nullable(v.boolean()),
    why: v.string(),
  }),
  v.object({
    line: v.literal('choice'),
    case: v.string(),
    repeat: v.number(),
    candidate: v.string(),
    took: v.picklist(['baseline', 'candidate', 'both', 'neither']),
    keys: v.optional(v.array(v.string()), []),
  }),
]);

/** What was read so far; takes lines as they are written. */
export class JournalBook {
  #started: Journal['started'] = null;
  #spentUsd = 0;
  #damaged = 0;
  readonly #calls = new Map<string, CallRecord>();
  readonly #open = new Map<string, number>();
  /** By case and repeat: the last answer of each model, which is what a choice by hand shows. */
  readonly #answers = new Map<string, Map<string, string>>();
  readonly #grades: Journal['grades'][number][] = [];
  readonly #choices: Journal['choices'][number][] = [];

  /** The journal as it is now; it changes with `add`. */
  get journal(): Journal {
    let held = 0;
    for (const usd of this.#open.values()) held += usd;
    return {
      started: this.#started,
      calls: this.#calls,
      unfinished: this.#open,
      spentUsd: this.#spentUsd + held,
      grades: this.#grades,
      choices: this.#choices,
      damaged: this.#damaged,
    };
  }

  addDamaged(): void {
    this.#damaged += 1;
  }

  add(line: JournalLine): void {
    switch (line.line) {
      case 'started':
        this.#started ??= line;
        break;
      case 'sent':
        // Sent again without an end before: the first one may have been paid as well.
        this.#spentUsd += this.#open.get(line.key) ?? 0;
        this.#open.set(line.key, line.heldUsd);
        break;
      case 'call': {
        const { line: _, ...record } = line;
        this.#open.delete(record.key);
        this.#calls.delete(record.key);
        this.#calls.set(record.key, record);
        this.#spentUsd += record.heldUsd;
        this.#answered(record);
        break;
      }
      case 'grade':
        this.#grades.push(line);
        break;
      case 'choice':
        this.#choices.push(line.keys.length > 0 ? line : { ...line, keys: this.#shown(line) });
        break;
    }
  }

  #answered({ kind, status, case: id, repeat, candidate, key }: CallRecord): void {
    if (kind !== 'answer' || status === 'failed' || status === 'unfinished') return;
    const answers = this.#answers.get(`${id} ${repeat}`) ?? new Map<string, string>();
    this.#answers.set(`${id} ${repeat}`, answers.set(candidate, key));
  }

  /** A choice of old does not tell what it was between: of the answers that were there by then. */
  #shown({ case: id, repeat }: Journal['choices'][number]): readonly string[] {
    return [...(this.#answers.get(`${id} ${repeat}`)?.values() ?? [])];
  }
}

/** What a journal says. A last line that was cut off by a crash is passed over; other broken lines are counted. Never throws. */
export const readJournal = (text: string): Journal => journalBook(text).journal;

/** The same, to go on with as lines are written. */
export function journalBook(text: string): JournalBook {
  const book = new JournalBook();
  const lines = text.split('\n');
  for (const [i, raw] of lines.entries()) {
    if (raw.trim() === '') continue;
    const line = parsedLine(raw);
    if (line !== null) book.add(line);
    else if (i < lines.length - 1) book.addDamaged();
  }
  return book;
}

export const EMPTY_JOURNAL: Journal = new JournalBook().journal;

function parsedLine(raw: string): JournalLine | null {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(raw));
    return read.success ? (read.output as unknown as JournalLine) : null;
  } catch {
    // No JSON: counted as damaged by the caller.
    return null;
  }
}

/** A line of the journal with its line break. */
export const journalText = (line: JournalLine): string => `${JSON.stringify(line)}\n`;

/** Name of a check in the journal: verdicts under another rubric or command do not count. */
export function checkName({ check }: Pick<TrialFile, 'check'>): string {
  switch (check.kind) {
    case 'judge':
      return `judge ${choiceText(check.model)} ${check.rubric}`;
    case 'code':
      return `code ${check.command}`;
    case 'equals':
    case 'contains':
    case 'number':
    case 'pattern':
    case 'json-field':
    case 'json-schema':
    case 'hand':
      return check.kind;
  }
}
