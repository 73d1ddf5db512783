import { msg } from '../../../model/message';
import { list, num, str } from '../../../text/json';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { Format } from '../../format';
import { addChatItem } from '../apis/chatItem';
import { chatMessages, isChatItem } from '../apis/chatItems';
import { NOT_MADE } from './cline';
import { withXmlTools } from './xmlTools';

/**
 * What a Cline, Roo or Kilo task sent to its model and got back (`api_conversation_history.json`). Results stand in the user's
 * name, as `[read_file for 'a.ts'] Result:` before their text; where the calls are blocks of their own they go to these, in order.
 */
export const clineHistory: Format = {
  id: 'cline-history',
  title: msg('Cline API history'),
  unit: 'file',
  detect({ records }) {
    const items = itemsOf(records).slice(0, 50);
    if (!items.some(({ value }) => isChatItem(value) && num(value, 'ts') !== null)) return false;
    return items.some(({ value }) => textsOf(value).some((words) => SIGNS.test(words.trimStart())));
  },
  parse(records) {
    const conversation = new Conversation();
    let waiting: Asked[] = [];
    let written = 0;
    for (const message of chatMessages(itemsOf(records))) {
      const isUser = str(message.value, 'role') === 'user';
      const item = isUser
        ? message
        : { ...message, value: withXmlTools(message.value, () => `xml-${(written += 1)}`) };
      if (!isUser) waiting = callsOf(item.value);
      const blocks = isUser ? resultsWhole(list(item.value, 'content')) : [];
      if (blocks.length === 0) addChatItem(conversation, item);
      // Each block is a message of its own: one has the words of the user, the others are the client's.
      for (const block of blocks) {
        const content = [resultBlock(block, waiting) ?? block, ...wordsIn(block)];
        addChatItem(conversation, { ...item, value: { ...(item.value as object), content } });
      }
    }
    return parsed(...conversation.build());
  },
};

/** How messages of these clients begin in the user's name. */
const SIGNS =
  /^(?:<environment_details>|<task>|\[TASK RESUMPTION\]|\[[\w-]{1,60}(?: for '|\] Result:))/;

const textsOf = (message: unknown): readonly string[] =>
  str(message, 'role') === 'user' ? list(message, 'content').map((b) => str(b, 'text') ?? '') : [];

interface Asked {
  readonly id: string;
  readonly name: string;
}

function callsOf(message: unknown): Asked[] {
  return list(message, 'content').flatMap((block) => {
    const [id, name] = [str(block, 'id'), str(block, 'name')];
    return str(block, 'type') === 'tool_use' && id !== null && name !== null ? [{ id, name }] : [];
  });
}

const HEAD = /^\[([\w-]{1,60})(?: for '|\])/;
const RESULT = '] Result:';
/** What was asked stands before the result; a file or command is no longer than this. */
const MAX_HEAD = 10_000;

/** The result that a text is, tied to the call of its name that waits, else to the first; `null` for other texts. */
function resultBlock(block: unknown, waiting: Asked[]): object | null {
  const words = (str(block, 'text') ?? '').trimStart();
  const name = HEAD.exec(words)?.[1];
  const end = name === undefined ? -1 : words.slice(0, MAX_HEAD).indexOf(RESULT);
  if (end < 0) return null;
  // The client shortens some names: the result of `use_subagents` is that of "subagents".
  const named = waiting.findIndex((call) => call.name === name);
  const [call] = waiting.splice(Math.max(0, named), 1);
  if (call === undefined) return null;
  const content = words.slice(end + RESULT.length).trimStart();
  return { type: 'tool_result', tool_use_id: call.id, content, is_error: NOT_MADE.test(content) };
}

/** Blocks of a message, those of older clients that only begin a result with the block behind them, which is the result. */
function resultsWhole(blocks: readonly unknown[]): readonly unknown[] {
  const whole: unknown[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const head = str(blocks[i], 'text')?.trim() ?? '';
    const next = str(blocks[i + 1], 'text');
    const begins = HEAD.test(head) && head.length < MAX_HEAD && head.endsWith(RESULT);
    if (begins && next !== null && !SIGNS.test(next.trimStart())) {
      whole.push({ type: 'text', text: `${head}\n${next}` });
      i++;
    } else whole.push(blocks[i]);
  }
  return whole;
}

/** What the user said to a tool that asked: such a result holds their words. */
const SAID = /<(answer|feedback|user_message)>[^]*?<\/\1>/;

function wordsIn(block: unknown): readonly object[] {
  const words = str(block, 'text') ?? '';
  const said = HEAD.test(words.trimStart()) ? SAID.exec(words)?.[0] : undefined;
  return said === undefined ? [] : [{ type: 'text', text: said }];
}
