import type { FileRecord } from '../../format';
import { groupedBy } from '../../build/records';
import { at, has, isObject, list, obj, str, text, type JsonObject } from '../../../text/json';

/**
 * The messages in what frameworks stream around them. OpenAI's Agents SDK: items of a run. LangChain: events of its models (`astream_events`), and a message beside what
 * is known of it (`messages` of LangGraph). Other records stay as they are, but for events of what surrounds the models,
 * which tell the same once more.
 */
export function withoutEnvelopes(records: readonly FileRecord[]): readonly FileRecord[] {
  if (records.some(({ value }) => isRunEvent(value))) return itemsOfRun(records);
  if (records.some(({ value }) => isModelEvent(value))) return messagesOfRuns(records);
  return records.map((record) => ({ ...record, value: besideFacts(record.value) ?? record.value }));
}

const MODEL_EVENT = /^on_(?:chat_model|llm)_(?:stream|end)$/;

function isModelEvent(value: unknown): boolean {
  if (!MODEL_EVENT.test(str(value, 'event') ?? '') || text(value, 'run_id') === null) return false;
  return messageIn(value) !== null;
}

const RUN_EVENT = /^(?:raw_response|run_item_stream|agent_updated_stream)_event$/;

/** Whether an event is one of OpenAI's Agents SDK (`result.stream_events()`). */
function isRunEvent(value: unknown): boolean {
  return RUN_EVENT.test(str(value, 'type') ?? '');
}

/** What a run gave: its responses where they were whole, with what tools gave between them; else its items. */
function itemsOfRun(records: readonly FileRecord[]): readonly FileRecord[] {
  const isWhole = records.some(({ value }) => responseIn(value) !== null);
  return records.flatMap((record): readonly FileRecord[] => {
    const response = responseIn(record.value);
    if (response !== null) return [{ ...record, value: response }];
    const item = obj(record.value, 'item');
    const isKept = !isWhole || str(item, 'type') === 'tool_call_output_item';
    return item === null || !isKept ? [] : [{ ...record, value: item }];
  });
}

function responseIn(event: unknown): JsonObject | null {
  return str(event, 'data', 'type') === 'response.completed'
    ? obj(event, 'data', 'response')
    : null;
}

/** A piece of a message, or the whole: in the result of a call, where the events are of the first version. */
function messageIn(event: unknown): JsonObject | null {
  return (
    obj(event, 'data', 'chunk') ??
    obj(event, 'data', 'output', 'generations', 0, 0, 'message') ??
    obj(event, 'data', 'output')
  );
}

/** The messages of each run of a model: the whole where its end tells it, else its pieces. */
function messagesOfRuns(records: readonly FileRecord[]): readonly FileRecord[] {
  const events = records.filter(({ value }) => isModelEvent(value));
  return groupedBy(events, ({ value }) => text(value, 'run_id')).flatMap((run) => {
    const end = run.filter(({ value }) => str(value, 'event')?.endsWith('_end') === true);
    return (end.length > 0 ? end : run).map((record) => {
      const { value } = record;
      return { ...record, value: withModel(messageIn(value) ?? {}, value, text(value, 'run_id')) };
    });
  });
}

/** A message of a pair `[message, metadata]`; `null` for anything else. */
function besideFacts(pair: unknown): JsonObject | null {
  const [message, metadata, ...others] = list(pair);
  const isPair = others.length === 0 && isObject(message) && has(message, 'content');
  if (!isPair || !isObject(at(message, 'response_metadata'))) return null;
  if (!['langgraph_node', 'langgraph_step', 'ls_model_name'].some((key) => has(metadata, key)))
    return null;
  return withModel(message, { metadata }, null);
}

/** A message with the model that its envelope names, where it names none itself. */
function withModel(message: JsonObject, envelope: unknown, id: string | null): JsonObject {
  const model = text(envelope, 'metadata', 'ls_model_name');
  const told = obj(message, 'response_metadata') ?? {};
  const named = model === null || text(told, 'model') !== null ? {} : { model_name: model };
  return {
    ...message,
    id: text(message, 'id') ?? id,
    response_metadata: { ...named, ...told },
  };
}
