import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const user = (content: string) => ({ role: 'user', content });
const answer = (n: string, more: object = {}) => ({
  role: 'assistant',
  content: `<think>t${n}</think>a${n}`,
  ...more,
});
const read = (n: string) => [`raw reasoning: t${n}`, `answer: a${n}`];

describe('chats of two messages each', () => {
  const pairs = [
    [user('Q'), answer('1', { id: 'm1', model: 'qwq-32b' })],
    [{ role: 'system', content: 'S' }, answer('2', { id: 'm2', model: 'deepseek-r1' })],
  ];

  it('are chats and no pairs of texts', async () => {
    const { traces } = await openJson(pairs);
    assert.deepEqual(
      traces.map((trace) => [trace.id, trace.model, promptOf(trace)]),
      [
        ['m1', 'qwq-32b', ['user: Q']],
        ['m2', 'deepseek-r1', ['system: S']],
      ],
    );
  });

  it('are the rounds of one where a document holds them', async () => {
    const { traces } = await openJson({ messages: pairs });
    assert.deepEqual(
      traces.map((trace) => [trace.model, outline(trace)]),
      [
        ['qwq-32b', read('1')],
        ['deepseek-r1', read('2')],
      ],
    );
  });
});

describe('rows of several chats', () => {
  it('are told apart by numbers too, whatever the head of the file says', async () => {
    for (const [one, other] of [
      [1, 2],
      ['a', 'b'],
    ] as const) {
      const { traces } = await openLines(
        { type: 'meta', note: 'export of 2 chats' },
        { session_id: one, ...user('Q1') },
        { session_id: other, ...user('Q2') },
        { session_id: one, ...answer('1') },
        { session_id: other, ...answer('2') },
      );
      assert.deepEqual(
        traces.map((trace) => [promptOf(trace), outline(trace)]),
        [
          [['user: Q1'], read('1')],
          [['user: Q2'], read('2')],
        ],
      );
    }
  });
});

describe('chats that are written down as they grow', () => {
  const first = [user('Q1'), answer('1')];
  const grown = [...first, user('Q2'), answer('2')];

  for (const [where, open] of [
    ['a line each', () => openLines(first, grown, [user('Q3'), answer('3')])],
    ['in a list', () => openJson([first, grown, [user('Q3'), answer('3')]])],
  ] as const) {
    it(`count once: ${where}`, async () => {
      const { traces } = await open();
      assert.deepEqual(traces.map(outline), [read('1'), read('2'), read('3')]);
    });
  }

  it('are not the same where one begins another way', async () => {
    const { traces } = await openLines(
      [{ role: 'system', content: 'S' }, user('Q1'), answer('1')],
      [user('Q1'), answer('2'), user('Q2'), answer('3')],
    );
    assert.deepEqual(traces.map(promptOf), [['system: S', 'user: Q1'], ['user: Q1'], ['user: Q2']]);
  });
});

describe('a document with a list of chats for each user', () => {
  it('has the chats of all, each once', async () => {
    const chat = (n: string, more: object = {}) => ({
      messages: [user(`Q${n}`), answer(n)],
      ...more,
    });
    const named = await openJson({ alice: [chat('1')], bob: [chat('2')] });
    assert.deepEqual(named.traces.map(outline), [read('1'), read('2')]);
    const shown = await openJson({
      all: [chat('1', { id: 'x' }), chat('2', { id: 'y' })],
      last: [chat('2', { id: 'y' })],
    });
    assert.deepEqual(shown.traces.map(outline), [read('1'), read('2')]);
  });
});
