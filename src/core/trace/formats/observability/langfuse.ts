import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import type { Usage } from '../../../model/trace';
import { commonUsage } from '../../build/commonUsage';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addRecordedInput, addRecordedOutput } from '../apis/modelOutput';
import { itemsOf } from '../../build/records';

import { NO_USAGE, sum } from '../../build/usage';

/** Langfuse exports: a trace with its observations, or observations alone. Those of type GENERATION are traces here. */
export const langfuse: Format = {
  id: 'langfuse',
  title: msg('Langfuse observations'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => observationsOf(value).some(isGeneration)),
  parse: (records) =>
    parsed(
      ...itemsOf(records).flatMap((record) =>
        observationsOf(record.value)
          .filter(isGeneration)
          .flatMap((observation) => readGeneration(observation, record)),
      ),
    ),
};

function observationsOf(value: unknown): readonly unknown[] {
  const inner = list(value, 'observations');
  const data = list(value, 'data');
  return inner.length > 0 ? inner : data.length > 0 ? data : [value];
}

function isGeneration(value: unknown): boolean {
  return str(value, 'type') === 'GENERATION' && (has(value, 'output') || has(value, 'input'));
}

/** Exports to a storage have the names of the API in snake case. */
function inCamelCase(observation: unknown): unknown {
  if (!isObject(observation)) return observation;
  const names = Object.entries(observation).map(
    ([name, value]) =>
      [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value] as const,
  );
  return { ...Object.fromEntries(names), ...observation };
}

function readGeneration(recorded: unknown, { range }: FileRecord) {
  const observation = inCamelCase(recorded);
  const where = placeAt(range);
  const conversation = new Conversation();
  addRecordedInput(conversation, at(observation, 'input'), where);
  const trace = conversation.begin();
  addRecordedOutput(trace, at(observation, 'output'), where);
  trace.id = text(observation, 'id');
  trace.model = text(observation, 'model') ?? text(observation, 'providedModelName');
  const parameters = unpacked(at(observation, 'modelParameters'));
  trace.effort = text(parameters, 'reasoning_effort');
  trace.usage = usageOf(observation);
  trace.costUsd =
    num(unpacked(at(observation, 'costDetails')), 'total') ??
    num(observation, 'calculatedTotalCost') ??
    num(observation, 'totalCost');
  if (str(observation, 'level') === 'ERROR') trace.finishReason ??= 'error';
  const start = time(observation, 'startTime');
  const end = time(observation, 'endTime');
  const first = time(observation, 'completionStartTime');
  trace.timing = {
    startedAt: start,
    durationMs: elapsed(start, end),
    ttftMs: elapsed(start, first),
  };
  return conversation.build();
}

/** What is counted; other units are characters, seconds, images and requests. */
const TOKENS = 'TOKENS';

/** Details that add up to the total are beside one another; else cached is inside the input, reasoning in the output. */
function usageOf(observation: unknown): Usage {
  const unit = text(observation, 'usage', 'unit') ?? text(observation, 'unit') ?? TOKENS;
  if (unit !== TOKENS) return NO_USAGE;
  const details = unpacked(at(observation, 'usageDetails'));
  if (!isObject(details)) return commonUsage(at(observation, 'usage'));
  const common = commonUsage(details);
  const parts = Object.keys(details).filter((key) => key !== 'total');
  const input = sum(...parts.filter((k) => k.startsWith('input')).map((k) => count(details, k)));
  const output = sum(...parts.filter((k) => k.startsWith('output')).map((k) => count(details, k)));
  const total = count(details, 'total');
  const cached = common.cachedInputTokens ?? count(details, 'input_cache_read');
  const written =
    common.cacheWriteTokens ??
    count(details, 'input_cache_creation') ??
    count(details, 'input_cache_write');
  if (parts.length <= 2 || total === null || total !== sum(input, output)) {
    return { ...common, cachedInputTokens: cached, cacheWriteTokens: written };
  }
  return {
    ...common,
    inputTokens: input,
    outputTokens: output,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    note: msg('Langfuse splits usage into parts: added.'),
  };
}
