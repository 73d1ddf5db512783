import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { parsed, placeOf } from '../../build/draft';
import { textSegments } from '../../build/textSegments';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, str, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { readStats } from './lmStudio';

/**
 * What `lms log stream --json` writes of LM Studio (lmstudio.js, diagnosticsLogEvent): a line for what a model is sent, in
 * its template, and one for what it puts out, with its counts. Nothing links the two but the model and their order.
 */
export const lmStudioLog: Format = {
  id: 'lm-studio-log',
  title: msg('LM Studio log'),
  unit: 'file',
  detect: ({ records }) => itemsOf(records).slice(0, 50).some(isPrediction),
  parse(records) {
    const asked = new Map<string, FileRecord[]>();
    const traces: TraceDraft[] = [];
    for (const record of itemsOf(records)) {
      if (!isPrediction(record)) continue;
      const model = str(record.value, 'data', 'modelIdentifier') ?? '';
      const waiting = asked.get(model) ?? [];
      asked.set(model, waiting);
      if (isInput(record)) waiting.push(record);
      else traces.push(readOutput(record, waiting.shift() ?? null));
    }
    // What was asked and not answered, when the log ends.
    for (const record of [...asked.values()].flat()) traces.push(readOutput(null, record));
    return parsed(...traces);
  },
};

const PREDICTION = /^llm\.prediction\.(?:input|output)$/;

const isPrediction = ({ value }: FileRecord): boolean =>
  PREDICTION.test(str(value, 'data', 'type') ?? '');

const isInput = ({ value }: FileRecord): boolean =>
  str(value, 'data', 'type') === 'llm.prediction.input';

function readOutput(output: FileRecord | null, input: FileRecord | null): TraceDraft {
  const trace = new TraceBuilder();
  const sent = str(input?.value, 'data', 'input') ?? '';
  const words = str(output?.value, 'data', 'output') ?? '';
  if (sent !== '') {
    const { prompt } = textSegments(sent, placeOf(input));
    trace.prompt.push(...(prompt.length > 0 ? prompt : [{ role: 'user' as const, text: sent }]));
  }
  // A template may open the reasoning that the model goes on with.
  const opened = /<think>\s*$/.test(sent) && !/^\s*<think>/.test(words) ? '<think>' : '';
  if (words !== '') addTaggedText(trace, opened + words, placeOf(output));
  const data = at(output?.value, 'data');
  readStats(trace, {
    identifier: at(data ?? at(input?.value, 'data'), 'modelIdentifier'),
    stats: at(data, 'stats'),
  });
  trace.timing = { ...trace.timing, startedAt: time(input?.value, 'timestamp') };
  return trace.build();
}
