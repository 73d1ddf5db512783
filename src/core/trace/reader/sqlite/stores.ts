import { at, isObject, list, str, time } from '../../../text/json';
import { editArguments, keptContents } from './cursorEdit';
import type { SqliteRow, SqliteTable } from './schema';

/** Rows of another table that belong to a row, in their order. */
interface Children {
  readonly table: string;
  /** The id of the row that a row belongs to; `null` for a row of something else. */
  readonly of: (row: SqliteRow) => string | null;
  /** The column that holds that id as it is: rows are looked up by it. */
  readonly by?: string;
  /** The ids that the rows found before name; without it the id of the record. */
  readonly named?: (found: readonly (readonly SqliteRow[])[]) => readonly string[];
}

/**
 * A program's database: which tables it has, and how its rows become the records that the program writes elsewhere
 * (its export, its older files), so that one format reads both.
 */
export interface StoreSchema {
  readonly id: string;
  /** Tables and columns that only this program's database has. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** The table whose rows are a record each. */
  readonly table: string;
  /** The id that other rows name; `null` for a row that is no record. */
  readonly idOf: (row: SqliteRow) => string | null;
  readonly children: readonly Children[];
  readonly compose: (row: SqliteRow, children: readonly (readonly SqliteRow[])[]) => unknown;
  /** Where a record is the session of an agent: what tells which one it is at. */
  readonly session?: {
    /** `null` for one that belongs to another session. */
    readonly folder: (row: SqliteRow) => string | null;
    /** When it was written to last, epoch milliseconds. */
    readonly at: (row: SqliteRow) => number | null;
  };
}

const text = (row: SqliteRow, column: string): string | null => {
  const cell = row[column];
  return cell === null || cell === undefined ? null : String(cell);
};
const named = (column: string) => (row: SqliteRow) => text(row, column);

/** The object in a cell of JSON text; an empty one when it is none. */
function objectIn(cell: unknown): Readonly<Record<string, unknown>> {
  const value = valueIn(cell);
  return isObject(value) ? value : {};
}

/** The value of a cell of JSON text; the text itself when it is none. */
function valueIn(cell: unknown): unknown {
  if (typeof cell !== 'string' || !/^\s*[{["]/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    // Text that only begins like JSON is text.
    return cell;
  }
}

/** A row whose cells may be JSON text. */
function valuesIn(row: SqliteRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, valueIn(cell)]));
}

/** By ids, which opencode makes so that they sort by time. */
function inOrder(rows: readonly SqliteRow[]): readonly SqliteRow[] {
  return rows.toSorted((a, b) => ((text(a, 'id') ?? '') < (text(b, 'id') ?? '') ? -1 : 1));
}

/** opencode since 1.2: what `opencode export` prints. */
const opencode: StoreSchema = {
  id: 'opencode',
  needs: {
    session: ['id', 'directory'],
    message: ['id', 'session_id', 'data'],
    part: ['id', 'message_id', 'session_id', 'data'],
  },
  table: 'session',
  idOf: named('id'),
  children: [
    { table: 'message', of: named('session_id'), by: 'session_id' },
    { table: 'part', of: named('session_id'), by: 'session_id' },
  ],
  session: {
    folder: (row) => (text(row, 'parent_id') === null ? text(row, 'directory') : null),
    at: (row) => {
      const { time_updated: at } = row;
      return typeof at === 'number' ? at : null;
    },
  },
  compose: (session, [messages = [], parts = []]) => {
    const byMessage = new Map<string | null, SqliteRow[]>();
    for (const part of inOrder(parts)) {
      const id = text(part, 'message_id');
      const own = byMessage.get(id);
      if (own === undefined) byMessage.set(id, [part]);
      else own.push(part);
    }
    return {
      info: { ...session, parentID: session['parent_id'] },
      messages: inOrder(messages).map((message) => ({
        info: { ...objectIn(message['data']), id: message['id'], sessionID: message['session_id'] },
        parts: (byMessage.get(text(message, 'id')) ?? []).map((part) => ({
          ...objectIn(part['data']),
          id: part['id'],
          messageID: part['message_id'],
          sessionID: part['session_id'],
        })),
      })),
    };
  },
};

/** Cursor: conversations, their bubbles, and contents of files that edits name, under keys of one table. */
const cursor: StoreSchema = {
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
const cursorChat: StoreSchema = {
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

/** Goose since 1.10: what its older session files and its export say. */
const goose: StoreSchema = {
  id: 'goose',
  needs: { sessions: ['id', 'working_dir'], messages: ['session_id', 'role', 'content_json'] },
  table: 'sessions',
  idOf: named('id'),
  children: [{ table: 'messages', of: named('session_id') }],
  compose: (session, [messages = []]) => ({
    id: session['id'],
    title: [session['name'], session['description']].find(
      (title) => title !== null && title !== '',
    ),
    working_dir: session['working_dir'],
    session_type: session['session_type'],
    parent_session_id: session['parent_session_id'],
    model: str(objectIn(session['model_config_json']), 'model_name'),
    messages: messages.map((message) => ({
      id: message['message_id'],
      role: message['role'],
      content: list(valueIn(message['content_json'])),
      created: message['created_timestamp'],
      metadata: objectIn(message['metadata_json']),
    })),
  }),
};

/** Crush: a session with its messages. */
const crush: StoreSchema = {
  id: 'crush',
  needs: {
    sessions: ['id', 'parent_session_id', 'title'],
    messages: ['session_id', 'role', 'parts', 'model'],
  },
  table: 'sessions',
  idOf: named('id'),
  children: [{ table: 'messages', of: named('session_id'), by: 'session_id' }],
  compose: (session, [messages = []]) => ({
    ...session,
    messages: messages.map((message) => ({ ...message, parts: valueIn(message['parts']) })),
  }),
};

/** Which session of which user of which app a row of Google's ADK belongs to: apps number their sessions alike. */
const adkSession = (id: string) => (row: SqliteRow) =>
  JSON.stringify([row['app_name'], row['user_id'], row[id]]);

/** Google's ADK: a session with its events, whole as JSON (`SqliteSessionService`) or a column for each field. */
function adk(stored: 'event_data' | 'content'): StoreSchema {
  return {
    id: 'adk',
    needs: {
      sessions: ['app_name', 'user_id', 'id'],
      events: ['session_id', 'invocation_id', 'timestamp', stored],
    },
    table: 'sessions',
    idOf: adkSession('id'),
    children: [{ table: 'events', of: adkSession('session_id') }],
    compose: (session, [events = []]) => ({
      id: session['id'],
      app_name: session['app_name'],
      user_id: session['user_id'],
      events: events
        .toSorted((a, b) => ((a['timestamp'] ?? 0) < (b['timestamp'] ?? 0) ? -1 : 1))
        .map((row) => (stored === 'event_data' ? valueIn(row[stored]) : valuesIn(row))),
    }),
  };
}

/** The `llm` command line tool: what `llm logs --json` prints. */
const llm: StoreSchema = {
  id: 'llm',
  needs: { responses: ['id', 'model', 'prompt', 'response', 'response_json'] },
  table: 'responses',
  idOf: named('id'),
  children: [],
  compose: valuesIn,
};

/** A table of chat messages by session, as many small programs have: under the names that chats have everywhere. */
const GROUPS = [
  'session_id',
  'conversation_id',
  'thread_id',
  'chat_id',
  'sessionId',
  'conversationId',
];

function chatTable(table: string, group: string): StoreSchema {
  return {
    id: 'messages',
    needs: { [table]: [group, 'role', 'content'] },
    table,
    idOf: named(group),
    children: [{ table, of: named(group) }],
    compose: (row, [messages = []]) => ({
      id: row[group],
      messages: messages.map(valuesIn),
    }),
  };
}

/** Ollama's app: chats with their messages, whose calls stand in a table of their own (`app/store/database.go`). */
const ollamaApp: StoreSchema = {
  id: 'ollama-app',
  needs: {
    chats: ['id', 'title'],
    messages: ['id', 'chat_id', 'role', 'content', 'thinking', 'model_name'],
    tool_calls: ['message_id', 'function_name', 'function_arguments'],
  },
  table: 'chats',
  idOf: named('id'),
  children: [
    { table: 'messages', of: named('chat_id') },
    {
      table: 'tool_calls',
      of: named('message_id'),
      named: ([messages = []]) => messages.flatMap((message) => text(message, 'id') ?? []),
    },
  ],
  compose: (chat, [messages = [], calls = []]) => {
    // What came of a call stands in a message of its own, or beside the call.
    const apart = messages.some((message) => message['role'] === 'tool');
    return {
      id: chat['id'],
      title: chat['title'],
      messages: messages.map((message) => ({
        ...message,
        model: message['model_name'],
        thinking: {
          text: text(message, 'thinking') ?? '',
          startAt: time(message, 'thinking_time_start'),
          endAt: time(message, 'thinking_time_end'),
        },
        tool_calls: calls
          .filter((call) => text(call, 'message_id') === text(message, 'id'))
          .map((call) => ({
            type: call['type'],
            function: { name: call['function_name'], arguments: call['function_arguments'] },
            ...(apart ? {} : { result: valueIn(call['function_result']) }),
          })),
      })),
    };
  },
};

/** Agno: sessions whose runs, each with its messages, stand in a column as JSON text (which older versions write twice). */
const agno: StoreSchema = {
  id: 'agno',
  needs: { agno_sessions: ['session_id', 'session_type', 'runs'] },
  table: 'agno_sessions',
  idOf: named('session_id'),
  children: [],
  compose: (session) => ({ ...session, runs: valueIn(valueIn(session['runs'])) }),
};

/** A table of whole messages by session, each as JSON text. */
function messageTable(table: string, column: string): StoreSchema {
  return {
    id: 'messages',
    needs: { [table]: ['session_id', column] },
    table,
    idOf: named('session_id'),
    children: [{ table, of: named('session_id') }],
    compose: (row, [messages = []]) => ({
      id: row['session_id'],
      messages: messages.map((message) => ({
        [column]: message[column],
        created_at: message['created_at'],
      })),
    }),
  };
}

/** Every database whose rows are known, in the order in which they are tried; the last ones are only likely. */
const STORES: readonly StoreSchema[] = [
  opencode,
  cursor,
  cursorChat,
  goose,
  crush,
  adk('event_data'),
  adk('content'),
  llm,
  agno,
  ollamaApp,
  messageTable('agent_messages', 'message_data'),
  messageTable('message_store', 'message'),
  ...['messages', 'message', 'chat_messages', 'mastra_messages'].flatMap((table) =>
    GROUPS.map((group) => chatTable(table, group)),
  ),
];

/** What a database with these tables is; `null` for one that is not known. */
export function storeOf(tables: readonly SqliteTable[]): StoreSchema | null {
  const has = ({ needs }: StoreSchema): boolean =>
    Object.entries(needs).every(([name, columns]) => {
      const table = tables.find((t) => t.name === name);
      return table !== undefined && columns.every((column) => table.columns.includes(column));
    });
  return STORES.find(has) ?? null;
}
