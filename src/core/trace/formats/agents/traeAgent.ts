import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { promptMessages } from '../../build/content';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { parsed, placeAt } from '../../build/draft';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, list, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';

/** Trajectory of trae-agent: every call of the model with its messages and response, then the agent's steps with results. */
export const traeAgent: Format = {
  id: 'trae-agent',
  title: msg('trae-agent trajectory'),
  unit: 'record',
  detect: ({ records }) =>
    records.some(({ value }) =>
      list(value, 'llm_interactions').some((i) => isObject(at(i, 'response'))),
    ),
  parse: (records) =>
    parsed(
      ...records.flatMap((record) => {
        const results = resultsOf(record.value);
        return list(record.value, 'llm_interactions').map((i) =>
          readInteraction(i, record, results).build(),
        );
      }),
    ),
};

/** Results of tools by the id of their call. */
function resultsOf(trajectory: unknown): ReadonlyMap<string, unknown> {
  const results = new Map<string, unknown>();
  for (const step of list(trajectory, 'agent_steps')) {
    for (const result of list(step, 'tool_results')) {
      const id = callIdOf(result);
      if (id !== null) results.set(id, result);
    }
  }
  return results;
}

function readInteraction(
  interaction: unknown,
  { value, range }: FileRecord,
  results: ReadonlyMap<string, unknown>,
): TraceBuilder {
  const trace = new TraceBuilder();
  const response = at(interaction, 'response');
  const where = placeAt(range, time(interaction, 'timestamp'));
  trace.model = text(response, 'model') ?? text(interaction, 'model') ?? text(value, 'model');
  trace.provider = text(interaction, 'provider') ?? text(value, 'provider');
  trace.finishReason = text(response, 'finish_reason');
  trace.timing = { startedAt: where.at };
  trace.usage = commonUsage(at(response, 'usage'));
  trace.prompt.push(...promptMessages(at(interaction, 'input_messages')));
  const fields = isObject(response) ? { ...response, role: 'assistant', tool_calls: [] } : {};
  addAssistantMessage(trace, fields, where);
  for (const call of list(response, 'tool_calls')) {
    const id = callIdOf(call);
    trace.toolCall(
      text(call, 'name') ?? text(call, 'function', 'name'),
      inputOf(isObject(at(call, 'function')) ? at(call, 'function') : call),
      id,
      where,
    );
    const result = id === null ? undefined : results.get(id);
    if (result !== undefined)
      trace.toolResult(
        resultText(result),
        id,
        isFailed(result) || at(result, 'success') === false,
        where,
      );
  }
  return trace;
}
