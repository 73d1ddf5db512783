import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { trialEfforts, type EffortRun } from '../../../../src/core/trial/trialEfforts';

describe('advice on effort', () => {
  const run = (
    effort: string | null,
    id: number,
    right: boolean,
    more: Partial<EffortRun> = {},
  ): EffortRun => ({
    ...{ model: 'o4-mini', effort, case: String(id), right, afterAnswer: 0.3 },
    ...{
      reasoningTokens: effort === 'low' ? 300 : 2_000,
      costUsd: effort === 'low' ? 0.001 : 0.009,
    },
    ...more,
  });

  it('says in how many of the cases the least effort would have been enough', () => {
    const runs = Array.from({ length: 45 }, (_, i) => [
      run('high', i, i < 40),
      run('low', i, i < 34),
      run('medium', i, true),
    ]).flat();
    const [advice] = trialEfforts(runs);
    assert.deepEqual(
      advice?.efforts.map((e) => e.effort),
      ['low', 'medium', 'high'],
    );
    assert.equal(
      inEnglish(advice.sentences[0]!),
      'o4-mini: low would have been enough in 34 of the 40 cases that high got right, for $0.0080 less a call.',
    );
    assert.match(
      inEnglish(advice.sentences[1]!),
      /o4-mini at low: 30 % of the reasoning came after the answer stood there \(45 runs\)/,
    );
  });

  it('says nothing of few cases, of one effort, and of models that do not reason', () => {
    assert.equal(trialEfforts([run('high', 1, true), run('low', 1, true)])[0]?.enough, null);
    assert.deepEqual(
      trialEfforts([run(null, 1, true, { reasoningTokens: 0, afterAnswer: null })]),
      [],
    );
  });
});
