import type { Segment } from '../../../model/trace';
import { segment, type RecordedPlace } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { at, bool, isObject, jsonText, list, obj, str } from '../../../text/json';

/**
 * Parts of a Gemini candidate as ordered segments, in camelCase or the Python SDK's snake_case. Thought text of a
 * Gemini model is a summary; a thought signature alone tells nothing.
 */
export function geminiParts(parts: unknown, place: RecordedPlace, model: string | null): Segment[] {
  return list(parts).flatMap((part) => geminiPart(part, place, model));
}

const PARTS = [
  'functionCall',
  'function_call',
  'functionResponse',
  'function_response',
  'executableCode',
  'executable_code',
  'codeExecutionResult',
  'code_execution_result',
];

/** Whether a block of a message is a part as only Gemini has them: a thought, or one named by its key. */
export function isGeminiPart(part: unknown): boolean {
  if (!isObject(part) || str(part, 'type') !== null) return false;
  if (bool(part, 'thought') === true && str(part, 'text') !== null) return true;
  return PARTS.some((key) => obj(part, key) !== null);
}

function geminiPart(part: unknown, place: RecordedPlace, model: string | null): Segment[] {
  if (!isObject(part)) return [segment.raw(null, part, place)];
  const words = str(part, 'text');
  const call = obj(part, 'functionCall') ?? obj(part, 'function_call');
  const response = obj(part, 'functionResponse') ?? obj(part, 'function_response');
  if (call !== null) {
    return [segment.toolCall(str(call, 'name'), call['args'] ?? {}, str(call, 'id'), place)];
  }
  if (response !== null) {
    const { output, isError } = functionResult(response);
    return [segment.toolResult(output, str(response, 'id'), isError, place)];
  }
  if (words !== null) {
    if (words === '') return [];
    return bool(part, 'thought') === true
      ? [segment.reasoning(words, place, thoughtFidelity(model))]
      : [segment.answer(words, place)];
  }
  return codePart(part, place);
}

/** What a function gave back; the API's rule is that a failure stands under `error`, where some say that there was none. */
export function functionResult(response: unknown): { output: string; isError: boolean } {
  const given = at(response, 'response');
  return { output: jsonText(given), isError: Boolean(at(given, 'error')) };
}

/** Gemini shows summaries of its thoughts; other models in the same parts are judged by their names. */
export function thoughtFidelity(model: string | null): 'raw' | 'summary' {
  const name = model?.toLowerCase() ?? 'gemini';
  return name.includes('gemini') ? 'summary' : textFidelity('', null, name);
}

function codePart(part: unknown, place: RecordedPlace): Segment[] {
  const code = obj(part, 'executableCode') ?? obj(part, 'executable_code');
  if (code !== null) return [segment.toolCall('code_execution', str(code, 'code'), null, place)];
  const result = obj(part, 'codeExecutionResult') ?? obj(part, 'code_execution_result');
  if (result !== null) {
    const isError = str(result, 'outcome') !== 'OUTCOME_OK';
    return [segment.toolResult(str(result, 'output') ?? '', null, isError, place)];
  }
  const [type] = Object.entries(isObject(part) ? part : {})
    .filter(([key, value]) => value !== null && !/signature/i.test(key))
    .map(([key]) => key);
  // A part with a thought signature and nothing else carries no content.
  return type === undefined || type === 'thought' ? [] : [segment.raw(type, part, place)];
}
