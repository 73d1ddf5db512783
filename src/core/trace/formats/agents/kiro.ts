import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { Pieces } from '../../build/pieces';
import { itemsOf, typeOf } from '../../build/records';
import { at, bool, has, isObject, list, obj, str, text, time } from '../../../text/json';
import { addChatItem } from '../apis/chatItem';
import { openedMessage } from '../apis/taggedMessages';

/**
 * Session of Kiro, the editor and the command line since its third version (`messages.jsonl`): `{id, timestamp, payload}`
 * lines, whose payload is a piece of a turn. Shapes from public parsers and their tests.
 */
export const kiro: Format = {
  id: 'kiro',
  title: msg('Kiro session'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isPiece(value)),
  parse(records) {
    const pieces = new Pieces();
    const calls = new Set<string>();
    for (const record of records) addPiece(pieces, record, calls);
    return parsed(...pieces.conversation.build());
  },
};

const ENVELOPE = ['type', 'kind', 'role', 'message', 'content'];
const PIECES = new Set(['user', 'assistant', 'tool_call', 'tool_result']);

function isPiece(line: unknown): boolean {
  const payload = at(line, 'payload');
  const isOwn = ['content', 'toolName', 'toolCallId'].some((key) => has(payload, key));
  return isOwn && PIECES.has(typeOf(payload)) && !ENVELOPE.some((key) => has(line, key));
}

/** What says nothing of the model's words: marks of turns, approvals, what was asked of the user, credits. */
const MARKS =
  /^(?:turn_(?:start|end)|pending_interaction|interaction_resolved|session_metadata|usage_summary|steering_inclusion)$/;

/** The thread of a piece: sub-agents name their execution. */
export const kiroThread = (line: unknown): string | null => text(line, 'payload', 'subExecutionId');

/** Whether the client said it again in the user's name. */
export const isKiroEcho = (payload: unknown): boolean =>
  text(payload, '_meta', 'kiro', 'syntheticUserMessageReason') !== null;

function addPiece(pieces: Pieces, record: FileRecord, calls: Set<string>): void {
  const payload = at(record.value, 'payload');
  const where = placeOf(record, time(record.value, 'timestamp'));
  const thread = kiroThread(record.value) ?? '';
  const type = typeOf(payload);
  switch (type) {
    case 'session_start':
      pieces.prompt('system', contentText(at(payload, 'content')));
      break;
    case 'user':
      if (!isKiroEcho(payload)) pieces.prompt('user', contentText(at(payload, 'content')));
      break;
    case 'assistant':
      addWords(pieces, payload, where, thread);
      break;
    case 'tool_call':
    case 'sub_agent_start': {
      const id = text(payload, 'subSessionId') ?? callIdOf(payload);
      // A call is logged again as its state changes.
      if (id !== null && calls.has(id)) break;
      if (id !== null) calls.add(id);
      const name = text(payload, 'toolName') ?? text(payload, 'subAgentName');
      const input = at(payload, 'prompt') ?? inputOf(payload);
      pieces.said(where, thread).toolCall(name, input, id, where);
      break;
    }
    case 'tool_result':
    case 'sub_agent_complete': {
      const id = text(payload, 'subSessionId') ?? callIdOf(payload);
      const failed = bool(payload, 'success') === false || isFailed(payload);
      pieces.result(resultText(payload), id, failed, where, thread);
      break;
    }
    default:
      if (isObject(payload) && !MARKS.test(type)) pieces.openIn(thread)?.raw(type, payload, where);
  }
}

function addWords(pieces: Pieces, payload: unknown, where: RecordedPlace, thread: string): void {
  const words = contentText(at(payload, 'content'));
  const operation = text(payload, 'operationType');
  // What a compaction leaves is context of what follows.
  if (operation === 'Summary') pieces.prompt('system', words);
  else if (operation !== 'Reasoning') {
    if (words !== '') pieces.said(where, thread).answer(words, where);
  } else if (/^(?:\.{3}|…)?$/.test(words.trim())) {
    // Three dots stand for reasoning that only its signature is kept of.
    pieces.said(where, thread).reasoning('', 'hidden', where);
  } else pieces.said(where, thread).reasoning(words, null, where);
}

/**
 * Session of Kiro's command line in its second version (`~/.kiro/sessions/cli/*.jsonl`): `{version, kind, data}` lines, the
 * blocks of a message as `{kind, data}` too.
 */
export const kiroCli: Format = {
  id: 'kiro-cli',
  title: msg('Kiro CLI session'),
  unit: 'file',
  detect: ({ records }) => itemsOf(records).some(({ value }) => isCliLine(value)),
  parse(records) {
    const conversation = new Conversation();
    for (const record of itemsOf(records)) addLine(conversation, record);
    return parsed(...conversation.build());
  },
};

const KINDS = /^(?:Prompt|AssistantMessage|ToolResults)$/;

function isCliLine(line: unknown): boolean {
  return KINDS.test(str(line, 'kind') ?? '') && Array.isArray(at(line, 'data', 'content'));
}

function addLine(conversation: Conversation, record: FileRecord): void {
  const { value } = record;
  const message = openedMessage(value);
  if (message === value || !isObject(message)) {
    const kind = str(value, 'kind');
    // Some write a line for results of nothing.
    const isEmpty = Object.keys(obj(value, 'data') ?? {}).length === 0;
    if (kind !== null && !isEmpty) conversation.last?.raw(kind, value, placeOf(record));
    return;
  }
  const timestamp = at(message, 'meta', 'timestamp');
  const id = text(message, 'message_id');
  // A message of nothing else keeps its results beside it.
  if (list(message, 'content').length > 0 || list(message, 'tool_calls').length > 0)
    addChatItem(conversation, { ...record, value: { ...message, id, timestamp } });
}
