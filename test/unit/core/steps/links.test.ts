import assert from 'node:assert/strict';
import { findLinks } from '../../../../src/core/steps/links';
import type { StepKind } from '../../../../src/core/steps/model';

/** `~` before a kind: the step opens with a turn ("alternatively"). */
type Marked = StepKind | `~${StepKind}`;

const cases: readonly {
  readonly what: string;
  readonly steps: readonly Marked[];
  readonly links: readonly string[];
}[] = [
  {
    what: 'a turn to the plan it leaves',
    steps: ['plan', 'reason', 'plan', 'reason', 'reason', '~rethink'],
    links: ['5 backtrack 2'],
  },
  {
    what: 'a turn to the alternative before it',
    steps: ['plan', 'reason', '~rethink', 'reason', '~rethink'],
    links: ['2 backtrack 0', '4 backtrack 2'],
  },
  {
    what: 'a doubt to the step before it',
    steps: ['plan', 'reason', 'rethink'],
    links: ['2 backtrack 1'],
  },
  {
    what: 'only the first of a run of doubts',
    steps: ['reason', 'rethink', 'rethink'],
    links: ['1 backtrack 0'],
  },
  { what: 'nothing from the first step', steps: ['rethink'], links: [] },
  {
    what: 'a check to the nearest step that is no plan',
    steps: ['recall', 'reason', 'plan', 'check', 'check'],
    links: ['3 check 1', '4 check 3'],
  },
  {
    what: 'a conclusion to what it rests on',
    steps: ['setup', 'reason', 'plan', 'result', 'rethink', 'answer'],
    links: ['3 support 1', '4 backtrack 3', '5 support 3'],
  },
  { what: 'no conclusion to nothing', steps: ['setup', 'answer'], links: [] },
];

describe('findLinks', () => {
  for (const { what, steps, links } of cases) {
    it(`links ${what}`, () => {
      const kinds = steps.map((s) => s.replace('~', '') as StepKind);
      const found = findLinks(
        kinds.map((kind) => ({ kind, spans: [{ start: 0, end: 1, kind, confidence: 1 }] })),
        steps.map((s) => ({ switches: s.startsWith('~') })),
      );
      assert.deepEqual(
        found.map((l) => `${l.from} ${l.kind} ${l.to}`),
        links,
      );
    });
  }
});
