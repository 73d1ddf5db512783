import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { openJson } from './openFixture';

const completion = (usage: object, more: object = {}, words = 'Done.') =>
  openJson({
    id: 'x',
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', reasoning_content: 'Hm.', content: words },
      },
    ],
    usage,
    ...more,
  });

describe('recorded figures that cannot be', () => {
  it('are unknown, with what was recorded in a problem', async () => {
    const { traces } = await completion({ prompt_tokens: 9, completion_tokens: 4e12, cost: -0.5 });
    const trace = traces[0]!;
    assert.deepEqual(
      [trace.costUsd, trace.usage.outputTokens, trace.usage.inputTokens],
      [null, null, 9],
    );
    const messages = trace.problems.map((p) => inEnglish(p.message));
    assert.ok(
      messages.some((m) => m.includes('cost') && m.includes('-0.5')),
      messages.join(),
    );
    assert.ok(messages.some((m) => m.includes('output tokens') && m.includes('4000000000000')));
  });

  it('include a time in the future, but not one of yesterday', async () => {
    const now = Math.floor(Date.now() / 1000);
    const usage = { prompt_tokens: 9, completion_tokens: 4 };
    const [future] = (await completion(usage, { created: now + 400 * 86_400 })).traces;
    assert.equal(future?.timing.startedAt, null);
    assert.equal(future.problems.length, 1);
    const [past] = (await completion(usage, { created: now - 86_400 })).traces;
    assert.equal(past?.timing.startedAt, (now - 86_400) * 1000);
    assert.equal(past.problems.length, 0);
  });

  it('leave an output count too small for its text as a lower bound', async () => {
    const words = 'Once upon a time there was a swamp. '.repeat(200);
    const [trace] = (await completion({ prompt_tokens: 9, completion_tokens: 5 }, {}, words))
      .traces;
    assert.deepEqual([trace?.usage.outputTokens, trace?.usage.outputBound], [5, 'at-least']);
    const blank = 'x' + ' '.repeat(5_000);
    const [spaces] = (await completion({ prompt_tokens: 9, completion_tokens: 5 }, {}, blank))
      .traces;
    assert.equal(spaces?.usage.outputBound, 'exact');
  });
});
