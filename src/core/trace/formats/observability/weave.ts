import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { requestEffort } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { sum } from '../../build/usage';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addModelInput, addModelOutput } from '../apis/modelOutput';

/**
 * Calls of W&B Weave, as its API and its export write them. Those that gave back a provider's response are traces; a
 * call around such a one, which passes the response on, is not.
 */
export const weave: Format = {
  id: 'weave',
  title: msg('Weave calls'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isModelCall(value)),
  parse(records) {
    const calls = new Map<string, FileRecord>();
    for (const record of itemsOf(records).filter(({ value }) => isModelCall(value)))
      calls.set(str(record.value, 'id') ?? '', record);
    const around = new Set([...calls.values()].map(({ value }) => str(value, 'parent_id')));
    const inner = [...calls].filter(([id]) => !around.has(id)).map(([, record]) => record);
    return parsed(...inner.flatMap(readCall));
  },
};

function isModelCall(value: unknown): boolean {
  const isCall = ['id', 'op_name', 'started_at'].every((key) => text(value, key) !== null);
  return isCall && isObject(at(value, 'inputs')) && isResponse(at(value, 'output'));
}

/** What the libraries of the providers give back. */
function isResponse(output: unknown): boolean {
  if (['choices', 'candidates'].some((key) => list(output, key).length > 0)) return true;
  if (str(output, 'object') === 'response') return list(output, 'output').length > 0;
  return str(output, 'role') === 'assistant' && has(output, 'content') && has(output, 'usage');
}

function readCall({ value: call, range }: FileRecord) {
  const [start, end] = [time(call, 'started_at'), time(call, 'ended_at')];
  const where = placeAt(range, start);
  const [input, output] = [at(call, 'inputs'), at(call, 'output')];
  const conversation = new Conversation();
  addModelInput(conversation, input, where);
  const trace = conversation.begin();
  trace.id = text(call, 'id');
  trace.model = text(output, 'model') ?? text(output, 'model_version');
  addModelOutput(trace, output, where);
  trace.model ??= text(input, 'model');
  trace.effort = requestEffort(input);
  if (text(call, 'exception') !== null) trace.finishReason ??= 'error';
  trace.timing = { startedAt: start, durationMs: elapsed(start, end) };
  trace.usage = commonUsage(
    at(output, 'usage') ?? at(output, 'usage_metadata') ?? onlyOne(at(call, 'summary', 'usage')),
  );
  const cost = onlyOne(at(call, 'summary', 'weave', 'costs'));
  trace.costUsd = sum(
    num(cost, 'prompt_tokens_total_cost'),
    num(cost, 'completion_tokens_total_cost'),
  );
  return conversation.build();
}

/** What is summed up by model, where one model was asked. */
function onlyOne(byModel: unknown): unknown {
  const all = isObject(byModel) ? Object.values(byModel) : [];
  return all.length === 1 ? all[0] : null;
}
