import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { promptMessages } from '../../build/content';
import { callIdOf, isFailed, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { itemsOf, typeOf } from '../../build/records';
import { at, isObject, list, str, text, time } from '../../../text/json';
import { responsesItems } from '../apis/responsesItems';

/**
 * The state of a run of the OpenAI Agents SDK for JavaScript (`RunState.toString()`, or the result of a run with it). Each of
 * its `modelResponses` is a generation; the results of tools are among the `generatedItems`, which repeat the rest.
 */
export const agentsRunState: Format = {
  id: 'agents-run-state',
  title: msg('OpenAI Agents run state'),
  unit: 'file',
  detect: ({ records }) => itemsOf(records).some(({ value }) => isState(stateOf(value))),
  parse: (records) => parsed(...itemsOf(records).flatMap((record) => readState(record))),
};

function stateOf(value: unknown): unknown {
  const inner = at(value, 'state');
  return isObject(inner) ? inner : value;
}

function isState(state: unknown): boolean {
  const input = at(state, 'originalInput');
  if (typeof input !== 'string' && !Array.isArray(input)) return false;
  return list(state, 'modelResponses').some((response) => Array.isArray(at(response, 'output')));
}

function readState(record: FileRecord): readonly TraceDraft[] {
  const state = stateOf(record.value);
  if (!isState(state)) return [];
  const where = placeOf(record);
  const conversation = new Conversation();
  const input = at(state, 'originalInput');
  for (const { role, text: words } of promptMessages(typeof input === 'string' ? [input] : input))
    conversation.prompt(role, words);
  const results = resultsOf(state);
  for (const response of list(state, 'modelResponses'))
    addResponse(conversation, response, results, where);
  return conversation.build();
}

/** What tools gave, by their calls. */
function resultsOf(state: unknown): ReadonlyMap<string, unknown> {
  const items = list(state, 'generatedItems').map((item) => at(item, 'rawItem'));
  return new Map(
    items.flatMap((item) => {
      const id = /_(?:result|output)$/.test(typeOf(item)) ? callIdOf(item) : null;
      return id === null ? [] : [[id, item] as const];
    }),
  );
}

function addResponse(
  conversation: Conversation,
  response: unknown,
  results: ReadonlyMap<string, unknown>,
  where: RecordedPlace,
): void {
  // The response as the API gave it, where the model is of OpenAI.
  const given = at(response, 'providerData');
  const instructions = text(given, 'instructions');
  if (instructions !== null) conversation.setSystem(instructions);
  const trace = conversation.begin();
  trace.id = text(response, 'responseId');
  trace.model = text(given, 'model');
  trace.effort = text(given, 'reasoning', 'effort');
  trace.usage = commonUsage(countsOf(at(response, 'usage')));
  trace.finishReason = text(given, 'incomplete_details', 'reason') ?? text(given, 'status');
  const started = time(given, 'created_at');
  trace.timing = { startedAt: started, durationMs: elapsed(started, time(given, 'completed_at')) };
  trace.add(responsesItems(list(response, 'output').map(apiItem), where));
  for (const id of trace.callIds) {
    const result = results.get(id);
    if (result === undefined) continue;
    const failed = isFailed(result) || str(result, 'status') === 'incomplete';
    trace.toolResult(resultText(result), id, failed, where);
  }
}

/** Details are listed for each request that the counts are the sum of: a response is one. */
function countsOf(usage: unknown): unknown {
  const details = (key: string): unknown => list(usage, key)[0] ?? at(usage, key);
  if (!isObject(usage)) return usage;
  return {
    ...usage,
    input_tokens_details: details('inputTokensDetails'),
    output_tokens_details: details('outputTokensDetails'),
  };
}

/** An item under the API's names: the summary of a thought is called its content here, and its text `rawContent`. */
function apiItem(item: unknown): unknown {
  if (!isObject(item)) return item;
  if (typeOf(item) === 'reasoning') {
    const sealed = at(item, 'providerData', 'encrypted_content');
    const { content: summary, rawContent: content } = item;
    return { ...item, summary, content, encrypted_content: sealed };
  }
  return { ...item, call_id: item['callId'] };
}
