import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { Pieces } from '../../build/pieces';
import { typeOf } from '../../build/records';
import { at, bool, isObject, jsonText, num, str, text, time } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

/**
 * Transcript of Windsurf's Cascade (`~/.windsurf/transcripts/*.jsonl`): steps `{type, status}` with what is theirs under the
 * name of their type. A step of a tool holds what it was given and what came of it, without an id.
 */
export const windsurf: Format = {
  id: 'windsurf',
  title: msg('Windsurf transcript'),
  unit: 'file',
  detect: ({ records }) =>
    records.some(
      ({ value }) =>
        /^(?:user_input|planner_response)$/.test(typeOf(value)) && stepOf(value) !== null,
    ),
  parse(records) {
    const pieces = new Pieces();
    for (const record of records) addStep(pieces, record);
    return parsed(...pieces.conversation.build());
  },
};

function stepOf(line: unknown): JsonObject | null {
  const step = at(line, typeOf(line));
  return isObject(step) ? step : null;
}

/** What a step says came of it. */
const OUTPUTS = [
  'output',
  'content',
  'results',
  'result',
  'exit_code',
  'user_rejected',
  'error',
  'total_results',
];

/** Those in words: the first that has some. */
const WORDS = ['output', 'content', 'result', 'error'];

/** What was found, where it is a list. */
const resultsOf = (step: JsonObject): string =>
  step['results'] === undefined ? '' : jsonText(step['results']);

function addStep(pieces: Pieces, record: FileRecord): void {
  const { value } = record;
  const step = stepOf(value);
  const where = placeOf(record, time(value, 'timestamp'));
  if (step === null) {
    if (typeOf(value) !== '') pieces.openIn()?.raw(typeOf(value), value, where);
    return;
  }
  if (typeOf(value) === 'user_input') pieces.prompt('user', str(step, 'user_response') ?? '');
  else if (typeOf(value) === 'planner_response') addResponse(pieces, step, where);
  else addTool(pieces, value, step, where);
}

/** Each response of the planner is a call of its own; the steps after it are its tools. */
function addResponse(pieces: Pieces, step: JsonObject, where: RecordedPlace): void {
  pieces.heard();
  const trace = pieces.said(where);
  trace.reasoning(str(step, 'thinking') ?? '', null, where);
  trace.answer(str(step, 'response') ?? '', where);
}

function addTool(pieces: Pieces, line: unknown, step: JsonObject, where: RecordedPlace): void {
  const trace = pieces.said(where);
  const given = Object.entries(step).filter(([key]) => !OUTPUTS.includes(key));
  trace.toolCall(typeOf(line), Object.fromEntries(given), null, where);
  const words = WORDS.map((key) => text(step, key)).find((t) => t !== null) ?? resultsOf(step);
  const failed =
    str(line, 'status') === 'error' ||
    bool(step, 'user_rejected') === true ||
    (num(step, 'exit_code') ?? 0) !== 0;
  const isDone = words !== '' || failed || OUTPUTS.some((key) => key in step);
  if (isDone) trace.toolResult(words, null, failed, where);
}
