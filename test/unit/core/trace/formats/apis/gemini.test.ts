import assert from 'node:assert/strict';
import { answerText } from '../../../../../../src/core/model/trace';
import { open, openJson, openLines, outline, sse } from '../../openFixture';

describe('a Gemini response', () => {
  const chunk = (parts: readonly object[], more: object = {}) => ({
    candidates: [{ content: { role: 'model', parts }, index: 0 }],
    modelVersion: 'gemini-2.5-pro',
    responseId: 'r1',
    ...more,
  });
  const counted = {
    usageMetadata: {
      promptTokenCount: 44,
      candidatesTokenCount: 551,
      thoughtsTokenCount: 1_116,
      cachedContentTokenCount: 8,
      totalTokenCount: 1_711,
    },
  };
  const parts = [{ text: 'a', thought: true }, { text: 'b' }];

  it('holds thoughts as a summary, counted beside the candidates', async () => {
    const { format, traces } = await openJson(chunk(parts, counted));
    assert.equal(format, 'gemini');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: a', 'answer: b']);
    assert.equal(traces[0]?.usage.outputTokens, 1_667);
    assert.equal(traces[0].usage.reasoningTokens, 1_116);
    assert.match(traces[0].usage.note ?? '', /beside the candidates/);
  });

  const chunks = [
    chunk([{ text: 'a', thought: true }]),
    chunk([{ text: 'b', thought: true }], {
      usageMetadata: { promptTokenCount: 1, thoughtsTokenCount: 5 },
    }),
    chunk([{ text: 'c' }]),
    chunk([{ functionCall: { name: 'f', args: { x: 1 } }, thoughtSignature: 's' }]),
    { ...chunk([{ text: '', thoughtSignature: 's' }], counted) },
  ];
  const folded = ['summary reasoning: ab', 'answer: c', 'call f: {"x":1}'];
  const carriers: readonly (readonly [string, () => ReturnType<typeof open>])[] = [
    ['events', () => open('s.sse', sse(...chunks))],
    ['lines', () => openLines(...chunks)],
    ['an array', () => openJson(chunks)],
  ];
  for (const [name, opened] of carriers) {
    it(`is one trace when it was streamed as ${name}`, async () => {
      const { traces } = await opened();
      assert.deepEqual(traces.map(outline), [folded]);
      assert.equal(traces[0]?.usage.reasoningTokens, 1_116);
    });
  }

  it('is told apart from the next one by its id', async () => {
    const { traces } = await openLines(chunk(parts), { ...chunk(parts), responseId: 'r2' });
    assert.deepEqual(
      traces.map((t) => t.id),
      ['r1', 'r2'],
    );
  });

  /** A body as clients log it that leave the id out. */
  const unnamed = (text: string, counts: object, finishReason?: string) => ({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason }],
    usageMetadata: counts,
    modelVersion: 'gemini-2.5-pro',
  });
  const counts = (prompt: number, thoughts: number, answer: number) => ({
    promptTokenCount: prompt,
    thoughtsTokenCount: thoughts,
    candidatesTokenCount: answer,
  });
  const withoutIds: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    [
      'whole responses to different prompts are told apart',
      [
        unnamed('A1', counts(10, 100, 1), 'STOP'),
        unnamed('B2', counts(20, 200, 2), 'STOP'),
        unnamed('C3', counts(30, 300, 3), 'STOP'),
      ],
      ['A1', 'B2', 'C3'],
    ],
    [
      'whole responses to one prompt are told apart',
      [
        unnamed('A', counts(10, 100, 1), 'STOP'),
        unnamed('B', counts(10, 90, 2), 'STOP'),
        unnamed('C', counts(10, 90, 2), 'STOP'),
        unnamed('D', { promptTokenCount: 10, candidatesTokenCount: 3 }, 'STOP'),
      ],
      ['A', 'B', 'C', 'D'],
    ],
    [
      'the chunks of two streams are two responses',
      [
        unnamed('A', counts(10, 100, 1)),
        unnamed('1', counts(10, 100, 2), 'STOP'),
        unnamed('B', counts(20, 50, 1)),
        unnamed('2', counts(20, 50, 2), 'STOP'),
      ],
      ['A1', 'B2'],
    ],
    [
      'chunks that each have a finish reason and grow are one response',
      [1, 2, 3].map((n) =>
        unnamed(`${n}`, { promptTokenCount: 10, candidatesTokenCount: n }, 'STOP'),
      ),
      ['123'],
    ],
    [
      'counts that follow the finish belong to it',
      [
        unnamed('A', counts(10, 100, 1), 'STOP'),
        { usageMetadata: counts(10, 100, 1), modelVersion: 'gemini-2.5-pro', candidates: [] },
      ],
      ['A'],
    ],
  ];
  for (const [name, bodies, answers] of withoutIds) {
    it(`without an id: ${name}`, async () => {
      const { traces } = await openLines(...bodies);
      assert.deepEqual(traces.map(answerText), answers);
    });
  }

  it('is read from a dump in snake_case', async () => {
    const { traces } = await openJson({
      candidates: [{ content: { parts: [{ text: 'b' }] }, finish_reason: 'STOP' }],
      usage_metadata: {
        prompt_token_count: 2,
        candidates_token_count: 3,
        thoughts_token_count: 40,
      },
      model_version: 'gemini-2.5-flash',
      response_id: 'r1',
    });
    assert.equal(traces[0]?.fidelity, 'hidden');
    assert.equal(traces[0].usage.outputTokens, 43);
  });

  it('that met its limit while thinking has no parts', async () => {
    const { traces } = await openJson({
      candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
      usageMetadata: { promptTokenCount: 4, thoughtsTokenCount: 60, totalTokenCount: 64 },
      modelVersion: 'gemini-2.5-pro',
    });
    assert.deepEqual(
      [traces[0]?.finishReason, traces[0]?.truncated, traces[0]?.fidelity],
      ['MAX_TOKENS', true, 'hidden'],
    );
  });

  it('has one call when its arguments were streamed in pieces', async () => {
    const call = (functionCall: object) => chunk([{ functionCall }]);
    const piece = (jsonPath: string, value: object, willContinue = false) =>
      call({ partialArgs: [{ jsonPath, ...value, willContinue }], willContinue: true });
    const { traces } = await openLines(
      chunk([{ text: 'a', thought: true }]),
      call({ name: 'cook', willContinue: true }),
      piece('$.steps[0].text', { stringValue: 'Boil ' }, true),
      piece('$.steps[0].text', { stringValue: 'water' }),
      piece('$.steps[0].minutes', { numberValue: 9 }),
      piece('$.hot', { boolValue: true }),
      call({}),
      chunk([{ functionCall: { name: 'serve', args: { n: 2 } } }], counted),
    );
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: a',
      'call cook: {"steps":[{"text":"Boil water","minutes":9}],"hot":true}',
      'call serve: {"n":2}',
    ]);
  });
});
