import assert from 'node:assert/strict';
import { opensStep, stepOf } from '../../../../src/core/steps/group';
import type { Span, StepKind } from '../../../../src/core/steps/model';
import type { SpanShape } from '../../../../src/core/steps/segment/shape';

const prose: SpanShape = { breaksBefore: 0, breaksAfter: 0, heading: false, continues: false };
const paragraph: SpanShape = { ...prose, breaksBefore: 2 };
const paragraphEnd: SpanShape = { ...prose, breaksAfter: 2 };
const heading: SpanShape = { ...paragraph, breaksAfter: 1, heading: true };
const code: SpanShape = { ...paragraph, continues: true };

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
  readonly open: readonly (readonly [StepKind, number])[];
  readonly next: readonly [StepKind, number];
  readonly shape?: SpanShape;
  readonly previous?: SpanShape;
  readonly switches?: boolean;
  readonly opens: boolean;
}[] = [
  { what: 'the first span', open: [], next: ['reason', 50], opens: true },
  {
    what: 'more work in the paragraph',
    open: [['reason', 80]],
    next: ['recall', 80],
    opens: false,
  },
  { what: 'a plan after work', open: [['reason', 80]], next: ['plan', 80], opens: true },
  {
    what: 'work after a plan in the paragraph',
    open: [['plan', 80]],
    next: ['reason', 80],
    opens: false,
  },
  { what: 'a doubt, however short', open: [['reason', 80]], next: ['rethink', 6], opens: true },
  { what: 'a short remark', open: [['reason', 80]], next: ['check', 12], opens: false },
  {
    what: 'another kind after a very short start',
    open: [['plan', 20]],
    next: ['check', 80],
    opens: false,
  },
  {
    what: 'a short doubt that ends a paragraph',
    open: [['reason', 80]],
    next: ['rethink', 5],
    shape: paragraphEnd,
    opens: false,
  },
  {
    what: 'a turn after a step that ended in a short doubt',
    open: [
      ['reason', 80],
      ['rethink', 5],
    ],
    next: ['rethink', 60],
    shape: paragraph,
    opens: true,
  },
  { what: 'work after a whole turn', open: [['rethink', 60]], next: ['reason', 80], opens: true },
  { what: 'work after a whole check', open: [['check', 60]], next: ['recall', 80], opens: true },
  {
    what: 'work after a word of doubt',
    open: [['rethink', 6]],
    next: ['reason', 80],
    opens: false,
  },
  {
    what: 'more work after a word of doubt and a sentence',
    open: [
      ['rethink', 6],
      ['reason', 60],
    ],
    next: ['reason', 80],
    opens: true,
  },
  { what: 'a remark after a turn', open: [['rethink', 60]], next: ['reason', 12], opens: false },
  {
    what: 'another idea, whatever its kind',
    open: [['reason', 80]],
    next: ['reason', 80],
    switches: true,
    opens: true,
  },
  {
    what: 'a paragraph of another kind',
    open: [['reason', 80]],
    next: ['check', 80],
    shape: paragraph,
    opens: true,
  },
  {
    what: 'a paragraph of the same kind',
    open: [['reason', 80]],
    next: ['reason', 80],
    shape: paragraph,
    opens: false,
  },
  {
    what: 'a paragraph after a long one',
    open: [['reason', 280]],
    next: ['reason', 80],
    shape: paragraph,
    opens: true,
  },
  { what: 'a heading', open: [['reason', 80]], next: ['reason', 20], shape: heading, opens: true },
  {
    what: 'what stands under a heading',
    open: [['reason', 20]],
    next: ['plan', 200],
    shape: paragraph,
    previous: heading,
    opens: false,
  },
  {
    what: 'the rest of a code block',
    open: [['answer', 400]],
    next: ['reason', 200],
    shape: code,
    opens: false,
  },
  {
    what: 'what would make the step too long',
    open: [['reason', 880]],
    next: ['reason', 80],
    opens: true,
  },
  {
    what: 'a ninth sentence',
    open: Array<readonly [StepKind, number]>(8).fill(['reason', 30]),
    next: ['reason', 30],
    opens: true,
  },
  {
    what: 'a short ninth sentence',
    open: Array<readonly [StepKind, number]>(8).fill(['reason', 30]),
    next: ['reason', 12],
    opens: false,
  },
  {
    what: 'a thirteenth sentence, however short',
    open: Array<readonly [StepKind, number]>(12).fill(['reason', 12]),
    next: ['reason', 12],
    opens: true,
  },
];

describe('opensStep', () => {
  for (const {
    what,
    open,
    next,
    shape = prose,
    previous = prose,
    switches = false,
    opens,
  } of cases) {
    it(`${opens ? 'starts a step at' : 'keeps in the step'} ${what}`, () => {
      const all = spans(...open, next);
      const last = all.pop();
      assert.ok(last !== undefined);
      assert.equal(opensStep(all, last, shape, previous, switches), opens);
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
});
