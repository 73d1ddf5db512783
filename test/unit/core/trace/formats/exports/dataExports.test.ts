import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf } from '../../openFixture';

describe('ChatGPT data exports', () => {
  const node = (
    id: string,
    parent: string | null,
    children: readonly string[],
    message: object | null,
  ) => [id, { id, parent, children, message }] as const;
  const said = (role: string, content: object, more: object = {}) => ({
    id: `m-${role}`,
    author: { role },
    create_time: 1_760_000_000.5,
    content,
    recipient: 'all',
    metadata: { model_slug: 'o3' },
    ...more,
  });

  it('read thoughts, tools and answer of the branch that was shown last as one trace', async () => {
    const conversation = {
      title: 'Cube',
      conversation_id: 'c',
      current_node: 'f',
      mapping: Object.fromEntries([
        node('root', null, ['a'], null),
        node(
          'a',
          'root',
          ['old', 'b'],
          said('user', { content_type: 'text', parts: ['Volume of a cube of 3?'] }),
        ),
        node('old', 'a', [], said('assistant', { content_type: 'text', parts: ['9'] })),
        node(
          'b',
          'a',
          ['c'],
          said('assistant', {
            content_type: 'thoughts',
            thoughts: [
              { summary: 'Cubing', content: 'Three times three times three.', finished: true },
            ],
          }),
        ),
        node(
          'c',
          'b',
          ['d'],
          said('assistant', { content_type: 'code', text: '3**3' }, { recipient: 'python' }),
        ),
        node('d', 'c', ['e'], said('tool', { content_type: 'execution_output', text: '27' })),
        node(
          'e',
          'd',
          ['f'],
          said('assistant', { content_type: 'reasoning_recap', content: 'Thought for 4s' }),
        ),
        node('f', 'e', [], said('assistant', { content_type: 'text', parts: ['27'] })),
      ]),
    };
    const { format, traces } = await openJson([conversation], 'conversations.json');
    assert.equal(format, 'chatgpt-export');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: Cubing\n\nThree times three times three.',
        'call python: 3**3',
        'result: 27',
        'answer: 27',
      ],
    ]);
    assert.deepEqual(
      [traces[0]?.model, promptOf(traces[0])],
      ['o3', ['user: Volume of a cube of 3?']],
    );
  });

  it('are read from an archive in Markdown, whose bodies are those of the export', async () => {
    const said = (who: string, second: number, body: unknown) =>
      `## ${who} (2025-08-23T19:56:0${second}.123456+00:00)\n\n${typeof body === 'string' ? body : JSON.stringify(body).replaceAll('":', '": ')}\n\n`;
    const thought = {
      content_type: 'thoughts',
      thoughts: [{ summary: 'Plan', content: 'Add up.' }],
    };
    const text = [
      '# Sums\n\n- Created: 2025-08-23T19:50:00+00:00\n\n',
      said('You', 0, { content_type: 'user_editable_context', user_profile: 'A cook.' }),
      said('You', 1, 'What is 2 + 2?'),
      said('ChatGPT', 3, thought),
      said('ChatGPT', 2, { content_type: 'code', language: 'unknown', text: 'search 2+2' }),
      said('ChatGPT', 4, { content_type: 'reasoning_recap', content: 'Thought for 4s' }),
      said('ChatGPT', 5, 'It is **4**.\n\n## Steps\n\n1. Add.'),
      said('You', 6, 'Thanks'),
      said('ChatGPT', 7, 'You are welcome.'),
    ].join('');
    const { format, traces } = await open('sums.md', text);
    assert.equal(format, 'chatgpt-export');
    assert.deepEqual(
      traces.map((trace) => [promptOf(trace), outline(trace)]),
      [
        [
          ['user: What is 2 + 2?'],
          [
            'summary reasoning: Plan\n\nAdd up.',
            'call : search 2+2',
            'answer: It is **4**.\n\n## Steps\n\n1. Add.',
          ],
        ],
        [['user: Thanks'], ['answer: You are welcome.']],
      ],
    );
    assert.equal(traces[0]?.timing.startedAt, Date.parse('2025-08-23T19:56:03.123Z'));
  });

  it('are not read from a chat in Markdown without such a body', async () => {
    const head = (who: string) => `## ${who} (2025-08-23T19:56:00+00:00)\n\n`;
    const text = `${head('You')}Hi\n\n${head('ChatGPT')}Hello\n`;
    await assert.rejects(open('plain.md', text));
  });

  it('show empty thoughts as hidden and survive a loop in the tree', async () => {
    const { traces } = await openJson([
      {
        conversation_id: 'c',
        current_node: 'b',
        mapping: {
          a: { parent: 'b', message: said('user', { content_type: 'text', parts: ['Hi'] }) },
          b: {
            parent: 'a',
            message: said('assistant', { content_type: 'thoughts', thoughts: [] }),
          },
        },
      },
    ]);
    assert.equal(traces[0]?.fidelity, 'hidden');
  });
});

describe('Claude data exports', () => {
  it('read blocks with their times', async () => {
    const { format, traces } = await openJson([
      {
        uuid: 'c',
        name: 'Chat',
        chat_messages: [
          {
            uuid: 'h',
            sender: 'human',
            text: 'Hi',
            content: [{ type: 'text', text: 'Hi' }],
            created_at: '2026-02-01T10:00:00Z',
          },
          {
            uuid: 'a',
            sender: 'assistant',
            text: 'Hello',
            created_at: '2026-02-01T10:00:05Z',
            content: [
              {
                type: 'thinking',
                thinking: 'Greet.',
                start_timestamp: '2026-02-01T10:00:01Z',
                stop_timestamp: '2026-02-01T10:00:03Z',
              },
              { type: 'token_budget' },
              {
                type: 'text',
                text: 'Hello',
                start_timestamp: '2026-02-01T10:00:03Z',
                stop_timestamp: '2026-02-01T10:00:04Z',
              },
            ],
          },
          {
            uuid: 'old',
            sender: 'assistant',
            text: 'Only text',
            content: [],
            created_at: '2026-02-01T10:01:00Z',
          },
        ],
      },
    ]);
    assert.equal(format, 'claude-export');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['answer: Only text'],
    ]);
    assert.equal(traces[0]?.timing.durationMs, 3000);
    assert.equal(traces[0].segments[0]?.durationMs, 2000);
  });
});
