import { bandOf } from '../core/steps/bands';
import type { TraceRow } from '../core/list/list';
import { STEP_KINDS } from '../core/steps/kinds';
import { taughtSentence } from '../core/steps/labellingWords';
import type { StepKind } from '../core/steps/model';
import { counted, english } from '../core/text/voice';
import type { StepBody } from '../protocol/traceData';
import type { ViewOutline } from '../protocol/viewCalls';
import type { Quoting, Reply } from './quoting';

/** What is asked about a file of traces; numbers from 1, as people count. */
export interface InspectQuestion {
  readonly trace?: number | undefined;
  /** First step to quote, and how many; none are quoted unless asked for. */
  readonly fromStep?: number | undefined;
  readonly steps?: number | undefined;
  /** First trace of the list, where the file holds many and none is named. */
  readonly fromTrace?: number | undefined;
}

/** A file of traces that is open, whoever keeps it. */
export interface InspectedFile {
  readonly count: number;
  readonly formatTitle: string;
  rows(indexes: readonly number[]): Promise<readonly TraceRow[]>;
  outline(index: number): Promise<ViewOutline>;
  bodies(index: number, from: number, to: number): Promise<readonly StepBody[]>;
}

export interface InspectedTrace {
  readonly format: string;
  readonly count: number;
  /** Where the file holds many and none was named: a page of them. */
  readonly traces?: readonly {
    readonly trace: number;
    readonly model: string | null;
    readonly prompt: string | null;
  }[];
  /** The first of the next page; `null` after the last. */
  readonly next?: number | null;
  readonly trace?: TraceData;
}

/** What is found out about one trace; `null` is unknown. */
export interface TraceData {
  readonly trace: number;
  readonly model: string | null;
  readonly effort: string | null;
  readonly reasoningText: string;
  readonly cutOff: boolean;
  readonly reasoningTokens: { readonly value: number; readonly provenance: string } | null;
  readonly costUsd: { readonly value: number; readonly provenance: string } | null;
  readonly steps: number;
  readonly tokensByKind: Readonly<Partial<Record<StepKind, number>>>;
  readonly answer: string | null;
  readonly answerMentionedAtStep: number | null;
  readonly answerConcludedAtStep: number | null;
  readonly insights: readonly {
    readonly kind: string;
    readonly step: number;
    readonly tokens: number;
  }[];
  readonly quoted: readonly {
    readonly step: number;
    readonly kind: StepKind;
    /** `null` where LRM Lens did not set the label. */
    readonly confidence: number | null;
    /** A person, or a language model with the day, that set the label; `null` for LRM Lens. */
    readonly labelledBy: string | null;
    readonly text: string;
  }[];
}

/** Most steps quoted at once: what a language model can take in with profit. */
export const MAX_STEPS = 40;
const MAX_LISTED = 50;

/** The viewer's findings about a trace, or which traces there are. Rejects with a RangeError for one that is not there. */
export function inspectTrace(
  file: InspectedFile,
  question: InspectQuestion,
  quoting: Quoting,
): Promise<Reply<InspectedTrace>> {
  return file.count > 1 && question.trace === undefined
    ? listTraces(file, question.fromTrace ?? 1, quoting)
    : oneTrace(file, question, quoting);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

async function listTraces(
  file: InspectedFile,
  first: number,
  quoting: Quoting,
): Promise<Reply<InspectedTrace>> {
  const { count, formatTitle } = file;
  const from = first - 1;
  const to = Math.min(count, from + MAX_LISTED);
  const rows = await file.rows(range(from, to));
  const lines = rows.map(
    ({ index, model, promptStart }) =>
      `${index + 1}: model ${quoting.line(model)}, prompt ${quoting.line(promptStart)}`,
  );
  const more = count > to ? [`... and ${count - to} more`] : [];
  const head = `${formatTitle} with ${counted(count, 'trace')}; name one:`;
  const value = (text: string | null): string | null => text && quoting.value(text, 200);
  return {
    text: [quoting.note, head, ...lines, ...more].join('\n'),
    data: {
      format: formatTitle,
      count,
      traces: rows.map(({ index, model, promptStart }) => ({
        trace: index + 1,
        model: value(model),
        prompt: value(promptStart),
      })),
      next: count > to ? to + 1 : null,
    },
  };
}

async function oneTrace(
  file: InspectedFile,
  { trace = 1, fromStep = 1, steps = 0 }: InspectQuestion,
  quoting: Quoting,
): Promise<Reply<InspectedTrace>> {
  const { count, formatTitle } = file;
  if (trace > count) throw new RangeError(`The file holds ${counted(count, 'trace')}.`);
  const outline = await file.outline(trace - 1);
  const from = fromStep - 1;
  const bodies =
    steps > 0 ? await file.bodies(trace - 1, from, from + Math.min(steps, MAX_STEPS)) : [];
  const blocks = bodies.map((body) => {
    const { kind, confidence, labelledBy } = labelOf(body);
    const sure = confidence === null ? quoting.line(labelledBy ?? '') : bandOf(confidence);
    return quoting.block(`step ${body.step + 1}, ${kind} (${sure})`, body.text);
  });
  const data = traceData(outline, bodies, quoting);
  return {
    text: [quoting.note, ...describe(outline, data.tokensByKind, quoting), ...blocks].join('\n'),
    data: { format: formatTitle, count, trace: data },
  };
}

/** The label of a step that is shown, and whose it is; only LRM Lens says how sure it is. */
function labelOf({
  shown: { kind, by },
  suggested,
}: StepBody): Pick<TraceData['quoted'][number], 'kind' | 'confidence' | 'labelledBy'> {
  return { kind, confidence: by === null ? suggested.confidence : null, labelledBy: by };
}

function tokensByKind({ steps }: ViewOutline): TraceData['tokensByKind'] {
  const tokens: Partial<Record<StepKind, number>> = {};
  for (const [i, kind] of steps.kind.entries()) {
    const name = STEP_KINDS[kind] ?? 'other';
    tokens[name] = (tokens[name] ?? 0) + (steps.tokens.values[i] ?? 0);
  }
  return tokens;
}

function traceData(outline: ViewOutline, bodies: readonly StepBody[], quoting: Quoting): TraceData {
  const { header, steps, answer, insights } = outline;
  const figure = (f: { readonly value: number; readonly provenance: string } | null) =>
    f && { value: f.value, provenance: f.provenance };
  const number = (step: number | null): number | null => (step === null ? null : step + 1);
  const value = (text: string | null): string | null => text && quoting.value(text, 200);
  return {
    trace: outline.index + 1,
    model: value(header.model),
    effort: value(header.effort),
    reasoningText: header.fidelity,
    cutOff: header.truncated,
    reasoningTokens: figure(header.reasoningTokens),
    costUsd: figure(header.cost.figure),
    steps: steps.kind.length,
    tokensByKind: tokensByKind(outline),
    answer: value(answer.answer),
    answerMentionedAtStep: number(answer.firstMentioned),
    answerConcludedAtStep: number(answer.firstConcluded),
    insights: insights.map(({ kind, step, tokens }) => ({ kind, step: step + 1, tokens })),
    quoted: bodies.map((body) => {
      const { kind, confidence, labelledBy } = labelOf(body);
      return {
        ...{ step: body.step + 1, kind, confidence, labelledBy: value(labelledBy) },
        text: quoting.value(body.text),
      };
    }),
  };
}

function describe(
  { header, steps, answer, insights, caution, taught }: ViewOutline,
  kinds: TraceData['tokensByKind'],
  quoting: Quoting,
): readonly string[] {
  const tokens = header.reasoningTokens;
  const cost = header.cost.figure;
  const number = (step: number | null): string =>
    step === null ? 'not found' : `step ${step + 1}`;
  const byKind = Object.entries(kinds).map(([kind, n]) => `${kind} ${Math.round(n)}`);
  return [
    `Model: ${quoting.line(header.model)}${header.effort === null ? '' : `, effort ${quoting.line(header.effort)}`}`,
    `Reasoning text: ${header.fidelity}. ${header.fidelityNote}${header.truncated ? ' It was cut off.' : ''}`,
    `Reasoning tokens: ${tokens === null ? 'unknown' : `${tokens.value} (${tokens.provenance})`}`,
    `Cost: ${cost === null ? 'unknown' : `${english.usd(cost.value)} (${cost.provenance})`}`,
    `Steps: ${steps.kind.length}. Estimated tokens by kind: ${byKind.join(', ')}`,
    `Answer: ${answer.answer === null ? 'not found' : quoting.line(answer.answer)}; first mentioned at ${number(answer.firstMentioned)}, first concluded at ${number(answer.firstConcluded)}`,
    `Findings: ${insights.map((i) => `${i.kind} at step ${i.step + 1} (${Math.round(i.tokens)} tokens)`).join('; ') || 'none'}`,
    ...(caution === null ? [] : [`Caution: ${caution}`]),
    ...(taught === null ? [] : [english.words(taughtSentence(taught))]),
    'Labels are suggestions with a confidence; a trace is no proof of how the model decided.',
  ];
}
