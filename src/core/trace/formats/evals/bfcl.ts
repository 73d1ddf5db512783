import { msg } from '../../../model/message';
import { at, count, has, isObject, jsonText, list, num, str, text } from '../../../text/json';
import { columnsOf, hasTag, rowPrompt } from '../../build/columns';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, type RecordedPlace } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format } from '../../format';
import { addTaggedText } from '../apis/logMessage';

/**
 * Results of the Berkeley Function Calling Leaderboard (`bfcl_eval`'s base handler): what a model answered to a test, as
 * text or as a list of calls, with its reasoning, counts and seconds; for tests of several turns these are lists of turns
 * and steps, and `inference_log` has the messages.
 */
export const bfcl: Format = {
  id: 'bfcl',
  title: msg('BFCL results'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isResult(value) && isReasoned(value)),
  parse: (records) =>
    parsed(...itemsOf(records).flatMap((record) => readResult(record).flatMap((c) => c.build()))),
};

function isResult(value: unknown): boolean {
  return has(value, 'id') && has(value, 'result') && has(value, 'input_token_count');
}

function isReasoned(value: unknown): boolean {
  if (has(value, 'reasoning_content')) return true;
  const said = [at(value, 'result')].flat(2);
  return said.some((words) => typeof words === 'string' && hasTag(words));
}

function readResult({ value, range }: FileRecord): readonly Conversation[] {
  const where = placeAt(range);
  const result = at(value, 'result');
  if (result === undefined) return [];
  const conversation = new Conversation();
  for (const { role, text: words } of rowPrompt(columnsOf(value))) conversation.prompt(role, words);
  if (list(result).some(Array.isArray)) addTurns(conversation, value, where);
  else addStep(conversation, value, { said: result, path: [] }, where);
  return [conversation];
}

/** One generation: what was said, and where it stands in the lists of a test of several turns. */
interface Step {
  readonly said: unknown;
  readonly path: readonly number[];
}

function addTurns(conversation: Conversation, value: unknown, where: RecordedPlace): void {
  const turns = list(value, 'inference_log').filter((turn) => has(turn, 'begin_of_turn_query'));
  for (const [t, steps] of list(value, 'result').entries()) {
    const turn = turns[t];
    for (const asked of list(turn, 'begin_of_turn_query')) {
      conversation.prompt('user', contentText(at(asked, 'content')));
    }
    for (const [s, said] of list(steps).entries()) {
      addStep(conversation, value, { said, path: [t, s] }, where);
      for (const entry of list(turn, `step_${s}`)) {
        if (str(entry, 'role') !== 'tool') continue;
        conversation.result(contentText(at(entry, 'content')), null, false, where);
      }
    }
  }
}

function addStep(
  conversation: Conversation,
  value: unknown,
  { said, path }: Step,
  where: RecordedPlace,
): void {
  const trace = conversation.begin();
  const id = text(value, 'id') ?? jsonText(at(value, 'id'));
  trace.id = path.length === 0 ? id : `${id}#${path.join('.')}`;
  const seconds = num(value, 'latency', ...path);
  trace.timing = { durationMs: seconds === null ? null : Math.round(seconds * 1000) };
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(value, 'input_token_count', ...path),
    outputTokens: count(value, 'output_token_count', ...path),
  };
  const reasoning = text(value, 'reasoning_content', ...path);
  if (reasoning !== null) trace.reasoning(reasoning, null, where);
  addSaid(trace, said, where);
}

/** Text, or calls: an object for each, of its function's name and its arguments. */
function addSaid(trace: TraceBuilder, said: unknown, where: RecordedPlace): void {
  if (typeof said !== 'string') {
    for (const call of list(said)) {
      if (!isObject(call)) trace.raw('call', call, where);
      else
        for (const [name, input] of Object.entries(call)) trace.toolCall(name, input, null, where);
    }
  } else if (trace.hasReasoning) trace.answer(said, where);
  else addTaggedText(trace, said, where);
}
