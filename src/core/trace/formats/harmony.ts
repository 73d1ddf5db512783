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
const STRIPPED_TURN =
  /assistant(analysis|final|commentary)(?: ?to=([\w.]{1,100}))?(?: ?(?:json|code)(?=[\s{]))?/g;

/** Whether a text is gpt-oss output in OpenAI's harmony format, with its special tokens or with them stripped. */
export function isHarmony(text: string): boolean {
  return /<\|channel\|>(?:analysis|commentary|final)\b/.test(text) || isStripped(text);
}

/** `analysisWe need ... assistantfinalFour`: what is left after `skip_special_tokens`. */
function isStripped(text: string): boolean {
  if (!text.startsWith('analysis')) return false;
  return text.includes('assistantfinal') || /^analysis[A-Z]/.test(text);
}

/**
 * The messages of a harmony text in order. Corrupt headers keep the last channel they name; a completion that
 * starts inside the assistant's message belongs to the assistant.
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
  for (const match of text.matchAll(TOKEN)) {
    const token = match[1] ?? '';
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
  close(text.length, false);
  return messages;
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
