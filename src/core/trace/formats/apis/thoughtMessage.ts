import { blockKind } from '../../build/blockNames';
import { contentText, roleOf } from '../../build/content';
import { carriedReasoning, typedThought } from '../../build/reasoningKeys';
import { at, has, isObject, list, num, str, text } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

/** Keys that Gradio writes beside the title of a folded message. */
const FOLDED = ['status', 'duration', 'parent_id', 'log'];
const THOUGHT = /\b(?:think|thinking|thought|thoughts|reasoning|plan|planning)\b|🧠|💭|思考|推理/iu;
const TOOL = /\btools?\b|🛠|🔧|⚒/iu;
const OUTCOME = /\b(?:results?|response|output|observations?|logs?|error|failed)\b|💥|📝|👁/iu;

/**
 * What a message of the assistant is that belongs to its next one: one that a page folds under a title (Gradio's
 * `metadata.title`) is a thought, a call or what came of one; one of nothing but reasoning (Toucan,
 * Qwen-Agent) is that. As blocks;
 * `null` for a message of its own.
 */
export function beforeAnswer(message: unknown): readonly unknown[] | null {
  if (!isObject(message) || roleOf(str(message, 'role')) !== 'assistant') return null;
  return folded(message) ?? thoughtAlone(message);
}

/**
 * A message that Gradio shows in a fold of its own, or inside another (`parent_id` beside a title, which may be null; without
 * one it is any chat's tree); older pages name the tool.
 */
function folded(message: JsonObject): readonly unknown[] | null {
  const metadata = message['metadata'];
  const words = contentText(message['content']);
  const used = text(message, 'thought_metadata', 'tool_name');
  const title = text(metadata, 'title') ?? used;
  const isInside = has(metadata, 'title') && (at(metadata, 'parent_id') ?? null) !== null;
  if (title === null && !isInside) return null;
  const shown = title ?? '';
  const tool = used !== null || TOOL.test(shown);
  if (OUTCOME.test(shown) && (tool || isFolded(metadata) || !THOUGHT.test(shown))) {
    const failed = /\b(?:error|failed)\b|💥/iu.test(shown);
    return [{ type: 'tool-result', output: words, is_error: failed }];
  }
  if (tool) return toolBlocks(used ?? toolName(shown), words);
  if (title !== null && !THOUGHT.test(title) && !isFolded(metadata)) return null;
  const seconds = num(metadata, 'duration');
  const lasted = seconds === null ? {} : { durationMs: Math.round(seconds * 1000) };
  return [{ type: 'thinking', thinking: words, ...lasted }];
}

function isFolded(metadata: unknown): boolean {
  return FOLDED.some((key) => has(metadata, key));
}

/** Arguments or a block of code are what the tool was given (smolagents); other words are what came of it. */
function toolBlocks(name: string, words: string): readonly unknown[] {
  if (/^\s{0,20}(?:```|\{)/.test(words)) return [{ type: 'tool_call', name, arguments: words }];
  const call = { type: 'tool_call', name, arguments: '' };
  return words === '' ? [call] : [call, { type: 'tool-result', output: words }];
}

/** "🛠️ Used tool factor", "🛠️ Using tool: search"; the title where it has no name. */
function toolName(title: string): string {
  const name = /\btools?:?\s{1,3}['"`]?([\w.:-]{1,80})/iu.exec(title)?.[1];
  return name === undefined || /^calls?$/i.test(name) ? title : name;
}

/** Fields of a message that was not a generation of its own, all empty. */
const BARE = new Set(['content', 'tool_calls', 'function_call', 'refusal', 'extra']);
/** Who speaks says nothing of the generation (Qwen-Agent names its agent). */
const SPEAKER = new Set(['role', 'name']);

function thoughtAlone(message: object): readonly unknown[] | null {
  const typed = typedThought(message);
  if (typed !== null) return [{ type: 'thinking', thinking: typed }];
  const carried = carriedReasoning(message);
  if (carried === null) return thoughtBlocks(message);
  if (carried.meaning !== 'reasoning') return null;
  return isBare(message, carried.key) ? [{ type: 'thinking', thinking: carried.text }] : null;
}

/** The blocks of a message that has none but reasoning. */
function thoughtBlocks(message: object): readonly unknown[] | null {
  const blocks = list(message, 'content');
  const alone = blocks.length > 0 && blocks.every((block) => blockKind(block) === 'reasoning');
  return alone && isBare(message, 'content') ? blocks : null;
}

/** Whether a message says nothing beside a field of it. */
function isBare(message: object, beside: string): boolean {
  return Object.entries(message).every(
    ([key, value]) => SPEAKER.has(key) || key === beside || (BARE.has(key) && isEmpty(value)),
  );
}

/** Whether no two names say that two messages are of different speakers. */
export function mayBeOfOne(one: unknown, next: unknown): boolean {
  const [name, other] = [text(one, 'name'), text(next, 'name')];
  return name === null || other === null || name === other;
}

function isEmpty(value: unknown): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  return (value ?? '') === '' || (Array.isArray(value) && list(value).length === 0);
}
