import assert from 'node:assert/strict';
import { corpusReport } from '../../../../src/core/corpus/report';
import { corpusRow } from '../../../../src/core/corpus/row';
import { openJson } from '../trace/openFixture';

/** The row of one Chat Completions answer with this reasoning and these recorded counts. */
async function rowOf(message: object, usage: object) {
  const { traces } = await openJson({
    object: 'chat.completion',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: '42', ...message } }],
    usage: { prompt_tokens: 5, completion_tokens: 900, ...usage },
  });
  return corpusRow('a.json', traces[0]!);
}

const hidden = () => rowOf({}, { completion_tokens_details: { reasoning_tokens: 800 } });
const raw = () =>
  rowOf({ reasoning_content: 'Six sevens. Wait, is it six? Yes, so it is 42.' }, {});
const none = () => rowOf({}, { completion_tokens_details: { reasoning_tokens: 0 } });

describe('a row of the corpus', () => {
  it('does not know of loops and backtracks in reasoning that is hidden', async () => {
    const row = await hidden();
    assert.deepEqual(
      [row.fidelity, row.looping, row.backtracks, row.verificationShare],
      ['hidden', null, null, null],
    );
    assert.deepEqual([row.reasoningTokens, row.estimatedReasoningTokens], [800, null]);
  });

  it('estimates the tokens of raw text whose count is not recorded', async () => {
    const row = await raw();
    assert.equal(row.reasoningTokens, null);
    assert.ok(row.estimatedReasoningTokens! > 5 && row.estimatedReasoningTokens! < 1_000);
    assert.equal(row.looping, false);
    assert.equal(typeof row.backtracks, 'number');
  });

  it('has none where there was no reasoning', async () => {
    const row = await none();
    assert.deepEqual([row.fidelity, row.looping, row.backtracks], ['none', false, 0]);
  });

  it('makes a sum of loops only where some can be known', async () => {
    const [a, b, c] = [await hidden(), await raw(), await none()];
    assert.equal(corpusReport([a, c], 'model').all.looping, null);
    assert.equal(corpusReport([a, b], 'model').all.looping, 0);
    assert.equal(corpusReport([c], 'model').all.looping, 0);
  });
});
