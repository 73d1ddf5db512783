import { codeSpans, findTag } from './quoting';

/** One message of a harmony rendering; offsets of its content in the text. */
export interface HarmonyMessage {
  readonly role: string;
  /** `analysis`, `commentary`, `final`, or another name where the header is corrupt; '' for none. */
  readonly channel: string;
  /** `functions.x` of a tool call. */
  readonly recipient: string | null;
  readonly start: number;
  readonly end: number;
  /** Ended by a token rather than by the end of the text. */
  readonly closed: boolean;
}

const TOKEN = /<\|(start|channel|constrain|message|end|return|call)\|>/g;
/** A completion may begin after the `<|start|>` of its message, or after the role. */
const LEADING = /^\s*(?:assistant\s*)?<\|(?:start|channel)\|>/;
const NEXT_MESSAGE = /<\|end\|>\s?<\|start\|>/;
/** Tokens after which no message is open; '' is the begin of the text. */
const CLOSING = new Set(['', 'end', 'return', 'call']);
const STRIPPED_TURN =
  /assistant(analysis|final|commentary)(?: ?to=([\w.]{1,100}))?(?: ?(?:json|code)(?=[\s{]))?/g;

/**
 * Whether a text is gpt-oss output in OpenAI's harmony format, with its special tokens or with them stripped. Texts
 * about the format quote its tokens, so they must lead the text or begin a message on a line of their own.
 */
export function isHarmony(text: string): boolean {
  if (isStripped(text)) return true;
  if (!/<\|channel\|>(?:analysis|commentary|final)\b/.test(text)) return false;
  return LEADING.test(text) || findTag(text, '\n<|start|>assistant<|channel|>', 0) >= 0;
}

/** `analysisWe need ... assistantfinalFour`: what is left after `skip_special_tokens`. */
function isStripped(text: string): boolean {
  if (!text.startsWith('analysis')) return false;
  return text.includes('assistantfinal') || /^analysis[A-Z]/.test(text);
}

/**
 * The messages of a harmony text in order. Corrupt headers keep the last channel they name; a completion that
 * starts inside the assistant's message belongs to the assistant, and so does text outside of all messages.
 */
export function harmonyMessages(text: string): readonly HarmonyMessage[] {
  return isStripped(text) ? strippedMessages(text) : tokenMessages(text);
}

function tokenMessages(text: string): readonly HarmonyMessage[] {
  const messages: HarmonyMessage[] = [];
  let header: { role: string; channel: string } | null = { role: 'assistant', channel: '' };
  let contentStart = -1;
  let last = 0;
  let lastToken = '';
  const close = (end: number, closed: boolean) => {
    if (contentStart < 0 || header === null) return;
    messages.push({ ...address(header), start: contentStart, end, closed });
    contentStart = -1;
    header = { role: 'assistant', channel: '' };
  };
  const keepOutside = (end: number, token: string) => {
    if (contentStart >= 0 || !CLOSING.has(lastToken)) return;
    const words = text.slice(last, end).trim();
    const isRole = (token === 'channel' || token === 'message') && /^\w+$/.test(words);
    if (words === '' || isRole) return;
    const role = 'assistant';
    messages.push({ role, channel: '', recipient: null, start: last, end, closed: true });
  };
  for (const match of unquotedTokens(text)) {
    const token = match[1] ?? '';
    keepOutside(match.index, token);
    const between = text.slice(last, Math.min(match.index, last + 300));
    if (contentStart < 0 && lastToken === 'start') header.role = between;
    if (contentStart < 0 && lastToken === 'channel') header.channel = between;
    if (token === 'start' || token === 'end' || token === 'return' || token === 'call') {
      close(match.index, true);
      if (token === 'start') header = { role: '', channel: '' };
    }
    // A channel inside a message begins a new one whose start token was lost.
    if (token === 'channel' && contentStart >= 0) close(match.index, true);
    if (token === 'message' && contentStart < 0) contentStart = match.index + match[0].length;
    last = match.index + match[0].length;
    lastToken = token;
  }
  keepOutside(text.length, '');
  close(text.length, false);
  return messages;
}

/** Tokens in code are a text about tokens, not ends of it. */
function* unquotedTokens(text: string): Generator<RegExpExecArray> {
  const spans = codeSpans(text, NEXT_MESSAGE);
  let next = 0;
  for (const match of text.matchAll(TOKEN)) {
    while ((spans[next]?.end ?? Infinity) <= match.index) next += 1;
    if (match.index < (spans[next]?.start ?? Infinity)) yield match;
  }
}

/** Role, channel and recipient from the words of a header: `to=` may stand after either. */
function address(header: { readonly role: string; readonly channel: string }): {
  readonly role: string;
  readonly channel: string;
  readonly recipient: string | null;
} {
  const recipient = /to=([\w.]+)/.exec(`${header.role} ${header.channel}`)?.[1] ?? null;
  const word = (words: string) => /^[\w.:-]+/.exec(words.trim())?.[0] ?? '';
  return { role: word(header.role) || 'assistant', channel: word(header.channel), recipient };
}

function strippedMessages(text: string): readonly HarmonyMessage[] {
  const messages: HarmonyMessage[] = [];
  let open: Omit<HarmonyMessage, 'end' | 'closed'> = {
    role: 'assistant',
    channel: 'analysis',
    recipient: null,
    start: 'analysis'.length,
  };
  for (const match of text.matchAll(STRIPPED_TURN)) {
    messages.push({ ...open, end: match.index, closed: true });
    open = {
      role: 'assistant',
      channel: match[1] ?? '',
      recipient: match[2] ?? null,
      start: match.index + match[0].length,
    };
  }
  return [...messages, { ...open, end: text.length, closed: false }];
}
