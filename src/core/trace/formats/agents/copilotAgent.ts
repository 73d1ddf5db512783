import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { contentText } from '../../build/content';
import { callIdOf, inputOf } from '../../build/contentBlocks';
import { parsed, placeOf } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { carriedReasoning } from '../../build/reasoningKeys';
import { TraceBuilder } from '../../build/traceBuilder';
import { SSE_DONE } from '../../reader/sse';
import { at, isObject, list, text } from '../../../text/json';
import { chatFacts } from '../apis/chatFacts';
import { isChunk } from '../apis/chatStream';

/**
 * Log of GitHub's Copilot coding agent (what `gh agent-task view --log` reads): chunks of Chat Completions, each of which is
 * whole, and where one calls a tool its content is what the tool gave out. Shape from the code of its readers.
 */
export const copilotAgent: Format = {
  id: 'copilot-agent',
  title: msg('Copilot coding agent log'),
  unit: 'record',
  detect({ records }) {
    const chunks = records.map(({ value }) => value).filter(isChunk);
    // Streams that were saved one after another end each with a mark of its own.
    const isOne = !records.some(({ value }) => value === SSE_DONE);
    const ids = new Set(chunks.map((chunk) => text(chunk, 'id')));
    return isOne && ids.size > 1 && ids.size * 2 > chunks.length && chunks.some(holdsOutput);
  },
  parse: (records) =>
    parsed(
      ...records.flatMap((record) => {
        const facts = chatFacts([record.value]);
        return list(record.value, 'choices').flatMap((choice) => {
          const trace = new TraceBuilder();
          addDelta(trace, at(choice, 'delta'), placeOf(record, facts.timing.startedAt));
          trace.id = facts.id;
          trace.model = facts.model;
          trace.usage = facts.usage;
          trace.timing = facts.timing;
          trace.finishReason = text(choice, 'finish_reason');
          return trace.hasSegments() ? [trace.build()] : [];
        });
      }),
    ),
};

/** A whole call, finished in the chunk that begins it, with content beside it. */
function holdsOutput(chunk: unknown): boolean {
  const choice = at(chunk, 'choices', 0);
  const [call] = list(choice, 'delta', 'tool_calls');
  const input = unpacked(at(call, 'function', 'arguments'));
  const isWhole = isObject(input) && text(call, 'function', 'name') !== null;
  const isEnd = text(choice, 'finish_reason') !== null;
  return isWhole && isEnd && text(choice, 'delta', 'content') !== null;
}

function addDelta(trace: TraceBuilder, delta: unknown, where: ReturnType<typeof placeOf>): void {
  const carried = carriedReasoning(delta);
  if (carried !== null)
    trace.reasoning(carried.text, carried.meaning === 'summary' ? 'summary' : null, where);
  const words = contentText(at(delta, 'content'));
  const calls = list(delta, 'tool_calls');
  if (calls.length === 0) trace.answer(words, where);
  for (const call of calls) {
    const fn = at(call, 'function');
    trace.toolCall(text(fn, 'name'), inputOf(fn), callIdOf(call), where);
  }
  // With several calls nothing tells which of them gave it out: the last one before it.
  const last = calls.at(-1);
  if (last !== undefined && words !== '') trace.toolResult(words, callIdOf(last), false, where);
}
