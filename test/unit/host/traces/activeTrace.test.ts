import assert from 'node:assert/strict';
import { STEP_KINDS } from '../../../../src/core/steps/kinds';
import type { StepKind } from '../../../../src/core/steps/model';
import { nextOfKinds } from '../../../../src/host/traces/editor/activeTrace';

const kinds: readonly StepKind[] = ['setup', 'check', 'reason', 'check', 'answer'];
const numbers = Uint8Array.from(kinds, (kind) => STEP_KINDS.indexOf(kind));

describe('nextOfKinds', () => {
  const cases: readonly (readonly [string, StepKind[], number | null, number | null])[] = [
    ['gives the first when nothing is selected', ['check'], null, 1],
    ['gives the first when another kind is selected', ['check'], 2, 1],
    ['gives the next when such a step is selected', ['check'], 1, 3],
    ['goes round after the last', ['check'], 3, 1],
    ['takes any of the kinds', ['reason', 'answer'], 2, 4],
    ['gives nothing when there is none', ['rethink'], null, null],
  ];
  for (const [name, wanted, selected, expected] of cases) {
    it(name, () => assert.equal(nextOfKinds(numbers, wanted, selected), expected));
  }
});
