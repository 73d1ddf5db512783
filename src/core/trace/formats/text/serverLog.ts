import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { parsed, placeOf } from '../../build/draft';
import { sglangTraces } from './sglangLog';
import { vllmTraces } from './vllmLog';

/** What the log of a server tells of the models that it serves: vLLM's arguments, SGLang's. */
const MODEL =
  /(?:non-default args: \{.{0,2000}?'model(?:_tag)?': |config: model=|server_args=ServerArgs\(model_path=)'([^'\n]{1,200})'/;

/** Lines that tell of a request or of what came of it. */
const LOGGED =
  /^.{0,200}?(?:Generated response \S{1,200}(?: \(streaming \w{1,20}\))?: output: ['"]|Received request \S{1,200}: (?:prompt: ['"]|params: \w{1,40}Params\()|(?:Receive|Finish): obj=\w{1,60}ReqInput\()/m;

/**
 * Logs of servers that write down what they were asked and what they put out: vLLM (`--enable-log-requests`,
 * `--enable-log-outputs`) and SGLang (`--log-requests`), in lines of text. Texts are Python's: one line each.
 */
export const serverLog: Format = {
  id: 'server-log',
  title: msg('Log of a model server'),
  unit: 'file',
  detect: ({ container, text }) => container === 'text' && LOGGED.test(text),
  parse: (records) => parsed(...records.flatMap(tracesOf)),
};

function tracesOf(record: FileRecord): readonly TraceDraft[] {
  if (typeof record.value !== 'string') return [];
  const lines = record.value.split(/\r?\n/);
  const model = modelIn(lines);
  const place = placeOf(record);
  return [...vllmTraces(lines, model, place), ...sglangTraces(lines, model, place)];
}

/** A server tells it when it starts. */
function modelIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const model = MODEL.exec(line)?.[1];
    if (model !== undefined) return model;
  }
  return null;
}
