import { list, str } from '../../../text/json';
import { grouped, named, objectIn, text, valueIn, valuesIn, type StoreSchema } from './storeSchema';
import type { SqliteRow } from './schema';

/** By ids, which opencode makes so that they sort by time. */
function inOrder(rows: readonly SqliteRow[]): readonly SqliteRow[] {
  return rows.toSorted((a, b) => ((text(a, 'id') ?? '') < (text(b, 'id') ?? '') ? -1 : 1));
}

/** opencode since 1.2: what `opencode export` prints. */
export const opencode: StoreSchema = {
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
    const byMessage = grouped(inOrder(parts), (part) => text(part, 'message_id'));
    return {
      info: {
        ...session,
        parentID: session['parent_id'],
        revert: objectIn(session['revert']),
      },
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

/** Goose since 1.10: what its older session files and its export say. */
export const goose: StoreSchema = {
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
    provider_name: session['provider_name'],
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
export const crush: StoreSchema = {
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
export function adk(stored: 'event_data' | 'content'): StoreSchema {
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
