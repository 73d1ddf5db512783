import type { Segment } from '../../model/trace';
import { contentText } from './content';
import { segment, type RecordedPlace } from './draft';
import { textFidelity } from './fidelity';
import { bool, has, isObject, jsonText, list, str } from '../../text/json';

/** What is known of the message that helps to tell raw thinking from a summary of it. */
export interface BlockFacts {
  readonly model: string | null;
  readonly reasoningTokens: number | null;
}

const CALLS = new Set(['tool_use', 'server_tool_use', 'mcp_tool_use']);

/**
 * Content blocks of an Anthropic message as ordered segments: thinking, redacted thinking, text, tool use and
 * results. A content string is the answer. Unknown blocks are kept raw.
 */
export function anthropicBlocks(
  content: unknown,
  place: RecordedPlace,
  facts: BlockFacts,
): Segment[] {
  if (typeof content === 'string') return content === '' ? [] : [segment.answer(content, place)];
  return list(content).flatMap((block) => anthropicBlock(block, place, facts));
}

function anthropicBlock(block: unknown, place: RecordedPlace, facts: BlockFacts): Segment[] {
  const type = str(block, 'type');
  if (!isObject(block)) return [segment.raw(type, block, place)];
  if (type === 'thinking' || (type === null && has(block, 'thinking'))) {
    const thinking = str(block, 'thinking') ?? str(block, 'text') ?? '';
    // An empty text beside a signature: the provider thought but does not show it.
    if (thinking === '') return has(block, 'signature') ? [hidden(place)] : [];
    const fidelity = textFidelity(thinking, facts.reasoningTokens, facts.model);
    return [segment.reasoning(thinking, place, fidelity)];
  }
  if (type === 'redacted_thinking') return [segment.reasoning('', place, 'redacted')];
  if (type === 'text' || (type === null && has(block, 'text'))) {
    const answer = str(block, 'text') ?? '';
    return answer === '' ? [] : [segment.answer(answer, place)];
  }
  // Python dumps the SDK's blocks without a type.
  const isCall = type === null && str(block, 'name') !== null && has(block, 'input');
  if (isCall || (type !== null && CALLS.has(type))) {
    return [segment.toolCall(str(block, 'name'), block['input'], str(block, 'id'), place)];
  }
  if (type?.endsWith('tool_result') === true || (type === null && has(block, 'tool_use_id'))) {
    const output = resultText(block['content']);
    const isError = bool(block, 'is_error') ?? false;
    return [segment.toolResult(output, str(block, 'tool_use_id'), isError, place)];
  }
  // A mark between the blocks of two models: the second took over.
  if (type === 'fallback') return [];
  return [segment.raw(type, block, place)];
}

/** Servers' own tools give an object, whose text may be under any name. */
function resultText(content: unknown): string {
  const words = contentText(content);
  return words === '' && isObject(content) ? jsonText(content) : words;
}

function hidden(place: RecordedPlace): Segment {
  return segment.reasoning('', place, 'hidden');
}
