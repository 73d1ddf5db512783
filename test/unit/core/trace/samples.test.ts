import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { answerText, reasoningText } from '../../../../src/core/model/trace';
import { open } from './openFixture';

const FOLDER = 'media/samples';

/** File, format, fidelity, truncated, generations, whether the first one answers. */
const SAMPLES: readonly (readonly [string, string, string, boolean, number, boolean])[] = [
  ['short-success.anthropic.json', 'anthropic-messages', 'raw', false, 1, true],
  ['long-with-backtracks.deepseek.json', 'chat-completions', 'raw', false, 1, true],
  ['overthinking-after-the-answer.qwen.sse', 'chat-completions', 'raw', false, 1, true],
  ['underthinking.openrouter.json', 'chat-completions', 'raw', false, 1, true],
  ['looping-and-truncated.ollama.json', 'ollama', 'raw', true, 1, false],
  ['hidden-reasoning.openai-responses.json', 'openai-responses', 'hidden', false, 1, true],
  ['summarised-thoughts.gemini.json', 'gemini', 'summary', false, 1, true],
  ['tool-use.claude-code.jsonl', 'claude-code', 'summary', false, 3, true],
];

describe('the samples', () => {
  for (const [file, format, fidelity, truncated, generations, answers] of SAMPLES) {
    it(`open as what they teach: ${file}`, async () => {
      const opened = await open(file, readFileSync(`${FOLDER}/${file}`));
      assert.equal(opened.format, format);
      assert.equal(opened.traces.length, generations);
      for (const trace of opened.traces) {
        assert.deepEqual([trace.fidelity, trace.truncated], [fidelity, truncated]);
        const { reasoningTokens, outputTokens } = trace.usage;
        assert.ok((outputTokens ?? 0) > 0);
        assert.ok((reasoningTokens ?? 0) <= (outputTokens ?? 0));
        assert.deepEqual(trace.problems, []);
      }
      const [first] = opened.traces;
      assert.ok(first);
      assert.equal(reasoningText(first) === '', fidelity === 'hidden');
      assert.equal(answerText(first) !== '', answers);
    });
  }

  it('are all described in the README, and nothing else is', () => {
    const described = [
      ...readFileSync(`${FOLDER}/README.md`, 'utf8').matchAll(/^\| `([^`]+)`/gm),
    ].map(([, name]) => name);
    const files = readdirSync(FOLDER).filter((name) => name !== 'README.md');
    assert.deepEqual([...described].sort(), files.sort());
  });

  it('have a long trace that is long', () => {
    const { choices } = JSON.parse(
      readFileSync(`${FOLDER}/long-with-backtracks.deepseek.json`, 'utf8'),
    ) as { choices: { message: { reasoning_content: string } }[] };
    const paragraphs = choices[0]?.message.reasoning_content.split('\n\n') ?? [];
    assert.ok(paragraphs.length >= 40, `${paragraphs.length} paragraphs`);
  });
});
