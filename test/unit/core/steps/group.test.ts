import assert from 'node:assert/strict';
import { opensStep, stepOf } from '../../../../src/core/steps/group';
import type { Span, StepKind } from '../../../../src/core/steps/model';
import { type SpanShape, TEXT_START } from '../../../../src/core/steps/segment/shape';

const prose: SpanShape = { ...TEXT_START, breaksBefore: 0, breaksAfter: 0 };
const paragraph: SpanShape = { ...prose, breaksBefore: 2 };
const heading: SpanShape = { ...paragraph, breaksAfter: 1, heading: true, announces: true };
const part: SpanShape = { ...paragraph, heading: true };
const inside: SpanShape = { ...paragraph, inside: true };
const listed: SpanShape = { ...paragraph, item: true, listed: true };

/** Spans of the given kinds and lengths, one after the other. */
function spans(...parts: readonly (readonly [StepKind, number])[]): Span[] {
  let at = 0;
  return parts.map(([kind, length]) => {
    const start = at;
    at += length;
    return { start, end: at, kind, confidence: 0.5 };
  });
}

const cases: readonly {
  readonly what: string;
  /** Lengths of the spans of the open step, and of the next one. */
  readonly open: readonly number[];
  readonly next: number;
  /** Log-odds of a start beyond the classifier's threshold. */
  readonly starts?: number;
  /** Of the span; the open step is work. */
  readonly kind?: StepKind;
  /** Of the span before it. */
  readonly before?: StepKind;
  readonly shape?: SpanShape;
  readonly previous?: SpanShape;
  readonly opens: boolean;
}[] = [
  { what: 'the first span', open: [], next: 50, opens: true },
  { what: 'what goes on', open: [80], next: 80, opens: false },
  { what: 'what a reader would number', open: [80], next: 80, starts: 3, opens: true },
  {
    what: 'more of the kind after one short sentence',
    open: [60],
    next: 80,
    starts: 1.2,
    opens: false,
  },
  {
    what: 'another kind after one short sentence',
    open: [60],
    next: 80,
    starts: 1.2,
    kind: 'check',
    opens: true,
  },
  {
    what: 'another kind after some sentences',
    open: [150, 150],
    next: 80,
    starts: 0.1,
    kind: 'check',
    opens: true,
  },
  {
    what: 'more of the kind after some sentences',
    open: [150, 150],
    next: 80,
    starts: 0.1,
    opens: false,
  },
  {
    what: 'an item of a list under a line with a colon',
    open: [150, 150],
    next: 80,
    starts: 2,
    shape: listed,
    opens: false,
  },
  {
    what: 'a conclusion after one short sentence',
    open: [60],
    next: 80,
    starts: 0.1,
    kind: 'result',
    opens: true,
  },
  {
    what: 'what follows a short conclusion',
    open: [60],
    next: 80,
    starts: 0.1,
    before: 'result',
    opens: true,
  },
  {
    what: 'a paragraph after a short reading of the task',
    open: [23],
    next: 80,
    starts: 0.1,
    before: 'setup',
    shape: paragraph,
    opens: true,
  },
  { what: 'a heading', open: [80], next: 20, shape: heading, opens: true },
  {
    what: 'what stands under a heading',
    open: [20],
    next: 80,
    starts: 3,
    previous: heading,
    opens: false,
  },
  {
    what: 'a heading under a heading',
    open: [20],
    next: 20,
    shape: heading,
    previous: heading,
    opens: false,
  },
  {
    what: 'a heading after a numbered part',
    open: [20],
    next: 20,
    shape: heading,
    previous: part,
    opens: true,
  },
  {
    what: 'the middle of a list item, a table, a formula or code',
    open: [80],
    next: 80,
    starts: 3,
    shape: inside,
    opens: false,
  },
  { what: 'more code, however long', open: [1_790], next: 80, shape: inside, opens: false },
  { what: 'a sentence that would make the step too long', open: [1_790], next: 80, opens: true },
  { what: 'a twenty-fifth sentence', open: Array<number>(24).fill(12), next: 12, opens: true },
];

describe('opensStep', () => {
  for (const {
    what,
    open,
    next,
    starts = -1,
    shape = prose,
    previous = prose,
    kind = 'reason',
    before = 'reason',
    opens,
  } of cases) {
    it(`${opens ? 'starts a step at' : 'keeps in the step'} ${what}`, () => {
      const all = spans(...[...open, next].map((n) => ['reason', n] as const));
      const last = all.pop();
      assert.ok(last !== undefined);
      assert.equal(
        opensStep(all, last, { starts, unbiased: kind }, shape, {
          shape: previous,
          unbiased: before,
        }),
        opens,
      );
    });
  }
});

describe('stepOf', () => {
  it('takes the kind with the most text and says how sure it is of it', () => {
    const step = stepOf(spans(['plan', 20], ['reason', 60], ['reason', 20]), 9);
    assert.deepEqual([step.kind, step.confidence, step.tokens], ['reason', 0.4, 9]);
    assert.deepEqual([step.start, step.end], [0, 100]);
  });

  it('takes the turn that opens the step, though more is said after it', () => {
    const turn = stepOf(spans(['rethink', 20], ['reason', 100]), 9);
    assert.equal(turn.kind, 'rethink');
    assert.ok(turn.confidence <= 0.5);
    assert.equal(stepOf(spans(['rethink', 20], ['reason', 130]), 9).kind, 'reason');
    assert.equal(stepOf(spans(['reason', 100], ['rethink', 20]), 9).kind, 'reason');
  });

  it('takes quotes of the task amid more work for work', () => {
    assert.equal(stepOf(spans(['reason', 40], ['setup', 60]), 9).kind, 'setup');
    assert.equal(stepOf(spans(['reason', 40], ['setup', 60], ['recall', 30]), 9).kind, 'reason');
    assert.equal(stepOf(spans(['setup', 60], ['reason', 40], ['recall', 30]), 9).kind, 'setup');
  });
});
