import { at, has, isObject, list, str } from '../../../text/json';

/** Where Witsy shows a call among the words of an answer. */
const MARK = /<tool index="(\d{1,4})"><\/tool>/g;

/** A message whose words say where its calls were made, as blocks in that order; any other as it is. */
export function withPlacedCalls(message: unknown): unknown {
  const words = str(message, 'content');
  const calls = list(message, 'toolCalls');
  if (!isObject(message) || words === null || calls.length === 0) return message;
  const blocks: unknown[] = [];
  const placed = new Set<unknown>();
  let from = 0;
  for (const { 0: mark, 1: index, index: start } of words.matchAll(MARK)) {
    const call = calls[Number(index)];
    if (!isObject(call) || placed.has(call)) continue;
    placed.add(call);
    blocks.push({ type: 'text', text: words.slice(from, start) }, ...callBlocks(call));
    from = start + mark.length;
  }
  if (placed.size === 0) return message;
  blocks.push({ type: 'text', text: words.slice(from) });
  return { ...message, content: blocks, toolCalls: calls.filter((call) => !placed.has(call)) };
}

function callBlocks(call: object): readonly unknown[] {
  const id = at(call, 'id');
  const made = { ...call, type: 'tool_call' };
  if (!has(call, 'result')) return [made];
  return [made, { type: 'tool-result', tool_call_id: id, result: at(call, 'result') }];
}
