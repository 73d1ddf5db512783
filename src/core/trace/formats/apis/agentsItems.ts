import { at, isObject, str, text } from '../../../text/json';

/** What tools or a handover gave: the next item that is none opens another generation. */
const GIVEN = /^(?:tool_call|handoff)_output_item$/;
const ITEM = /^(?:message_output|reasoning|\w{1,30}_call|(?:tool_call|handoff)_output)_item$/;

/**
 * The items of a run of the OpenAI Agents SDK for Python (`result.new_items`) as bodies of responses, one a generation; none where the
 * list is something else. Each item holds that of the API.
 */
export function generationsOf(items: readonly unknown[]): readonly unknown[] {
  const isOwn = (item: unknown): boolean =>
    ITEM.test(str(item, 'type') ?? '') && isObject(at(item, 'raw_item'));
  if (items.length === 0 || !items.every(isOwn)) return [];
  const generations: { readonly model: string | null; readonly output: unknown[] }[] = [];
  let given = true;
  for (const item of items) {
    const isGiven = GIVEN.test(str(item, 'type') ?? '');
    if (given && !isGiven) generations.push({ model: text(item, 'agent', 'model'), output: [] });
    generations.at(-1)?.output.push(at(item, 'raw_item'));
    given = isGiven;
  }
  return generations;
}
