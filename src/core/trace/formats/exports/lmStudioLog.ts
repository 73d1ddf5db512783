import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import { countFigure, say } from '../../../model/sentence';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { inFile, parsed, placeOf } from '../../build/draft';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, num, str, time } from '../../../text/json';
import { addCompletion } from '../apis/logMessage';
import { readStats } from './lmStudio';

/**
 * What `lms log stream --json` writes of LM Studio (lmstudio.js, diagnosticsLogEvent): a line for what a model is sent, in
 * its template, and one for what it puts out, with its counts. Nothing links the two but the model and the time: a request
 * that was stopped may have no output, and several may wait for theirs.
 */
export const lmStudioLog: Format = {
  id: 'lm-studio-log',
  title: msg('LM Studio log'),
  unit: 'file',
  detect: ({ records }) => itemsOf(records).slice(0, 50).some(isPrediction),
  parse(records) {
    const asked = new Map<string, readonly FileRecord[]>();
    const traces: TraceDraft[] = [];
    const unanswered: FileRecord[] = [];
    for (const record of itemsOf(records)) {
      if (!isPrediction(record)) continue;
      const model = str(record.value, 'data', 'modelIdentifier') ?? '';
      const waiting = asked.get(model) ?? [];
      if (isInput(record)) {
        asked.set(model, [...waiting.slice(1 - MOST_WAITING), record]);
        unanswered.push(...waiting.slice(0, 1 - MOST_WAITING));
        continue;
      }
      const input = answeredBy(record, waiting);
      const isGuess = waiting.length > 1 && beginOf(record) === null;
      traces.push(readOutput(record, input, isGuess ? [notTold(waiting.length, record)] : []));
      asked.set(
        model,
        waiting.filter((one) => one !== input),
      );
    }
    // What was asked and not answered, when the log ends.
    for (const record of [...unanswered, ...[...asked.values()].flat()])
      traces.push(readOutput(null, record));
    return parsed(...traces);
  },
};

/** Requests that a model may have before it at a time; older ones were stopped. */
const MOST_WAITING = 32;

/** When an output was begun: it is written down at its end, and tells how long it took. */
function beginOf({ value }: FileRecord): number | null {
  const [end, seconds] = [time(value, 'timestamp'), num(value, 'data', 'stats', 'totalTimeSec')];
  return end === null || seconds === null ? null : end - seconds * 1000;
}

/** The request that an output answers: of several the one that was sent when it began, else the one that waited longest. */
function answeredBy(output: FileRecord, waiting: readonly FileRecord[]): FileRecord | null {
  const [oldest = null, ...others] = waiting;
  const begin = beginOf(output);
  if (oldest === null || begin === null) return oldest;
  const away = ({ value }: FileRecord) =>
    Math.abs((time(value, 'timestamp') ?? Number.MAX_SAFE_INTEGER) - begin);
  return others.reduce((nearest, one) => (away(one) < away(nearest) ? one : nearest), oldest);
}

function notTold(waiting: number, { range }: FileRecord): Problem {
  const message = say(
    'The log does not tell which of {0} requests this answers: the prompt is that of the oldest.',
    countFigure(waiting),
  );
  return { code: 'not-understood', message, ...inFile(range) };
}

const PREDICTION = /^llm\.prediction\.(?:input|output)$/;

const isPrediction = ({ value }: FileRecord): boolean =>
  PREDICTION.test(str(value, 'data', 'type') ?? '');

const isInput = ({ value }: FileRecord): boolean =>
  str(value, 'data', 'type') === 'llm.prediction.input';

function readOutput(
  output: FileRecord | null,
  input: FileRecord | null,
  problems: readonly Problem[] = [],
): TraceDraft {
  const trace = new TraceBuilder();
  trace.problems.push(...problems);
  const sent = str(input?.value, 'data', 'input') ?? '';
  const words = str(output?.value, 'data', 'output') ?? '';
  addCompletion(trace, sent, words, placeOf(input), placeOf(output));
  const data = at(output?.value, 'data');
  readStats(trace, {
    identifier: at(data ?? at(input?.value, 'data'), 'modelIdentifier'),
    stats: at(data, 'stats'),
  });
  trace.timing = { ...trace.timing, startedAt: time(input?.value, 'timestamp') };
  return trace.build();
}
