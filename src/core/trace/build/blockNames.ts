import { has, isObject, text } from '../../text/json';
import type { JsonObject } from '../../text/json';
import { keyMeaning, wordsOf } from './reasoningKeys';

/** What a content block is for, whatever its writer calls it. */
export type BlockKind = 'text' | 'reasoning' | 'call' | 'result' | 'mark';

/** Names of blocks in snake case, without the words for "block"; a name that means reasoning is one of those too. */
const KINDS: Readonly<Record<string, BlockKind>> = {
  text: 'text',
  output_text: 'text',
  input_text: 'text',
  refusal: 'text',
  tool_call: 'call',
  tool_use: 'call',
  function_call: 'call',
  tool_call_response: 'result',
  tool_call_result: 'result',
  tool_result: 'result',
  tool_response: 'result',
  function_call_output: 'result',
  function_result: 'result',
  function_response: 'result',
  step_start: 'mark',
  tool_approval_request: 'mark',
  tool_approval_response: 'mark',
  cache_point: 'mark',
  // Read with what is known of the message.
  usage: 'mark',
};

/** Words that only say that it is a block: `TextContent`, `reasoningContent`, `ThinkingBlock`. */
const BLOCK = new Set(['content', 'block', 'part']);

/** Keys that name a block: Logfire and A2A say kind, LlamaIndex `block_type`, Semantic Kernel `content_type`, .NET `$type`. */
const NAMES = ['type', 'kind', 'block_type', 'content_type', 'contentType', '$type'];

/** What may stand beside the one key that names a block and holds it (Bedrock, Gemini, Haystack). */
const BESIDE = new Set([
  'id',
  'index',
  'meta',
  'metadata',
  'annotations',
  'extra',
  'signature',
  'thoughtSignature',
  'thought_signature',
  'cache_control',
]);

const known = new Map<string, BlockKind | null>();
const MOST_KNOWN = 1_000;

/** What a block of this name is; `null` for names that are not known. */
export function kindOfName(name: string): BlockKind | null {
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  const key = nameOf(name);
  const named = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
  const kind = named ?? (keyMeaning(name) === 'reasoning' ? 'reasoning' : null);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, kind);
  return kind;
}

const nameOf = (name: string): string =>
  name.length > 60
    ? ''
    : wordsOf(name)
        .filter((word) => !BLOCK.has(word))
        .join('_');

/** What a block is; Gemini marks a text as thought. */
export function blockKind(block: unknown): BlockKind | null {
  if (!isObject(block)) return null;
  if (has(block, 'thought') && block['thought'] === true) return 'reasoning';
  return kindOfName(text(plainBlock(block), 'type') ?? '');
}

/**
 * A block with its name as its `type` and its fields beside it, however its writer names blocks: in a field of another
 * name, by the single key that holds the fields, or in both ways (`{type: 'tool-invocation', toolInvocation: {...}}`).
 */
export function plainBlock(block: JsonObject): JsonObject {
  const named = NAMES.find((key) => text(block, key) !== null);
  if (named !== undefined) {
    const type = text(block, named) ?? '';
    const inner = innerOf(block, type);
    if (inner !== null) return { ...inner, type };
    return named === 'type' ? block : { ...block, type };
  }
  const own = Object.keys(block).filter((key) => !BESIDE.has(key) && (block[key] ?? null) !== null);
  const [key] = own;
  if (key === undefined || own.length > 1 || kindOfName(key) === null) return block;
  const value = block[key];
  return isObject(value) ? { ...value, type: key } : { ...block, type: key };
}

/** The fields of a block that stand under its own name. A text has none: OpenAI's threads keep its words so. */
function innerOf(block: JsonObject, type: string): JsonObject | null {
  if (kindOfName(type) === 'text') return null;
  const name = nameOf(type);
  const key = Object.keys(block).find((k) => isObject(block[k]) && nameOf(k) === name);
  const inner = key === undefined ? undefined : block[key];
  return isObject(inner) ? inner : null;
}
