import { say } from '../../../model/sentence';
import { count, obj, str, text, time } from '../../../text/json';
import { inFile, type RecordedPlace } from '../../build/draft';
import { pythonText, type PythonText } from '../../reader/embedded/pythonText';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';
import type { TraceDraft } from '../../format';
import { parseLoose } from '../../reader/embedded/looseValue';
import { addCompletion } from '../apis/logMessage';

const FINISHED = /\bFinish: obj=\w{1,60}ReqInput\(/;
const OUT = "), out={'text': ";
const META = ", 'meta_info': {";

/**
 * The generations that lines of SGLang's log tell of: what was asked and put out stands in one line
 * (sglang/srt/utils/request_logger.py). A long text has its middle left out unless the level of the log is 3.
 */
export function sglangTraces(
  lines: readonly string[],
  model: string | null,
  where: RecordedPlace,
): readonly TraceDraft[] {
  return lines.flatMap((line) => {
    const finished = line.includes('Finish: obj=') ? FINISHED.exec(line) : null;
    const out = finished === null ? -1 : line.lastIndexOf(OUT);
    const said = out < 0 ? null : pythonText(line, out + OUT.length);
    return said === null ? [] : [readLine(line, { out, said }, model, where)];
  });
}

interface Said {
  readonly out: number;
  readonly said: PythonText;
}

function readLine(
  line: string,
  { out, said }: Said,
  model: string | null,
  where: RecordedPlace,
): TraceDraft {
  const trace = new TraceBuilder();
  const asked = /[(,] ?text=(?=['"])/.exec(line.slice(0, out));
  const sent = asked === null ? null : pythonText(line, asked.index + asked[0].length);
  const from = line.indexOf(META, said.end);
  const written = from < 0 ? '' : line.slice(from + META.length - 1, line.lastIndexOf('}'));
  const meta = obj(parseLoose(written)?.value);
  trace.id = text(meta, 'id') ?? /[(,] ?rid='([^']{1,200})'/.exec(line.slice(0, out))?.[1] ?? null;
  trace.model = model;
  trace.provider = 'SGLang';
  addCompletion(trace, sent?.text ?? '', said.text, where, where);
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(meta, 'prompt_tokens'),
    outputTokens: count(meta, 'completion_tokens'),
    cachedInputTokens: count(meta, 'cached_tokens'),
  };
  trace.finishReason = str(meta, 'finish_reason', 'type') ?? text(meta, 'finish_reason');
  const ended = time(/^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/.exec(line)?.[1]);
  const latency = meta?.['e2e_latency'];
  const took = typeof latency === 'number' ? Math.round(latency * 1000) : null;
  trace.timing = {
    startedAt: ended === null || took === null ? null : ended - took,
    durationMs: took,
  };
  if (said.isCut)
    trace.problems.push({
      code: 'truncated',
      message: say('The log leaves the middle of a long text out.'),
      ...inFile(where.source),
    });
  return trace.build();
}
