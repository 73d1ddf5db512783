import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

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

  it('reads every reply after a heading, with its thinking in tags, tokens and cost', async () => {
    const reply = (thought: string, words: string, tokens: string) => [
      '<thinking-content-0123456789abcdef0123456789abcdef>',
      '',
      thought,
      '',
      '</thinking-content-0123456789abcdef0123456789abcdef>',
      '',
      words,
      '',
      `> Tokens: ${tokens} session.  `,
    ];
    const history = [
      '# aider chat started at 2026-03-04 10:15:00',
      '',
      '> Model: openrouter/deepseek/deepseek-r1 with diff edit format  ',
      '',
      '#### Add tests  ',
      '',
      ...reply(
        'Look at the file.',
        'Here they are.',
        '8k sent, 1k received. Cost: $0.50 message, $0.50',
      ),
      '> Attempt to fix lint errors? (Y)es/(N)o [Yes]: y  ',
      '',
      ...reply(
        'Two blank lines.',
        'One is gone.',
        '9k sent, 587 received. Cost: $0.25 message, $0.75',
      ),
      '> Running pytest  ',
      'All passed.',
    ].join('\n');
    const { traces } = await open('.aider.chat.history.md', history);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \n\nLook at the file.\n\n', 'answer: \n\nHere they are.'],
      ['raw reasoning: \n\nTwo blank lines.\n\n', 'answer: \n\nOne is gone.'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Add tests'], ['user: Add tests']]);
    assert.deepEqual(
      traces.map(({ usage, costUsd }) => [usage.inputTokens, usage.outputTokens, costUsd]),
      [
        [8000, 1000, 0.5],
        [9000, 587, 0.25],
      ],
    );
  });

  it('takes blank lines of a message for its words, and a heading of a reply for the reply’s', async () => {
    const history = [
      '# aider chat started at 2026-03-04 10:15:00',
      '',
      '#### Make it red.  ',
      '####   ',
      '#### Only the theme.  ',
      '',
      'I change two files:',
      '',
      '#### theme.css',
      '',
      'Done.',
      '',
      '> Tokens: 1k sent, 30 received. Cost: $0.01 message, $0.01 session.  ',
      '',
    ].join('\n');
    const { traces } = await open('.aider.chat.history.md', history);
    assert.equal(traces.length, 1);
    assert.deepEqual(promptOf(traces[0]), ['user: Make it red.\n\nOnly the theme.']);
    assert.match(outline(traces[0])[0] ?? '', /theme\.css\n\nDone\.$/);
    const trimmed = await open('.aider.chat.history.md', history.replace(/ +$/gm, ''));
    assert.deepEqual(promptOf(trimmed.traces[0]), ['user: Make it red.\n\nOnly the theme.']);
  });
});
