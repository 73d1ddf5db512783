import { part, skipBlank, type TaggedPart, type TaggedText } from './taggedText';

const OPEN = /<details\b([^>]{0,20000})>/y;
const SUMMARY = /\s{0,20}<summary>([^<]{0,200})<\/summary>\s{0,20}?\n?/y;
const CLOSE = '</details>';
/** Blocks that one message may have. */
const MAX_BLOCKS = 2_000;

/** What pages write on a block of thinking that has no type. */
const THINKING =
  /^\W{0,8}(?:thinking|thought|thoughts|reasoning|chain of thought|思考|推理|已深度思考)/i;

/**
 * Splits a message of Open WebUI (and of pages that write as it does): blocks `<details type="reasoning">` and
 * `<details type="tool_calls">` before and between the answer's words. `null` when the message does not begin with one.
 */
export function splitDetails(text: string): TaggedText | null {
  const parts: TaggedPart[] = [];
  let truncated = false;
  let at = skipBlank(text, 0);
  let words = at;
  for (let n = 0; n < MAX_BLOCKS; n++) {
    const block = blockAt(text, at);
    if (block !== null) {
      if (text.slice(words, at).trim() !== '') parts.push(part('answer', words, at));
      parts.push(...block.parts);
      truncated ||= block.open;
      words = block.end;
      at = skipBlank(text, words);
    } else if (parts.length === 0) return null;
    const next = block === null ? text.indexOf('\n<details', at) : at - 1;
    if (next < 0) break;
    at = next + 1;
  }
  if (text.slice(words).trim() !== '')
    parts.push(part('answer', skipLine(text, words), text.length));
  return { family: 'details', parts, truncated };
}

function skipLine(text: string, from: number): number {
  return text[from] === '\n' ? from + 1 : from;
}

interface Block {
  readonly parts: readonly TaggedPart[];
  readonly end: number;
  /** It ends with the text. */
  readonly open: boolean;
}

function blockAt(text: string, at: number): Block | null {
  OPEN.lastIndex = at;
  const opened = OPEN.exec(text);
  if (opened === null) return null;
  const attributes = opened[1] ?? '';
  const type = attribute(attributes, 'type');
  SUMMARY.lastIndex = at + opened[0].length;
  const summary = SUMMARY.exec(text);
  const isThinking = type === 'reasoning' || (type === null && THINKING.test(summary?.[1] ?? ''));
  // Looked for only where it counts: thousands of other blocks would each look through the whole text.
  if (!isThinking && type !== 'tool_calls') return null;
  const start = at + opened[0].length + (summary?.[0].length ?? 0);
  const close = text.indexOf(CLOSE, start);
  const end = close < 0 ? text.length : close;
  const after = close < 0 ? end : close + CLOSE.length;
  if (type === 'tool_calls') {
    return { parts: toolParts(attributes, start, end), end: after, open: false };
  }
  const inner = unfenced(unquoted(text.slice(start, end)));
  const seconds = secondsOf(attribute(attributes, 'duration'), summary?.[1] ?? '');
  const found: TaggedPart = {
    ...part('reasoning', start, end),
    words: inner,
    ...(seconds === null ? {} : { durationMs: seconds * 1000 }),
  };
  return { parts: [found], end: after, open: close < 0 };
}

function toolParts(attributes: string, start: number, end: number): readonly TaggedPart[] {
  const name = attribute(attributes, 'name');
  if (name === null) return [];
  const call = {
    ...part('toolCall', start, end, name),
    words: attribute(attributes, 'arguments') ?? '',
  };
  const result = attribute(attributes, 'result');
  return result === null
    ? [call]
    : [call, { ...part('toolResult', start, end, name), words: result }];
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return found === undefined ? null : unescaped(found);
}

/** "7" of the attribute, or what the summary says ("Thought for 7 seconds"). */
function secondsOf(duration: string | null, summary: string): number | null {
  const told = duration ?? /(\d{1,6}(?:\.\d{1,3})?) ?(?:s\b|sec|秒)/.exec(summary)?.[1] ?? '';
  const seconds = Number(told);
  return told !== '' && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** The words without the quote marks before each line, when each line has one; entities are undone with them. */
function unquoted(words: string): string {
  const lines = words.replace(/^\n+|\s+$/g, '').split('\n');
  const quoted = lines.every((line) => line === '' || /^(?:>|&gt;)/.test(line));
  if (!quoted) return lines.join('\n');
  const escaped = lines.some((line) => line.startsWith('&gt;'));
  const bare = lines.map((line) => line.replace(/^(?:>|&gt;) ?/, '')).join('\n');
  return escaped ? unescaped(bare) : bare;
}

/** The words of a fold that is all one code fence. */
function unfenced(words: string): string {
  const found = /^```[a-z]{0,20}\n([^]*)\n```$/.exec(words)?.[1];
  return found ?? words;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#x2F;': '/',
  '&amp;': '&',
};

/** Words of a page with their entities undone. */
export function unescaped(words: string): string {
  return words.replace(
    /&(?:lt|gt|quot|amp|#x27|#39|#x2F);/g,
    (entity) => ENTITIES[entity] ?? entity,
  );
}
