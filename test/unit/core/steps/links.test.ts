import assert from 'node:assert/strict';
import { findLinks } from '../../../../src/core/steps/links';
import type { StepKind } from '../../../../src/core/steps/model';

const cases: readonly {
  readonly what: string;
  readonly kinds: readonly StepKind[];
  readonly links: readonly string[];
}[] = [
  {
    what: 'a backtrack to the nearest plan before it',
    kinds: ['plan', 'reason', 'plan', 'reason', 'rethink'],
    links: ['4 backtrack 2'],
  },
  {
    what: 'only the first step of a run of rethinking',
    kinds: ['plan', 'reason', 'rethink', 'rethink'],
    links: ['2 backtrack 0'],
  },
  { what: 'no backtrack where nothing was planned', kinds: ['setup', 'rethink'], links: [] },
  {
    what: 'a check to the nearest work',
    kinds: ['recall', 'reason', 'plan', 'check', 'check'],
    links: ['3 check 1', '4 check 1'],
  },
  {
    what: 'a check to a conclusion that is nearer than the work',
    kinds: ['reason', 'result', 'check'],
    links: ['1 support 0', '2 check 1'],
  },
  {
    what: 'a conclusion to the one before it',
    kinds: ['reason', 'result', 'reason', 'answer'],
    links: ['1 support 0', '3 support 1'],
  },
];

describe('findLinks', () => {
  for (const { what, kinds, links } of cases) {
    it(`links ${what}`, () => {
      const found = findLinks(kinds.map((kind) => ({ kind })));
      assert.deepEqual(
        found.map((l) => `${l.from} ${l.kind} ${l.to}`),
        links,
      );
    });
  }
});
