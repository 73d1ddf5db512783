import { countFigure, say } from '../../model/sentence';
import type { Problem } from '../../model/problem';
import type { FileRecord, ParseResult, TraceDraft } from '../format';
import type {
  Outcome,
  PromptMessage,
  RecordRange,
  Segment,
  Timing,
  Usage,
} from '../../model/trace';
import { traceFidelity } from './fidelity';
import { jsonText } from '../../text/json';
import { NO_USAGE } from './usage';

/** What a format found of a trace; everything left out is unknown. */
export interface DraftInput {
  /** Recorded id; left out or empty, a hash of the content takes its place. */
  readonly id?: string | null;
  readonly model?: string | null;
  readonly provider?: string | null;
  readonly effort?: string | null;
  readonly prompt?: readonly PromptMessage[] | null;
  readonly segments: readonly Segment[];
  readonly truncated?: boolean;
  readonly usage?: Usage;
  readonly costUsd?: number | null;
  readonly finishReason?: string | null;
  readonly timing?: Partial<Timing>;
  readonly outcome?: Outcome | undefined;
  readonly problems?: readonly Problem[];
}

const NO_TIMING: Timing = { startedAt: null, durationMs: null, ttftMs: null };

/**
 * The one place where a draft gets its defaults: fidelity from its segments, truncation from the finish reason, an id,
 * and a problem that counts the blocks not understood. Figures that cannot be are taken back later (`plausible.ts`).
 */
export function draft(input: DraftInput): TraceDraft {
  const { segments } = input;
  const usage = input.usage ?? NO_USAGE;
  const finishReason = emptyToNull(input.finishReason);
  const fidelity = traceFidelity(segments, usage.reasoningTokens);
  const stopped = finishReason !== null && LENGTH_REASONS.test(finishReason);
  return {
    id: emptyToNull(input.id) ?? contentId(input),
    model: emptyToNull(input.model),
    provider: emptyToNull(input.provider),
    effort: emptyToNull(input.effort),
    prompt: input.prompt && input.prompt.length > 0 ? input.prompt : null,
    segments,
    fidelity,
    truncated: input.truncated === true || (stopped && endsInReasoning(segments, fidelity)),
    usage,
    costUsd: input.costUsd ?? null,
    finishReason,
    timing: { ...NO_TIMING, ...input.timing },
    ...(input.outcome === undefined ? {} : { outcome: input.outcome }),
    problems: [...(input.problems ?? []), ...notUnderstood(segments)],
  };
}

/** The spellings of "stopped at a length limit" of all vendors. */
const LENGTH_REASONS =
  /^(?:length|max_?tokens|max_output_tokens|max_completion_tokens|model_length|model_context_window_exceeded|error_limit)$/i;

/** A generation that was cut off before its answer began was cut off in its reasoning. */
function endsInReasoning(segments: readonly Segment[], fidelity: string): boolean {
  const last = segments.findLast((s) => s.kind !== 'raw' && (!('text' in s) || s.text !== ''));
  return fidelity !== 'none' && (last === undefined || last.kind === 'reasoning');
}

function notUnderstood(segments: readonly Segment[]): readonly Problem[] {
  const raw = segments.filter((s) => s.kind === 'raw');
  if (raw.length === 0) return [];
  const types = [...new Set(raw.map((s) => s.type))].slice(0, 5).join(', ');
  return [
    {
      code: 'not-understood',
      message:
        raw.length === 1
          ? say('1 record not understood ({0}): kept as recorded.', types)
          : say(
              '{0} records not understood ({1}): kept as recorded.',
              countFigure(raw.length),
              types,
            ),
      ...inFile(raw[0]?.source ?? null),
    },
  ];
}

/** Where a problem lies, as far as it is known. */
export function inFile(source: RecordRange | null): Pick<Problem, 'at'> {
  return source === null ? {} : { at: { record: source.record, offset: source.start } };
}

function emptyToNull(value: string | null | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

/** A stable id for a trace without one: FNV-1a over its model and texts, and where it is. */
function contentId(input: DraftInput): string {
  const texts = input.segments.map((s) => ('text' in s ? sample(s.text) : s.kind));
  const places = input.segments.map((s) => s.source?.start ?? 0);
  const key = [input.model ?? '', ...texts, ...places].join('\n');
  return `#${fnv1a(key, 0x811c9dc5)}${fnv1a(key, 0x1000193)}`;
}

/** Long texts are told apart by their ends and length. */
function sample(text: string): string {
  return text.length <= 4_000 ? text : `${text.slice(0, 2_000)}${text.length}${text.slice(-2_000)}`;
}

function fnv1a(key: string, seed: number): string {
  let hash = seed;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Where and when a segment was recorded. */
export interface RecordedPlace {
  readonly source: RecordRange | null;
  readonly at: number | null;
  readonly durationMs: number | null;
}

/** The place of something in a record. */
export function placeOf(record: FileRecord | null, at: number | null = null): RecordedPlace {
  return { source: record?.range ?? null, at, durationMs: null };
}

/** A place by its range, for blocks that have a time or a duration of their own. */
export function placeAt(
  source: RecordRange | null,
  at: number | null = null,
  durationMs: number | null = null,
): RecordedPlace {
  return { source, at, durationMs };
}

/** One range over several records, for text that was streamed; `null` for none. */
export function rangeOver(records: readonly FileRecord[]): RecordRange | null {
  const first = records[0]?.range;
  const last = records.at(-1)?.range;
  return first && last ? { record: first.record, start: first.start, end: last.end } : null;
}

/** Makers of segments, so that a format says only what it knows. */
export const segment = {
  reasoning: (
    text: string,
    place: RecordedPlace,
    fidelity: 'raw' | 'summary' | 'hidden' | 'redacted' = 'raw',
    tokens: number | null = null,
  ): Segment => ({ kind: 'reasoning', text, fidelity, tokens, ...place }),
  answer: (text: string, place: RecordedPlace): Segment => ({ kind: 'answer', text, ...place }),
  commentary: (text: string, place: RecordedPlace): Segment => ({
    kind: 'answer',
    text,
    commentary: true,
    ...place,
  }),
  toolCall: (
    name: string | null,
    input: unknown,
    callId: string | null,
    place: RecordedPlace,
  ): Segment => ({ kind: 'toolCall', name: name ?? '', input: jsonText(input), callId, ...place }),
  toolResult: (
    text: string,
    callId: string | null,
    isError: boolean,
    place: RecordedPlace,
  ): Segment => ({
    kind: 'toolResult',
    text,
    callId,
    isError,
    ...place,
  }),
  raw: (type: string | null, value: unknown, place: RecordedPlace): Segment => ({
    kind: 'raw',
    type: type ?? 'unknown',
    json: jsonText(value),
    ...place,
  }),
};

/** Traces without problems of their file. */
export function parsed(...traces: readonly TraceDraft[]): ParseResult {
  return { traces, problems: [] };
}

/** Nothing in these records, and why. */
export function nothing(problem: Problem | null = null): ParseResult {
  return { traces: [], problems: problem === null ? [] : [problem] };
}
