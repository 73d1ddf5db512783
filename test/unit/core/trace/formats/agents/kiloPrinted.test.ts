import assert from 'node:assert/strict';
import { open, openLines, outline, promptOf } from '../../openFixture';

describe('messages that Kilo’s command line prints', () => {
  const START = 1_770_000_000_000;
  const printed = (second: number, say: string, fields: object, type = 'say') => ({
    timestamp: START + second * 1000,
    source: 'extension',
    type,
    [type]: say,
    ...fields,
  });
  const run = [
    { timestamp: START, source: 'cli', id: 'msg-1', type: 'welcome', content: '' },
    printed(1, 'text', { images: [], content: 'How many tables?' }),
    printed(2, 'api_req_started', { metadata: { apiProtocol: 'openai' } }),
    printed(3, 'reasoning', { partial: true, content: 'I need' }),
    printed(3, 'reasoning', { partial: true, content: 'I need to' }),
    printed(3, 'reasoning', { partial: false, content: 'I need to count.' }),
    printed(4, 'tool', { partial: false, metadata: { tool: 'readFile', path: 'a.sql' } }, 'ask'),
    printed(5, 'text', { partial: true, content: 'There' }),
    printed(5, 'text', { partial: false, content: 'There are 4.' }),
    printed(5, 'text', { partial: true, content: 'There are' }),
    printed(2, 'api_req_started', { metadata: { tokensIn: 5_200, tokensOut: 77, cost: 0.25 } }),
    printed(6, 'completion_result', { partial: false, content: 'There are 4.' }, 'ask'),
    printed(7, 'reasoning', { partial: true, content: 'Anything' }),
    printed(7, 'reasoning', { partial: true, content: 'Anything else?' }),
  ];
  const call = 'call readFile: {"tool":"readFile","path":"a.sql"}';
  const said = [
    'raw reasoning: I need to count.',
    call,
    'answer: There are 4.',
    'raw reasoning: Anything else?',
  ];

  it('are read once, as they were last', async () => {
    const { format, traces } = await openLines(...run);
    assert.equal(format, 'cline-ui');
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [said],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: How many tables?']);
    assert.deepEqual([traces[0]?.usage.outputTokens, traces[0]?.costUsd], [77, 0.25]);
  });

  it('are found behind what moves the cursor and names the window', async () => {
    const lines = run.map((message, i) => {
      const before =
        i === 0 ? '\u001b]0;Kilo Code - shop\u0007' : '\u001b[2K\u001b[1A\u001b[2K\u001b[G';
      return `${before}${JSON.stringify(message)}\n`;
    });
    const { traces } = await open('run.jsonl', lines.join(''));
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [said],
    );
  });
});
