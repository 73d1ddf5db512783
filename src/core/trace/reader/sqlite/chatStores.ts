import { time } from '../../../text/json';
import { grouped, named, text, valueIn, valuesIn, type StoreSchema } from './storeSchema';

/** The `llm` command line tool: what `llm logs --json` prints. */
export const llm: StoreSchema = {
  id: 'llm',
  needs: { responses: ['id', 'model', 'prompt', 'response', 'response_json'] },
  table: 'responses',
  idOf: named('id'),
  children: [],
  compose: valuesIn,
};

/** A table of chat messages by session, as many small programs have: under the names that chats have everywhere. */
export const GROUPS = [
  'session_id',
  'conversation_id',
  'thread_id',
  'chat_id',
  'sessionId',
  'conversationId',
];

export function chatTable(table: string, group: string): StoreSchema {
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
export const ollamaApp: StoreSchema = {
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
    const byMessage = grouped(calls, (call) => text(call, 'message_id'));
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
        tool_calls: (byMessage.get(text(message, 'id')) ?? []).map((call) => ({
          type: call['type'],
          function: { name: call['function_name'], arguments: call['function_arguments'] },
          ...(apart ? {} : { result: valueIn(call['function_result']) }),
        })),
      })),
    };
  },
};

/** Agno: sessions whose runs, each with its messages, stand in a column as JSON text (which older versions write twice). */
export const agno: StoreSchema = {
  id: 'agno',
  needs: { agno_sessions: ['session_id', 'session_type', 'runs'] },
  table: 'agno_sessions',
  idOf: named('session_id'),
  children: [],
  compose: (session) => ({ ...session, runs: valueIn(valueIn(session['runs'])) }),
};

/** A table of whole messages by session, each as JSON text. */
export function messageTable(table: string, column: string): StoreSchema {
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
