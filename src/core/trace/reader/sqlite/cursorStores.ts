import { at, isObject, list, str } from '../../../text/json';
import { objectIn, text, type StoreSchema } from './storeSchema';
import { editArguments, keptContents } from './cursorEdit';

/** Cursor: conversations, their bubbles, and contents of files that edits name, under keys of one table. */
export const cursor: StoreSchema = {
  id: 'cursor',
  needs: { cursorDiskKV: ['key', 'value'] },
  table: 'cursorDiskKV',
  idOf: (row) => /^composerData:(.+)$/.exec(text(row, 'key') ?? '')?.[1] ?? null,
  children: [
    {
      table: 'cursorDiskKV',
      of: (row) => /^bubbleId:([^:]+):/.exec(text(row, 'key') ?? '')?.[1] ?? null,
    },
    {
      table: 'cursorDiskKV',
      of: (row) => (text(row, 'key')?.startsWith('composer.content.') ? text(row, 'key') : null),
      named: ([bubbles = []]) => [
        ...new Set(bubbles.flatMap((bubble) => keptContents(text(bubble, 'value') ?? ''))),
      ],
    },
  ],
  compose: (row, [bubbles = [], kept = []]) => {
    const contents = new Map(kept.map((r) => [text(r, 'key') ?? '', text(r, 'value') ?? '']));
    const composer = objectIn(row['value']);
    const stored = new Map(
      bubbles.map((bubble) => [
        text(bubble, 'key')?.split(':')[2] ?? '',
        objectIn(bubble['value']),
      ]),
    );
    const headers = list(composer, 'fullConversationHeadersOnly');
    const listed = headers.flatMap((header) => stored.get(str(header, 'bubbleId') ?? '') ?? []);
    // Older versions keep the bubbles in the conversation itself.
    const whole = list(composer, 'conversation').filter(isObject);
    const found = listed.length > 0 ? listed : whole.length > 0 ? whole : [...stored.values()];
    return {
      composerId: composer['composerId'],
      title: composer['name'],
      model: str(composer, 'modelConfig', 'modelName'),
      messages: found.filter(isObject).flatMap((bubble) => cursorMessages(bubble, contents)),
    };
  },
};

/** A bubble as a chat message (type 1 is the user, 2 the model), and the result of its tool as one of its own. */
function cursorMessages(bubble: object, contents: ReadonlyMap<string, string>): readonly unknown[] {
  const {
    thinking,
    toolFormerData: tool,
    bubbleId,
    type,
    createdAt,
    tokenCount,
  } = bubble as Readonly<Record<string, unknown>>;
  const reasoning = typeof thinking === 'string' ? thinking : str(thinking, 'text');
  const name = str(tool, 'name');
  const callId = str(tool, 'toolCallId') ?? '';
  const call = {
    id: callId,
    type: 'function',
    function: { name, arguments: editArguments(tool, contents) },
  };
  const message = {
    id: bubbleId,
    role: type === 1 ? 'user' : 'assistant',
    content: str(bubble, 'text') ?? '',
    ...(reasoning ? { reasoning_content: reasoning } : {}),
    ...(name === null ? {} : { tool_calls: [call] }),
    ...(str(bubble, 'modelInfo', 'modelName')
      ? { model: str(bubble, 'modelInfo', 'modelName') }
      : {}),
    ...(createdAt === undefined ? {} : { timestamp: createdAt }),
    ...(isCounted(tokenCount) ? { usage: tokenCount } : {}),
  };
  const result = str(tool, 'result') ?? str(tool, 'error');
  if (name === null || result === null) return [message];
  const failed = str(tool, 'status') === 'error';
  return [message, { role: 'tool', tool_call_id: callId, content: result, is_error: failed }];
}

/** Versions that count nothing write zeros. */
function isCounted(tokenCount: unknown): boolean {
  return isObject(tokenCount) && Object.values(tokenCount).some((n) => n !== 0);
}

/**
 * A chat of Cursor's command line (`store.db` under `chats`): messages under the hash of their text, in the order in which they were first
 * written, so that one which repeats another word for word stands once. The order of the chat itself is in bytes that are no text.
 */
export const cursorChat: StoreSchema = {
  id: 'cursor-chat',
  needs: { blobs: ['id', 'data'], meta: ['key', 'value'] },
  table: 'meta',
  idOf: (row) => (/^(?:[0-9a-f]{2})+$/i.test(text(row, 'value') ?? '') ? CHAT : null),
  children: [{ table: 'blobs', of: () => CHAT }],
  compose: (row, [blobs = []]) => {
    const chat = objectIn(textOfHex(text(row, 'value') ?? ''));
    return {
      composerId: chat['agentId'],
      title: chat['name'],
      model: chat['lastUsedModel'],
      messages: blobs
        .map((blob) => objectIn(blob['data']))
        .filter((message) => str(message, 'role') !== null)
        .flatMap(resultsApart),
    };
  },
};
/** There is one in such a file. */
const CHAT = 'chat';

/** A message of tools as one for each of its results. */
function resultsApart(message: object): readonly object[] {
  const results = list(message, 'content').filter((part) => str(part, 'type') === 'tool-result');
  if (results.length === 0) return [message];
  return results.map((part) => {
    const result = at(part, 'result') ?? at(part, 'output') ?? '';
    const content = typeof result === 'string' ? result : JSON.stringify(result);
    return { role: 'tool', tool_call_id: str(part, 'toolCallId') ?? '', content };
  });
}

function textOfHex(hex: string): string {
  const bytes = new Uint8Array(hex.length >> 1);
  for (const i of bytes.keys()) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return new TextDecoder().decode(bytes);
}
