import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, segment, type RecordedPlace } from '../../build/draft';
import { carriedReasoning, keyMeaning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import {
  at,
  has,
  isObject,
  jsonText,
  list,
  num,
  obj,
  str,
  text,
  time,
  type JsonObject,
} from '../../../text/json';

/**
 * Records of what an agent did in a browser, step by step, without the messages. browser-use's history
 * (`AgentHistoryList.save_to_file`, browser_use/agent/views.py): each step is an answer of the model, what it says of its
 * state and its actions by name, with what came of them. Stagehand's result of an agent (docs.stagehand.dev, AgentResult):
 * its actions, each with the reasoning for it, and counts of the whole, which is one trace.
 */
export const actionSteps: Format = {
  id: 'action-steps',
  title: msg('Steps of a browser agent'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isResult(value) || stepsOf(value).slice(0, 20).some(isStep)),
  parse(records) {
    const conversation = new Conversation();
    for (const record of itemsOf(records)) {
      conversation.prompt('user', str(record.value, 'task') ?? '');
      if (isResult(record.value)) addResult(conversation, record);
      else
        for (const [i, step] of stepsOf(record.value).entries())
          addStep(conversation, { step, place: `${record.range.record}.${i}` }, record);
    }
    return parsed(...conversation.build());
  },
};

function stepsOf(value: unknown): readonly unknown[] {
  const lists = [list(value, 'history'), list(value, 'history', 'history'), list(value, 'steps')];
  return lists.find((steps) => steps.some(isStep)) ?? [value];
}

/** What the model put out in a step, which may be all that was kept of it. */
function outputOf(step: unknown): JsonObject | null {
  const output = obj(step, 'model_output') ?? step;
  return isObject(output) && actionsOf(output).length > 0 && isObject(stateOf(output))
    ? output
    : null;
}

const isStep = (step: unknown): boolean => outputOf(step) !== null;

/** What the model says of the last step, what it knows and what it will do; older versions have it in an object. */
function stateOf(output: unknown): JsonObject | null {
  const state = obj(output, 'current_state') ?? obj(output, 'current_brain') ?? output;
  return isObject(state) && has(state, 'next_goal') ? state : null;
}

/** Actions as `{name: arguments}`. */
const actionsOf = (output: unknown): readonly JsonObject[] =>
  [at(output, 'action')]
    .flatMap((action) => (Array.isArray(action) ? list(action) : [action]))
    .filter(isObject);

/** The calls of an action: by its type, or by its keys, of which a dump has all and the ones not taken as null. */
function callsOf(action: JsonObject): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(action);
  const type = text(action, 'type') ?? text(action, 'action');
  if (type !== null) {
    const rest = entries.filter(([key]) => action[key] !== type);
    return [[type, Object.fromEntries(rest)]];
  }
  const taken = entries.filter(([, input]) => input !== null);
  return taken.length > 0 ? taken : entries.slice(0, 1);
}

/** A step, and what names its place for the ids of its calls, which have none. */
interface PlacedStep {
  readonly step: unknown;
  readonly place: string;
}

function addStep(
  conversation: Conversation,
  { step, place }: PlacedStep,
  record: FileRecord,
): void {
  const results = list(step, 'result');
  const output = outputOf(step);
  const where = placeOf(record, time(step, 'metadata', 'step_start_time'));
  if (output === null) {
    // The model failed, or the step holds nothing.
    for (const result of results) addCame(conversation, result, null, where);
    return;
  }
  const trace = conversation.begin();
  trace.timing = { startedAt: where.at };
  addState(trace, output, where);
  const actions = actionsOf(output).flatMap(callsOf);
  const calls = new Map<number, string>();
  for (const [i, [name, input]] of actions.entries()) {
    const answer = name === 'done' ? text(input, 'text') : null;
    if (answer === null) {
      const callId = `${place}#${i + 1}`;
      calls.set(i, callId);
      trace.toolCall(name, input ?? '', callId, where);
    } else trace.answer(answer, where);
  }
  for (const [i, result] of results.entries()) {
    // What ends a run repeats the answer.
    if (at(result, 'is_done') === true && !calls.has(i)) continue;
    // A step ends when the model and its actions have: how long these took is not told apart.
    addCame(conversation, result, calls.get(i) ?? null, where);
  }
}

/** Where the model thinks under a name of its own, what it says of its state is said aloud. */
function addState(trace: TraceBuilder, output: JsonObject, where: RecordedPlace): void {
  const state = stateOf(output) ?? output;
  const thought = carriedReasoning(output) ?? carriedReasoning(state);
  const said = Object.entries(state)
    .filter(([key, value]) => key !== 'action' && keyMeaning(key) === null && value !== null)
    .map(([, value]) => jsonText(value))
    .filter((words) => words !== '')
    .join('\n');
  if (thought === null) trace.reasoning(said, null, where);
  else {
    trace.reasoning(thought.text, null, where);
    if (said !== '') trace.add([segment.commentary(said, where)]);
  }
}

function addCame(
  conversation: Conversation,
  result: unknown,
  callId: string | null,
  where: RecordedPlace,
): void {
  const error = text(result, 'error');
  const words = error ?? text(result, 'extracted_content') ?? text(result, 'long_term_memory');
  if (words !== null) conversation.result(words, callId, error !== null, where);
}

/** The result of a run: the answer, and actions that say why. A result that has its messages is a chat. */
function isResult(value: unknown): boolean {
  return (
    str(value, 'message') !== null &&
    list(value, 'messages').length === 0 &&
    list(value, 'actions').some((a) => str(a, 'type') !== null && str(a, 'reasoning') !== null)
  );
}

/** What an action says beside its arguments. */
const BESIDE = new Set(['type', 'reasoning', 'timestamp', 'taskCompleted']);

function addResult(conversation: Conversation, record: FileRecord): void {
  const { value } = record;
  const trace = conversation.begin();
  const times = list(value, 'actions').map((action) => time(action, 'timestamp'));
  for (const [i, action] of list(value, 'actions').entries()) {
    const where = placeOf(record, times[i] ?? null);
    trace.reasoning(str(action, 'reasoning') ?? '', null, where);
    const input = Object.entries(obj(action) ?? {}).filter(([key]) => !BESIDE.has(key));
    trace.toolCall(str(action, 'type'), Object.fromEntries(input), null, where);
  }
  trace.answer(str(value, 'message') ?? '', placeOf(record));
  trace.usage = commonUsage(at(value, 'usage'));
  trace.timing = {
    startedAt: times[0] ?? null,
    durationMs: num(value, 'usage', 'inference_time_ms'),
  };
}
