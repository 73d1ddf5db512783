import type { FileRecord } from '../../format';
import { groupedBy } from '../../build/records';
import { at, has, isObject, list, obj, str, text, type JsonObject } from '../../../text/json';

/**
 * The messages in what LangChain streams around them: events of its models (`astream_events`), and a message beside what
 * is known of it (`messages` of LangGraph). Other records stay as they are, but for events of what surrounds the models,
 * which tell the same once more.
 */
export function withoutEnvelopes(records: readonly FileRecord[]): readonly FileRecord[] {
  if (records.some(({ value }) => isModelEvent(value))) return messagesOfRuns(records);
  return records.map((record) => ({ ...record, value: besideFacts(record.value) ?? record.value }));
}

const MODEL_EVENT = /^on_(?:chat_model|llm)_(?:stream|end)$/;

function isModelEvent(value: unknown): boolean {
  if (!MODEL_EVENT.test(str(value, 'event') ?? '') || text(value, 'run_id') === null) return false;
  return messageIn(value) !== null;
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
