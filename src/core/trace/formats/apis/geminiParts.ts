import type { Segment } from '../../../model/trace';
import { segment, type RecordedPlace } from '../../build/draft';
import { bool, isObject, jsonText, list, obj, str } from '../../../text/json';

/**
 * Parts of a Gemini candidate as ordered segments, in camelCase or the Python SDK's snake_case. Thought text of a
 * Gemini model is a summary; a thought signature alone tells nothing.
 */
export function geminiParts(parts: unknown, place: RecordedPlace, model: string | null): Segment[] {
  return list(parts).flatMap((part) => geminiPart(part, place, model));
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
    const output = jsonText(response['response']);
    return [segment.toolResult(output, str(response, 'id'), false, place)];
  }
  if (words !== null) {
    if (words === '') return [];
    return bool(part, 'thought') === true
      ? [segment.reasoning(words, place, thoughtFidelity(model))]
      : [segment.answer(words, place)];
  }
  return codePart(part, place);
}

/** Gemini shows summaries of its thoughts; open models behind the same API show their own words. */
export function thoughtFidelity(model: string | null): 'raw' | 'summary' {
  return model?.toLowerCase().includes('gemma') === true ? 'raw' : 'summary';
}

function codePart(part: unknown, place: RecordedPlace): Segment[] {
  const code = obj(part, 'executableCode') ?? obj(part, 'executable_code');
  if (code !== null) return [segment.toolCall('code_execution', str(code, 'code'), null, place)];
  const result = obj(part, 'codeExecutionResult') ?? obj(part, 'code_execution_result');
  if (result !== null) {
    const isError = str(result, 'outcome') !== 'OUTCOME_OK';
    return [segment.toolResult(str(result, 'output') ?? '', null, isError, place)];
  }
  const [type] = Object.keys(isObject(part) ? part : {}).filter((k) => !/signature/i.test(k));
  // A part with a thought signature and nothing else carries no content.
  return type === undefined || type === 'thought' ? [] : [segment.raw(type, part, place)];
}
