import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('promptfoo results', () => {
  const result = (more: object) => ({
    cost: 0,
    latencyMs: 4210,
    gradingResult: { pass: true, score: 1 },
    prompt: { raw: 'Classify: charged twice', label: 'Classify: {{ticket}}' },
    provider: { id: 'openai:chat:o4-mini', label: '' },
    success: true,
    score: 1,
    testIdx: 3,
    promptIdx: 1,
    vars: { ticket: 'charged twice' },
    ...more,
  });
  const usage = (completion: number, reasoning?: number) => ({
    total: completion + 20,
    prompt: 20,
    completion,
    ...(reasoning === undefined ? {} : { completionDetails: { reasoning } }),
  });

  it('of a document have model, effort, counts, time and verdict', async () => {
    const { format, traces } = await openJson({
      evalId: 'e',
      results: {
        version: 3,
        timestamp: '2026-11-20T10:00:00.000Z',
        prompts: [{ raw: 'Classify', label: 'Classify', metrics: {} }],
        results: [
          result({ response: { output: 'billing', tokenUsage: usage(440, 384), cost: 0.002 } }),
          result({
            provider: { id: 'ollama:chat:qwen3:8b' },
            prompt: { raw: JSON.stringify([{ role: 'system', content: 'Be short.' }]) },
            response: { output: { label: 'billing' }, tokenUsage: usage(10), cached: true },
            success: false,
            score: 0.25,
          }),
        ],
      },
      config: {
        providers: [{ id: 'openai:chat:o4-mini', config: { reasoning_effort: 'high' } }],
      },
    });
    assert.equal(format, 'promptfoo');
    const [first, second] = traces;
    assert.equal(first?.model, 'o4-mini');
    assert.equal(first.provider, 'openai');
    assert.equal(first.effort, 'high');
    assert.equal(first.fidelity, 'hidden');
    assert.equal(first.usage.reasoningTokens, 384);
    assert.equal(first.costUsd, 0.002);
    assert.deepEqual(first.timing, {
      startedAt: Date.UTC(2026, 10, 20, 10),
      durationMs: 4210,
      ttftMs: null,
    });
    assert.deepEqual(first.outcome, { correct: true, score: 1, expected: null });
    assert.equal(second?.model, 'qwen3:8b');
    assert.deepEqual(promptOf(second), ['system: Be short.']);
    assert.equal(second.timing.durationMs, null, 'from the cache');
    assert.equal(second.costUsd, null);
    assert.equal(second.outcome?.score, 0.25);
  });

  it('have the reasoning that was printed before the answer', async () => {
    const printed = (output: string, id: string, completion = 100, reasoning?: number) =>
      result({
        provider: { id },
        response: { output, tokenUsage: usage(completion, reasoning) },
      });
    const { traces } = await openLines(
      printed(
        'Thinking: A charge.\n\nTwice.\nSignature: abc=\n\nRedacted Thinking: xyz\n\nIt is\n\nbilling',
        'anthropic:messages:claude-sonnet-4-5',
      ),
      printed(
        'Thinking: One.\n\nTwo.\n\nbilling\n\nand more',
        'deepseek:deepseek-reasoner',
        100,
        30,
      ),
      printed('Thinking: One.\n\nTwo.\n\nbilling', 'deepseek:deepseek-reasoner'),
      printed('Reasoning: **Sorting**\nbilling', 'openai:responses:gpt-5'),
    );
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: A charge.\n\nTwice.',
      'redacted reasoning: ',
      'answer: It is\n\nbilling',
    ]);
    assert.deepEqual(traces[0]?.problems, []);
    assert.deepEqual(outline(traces[1]), [
      'raw reasoning: One.\n\nTwo.',
      'answer: billing\n\nand more',
    ]);
    assert.deepEqual(outline(traces[2]), ['raw reasoning: One.\n\nTwo.', 'answer: billing']);
    assert.match(inEnglish(traces[2]!.problems[0]!.message), /does not mark where/);
    assert.deepEqual(outline(traces[3]), ['summary reasoning: **Sorting**', 'answer: billing']);
  });

  it('have the words of the provider’s own answer where it was kept', async () => {
    const { traces } = await openLines(
      result({
        response: {
          output: 'Thinking: Hm.\n\nyes',
          raw: { choices: [{ message: { content: 'yes', reasoning_content: 'Hm.' } }] },
        },
      }),
    );
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Hm.', 'answer: yes']);
  });

  it('of a failed call tell why, and know neither cost nor verdict', async () => {
    const error = 'API error: 429 Too Many Requests';
    const { traces } = await openLines(
      result({ response: { error }, success: false, provider: 'file://mine.py' }),
    );
    assert.equal(traces[0]?.model, null);
    assert.equal(traces[0].costUsd, null);
    assert.equal(traces[0].outcome, undefined);
    assert.match(inEnglish(traces[0].problems[0]!.message), /429/);
  });
});
