import { adk, crush, goose, opencode } from './agentStores';
import { GROUPS, agno, chatTable, llm, messageTable, ollamaApp } from './chatStores';
import { cursor, cursorChat } from './cursorStores';
import type { SqliteTable } from './schema';
import type { StoreSchema } from './storeSchema';

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
