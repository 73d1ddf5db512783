import type { MessageReader, ReadMessages } from './messages';
import type { DocumentLanguage, FoundPrompt } from './model';
import { isChat } from './siteTexts';
import type { Reading } from './resolve';
import type { Scope, Value } from './syntax/value';

/** Shortest text of a system message that makes a list of messages a prompt: words rather than a key. */
const LEAST_WORDS = 12;
const MAX_DEFINITIONS = 200;

/**
 * Chats that a document keeps or gives back and sends nowhere itself: a list of messages with a system text under a name, or
 * as what a function returns. Those of which a call takes a message (`taken`: where its records stand) are told with the call.
 */
export function findChatDefinitions(
  reading: Reading,
  messages: MessageReader,
  language: DocumentLanguage,
  taken: ReadonlySet<number>,
): readonly FoundPrompt[] {
  const scopes = [reading.program.root, ...reading.program.classes.map((c) => c.scope)];
  const chats = new Map(scopes.flatMap(namedLists).map((list) => [list.start, list]));
  const read = [...chats.values()]
    .filter((list) => isChat(list, reading))
    .slice(0, MAX_DEFINITIONS)
    .map((list) => messages.read(list))
    .filter((chat) => says(chat) && !chat.from.some((at) => taken.has(at)));
  // What another one is made with is told there.
  const whole = read.filter((chat) => !read.some((other) => isWithin(chat, other)));
  return whole.map(({ pieces, placeholders }) => ({
    kind: 'messages',
    language,
    messages: pieces,
    placeholders,
    call: null,
    model: null,
    effort: null,
  }));
}

/** The lists that the names of a scope stand for, or that functions under these names give back. */
function namedLists({ names }: Scope): readonly Value[] {
  const values = [...names.values()].flatMap((all) => all.flatMap((b) => b.value ?? []));
  return values
    .flatMap((value) => (value.kind === 'function' ? value.returns : [value]))
    .filter((value) => value.kind === 'list' || value.kind === 'sum');
}

const says = ({ pieces, known, from }: ReadMessages): boolean =>
  known &&
  from.length > 0 &&
  pieces.some((p) => {
    const words = p.text.replace(/\{[^{}]{0,80}\}/g, '').trim();
    return p.role === 'system' && words.length >= LEAST_WORDS && words.includes(' ');
  });

const isWithin = (chat: ReadMessages, other: ReadMessages): boolean =>
  other.from.length > chat.from.length && chat.from.every((at) => other.from.includes(at));
