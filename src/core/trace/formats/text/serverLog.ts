import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { text } from '../../../text/json';
import { parsed, placeAt, rangeOver } from '../../build/draft';
import { sglangTraces } from './sglangLog';
import { vllmTraces } from './vllmLog';

/** What the log of a server tells of the models that it serves: vLLM's arguments, SGLang's. */
const MODEL =
  /(?:non-default args: \{.{0,2000}?'model(?:_tag)?': |config: model=|server_args=ServerArgs\(model_path=)'([^'\n]{1,200})'/;

/** Lines that tell of a request or of what came of it. */
const LOGGED =
  /^.{0,200}?(?:Generated response \S{1,200}(?: \(streaming \w{1,20}\))?: output: ['"]|Received request \S{1,200}: (?:prompt: ['"]|params: \w{1,40}Params\()|(?:Receive|Finish): obj=\w{1,60}ReqInput\()/m;

/** Keys under which loggers that write JSON have the line, and how much of it is looked at. */
const LINE_KEYS = ['message', 'msg', 'log', 'textPayload'];
const LOOKED_AT = 4_000;
const MOST_RECORDS = 200;

/**
 * Logs of servers that write down what they were asked and what they put out: vLLM (`--enable-log-requests`,
 * `--enable-log-outputs`) and SGLang (`--log-requests`), in lines of text or in JSON. Texts are Python's: one line each.
 */
export const serverLog: Format = {
  id: 'server-log',
  title: msg('Log of a model server'),
  unit: 'file',
  detect: ({ container, text: head, records }) =>
    container === 'text'
      ? LOGGED.test(head)
      : records.slice(0, MOST_RECORDS).some((record) => LOGGED.test(lineOf(record))),
  parse(records) {
    const lines = records.flatMap(({ value }) =>
      typeof value === 'string' ? value.split(/\r?\n/) : (wholeLine(value) ?? []),
    );
    const model = modelIn(lines);
    const where = placeAt(rangeOver(records));
    return parsed(...vllmTraces(lines, model, where), ...sglangTraces(lines, model, where));
  },
};

function wholeLine(value: unknown): string | null {
  return LINE_KEYS.map((key) => text(value, key)).find((line) => line !== null) ?? null;
}

const lineOf = ({ value }: FileRecord): string => wholeLine(value)?.slice(0, LOOKED_AT) ?? '';

/** A server tells it when it starts. */
function modelIn(lines: readonly string[]): string | null {
  for (const line of lines) {
    const model = MODEL.exec(line)?.[1];
    if (model !== undefined) return model;
  }
  return null;
}
