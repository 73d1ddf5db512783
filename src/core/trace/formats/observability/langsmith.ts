import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { elapsed, inUtc } from '../../build/embedded';
import { at, has, isObject, list, str, text, time } from '../../../text/json';
import { addModelInput, addModelOutput, langChainMessage } from '../apis/modelOutput';
import { itemsOf } from '../../build/records';
import { amount, NO_USAGE } from '../../build/usage';

/**
 * LangSmith runs: a batch of the SDK (`{post, patch}`, merged by id), exported runs, one or many. Runs of type `llm`
 * are generations.
 */
export const langsmith: Format = {
  id: 'langsmith',
  title: msg('LangSmith runs'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => runsOf(value).some(isRun)),
  parse(records) {
    const runs = new Map<string, { run: unknown; record: FileRecord }>();
    for (const record of itemsOf(records)) {
      for (const part of runsOf(record.value)) {
        const id = str(part, 'id') ?? `run ${runs.size}`;
        runs.set(id, { run: merge(runs.get(id)?.run, part), record });
      }
    }
    return parsed(...[...runs.values()].flatMap(({ run, record }) => readRun(run, record)));
  },
};

function runsOf(value: unknown): readonly unknown[] {
  const batch = [...list(value, 'post'), ...list(value, 'patch')];
  const nested = list(value, 'runs');
  return batch.length > 0 ? batch : nested.length > 0 ? nested : [value];
}

/** Other programs have runs of types, too. */
const TYPES = /^(?:llm|chain|tool|retriever|embedding|prompt|parser)$/;

function isRun(value: unknown): boolean {
  return (
    TYPES.test(str(value, 'run_type') ?? '') ||
    (has(value, 'dotted_order') && has(value, 'trace_id'))
  );
}

/** A patch has what became known at the end of the run; empty values do not undo the post. */
function merge(old: unknown, part: unknown): unknown {
  if (!isObject(old) || !isObject(part)) return part;
  const news = Object.entries(part).filter(
    ([, value]) => value !== null && !(isObject(value) && Object.keys(value).length === 0),
  );
  return { ...old, ...Object.fromEntries(news) };
}

function readRun(run: unknown, { range }: FileRecord) {
  if (str(run, 'run_type') !== 'llm') return [];
  const where = placeAt(range);
  const conversation = new Conversation();
  addModelInput(conversation, at(run, 'inputs'), where);
  const trace = conversation.begin();
  const outputs = at(run, 'outputs');
  const metadata = at(run, 'extra', 'metadata');
  const params = at(run, 'extra', 'invocation_params');
  addModelOutput(trace, outputs, where);
  trace.id = text(outputs, 'id') ?? text(run, 'id');
  trace.model =
    text(outputs, 'model') ??
    trace.model ??
    text(metadata, 'ls_model_name') ??
    text(params, 'model');
  trace.provider = text(metadata, 'ls_provider');
  trace.effort = text(params, 'reasoning_effort') ?? text(run, 'inputs', 'reasoning_effort');
  trace.usage = usageOf(run, outputs);
  trace.costUsd = amount(run, 'total_cost') ?? amount(outputs, 'usage_metadata', 'total_cost');
  if (text(run, 'error') !== null) trace.finishReason ??= 'error';
  const when = (key: string) => time(inUtc(at(run, key)));
  const [start, end, first] = [when('start_time'), when('end_time'), when('first_token_time')];
  trace.timing = {
    startedAt: start,
    durationMs: elapsed(start, end),
    ttftMs: elapsed(start, first),
  };
  return conversation.build();
}

/** Where the usage is depends on the wrapper that traced the call. */
function usageOf(run: unknown, outputs: unknown) {
  const message = langChainMessage(
    at(outputs, 'generations', 0, 0, 'message') ?? at(outputs, 'generations', 0, 'message'),
  );
  const places = [
    at(outputs, 'usage_metadata'),
    at(message, 'usage_metadata'),
    at(outputs, 'usage'),
    at(message, 'response_metadata', 'token_usage'),
    at(outputs, 'llm_output', 'token_usage'),
    run,
  ];
  const found = places
    .map((place) => commonUsage(place))
    .find((usage) => usage.outputTokens !== null);
  return found ?? NO_USAGE;
}
