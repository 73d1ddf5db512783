import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { bool, count, has, isObject, jsonText, num, str, text, time } from '../../../text/json';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addCache } from '../../build/usage';

/**
 * Messages of a Cline, Roo or Kilo task as its panel shows them (`ui_messages.json`): every `api_req_started` begins a
 * generation and carries its usage and cost as JSON text. `kilo --json` prints them under names of its own.
 */
export const clineUi: Format = {
  id: 'cline-ui',
  title: msg('Cline task'),
  unit: 'file',
  detect: ({ records }) => itemsOf(records).some(({ value }) => isUiMessage(value)),
  parse(records) {
    const conversation = new Conversation();
    let edits = false;
    for (const record of printedOnce(itemsOf(records))) {
      const kind = kindOf(record.value);
      if (kind === 'api_req_started' && edits) addEditResult(conversation.last, record);
      // One that failed while it was made has a message of its own.
      if (kind === 'api_req_started' || RESULTS.has(kind)) edits = false;
      if (kind === 'tool') edits = true;
      addUiMessage(conversation, record);
    }
    return parsed(...conversation.build());
  },
};

function isUiMessage(value: unknown): boolean {
  const type = str(value, 'type');
  const timed = num(value, 'ts') !== null || isPrinted(value);
  return timed && (type === 'say' || type === 'ask') && has(value, type);
}

/** A message that Kilo's command line printed. */
function isPrinted(value: unknown): boolean {
  return num(value, 'timestamp') !== null && str(value, 'source') === 'extension';
}

/**
 * Printed messages under the names of the panel: text that is JSON is its `metadata`. While a message grows it is printed
 * again and again with the time of its first piece: the last one, whole if any was, stands where the first was.
 */
function printedOnce(records: readonly FileRecord[]): readonly FileRecord[] {
  const whole = new Map<string | FileRecord, FileRecord>();
  for (const record of records) {
    const { value } = record;
    if (!isPrinted(value)) {
      whole.set(record, record);
      continue;
    }
    const key = `${num(value, 'timestamp') ?? ''} ${str(value, 'type') ?? ''} ${kindOf(value)}`;
    const before = whole.get(key);
    const isPiece = bool(value, 'partial') === true && before !== undefined;
    if (isPiece && bool(before.value, 'partial') !== true) continue;
    whole.set(key, { ...record, value: panelMessage(value) });
  }
  return [...whole.values()];
}

function panelMessage(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { timestamp: ts, content, metadata } = value;
  return { ...value, ts, text: content ?? (isObject(metadata) ? jsonText(metadata) : '') };
}

const FROM_USER = new Set(['task', 'user_feedback', 'user_feedback_diff', 'text']);
/** What the agent does: a JSON text, or the command itself. */
const CALLS = new Set([
  'tool',
  'command',
  'use_mcp_server',
  'browser_action_launch',
  'browser_action',
  'subagent',
]);
const RESULTS = new Set([
  'command_output',
  'mcp_server_response',
  'browser_action_result',
  'error',
  'diff_error',
]);

const kindOf = (message: unknown): string => str(message, 'say') ?? str(message, 'ask') ?? '';

/** Where a request tells what became of an edit that the answer before asked for. */
const EDIT_RESULT =
  /\[(?:write_to_file|replace_in_file|apply_diff|apply_patch|insert_content|search_and_replace|search_replace|edit_file|edit)\b[^\]\n]{0,400}\] Result:\s{0,10}/;
/** How the result of what was not done begins. */
export const NOT_MADE =
  /^(?:The user denied|The tool execution failed|<error>|Error\b|\{"status": ?"(?:error|denied)")/;
/** So much of a result is kept. */
const MAX_RESULT = 4_000;

function addEditResult(trace: TraceBuilder | null, { value, range }: FileRecord): void {
  const request = str(unpacked(str(value, 'text') ?? ''), 'request') ?? '';
  const found = EDIT_RESULT.exec(request);
  if (trace === null || found === null) return;
  const said = request.slice(found.index + found[0].length).slice(0, MAX_RESULT);
  const words = text(unpacked(said), 'message') ?? said;
  trace.toolResult(words, null, NOT_MADE.test(said), placeAt(range, time(value, 'ts')));
}

function addUiMessage(conversation: Conversation, { value, range }: FileRecord): void {
  const kind = kindOf(value);
  const words = str(value, 'text') ?? '';
  const where = placeAt(range, time(value, 'ts'));
  const trace = conversation.last;
  if (kind === 'api_req_started') {
    beginRequest(conversation.begin(), words, value, where);
  } else if (trace === null || kind === 'task' || kind.startsWith('user_feedback')) {
    if (FROM_USER.has(kind)) conversation.prompt('user', words);
  } else if (kind === 'reasoning') {
    // The panel may keep the text beside the message.
    trace.reasoning(text(value, 'reasoning') ?? words, null, where);
  } else if (kind === 'completion_result') {
    // What was just said may be offered as the result.
    if (!trace.hasSaid(words)) trace.answer(words, where);
  } else if (kind === 'text' || kind === 'plan_mode_respond' || kind === 'followup') {
    trace.answer(words, where);
  } else if (CALLS.has(kind)) {
    addCall(trace, kind, words, where);
  } else if (RESULTS.has(kind)) {
    trace.toolResult(words, null, kind.endsWith('error'), where);
  } else if (kind === 'api_req_finished') {
    // Versions of 2024 log the usage apart.
    readUsage(trace, unpacked(words));
  } else if (kind === 'api_req_failed') {
    trace.finishReason = 'error';
  }
}

function beginRequest(
  trace: TraceBuilder,
  words: string,
  message: unknown,
  where: RecordedPlace,
): void {
  const info = unpacked(words);
  trace.id = `${num(message, 'ts') ?? ''}`;
  trace.model = text(message, 'modelInfo', 'modelId') ?? text(info, 'model');
  trace.provider = text(message, 'modelInfo', 'providerId');
  trace.timing = { startedAt: where.at };
  if (has(info, 'cancelReason')) trace.finishReason = text(info, 'cancelReason');
  readUsage(trace, info);
}

function readUsage(trace: TraceBuilder, info: unknown): void {
  trace.costUsd = num(info, 'cost');
  trace.usage = addCache(
    {
      input: count(info, 'tokensIn'),
      output: count(info, 'tokensOut'),
      reasoning: count(info, 'reasoningTokens'),
      read: count(info, 'cacheReads'),
      written: count(info, 'cacheWrites'),
    },
    msg('Cline counts cached input beside the rest: added.'),
  );
}

/** A tool's JSON text names the tool; a partial or repeated message of the same call is left out. */
function addCall(trace: TraceBuilder, kind: string, words: string, where: RecordedPlace): void {
  const call = unpacked(words);
  trace.toolCall(text(call, 'tool') ?? text(call, 'toolName') ?? kind, words, null, where);
}
