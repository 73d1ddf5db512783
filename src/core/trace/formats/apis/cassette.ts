import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import { say } from '../../../model/sentence';
import type { FileRecord, Format, ParseResult, Sniff, TraceDraft } from '../../format';
import type { RecordRange, Usage } from '../../../model/trace';
import { createGrouper } from '../../assemble';
import { MAX_SNIFF_RECORDS, SNIFF_BYTES } from '../../reader/bounds';
import { detectContainer } from '../../reader/container';
import { isStore } from '../../reader/createStore';
import { createReader } from '../../reader/createReader';
import { ProblemList } from '../../reader/problems';
import { detectFormat } from '../../sniff';
import { exchangesOf, type Exchange } from './cassetteExchange';
import { requestEffort, requestPrompt } from '../../build/content';
import { textFidelity, traceFidelity } from '../../build/fidelity';
import { inFile, nothing, parsed } from '../../build/draft';
import { text } from '../../../text/json';

/** Exchanges that may come before the first one with a model (tokens, uploads). */
const LOOKED_AT = 20;

/**
 * Recorded HTTP exchanges with a model's API: VCR cassettes (YAML or JSON), HAR files, logs of request and response,
 * batch results. Each response body is read by the format that knows it; the prompt comes from the request.
 */
export function cassette(formats: () => readonly Format[]): Format {
  return {
    id: 'cassette',
    title: msg('Recorded HTTP exchanges'),
    unit: 'record',
    detect: ({ records }) =>
      records
        .slice(0, LOOKED_AT)
        .flatMap(({ value }) => exchangesOf(value).slice(0, LOOKED_AT))
        .some(
          (exchange) =>
            exchange.kept.response !== null ||
            bodyFormat(sniffBody(exchange.response), formats()) !== null,
        ),
    parse: (records) => {
      const found = records.flatMap(({ value, range }) =>
        exchangesOf(value).map((exchange) => readExchange(exchange, range, formats())),
      );
      return {
        traces: found.flatMap(({ traces }) => traces),
        problems: found.flatMap(({ problems }) => problems),
      };
    },
  };
}

/** Lists of messages are no stream of events: a row of a data set may have one for its response. */
const LISTED: ReadonlySet<string> = new Set(['message-list', 'message-document', 'dataset-rows']);

/** The format of a body; text by itself is no trace, and exchanges do not nest. */
function bodyFormat(sniff: Sniff, formats: readonly Format[]): Format | null {
  const inner = formats.filter(
    ({ id }) =>
      id !== 'cassette' && id !== 'raw-text' && !(sniff.container === 'array' && LISTED.has(id)),
  );
  // Every format looks at each of them.
  return detectFormat({ ...sniff, records: sniff.records.slice(0, MAX_SNIFF_RECORDS) }, inner);
}

function sniffBody(body: unknown): Sniff {
  if (typeof body !== 'string') {
    const range = { record: 0, start: 0, end: 0 };
    const container = Array.isArray(body) ? 'array' : 'json';
    const values: readonly unknown[] = Array.isArray(body) ? body : [body];
    const records = values.map((value) => ({ value, range, name: null }));
    return { fileName: 'body', container, text: '', records };
  }
  const bytes = new TextEncoder().encode(body);
  const found = detectContainer(bytes, 'body', true);
  const container = isStore(found) ? 'text' : found;
  const reader = createReader(container, { offset: 0, record: 0, problems: new ProblemList() });
  const records = [...reader.push(bytes), ...reader.end()];
  return { fileName: 'body', container, text: body.slice(0, SNIFF_BYTES), records };
}

function readExchange(
  { url, request, response, kept, facts }: Exchange,
  range: RecordRange,
  formats: readonly Format[],
): ParseResult {
  if (response === null) return nothing(elsewhere(kept.response ?? '', range, 'answer'));
  const sniff = sniffBody(response);
  const format = bodyFormat(sniff, formats);
  if (!format) return nothing();
  const prompt = requestPrompt(request);
  const effort = requestEffort(request);
  const model = text(request, 'model') ?? modelInUrl(url);
  const problems: readonly Problem[] =
    prompt === null && kept.request !== null ? [elsewhere(kept.request, range, 'prompt')] : [];
  const traces = parseBody(format, sniff.records).map((t) => named(t, model ?? facts.model));
  const uncounted = !traces.some(({ usage }) => isCounted(usage));
  return parsed(
    ...traces.map((trace, nth) => ({
      ...trace,
      prompt: trace.prompt ?? prompt,
      effort: trace.effort ?? effort,
      // What the log counts is of all candidates: it stands once.
      usage: uncounted && nth === 0 ? facts.usage : trace.usage,
      costUsd: trace.costUsd ?? (nth === 0 ? facts.costUsd : null),
      timing: {
        // A body tells when it was made, which is often when it was done.
        startedAt: facts.startedAt ?? trace.timing.startedAt ?? facts.loggedAt,
        durationMs: trace.timing.durationMs ?? facts.durationMs,
        ttftMs: trace.timing.ttftMs ?? facts.ttftMs,
      },
      // Positions are of the exchange: the body's own are not positions in the file.
      segments: trace.segments.map((segment) => ({ ...segment, source: range })),
      problems: [...trace.problems, ...problems],
    })),
  );
}

/** A body that does not name its model could not tell whether its reasoning is a summary. */
function named(trace: TraceDraft, model: string | null): TraceDraft {
  if (trace.model !== null || model === null) return trace;
  const { reasoningTokens } = trace.usage;
  const segments = trace.segments.map((s) =>
    s.kind === 'reasoning' && s.fidelity === 'raw'
      ? { ...s, fidelity: textFidelity(s.text, reasoningTokens, model) }
      : s,
  );
  return { ...trace, model, segments, fidelity: traceFidelity(segments, reasoningTokens) };
}

function isCounted({ inputTokens, outputTokens, reasoningTokens }: Usage): boolean {
  return inputTokens !== null || outputTokens !== null || reasoningTokens !== null;
}

/** A body that the log keeps in a file of its own. */
function elsewhere(path: string, range: RecordRange, what: 'answer' | 'prompt'): Problem {
  return {
    code: 'unreadable',
    message:
      what === 'answer'
        ? say('The answer is not in this file but in {0}.', path)
        : say('The prompt is not in this file but in {0}.', path),
    ...inFile(range),
  };
}

function parseBody(format: Format, records: readonly FileRecord[]): readonly TraceDraft[] {
  const grouper = createGrouper(format, new ProblemList());
  const groups = [...records.flatMap((record) => grouper.push(record)), ...grouper.end()];
  return groups.flatMap((group) => format.parse(group, { fileName: 'body' }).traces);
}

/** Gemini and Bedrock name the model in the path only. */
function modelInUrl(url: string | null): string | null {
  const name = /\/models?\/([^/:?]{1,200})(?::|\/(?:converse|invoke))/.exec(url ?? '')?.[1];
  return name === undefined ? null : name.replace(/%3A/gi, ':');
}
