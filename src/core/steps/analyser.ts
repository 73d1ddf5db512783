import type { Message } from '../model/message';
import { type Deciding, type SpanPrediction, SpanClassifier } from './classifier/classify';
import type { SequenceModel } from './classifier/model';
import type { SchemeId } from './classifier/schemes';
import { type SpanFacts, type StepFacts, SpanFactReader } from './facts';
import { type Before, opensStep, stepOf } from './group';
import { coarseKind } from './kinds';
import type { Span, Step, StepKind } from './model';
import { fillerOf } from './segment/filler';
import { shapeOf, type SpanShape, TEXT_START } from './segment/shape';
import { type Mode, spanEnd } from './segment/segment';

interface WaitingSpan {
  readonly start: number;
  readonly end: number;
  /** The first one after a border. */
  readonly atBorder: boolean;
  readonly shape: SpanShape;
  readonly facts: SpanFacts;
  readonly filler: ReturnType<typeof fillerOf>;
}

interface OpenStep {
  readonly spans: Span[];
  tokens: number;
  grams: number;
  repeatedGrams: number;
  switches: boolean;
  readonly heading: boolean;
  last: Before;
  /** The label of the line with a colon that the list at the end stands under. */
  list: Label | null;
}

type Label = Pick<Span, 'kind' | 'confidence'>;

/**
 * Cuts a growing reasoning text into labelled steps. `append` costs time in proportion to what is appended: the last
 * unfinished sentence waits for its end (at most 1,200 characters), and only the last steps can still change.
 * `finish` ends the text. Offsets count UTF-16 units from the first `append`; no step goes on across a border.
 */
export class StepAnalyser {
  private readonly classifier: SpanClassifier;
  private readonly textFacts = new SpanFactReader();
  private tail = '';
  private base = 0;
  private mode: Mode = 'prose';
  /** Characters inside code fences. */
  private fenced = 0;
  private finished = false;
  private waiting: WaitingSpan[] = [];
  private open: OpenStep | null = null;
  /** Layout of the span read last. */
  private shape = TEXT_START;
  private readonly borders: readonly number[];
  /** Borders behind the spans that were read. */
  private passed = 0;
  private atBorder = false;
  private readonly allSteps: Step[] = [];
  private readonly allFacts: StepFacts[] = [];
  /** Steps that no later text can change. */
  private firm = 0;

  /** `borders`: offsets in order at which another block of reasoning starts. */
  constructor(
    problem = '',
    borders: readonly number[] = [],
    scheme?: SchemeId,
    model?: SequenceModel,
    deciding?: Deciding,
  ) {
    this.classifier = new SpanClassifier(problem, scheme, model, deciding);
    this.borders = borders;
  }

  /** The steps so far: a live view, valid until the next call. */
  get steps(): readonly Step[] {
    return this.allSteps;
  }

  /** One entry a step. */
  get facts(): readonly StepFacts[] {
    return this.allFacts;
  }

  /** Why the labels of this trace deserve less trust; `null` where they do not. */
  get caution(): Message | null {
    return this.classifier.language.caution(this.base === 0 ? 0 : this.fenced / this.base);
  }

  /** Adds text at the end. Returns the number of the first step that changed or is new. */
  append(text: string): number {
    if (this.finished) throw new Error('append after finish');
    this.tail += text;
    return this.advance(false);
  }

  /** No more text comes. Returns the number of the first step that changed or is new. */
  finish(): number {
    this.finished = true;
    return this.advance(true);
  }

  private advance(final: boolean): number {
    const from = this.firm;
    this.allSteps.length = from;
    this.allFacts.length = from;
    let at = 0;
    for (;;) {
      const border = (this.borders[this.passed] ?? Infinity) - this.base;
      if (border > this.tail.length) break;
      // Whatever follows: up to a border the text is whole, and a fence left open in it ends.
      at = this.addSpans(this.tail.slice(0, border), at, true);
      this.passed += 1;
      this.mode = 'prose';
      this.shape = TEXT_START;
      this.atBorder = true;
    }
    at = this.addSpans(this.tail, at, final);
    this.tail = this.tail.slice(at);
    this.base += at;
    this.showRest(final);
    return from;
  }

  /** Reads the spans of the tail, or of its first part, from `from` on. Returns where the last one ends. */
  private addSpans(text: string, from: number, final: boolean): number {
    let at = from;
    while (at < text.length) {
      const found = spanEnd(text, at, this.mode, final);
      if (found === null) break;
      this.addSpan(at, found.end, this.mode);
      if (found.fenced) this.fenced += found.end - at;
      at = found.end;
      this.mode = found.mode;
    }
    return at;
  }

  private addSpan(start: number, end: number, mode: Mode): void {
    const predictions = this.classifier.add(this.tail, start, end);
    this.shape = shapeOf(this.tail, start, end, mode, this.shape);
    this.waiting.push({
      start: this.base + start,
      end: this.base + end,
      atBorder: this.atBorder,
      shape: this.shape,
      facts: this.textFacts.read(this.classifier.extractor.tokens),
      filler: fillerOf(this.tail, start, end),
    });
    this.atBorder = false;
    for (const prediction of predictions) this.settle(prediction);
  }

  /** The oldest waiting span has its final kind. */
  private settle(prediction: SpanPrediction): void {
    const span = this.waiting.shift();
    if (span === undefined) throw new Error('a prediction without a span');
    const closed = this.place(span, prediction, this.open);
    if (closed.done !== null) {
      this.push(closed.done);
      this.firm = this.allSteps.length;
    }
    this.open = closed.open;
  }

  /** Shows the open step and the spans whose kind is not final yet, without touching the firm state. */
  private showRest(final: boolean): void {
    let open = this.open === null ? null : { ...this.open, spans: [...this.open.spans] };
    for (const [i, prediction] of this.classifier.rest().entries()) {
      const span = this.waiting[i];
      if (span === undefined) throw new Error('a prediction without a span');
      const placed = this.place(span, prediction, open);
      if (placed.done !== null) this.push(placed.done);
      open = placed.open;
    }
    if (open !== null) this.push(open);
    if (final) this.firm = this.allSteps.length;
  }

  private place(
    { start, end, atBorder, shape, facts, filler }: WaitingSpan,
    prediction: SpanPrediction,
    open: OpenStep | null,
  ): { readonly done: OpenStep | null; readonly open: OpenStep } {
    const { unbiased, starts, scores } = prediction;
    const told = scores === undefined ? {} : { scores };
    const list = listLabel(open, shape);
    const nods = filler === 'nod' && coarseKind(prediction.kind) === 'conclude';
    const says = filler === 'placeholder' || nods ? NOTHING_SAID : prediction;
    const span: Span = { start, end, ...itemLabel(labelOf(says), list), ...told };
    const opens =
      open === null ||
      atBorder ||
      (!nods && opensStep(open.spans, span, { starts, unbiased }, shape, open.last));
    if (!opens) {
      open.spans.push(span);
      open.tokens += facts.tokens;
      open.grams += facts.grams;
      open.repeatedGrams += facts.repeatedGrams;
      open.switches ||= facts.switches;
      open.last = { shape, unbiased };
      open.list = list;
      return { done: null, open };
    }
    return {
      done: open,
      open: {
        spans: [span],
        ...facts,
        heading: shape.heading,
        last: { shape, unbiased },
        list,
      },
    };
  }

  private push({ spans, tokens, grams, repeatedGrams, switches, heading }: OpenStep): void {
    this.allSteps.push(stepOf(spans, tokens));
    this.allFacts.push({ grams, repeatedGrams, switches, heading });
  }
}

/** The label of a sentence that says nothing, which a rule knows for sure. */
const NOTHING_SAID: Label = { kind: 'other', confidence: 1 };

const labelOf = ({ kind, confidence }: Label): Label => ({ kind, confidence });

/** Leading lines whose items are what they are. Under a plan ("I will go through these:") items may be anything. */
const LEADING: ReadonlySet<StepKind> = new Set(['setup', 'reason']);

/** What the line with a colon is that the list stands under, to the end of the list. */
function listLabel(open: OpenStep | null, shape: SpanShape): Label | null {
  if (open === null || !shape.listed) return null;
  const last = open.spans.at(-1);
  if (!open.last.shape.leads || last === undefined) return open.list;
  return LEADING.has(last.kind) ? { kind: last.kind, confidence: last.confidence } : null;
}

/**
 * The label of an item under such a line: the line's where it is surer than the item's own. A few words of an item say little
 * about what it does: of the 21 items under a line of work in the labelled texts all are work, 15 were found to be.
 */
function itemLabel(own: Label, list: Label | null): Label {
  return list !== null && list.confidence > own.confidence ? list : own;
}
