import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import { addSpokenCall } from '../../build/spokenCalls';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, recordedCost } from '../../build/usage';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';
import { addModelOutput } from '../apis/modelOutput';
import { responsesItems } from '../apis/responsesItems';

/**
 * Events of OpenHands, old (`action` and `observation`, the model's response beside them) and new (`kind: ActionEvent`),
 * as a list, a line each, one a file, or in the `history` of an evaluation's `output.jsonl`. Events of one response of
 * the model are one generation.
 */
export const openHands: Format = {
  id: 'openhands',
  title: msg('OpenHands events'),
  unit: 'file',
  detect: ({ records }) =>
    eventsOf(records)
      .slice(0, 50)
      .some(({ value }) => isEvent(value)),
  parse: (records) => {
    const runs = itemsOf(records).filter(({ value }) => runOf(value).flat().some(isEvent));
    if (runs.length > 0)
      return parsed(...runs.flatMap((run) => readEvents(eventsOf([run]), run.value)));
    return parsed(...readEvents(eventsOf(records), null));
  },
};

function runOf(value: unknown): readonly unknown[] {
  return (
    ['history', 'events', 'trajectory']
      .map((key) => list(value, key))
      .find((events) => events.length > 0) ?? []
  );
}

function eventsOf(records: readonly FileRecord[]): readonly FileRecord[] {
  return itemsOf(records).flatMap((record) => {
    // The first versions kept each action with its observation in a pair.
    const run = runOf(record.value).flatMap((e) => (Array.isArray(e) ? list(e) : [e]));
    return run.some(isEvent) ? run.map((value) => ({ ...record, value })) : [record];
  });
}

const KINDS = new Set([
  'ActionEvent',
  'MessageEvent',
  'ObservationEvent',
  'AgentErrorEvent',
  'SystemPromptEvent',
  'ConversationStateUpdateEvent',
]);

function isEvent(value: unknown): boolean {
  if (KINDS.has(str(value, 'kind') ?? ''))
    return has(value, 'source') || has(value, 'tool_call_id');
  const acted = text(value, 'action') !== null || text(value, 'observation') !== null;
  return acted && /^(?:agent|user|environment)$/.test(str(value, 'source') ?? '');
}

/** What an event says of the run so far, by the response's id. */
interface Metrics {
  readonly usage: ReadonlyMap<string, unknown>;
  readonly seconds: ReadonlyMap<string, number>;
  /** The model of a response that is not counted: the one that the row of the run names. */
  readonly model: string | null;
}

/** `run` is the row that holds the events, `null` where they stand alone. */
function readEvents(events: readonly FileRecord[], run: unknown): readonly TraceDraft[] {
  const reader = new EventReader(
    metricsOf(
      events.map(({ value }) => value),
      run,
    ),
  );
  for (const event of events) reader.push(event);
  return reader.conversation.build();
}

/** The last event with metrics has those of all responses, the row of an evaluation those of its run. */
function metricsOf(events: readonly unknown[], run: unknown): Metrics {
  const usage = new Map<string, unknown>();
  const seconds = new Map<string, number>();
  for (const event of [run, ...events]) {
    const stats = at(event, 'value', 'usage_to_metrics');
    const told = at(event, 'llm_metrics') ?? at(event, 'metrics');
    const all = [told, ...Object.values(isObject(stats) ? stats : {})];
    for (const metrics of all) {
      for (const counted of list(metrics, 'token_usages')) {
        const id = text(counted, 'response_id');
        if (id !== null) usage.set(id, counted);
      }
      for (const latency of list(metrics, 'response_latencies')) {
        const id = text(latency, 'response_id');
        const took = num(latency, 'latency');
        if (id !== null && took !== null) seconds.set(id, took);
      }
    }
  }
  const model =
    text(run, 'metrics', 'accumulated_token_usage', 'model') ??
    text(run, 'metadata', 'llm', 'model') ??
    text(run, 'metadata', 'llm_config', 'model');
  return { usage, seconds, model };
}

class EventReader {
  readonly conversation = new Conversation();
  readonly #metrics: Metrics;
  /** The generation that is open, and its response's id. */
  #open: TraceBuilder | null = null;
  #responseId: string | null = null;
  /** USD up to the last generation. */
  #spent = 0;

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  push({ value, range }: FileRecord): void {
    const where = placeAt(range, time(value, 'timestamp'));
    if (has(value, 'kind')) this.#event(value, where);
    else if (text(value, 'observation') !== null) this.#observation(value, where);
    else this.#action(value, where);
  }

  /** An event of the software agent SDK. */
  #event(event: unknown, where: RecordedPlace): void {
    switch (str(event, 'kind') ?? '') {
      case 'SystemPromptEvent':
        this.conversation.setSystem(contentText(at(event, 'system_prompt')));
        break;
      case 'MessageEvent':
        if (str(event, 'source') === 'agent') this.#message(event, where);
        else this.conversation.prompt('user', contentText(at(event, 'llm_message', 'content')));
        break;
      case 'ActionEvent':
        this.#sdkAction(event, where);
        break;
      case 'ObservationEvent':
      case 'UserRejectObservation':
      case 'AgentErrorEvent': {
        const observation = at(event, 'observation');
        const refused = text(event, 'error') ?? text(event, 'rejection_reason');
        const failed = observation === undefined || isFailed(observation);
        const words = refused ?? resultText(observation);
        this.conversation.result(words, text(event, 'tool_call_id'), failed, where);
        break;
      }
    }
  }

  #message(event: unknown, where: RecordedPlace): void {
    const { trace, isNew } = this.#generation(text(event, 'llm_response_id'), where);
    const message = at(event, 'llm_message');
    if (isNew) this.#reason(trace, message, where);
    trace.answer(contentText(at(message, 'content')), where);
  }

  #sdkAction(event: unknown, where: RecordedPlace): void {
    const { trace, isNew } = this.#generation(text(event, 'llm_response_id'), where);
    if (isNew) {
      this.#reason(trace, event, where);
      trace.answer(contentText(at(event, 'thought')), where);
    }
    const call = at(event, 'tool_call');
    const name = text(event, 'tool_name') ?? text(call, 'name');
    const input = isObject(call)
      ? inputOf(isObject(at(call, 'function')) ? at(call, 'function') : call)
      : '';
    const given = input === '' ? (at(event, 'action') ?? '') : input;
    trace.toolCall(name, given, callIdOf(event), where);
    addSpokenCall(trace, name, given, where);
  }

  /** `reasoning_content` repeats the blocks: one copy is taken. */
  #reason(trace: TraceBuilder, carrier: unknown, where: RecordedPlace): void {
    const item = at(carrier, 'responses_reasoning_item');
    if (isObject(item)) trace.add(responsesItems([{ ...item, type: 'reasoning' }], where));
    else {
      const fields = isObject(carrier)
        ? { ...carrier, thought: null, role: 'assistant', content: null, tool_calls: [] }
        : {};
      addAssistantMessage(trace, fields, where);
    }
  }

  #action(event: unknown, where: RecordedPlace): void {
    const kind = str(event, 'action') ?? '';
    const source = str(event, 'source');
    const words = str(event, 'args', 'content') ?? str(event, 'message') ?? '';
    if (kind === 'system') this.conversation.setSystem(words);
    else if (source === 'user' && kind === 'message') this.conversation.prompt('user', words);
    if (source !== 'agent' || kind === 'system') return;
    const metadata = at(event, 'tool_call_metadata');
    const response = at(metadata, 'model_response');
    const id = text(response, 'id');
    const { trace, isNew } = this.#generation(id, where);
    if (isNew) this.#response(trace, event, response, where);
    else if (id === null) this.#ownAction(trace, event, where);
    this.#cost(trace, num(event, 'llm_metrics', 'accumulated_cost'));
  }

  /** The whole response with its calls, or the action alone where the response was not kept. */
  #response(trace: TraceBuilder, event: unknown, response: unknown, where: RecordedPlace): void {
    if (!isObject(response)) {
      this.#ownAction(trace, event, where);
      return;
    }
    addModelOutput(trace, response, where);
    trace.model = text(response, 'model') ?? trace.model;
    const usage = at(response, 'usage');
    if (isObject(usage)) trace.usage = commonUsage(usage);
    trace.costUsd = recordedCost(usage);
  }

  #ownAction(trace: TraceBuilder, event: unknown, where: RecordedPlace): void {
    const kind = str(event, 'action') ?? '';
    const args = at(event, 'args');
    const carried = carriedReasoning(isObject(args) ? { ...args, thought: null } : null);
    if (carried !== null) trace.reasoning(carried.text, null, where);
    trace.answer(text(args, 'thought') ?? '', where);
    if (kind === 'message')
      trace.answer(str(args, 'content') ?? str(event, 'message') ?? '', where);
    else if (kind === 'finish')
      trace.answer(str(args, 'final_thought') ?? str(event, 'message') ?? '', where);
    else {
      const id = text(event, 'tool_call_metadata', 'tool_call_id');
      trace.toolCall(kind, isObject(args) ? { ...args, thought: undefined } : '', id, where);
    }
  }

  /** The events count what was spent so far. */
  #cost(trace: TraceBuilder, accumulated: number | null): void {
    if (accumulated === null) return;
    const spent = accumulated - this.#spent;
    if (trace.costUsd === null && spent > 0) trace.costUsd = spent;
    this.#spent = Math.max(this.#spent, accumulated);
  }

  #observation(event: unknown, where: RecordedPlace): void {
    const kind = str(event, 'observation') ?? '';
    if (kind === 'agent_state_changed' || kind === 'null') return;
    const words = text(event, 'content') ?? text(event, 'message') ?? '';
    if (str(event, 'source') === 'user' || kind === 'recall') return;
    const id = text(event, 'tool_call_metadata', 'tool_call_id');
    this.conversation.result(words, id, kind === 'error' || isFailed(event), where);
  }

  #generation(
    responseId: string | null,
    where: RecordedPlace,
  ): { readonly trace: TraceBuilder; readonly isNew: boolean } {
    if (this.#open !== null && responseId !== null && responseId === this.#responseId) {
      return { trace: this.#open, isNew: false };
    }
    const trace = this.conversation.begin();
    this.#open = trace;
    this.#responseId = responseId;
    trace.id = responseId;
    trace.model = this.#metrics.model;
    trace.timing = { startedAt: where.at };
    const counted = responseId === null ? undefined : this.#metrics.usage.get(responseId);
    if (counted !== undefined) {
      trace.model = text(counted, 'model') ?? trace.model;
      trace.usage = {
        ...NO_USAGE,
        inputTokens: count(counted, 'prompt_tokens'),
        outputTokens: count(counted, 'completion_tokens'),
        reasoningTokens: count(counted, 'reasoning_tokens'),
        cachedInputTokens: count(counted, 'cache_read_tokens'),
        cacheWriteTokens: count(counted, 'cache_write_tokens'),
      };
    }
    const seconds = responseId === null ? undefined : this.#metrics.seconds.get(responseId);
    if (seconds !== undefined)
      trace.timing = { ...trace.timing, durationMs: Math.round(seconds * 1000) };
    return { trace, isNew: true };
  }
}
