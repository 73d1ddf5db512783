import { at, has, isObject, jsonText, list, str } from '../../text/json';
import type { JsonObject } from '../../text/json';
import { callIdOf } from './contentBlocks';
import { unpacked } from './embedded';
import { wordsOf } from './reasoningKeys';

/** A value that stands under the name of its kind. */
export interface Tagged {
  readonly name: string;
  readonly body: unknown;
}

const TAGS = ['kind', 'type'];
const BODIES = ['data', 'payload', 'value'];

/**
 * What a variant of an enum is written as (serde's words for the ways): under its name alone (`{ToolUse: {…}}`, externally
 * tagged), or beside it (`{kind: 'toolUse', data: …}`, adjacently tagged; a `oneof` of Protocol Buffers repeats the name:
 * `{type: 'run_command', run_command: {…}}`). `null` for anything else.
 */
export function taggedOf(value: unknown): Tagged | null {
  if (!isObject(value)) return null;
  for (const tag of TAGS) {
    const name = str(value, tag);
    if (name === null) continue;
    const key = [name, ...BODIES].find((k) => has(value, k));
    return key === undefined ? null : { name, body: value[key] };
  }
  const keys = Object.keys(value);
  const [name] = keys;
  return name === undefined || keys.length > 1 ? null : { name, body: value[name] };
}

const TEXTS = new Set(['text', 'markdown']);
const THOUGHTS = new Set(['thinking', 'reasoning', 'thought']);
const CALL = /^(?:tool|function) (?:uses?|calls?|request)$/;
const RESULT = /^(?:tool|function) (?:(?:use|call) )?(?:results?|outputs?|response)$/;

/** A block of content under the name of its kind as one that names its kind within; others stay as they are. */
export function plainBlock(block: unknown): unknown {
  const tagged = taggedOf(block);
  if (tagged === null) return block;
  const { body } = tagged;
  const name = wordsOf(tagged.name).join(' ');
  // Words alone are the body: a signature stands beside them.
  const fields: JsonObject = isObject(body) ? body : isObject(block) ? block : {};
  if (TEXTS.has(name)) return { type: 'text', text: wordsIn(body) };
  if (THOUGHTS.has(name)) {
    // Bytes in place of the text.
    const isSealed = wordsIn(body) === '' && list(body, 'redactedContent').length > 0;
    const type = isSealed ? 'redacted_thinking' : 'thinking';
    return { ...fields, type, thinking: wordsIn(body) };
  }
  if (CALL.test(name) && isObject(body)) return plainCall(body);
  if (RESULT.test(name) && isObject(body)) return plainResult(body);
  return name === 'json' ? { type: 'text', text: jsonText(body) } : block;
}

const INPUTS = ['input', 'args', 'arguments', 'argsJson', 'input_json'];

/** A call of a tool as a block. */
export function plainCall(call: JsonObject): unknown {
  return {
    type: 'tool_call',
    name: str(call, 'name') ?? str(call, 'toolName') ?? str(call, 'tool_name'),
    arguments: unpacked(INPUTS.map((key) => call[key]).find((v) => v !== undefined) ?? ''),
    id: idOf(call),
  };
}

/** A result of a tool as a block, whose parts may stand under their kinds too. */
export function plainResult(result: JsonObject): unknown {
  // Forge's output keeps its parts and how it ended one level down.
  const output = isObject(result['output']) ? result['output'] : result;
  // A word among the variants is one without a body.
  const values = list(output, 'values').filter(isObject);
  const parts = values.length > 0 ? values : at(output, 'content');
  return {
    type: 'tool_result',
    tool_use_id: idOf(result),
    content: Array.isArray(parts) ? list(parts).map(plainPart) : contentOf(result),
    is_error:
      at(output, 'is_error') === true || /^(?:error|failed)$/i.test(str(result, 'status') ?? ''),
  };
}

/** A part of a result: of a kind that no block has, its words count. */
function plainPart(part: unknown): unknown {
  const block = plainBlock(part);
  const words = block === part ? wordsIn(taggedOf(part)?.body) : '';
  return words === '' ? block : { type: 'text', text: words };
}

const contentOf = (result: JsonObject): unknown =>
  result['content'] ?? result['output'] ?? result['result'] ?? result['text'];

const idOf = (value: JsonObject): string | null => str(value, 'toolUseId') ?? callIdOf(value);

function wordsIn(body: unknown): string {
  if (typeof body === 'string') return body;
  const keys = ['text', 'content', 'thinking', 'value'];
  return keys.map((key) => str(body, key)).find((words) => words !== null) ?? '';
}
