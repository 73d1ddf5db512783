import assert from 'node:assert/strict';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { answerText, reasoningText } from '../../../../../../src/core/model/trace';
import { open } from '../../openFixture';

const MODEL = 'anthropic/claude-sonnet-4-5';

const messages = (total: number): readonly object[] => [
  { id: 'a', role: 'system', content: 'You fix bugs.' },
  { id: 'b', role: 'user', content: `Why is total ${total} wrong?`, source: 'input' },
  {
    id: `c${total}`,
    role: 'assistant',
    source: 'generate',
    content: [
      { type: 'reasoning', reasoning: 'It is rounded twice.', redacted: false },
      { type: 'text', text: 'I look.' },
    ],
    tool_calls: [
      { id: 't1', function: 'bash', arguments: { cmd: 'cat total.py' }, type: 'function' },
    ],
  },
  { id: 'd', role: 'tool', content: 'round(round(x))', tool_call_id: 't1', function: 'bash' },
  { id: `e${total}`, role: 'assistant', content: 'Remove one round.' },
];

const table = (columns: Readonly<Record<string, readonly unknown[]>>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, data]) => ({ name, data: [...data] })),
    }),
  );

describe('Inspect Scout', () => {
  it('keeps a transcript a row, with its model, effort, tools and outcome', async () => {
    const { format, traces } = await open(
      'transcripts.parquet',
      table({
        transcript_id: ['one', 'two'],
        source_type: ['eval_log', 'eval_log'],
        task_repeat: [1, 2],
        model: [MODEL, MODEL],
        model_options: ['{"reasoning_effort":"high"}', '{}'],
        score: ['"I"', '"C"'],
        messages: [JSON.stringify(messages(1)), JSON.stringify(messages(2))],
        events: ['[]', '[]'],
      }),
    );
    assert.equal(format, 'inspect-scout');
    assert.deepEqual(
      traces.map((t) => [
        t.id,
        t.model,
        t.effort,
        reasoningText(t),
        answerText(t),
        t.outcome?.correct,
      ]),
      [
        ['c1', MODEL, 'high', 'It is rounded twice.', 'I look.', undefined],
        ['e1', MODEL, 'high', '', 'Remove one round.', false],
        ['c2', MODEL, null, 'It is rounded twice.', 'I look.', undefined],
        ['e2', MODEL, null, '', 'Remove one round.', true],
      ],
    );
    assert.equal(traces[0]!.prompt?.at(-1)?.text, 'Why is total 1 wrong?');
    assert.equal(traces[0]!.segments.filter(({ kind }) => kind === 'toolCall').length, 1);
  });

  it('keeps in its results the transcript that was looked at', async () => {
    const { format, traces } = await open(
      'deception.parquet',
      table({
        transcript_id: ['one'],
        transcript_model: [MODEL],
        scanner_name: ['deception'],
        input_type: ['transcript'],
        input: [JSON.stringify({ transcript_id: 'one', messages: messages(1), events: [] })],
        value: ['false'],
        explanation: ['It is honest.'],
      }),
    );
    assert.equal(format, 'inspect-scout');
    assert.deepEqual(
      traces.map((t) => [t.model, t.outcome ?? null]),
      [
        [MODEL, null],
        [MODEL, null],
      ],
    );
  });
});
