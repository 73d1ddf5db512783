import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../openFixture';

const HISTORY = [
  '',
  '# aider chat started at 2026-03-04 10:15:00',
  '',
  '> /usr/local/bin/aider --model r1  ',
  '> Main model: deepseek/deepseek-reasoner with diff edit format  ',
  '',
  '#### /add app.py  ',
  '> Added app.py to the chat  ',
  '',
  '#### Why does it print twice?  ',
  '#### Be brief.  ',
  '',
  '--------------',
  '► **THINKING**',
  '',
  'The handler is added twice.',
  '',
  '------------',
  '► **ANSWER**',
  '',
  'Remove the second `addHandler`:',
  '',
  '> quoted by the model',
  '',
  'Then run it again.',
  '',
  '> Tokens: 4.2k sent, 1.5k cache hit, 812 received. Cost: $0.0034 message, $0.0101 session.  ',
  '> Applied edit to app.py  ',
  '',
  '#### thanks  ',
  '',
  'You are welcome.',
  '',
].join('\n');

describe('Aider chat history', () => {
  it('splits at the user’s headings, with thinking, tokens and cost of each reply', async () => {
    const { format, traces } = await open('.aider.chat.history.md', HISTORY);
    assert.equal(format, 'aider-history');
    assert.equal(traces.length, 2);
    const [first, second] = traces;
    assert.match(outline(first)[0] ?? '', /^raw reasoning: \s*The handler is added twice\.\s*$/);
    assert.match(
      outline(first)[1] ?? '',
      /^answer: \s*Remove the second[^]*quoted by the model[^]*run it again\.$/,
    );
    assert.deepEqual(promptOf(first), ['user: Why does it print twice?\nBe brief.']);
    assert.equal(first?.model, 'deepseek/deepseek-reasoner');
    assert.deepEqual(
      [
        first.usage.inputTokens,
        first.usage.outputTokens,
        first.usage.cachedInputTokens,
        first.costUsd,
      ],
      [4200, 812, 1500, 0.0034],
    );
    assert.deepEqual(outline(second), ['answer: You are welcome.']);
    assert.equal(second?.usage.outputTokens, null);
  });
});
