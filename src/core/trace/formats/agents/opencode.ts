import { msg } from '../../../model/message';
import { countedReasoning } from '../../figures';
import type { FileRecord, Format } from '../../format';
import type { Usage } from '../../../model/trace';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { startGrouper } from '../../build/groupers/startGrouper';
import type { TraceBuilder } from '../../build/traceBuilder';

import { addCache, sum } from '../../build/usage';

/**
 * `opencode export` (a session with its messages), single files of opencode's storage, and the events that `opencode
 * run --format json` prints, of which a step is a generation.
 */
export const opencode: Format = {
  id: 'opencode',
  title: msg('opencode session'),
  unit: () => startGrouper((value) => typeOf(value, 'part') === 'step-start', isEvent),
  detect: ({ records }) =>
    records.some(
      ({ value }) => isExport(value) || isMessage(value) || isPart(value) || isEvent(value),
    ),
  parse(records) {
    const conversation = new Conversation();
    if (isEvent(records[0]?.value)) addStep(conversation.begin(), records);
    for (const record of records) {
      const { value } = record;
      if (isExport(value)) for (const m of list(value, 'messages')) add(conversation, m, record);
      else if (isMessage(value)) add(conversation, { info: value, parts: [] }, record);
      else if (isPart(value)) addPart(conversation.begin(), value, record);
    }
    return parsed(...conversation.build());
  },
};

function isExport(value: unknown): boolean {
  const first = list(value, 'messages')[0];
  return isObject(at(value, 'info')) && isObject(at(first, 'info')) && has(first, 'parts');
}

function isMessage(value: unknown): boolean {
  return str(value, 'sessionID') !== null && has(value, 'role') && has(value, 'time');
}

/** Of the pieces of a message that are files of their own, those with text are worth a trace. */
function isPart(value: unknown): boolean {
  const type = typeOf(value);
  return str(value, 'messageID') !== null && (type === 'reasoning' || type === 'text');
}

/** A line of `opencode run --format json`: a part of a message, as it was completed. */
function isEvent(value: unknown): boolean {
  return str(value, 'sessionID') !== null && typeOf(value) !== '' && typeOf(value, 'part') !== '';
}

function addStep(trace: TraceBuilder, records: readonly FileRecord[]): void {
  for (const record of records) {
    const part = at(record.value, 'part');
    trace.id ??= text(part, 'messageID');
    trace.timing = { startedAt: trace.timing.startedAt ?? time(record.value, 'timestamp') };
    addPart(trace, part, record);
    if (typeOf(part) !== 'step-finish') continue;
    trace.finishReason = text(part, 'reason');
    trace.costUsd = num(part, 'cost');
    trace.usage = usageOf(at(part, 'tokens'), trace.hasReasoning);
  }
}

function add(conversation: Conversation, message: unknown, record: FileRecord): void {
  const info = at(message, 'info');
  const parts = list(message, 'parts');
  if (str(info, 'role') === 'user') {
    conversation.prompt('user', contentText(parts.filter((p) => typeOf(p) === 'text')));
    return;
  }
  if (str(info, 'role') !== 'assistant') return;
  const trace = conversation.begin();
  trace.id = text(info, 'id');
  trace.model = text(info, 'modelID') ?? text(info, 'model', 'modelID');
  trace.provider = text(info, 'providerID') ?? text(info, 'model', 'providerID');
  trace.effort = text(info, 'variant');
  trace.finishReason = text(info, 'finish') ?? (isObject(at(info, 'error')) ? 'error' : null);
  trace.costUsd = num(info, 'cost');
  for (const part of parts) addPart(trace, part, record);
  trace.usage = usageOf(at(info, 'tokens'), trace.hasReasoning);
  const start = time(info, 'time', 'created');
  const end = time(info, 'time', 'completed');
  trace.timing = { startedAt: start, durationMs: elapsed(start, end) };
}

/** Parts that only mark where a step begins or what it changed. */
const MARKS = new Set([
  'step-start',
  'step-finish',
  'snapshot',
  'patch',
  'file',
  'agent',
  'compaction',
  'retry',
]);

function addPart(trace: TraceBuilder, part: unknown, record: FileRecord): void {
  const start = time(part, 'time', 'start');
  const where = {
    source: record.range,
    at: start,
    durationMs: elapsed(start, time(part, 'time', 'end')),
  };
  switch (typeOf(part)) {
    case 'reasoning':
      trace.reasoning(
        str(part, 'text') ?? '',
        (str(part, 'text') ?? '') === '' ? 'hidden' : null,
        where,
      );
      break;
    case 'text':
      trace.answer(str(part, 'text') ?? '', where);
      break;
    case 'tool':
      addTool(trace, part, where);
      break;
    default:
      if (!MARKS.has(typeOf(part))) trace.raw(typeOf(part), part, where);
  }
}

/** A call and its result in one part. */
function addTool(trace: TraceBuilder, part: unknown, where: RecordedPlace): void {
  const state = at(part, 'state');
  const start = time(state, 'time', 'start');
  const id = text(part, 'callID');
  const when = { ...where, at: start ?? where.at };
  trace.toolCall(text(part, 'tool'), at(state, 'input') ?? '', id, when);
  const output = str(state, 'output') ?? str(state, 'error');
  if (output === null) return;
  const end = time(state, 'time', 'end');
  trace.toolResult(output, id, str(state, 'status') === 'error', {
    ...when,
    durationMs: elapsed(start, end),
  });
}

/**
 * opencode takes cached input out of `input`. Newer versions take reasoning out of `output` as well, which shows in
 * the total, or in more reasoning than output. 0 reasoning tokens beside reasoning text means not counted.
 */
function usageOf(tokens: unknown, hasReasoning: boolean): Usage {
  const read = count(tokens, 'cache', 'read');
  const written = count(tokens, 'cache', 'write');
  const output = count(tokens, 'output');
  const reasoning = count(tokens, 'reasoning');
  const input = count(tokens, 'input');
  const total = count(tokens, 'total');
  const beside =
    (reasoning ?? 0) > (output ?? 0) ||
    (total !== null && total === sum(input, read, written, output, reasoning));
  return addCache(
    {
      input,
      output: beside ? sum(output, reasoning) : output,
      reasoning: countedReasoning(reasoning, hasReasoning),
      read,
      written,
    },
    msg('opencode counts cached input beside the rest: added.'),
  );
}
