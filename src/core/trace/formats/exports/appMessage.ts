import type { Message } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format } from '../../format';
import { addMessage } from '../apis/logMessage';
import type { ShownBranch } from './chatTree';

/** One message of an app's chat in the shape that logs share; `null` is what the app did not keep. */
export interface AppMessage {
  readonly id: string | null;
  readonly role: string;
  /** Typed blocks in their order: `text`, `reasoning`, `tool-call`, `tool-result` and what the app has of its own. */
  readonly content: readonly unknown[];
  readonly model: string | null;
  readonly provider: string | null;
  readonly usage: Usage;
  /** Milliseconds since the epoch. */
  readonly when: number | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
  readonly costUsd: number | null;
}

/** What an app did not keep of an answer. */
export const NOT_KEPT = {
  id: null,
  model: null,
  provider: null,
  usage: NO_USAGE,
  when: null,
  durationMs: null,
  ttftMs: null,
  costUsd: null,
} as const;

/** Adds the messages of one chat of an app in their order. */
export function addAppChat(
  conversation: Conversation,
  messages: readonly AppMessage[],
  { range }: FileRecord,
): void {
  for (const { role, content, when, durationMs, ttftMs, ...facts } of messages) {
    const trace = addMessage(conversation, { role, content }, placeAt(range, when));
    if (trace === null) continue;
    Object.assign(trace, facts);
    trace.timing = { startedAt: when, durationMs, ttftMs };
  }
}

/** How an app keeps its chats in one document. */
interface AppChats {
  readonly id: string;
  readonly title: Message;
  /** The chats of a document with their messages as recorded; none where it is not the app's. */
  readonly chatsOf: (document: unknown) => readonly ShownBranch[];
  /** What reads the messages of a document; it gives none for what is no message. */
  readonly readerOf: (document: unknown) => (message: unknown) => readonly AppMessage[];
}

/** The format of an app whose files hold one chat or many. */
export function appChats({ id, title, chatsOf, readerOf }: AppChats): Format {
  return {
    id,
    title,
    unit: 'record',
    detect: ({ records }) =>
      itemsOf(records)
        .slice(0, 20)
        .some(({ value }) => chatsOf(value).length > 0),
    parse: (records) =>
      joinedResults(
        itemsOf(records).flatMap((record) => {
          const read = readerOf(record.value);
          return chatsOf(record.value).map(({ messages, otherBranches }) => {
            const conversation = new Conversation();
            addAppChat(conversation, messages.flatMap(read), record);
            conversation.otherBranches = otherBranches;
            return parsedBranch(conversation, record.range);
          });
        }),
      ),
  };
}
