import { msg } from '../../../model/message';
import type { PromptMessage } from '../../../model/trace';
import type { FileRecord, Format, Grouper } from '../../format';
import { columnsOf } from '../../build/columns';
import { rowOutcome } from '../../build/outcome';
import { contentText, promptMessages } from '../../build/content';
import { parsed, placeAt } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { at, has, list, num, str, text } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { TraceBuilder } from '../../build/traceBuilder';

/**
 * lm-evaluation-harness samples (`samples_<task>_<date>.jsonl`): responses with their reasoning tags in `resps`;
 * the filters' results beside them. A document is repeated once per filter and counts once.
 */
export const lmEval: Format = {
  id: 'lm-eval',
  title: msg('lm-eval samples'),
  unit: () => new DocGrouper(),
  detect: ({ records }) => records.some(({ value }) => isSample(value)),
  parse: (records) => parsed(...records.flatMap(readSample)),
};

function isSample(value: unknown): boolean {
  return has(value, 'doc_id') && Array.isArray(at(value, 'resps'));
}

/** Lets the first sample of every document through. */
class DocGrouper implements Grouper {
  readonly #seen = new Set<string>();

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    if (!isSample(record.value)) return [];
    const id = at(record.value, 'doc_id');
    const key = `${text(record.value, 'task_name') ?? ''} ${typeof id === 'string' ? id : (num(id) ?? '')}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    return [[record]];
  }

  end(): readonly (readonly FileRecord[])[] {
    return [];
  }
}

function readSample({ value, range }: FileRecord) {
  const where = placeAt(range);
  const id = text(value, 'doc_id') ?? String(num(value, 'doc_id') ?? '');
  // Multiple-choice tasks have log-likelihoods here instead of texts.
  const texts = list(value, 'resps').flatMap((resp) =>
    (Array.isArray(resp) ? list(resp) : [resp]).filter((words) => typeof words === 'string'),
  );
  return texts.map((words, i) => {
    const trace = new TraceBuilder();
    trace.id = texts.length > 1 ? `${id}#${i}` : id;
    trace.model = text(value, 'model');
    trace.outcome = rowOutcome(columnsOf(value));
    trace.prompt.push(...promptOf(value));
    addTaggedText(trace, words, where);
    return trace.build();
  });
}

/**
 * What was sent: `arguments` as an object of numbered keys, or as nested lists in older versions. A chat is sent as JSON
 * text; it may end with the words that the answer was to begin with.
 */
function promptOf(sample: unknown): readonly PromptMessage[] {
  const sent = str(sample, 'arguments', 'gen_args_0', 'arg_0') ?? str(sample, 'arguments', 0, 0);
  if (sent === null)
    return promptMessages([
      contentText(at(sample, 'doc', 'question') ?? at(sample, 'doc', 'problem')),
    ]);
  const messages = promptMessages(unpacked(sent));
  return messages.length > 0 ? messages : promptMessages([sent]);
}
