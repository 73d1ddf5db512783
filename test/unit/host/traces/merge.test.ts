import assert from 'node:assert/strict';
import type { Correction } from '../../../../src/core/steps/corrections/corrections';
import type { ModelLabels } from '../../../../src/core/steps/corrections/modelLabels';
import { mergeCorrections } from '../../../../src/host/traces/sidecar/merge';

const note = (text: string): Correction => ({ op: 'note', step: 'aaaa', text });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(note) as [
  Correction,
  Correction,
  Correction,
  Correction,
];

describe('mergeCorrections', () => {
  const cases: readonly (readonly [
    string,
    Correction[],
    Correction[],
    Correction[],
    Correction[],
  ])[] = [
    ['adds what is new here', [a], [a, b], [a], [a, b]],
    ["keeps another window's before what is new here", [a], [a, b], [a, c], [a, c, b]],
    ['takes back here what the other window still has', [a, b], [a], [a, b, c], [a, c]],
    ['does not bring back what the other window took back', [a, b], [a, b, c], [a], [a, c]],
    ['replaces the last by another', [a, b], [a, d], [a, b], [a, d]],
    ['starts from nothing', [], [a], [], [a]],
  ];
  for (const [name, base, mine, theirs, expected] of cases) {
    it(name, () => assert.deepEqual(mergeCorrections(base, mine, theirs), expected));
  }

  it('knows a correction again whose keys stand in another order on disk', () => {
    const turned = ({ op, ...rest }: Correction): Correction =>
      Object.fromEntries([...Object.entries(rest).reverse(), ['op', op]]) as unknown as Correction;
    const run: ModelLabels = {
      op: 'labels',
      model: 'm',
      at: '2026-11-30T10:00:00.000Z',
      via: 'h',
      codebook: 2,
      costUsd: null,
      pieces: [{ steps: [['aaaa', 'aaab', 'plan', null]], phases: [], goesOn: true }],
    };
    const grown: Correction = { ...run, pieces: [...run.pieces, ...run.pieces] };
    assert.deepEqual(mergeCorrections([run], [grown], [turned(run)]), [grown]);
    assert.deepEqual(mergeCorrections([run], [], [turned(run)]), []);
  });
});
