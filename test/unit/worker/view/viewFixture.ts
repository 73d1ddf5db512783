import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PriceBook } from '../../../../src/core/estimate/priceBook';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import type { Correction } from '../../../../src/core/steps/corrections/corrections';
import { type TaughtLabels } from '../../../../src/core/steps/corrections/teach';
import { FileSession, type ViewedFile } from '../../../../src/worker/view/session';
import { viewCalls } from '../../../../src/worker/view/viewCalls';

export const samples = [
  'short-success.anthropic.json',
  'long-with-backtracks.deepseek.json',
  'overthinking-after-the-answer.qwen.sse',
  'underthinking.openrouter.json',
  'looping-and-truncated.ollama.json',
  'hidden-reasoning.openai-responses.json',
  'summarised-thoughts.gemini.json',
  'tool-use.claude-code.jsonl',
];

export const keyOf = (handle: number, index = 0, corrections: readonly Correction[] = []) => ({
  handle,
  index,
  corrections,
});

export const message = { role: 'assistant', reasoning_content: 'Ünits first.', content: '42' };
export const completion = JSON.stringify(
  { id: 'é', object: 'chat.completion', model: 'm', choices: [{ index: 0, message }] },
  null,
  2,
).replaceAll('\n', '\r\n');

/** The samples opened before the tests of a suite, what views ask about them, and a way to add files. */
export function openViews() {
  const files: ViewedFile[] = [];
  const book = new PriceBook();
  const taught: { labels: TaughtLabels | null } = { labels: null };
  const calls = viewCalls(
    (handle) => files[handle]!,
    book,
    () => taught.labels,
  );
  const handle = (name: string): number => samples.indexOf(name);
  before(async () => {
    for (const name of samples) {
      const source = memorySource(name, readFileSync(`media/samples/${name}`));
      const traces = await openTraceFile(source);
      assert.ok(!('error' in traces), name);
      files.push({ source: {}, traces, session: new FileSession('log.jsonl', () => null) });
    }
  });

  const add = async (
    name: string,
    content: string | Uint8Array,
    beside: ViewedFile['source'] = {},
  ): Promise<number> => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const traces = await openTraceFile(memorySource(name, bytes));
    assert.ok(!('error' in traces), name);
    return (
      files.push({ source: beside, traces, session: new FileSession('log.jsonl', () => null) }) - 1
    );
  };

  return { files, book, taught, calls, handle, add };
}
