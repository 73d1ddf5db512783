import * as v from 'valibot';
import { STEP_KINDS } from '../steps/kinds';
import type { StepKind } from '../steps/model';
import { TITLE_LENGTH } from '../steps/title';
import type { LabelPiece } from '../steps/corrections/modelLabels';
import type { AskedUnit, LabelBatch } from './batches';
import { MOST_OF_SUMMARY } from './rules';

/** What an answer gives for a batch. */
export interface LabelReply {
  /** `null` where nothing of it counts. */
  readonly piece: LabelPiece | null;
  /** Sentences of the batch with a label. */
  readonly sentences: number;
  /** Sentences of the batch without one: in no step of the answer, or in one of no known kind or of two. */
  readonly missing: number;
  /** What of the answer does not count: borders that cut nothing, unknown kinds, titles and summaries that are too long or of no words. */
  readonly dropped: number;
}

/** An answer of so many sentences is no longer; what is longer is not read. UTF-16 units. */
const MOST_CHARS = 80_000;
const MOST_ENTRIES = 1_000;

const entries = v.optional(v.pipe(v.array(v.unknown()), v.maxLength(MOST_ENTRIES)), []);
const replySchema = v.object({ steps: entries, phases: entries });
const place = v.pipe(v.number(), v.integer());
const stepSchema = v.object({ first: place, kind: v.string(), title: v.optional(v.unknown()) });
const phaseSchema = v.object({
  first: place,
  title: v.string(),
  summary: v.optional(v.unknown()),
  goesOn: v.optional(v.unknown()),
});

/**
 * Reads an answer: a JSON object, alone, in a code fence or between words. Nothing of it counts but steps of a known kind and
 * phases that start where the text that was asked about can be cut.
 */
export function readReply(answer: string, { units }: Pick<LabelBatch, 'units'>): LabelReply {
  const reader = new Reader(units);
  const { steps, phases } = objectIn(answer);
  for (const step of steps) reader.step(step);
  for (const phase of phases) reader.phase(phase);
  return reader.reply();
}

interface Start {
  /** `null` where the answer gives two. */
  kind: StepKind | null;
  readonly title: string | null;
}

class Reader {
  readonly #at: ReadonlyMap<number, number>;
  readonly #starts = new Map<number, Start | 'unknown'>();
  readonly #phases = new Map<number, { readonly title: string; readonly summary: string | null }>();
  #goesOn = false;
  #dropped = 0;

  constructor(private readonly units: readonly AskedUnit[]) {
    this.#at = new Map(units.map(({ number }, i) => [number, i]));
  }

  step(data: unknown): void {
    const read = v.safeParse(stepSchema, data);
    const at = read.success ? this.#at.get(read.output.first) : undefined;
    if (!read.success || at === undefined) {
      this.#dropped += 1;
      return;
    }
    const kind = kindNamed(read.output.kind);
    const before = this.#starts.get(at);
    if (kind === undefined) {
      // A step starts here all the same: what stands before it does not reach so far.
      if (before === undefined) this.#starts.set(at, 'unknown');
      this.#dropped += 1;
    } else if (before === undefined || before === 'unknown') {
      this.#starts.set(at, { kind, title: this.#words(read.output.title, TITLE_LENGTH) });
    } else {
      if (before.kind !== kind) before.kind = null;
      this.#dropped += 1;
    }
  }

  phase(data: unknown): void {
    const read = v.safeParse(phaseSchema, data);
    const at = read.success ? this.#at.get(read.output.first) : undefined;
    const start = at === undefined ? undefined : this.#starts.get(at);
    const isStart = start !== undefined && start !== 'unknown' && start.kind !== null;
    if (!read.success || at === undefined || !isStart || this.#phases.has(at)) {
      this.#dropped += 1;
      return;
    }
    const title = this.#words(read.output.title, TITLE_LENGTH);
    // What has no title is no phase; its summary would stand for nothing.
    if (title === null) return;
    this.#phases.set(at, { title, summary: this.#words(read.output.summary, MOST_OF_SUMMARY) });
    if (at === 0 && read.output.goesOn === true) this.#goesOn = true;
  }

  reply(): LabelReply {
    const starts = [...this.#starts].sort(([a], [b]) => a - b);
    let sentences = 0;
    let titleBefore: string | null = null;
    const steps: LabelPiece['steps'][number][] = [];
    for (const [i, [from, start]] of starts.entries()) {
      const to = starts[i + 1]?.[0] ?? this.units.length;
      if (start === 'unknown' || start.kind === null) continue;
      const own = this.units.slice(from, to);
      const alike = start.title !== null && start.title === titleBefore;
      if (alike) this.#dropped += 1;
      titleBefore = start.title;
      sentences += own.reduce((sum, unit) => sum + unit.sentences, 0);
      steps.push([own[0]!.first, own.at(-1)!.last, start.kind, alike ? null : start.title]);
    }
    const all = this.units.reduce((sum, unit) => sum + unit.sentences, 0);
    const counts = { sentences, missing: all - sentences, dropped: this.#dropped };
    return { piece: steps.length === 0 ? null : this.#piece(steps), ...counts };
  }

  #piece(steps: LabelPiece['steps']): LabelPiece {
    const starts = [...this.#phases].sort(([a], [b]) => a - b);
    const phases = starts.map(([from, { title, summary }], i) => {
      const to = starts[i + 1]?.[0] ?? this.units.length;
      return [this.units[from]!.first, this.units[to - 1]!.last, title, summary] as const;
    });
    return { steps, phases, ...(this.#goesOn ? { goesOn: true as const } : {}) };
  }

  /** Words on one line without what nobody sees; `null`, and counted, where they are too long. */
  #words(data: unknown, most: number): string | null {
    if (data === undefined || data === null) return null;
    const line = typeof data === 'string' ? plainLine(data) : '';
    if (line !== '' && line.length <= most) return line;
    this.#dropped += 1;
    return null;
  }
}

function kindNamed(name: string): StepKind | undefined {
  const plain = name.trim().toLowerCase();
  return STEP_KINDS.find((kind) => kind === plain);
}

/** Control and format characters could draw a border or hide words. */
const plainLine = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .trim();

const NOTHING: v.InferOutput<typeof replySchema> = { steps: [], phases: [] };

function objectIn(answer: string): v.InferOutput<typeof replySchema> {
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  if (from < 0 || to < from || answer.length > MOST_CHARS) return NOTHING;
  let data: unknown;
  try {
    data = JSON.parse(answer.slice(from, to + 1));
  } catch {
    // No JSON: the batch stays without labels, which is counted and told.
    return NOTHING;
  }
  const read = v.safeParse(replySchema, data);
  return read.success ? read.output : NOTHING;
}
