import type { Failure } from '../corpus/fileIndex';
import type { Problem } from '../model/problem';
import { reasoningText, type Trace } from '../model/trace';
import { labellerOf } from '../steps/corrections/modelLabels';
import { labelsBeside, type LabelsBeside } from '../steps/corrections/beside';
import type { Analysis } from '../steps/model';
import type { ColumnMapping } from '../trace/columnMapping';
import { formatsWith } from '../trace/mapping';
import { isStore } from '../trace/reader/createStore';
import { startScan, type Scan, type TraceGroup } from '../trace/scan';
import type { ByteSource } from '../trace/source';
import { summarise } from '../trace/summary';
import { startOf, stepFilter, traceFits } from './filters';
import type { Matcher } from './matcher';
import type { SearchFilters, SearchHit } from './model';
import { cannotHold } from './passOver';
import { snippetOf } from './snippet';

/** Matches counted in one step. */
const MOST_COUNTED = 20;

export interface SearchOptions {
  readonly mapping?: ColumnMapping | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called as hits are found, those of one trace together. */
  readonly onHits: (hits: readonly SearchHit[]) => void;
  readonly onProgress?: (bytesRead: number) => void;
}

/** What became of a file that was searched. */
export interface SearchedFile {
  readonly hits: number;
  /** Its bytes told that it holds no hit: nothing of it was parsed. */
  readonly passedOver: boolean;
  /** Traces that only lack a recorded time to be on the days asked for. */
  readonly undated: number;
  /** Why the labels beside it do not count; `null` where they do, or there are none. */
  readonly labels: Problem | null;
  /** Why it holds no traces; `null` when it holds some, or was passed over. */
  readonly failure: Failure | null;
}

/**
 * Looks for a text in the reasoning of a file, one trace at a time in memory. Rejects when the source does or the signal
 * aborts.
 */
export async function searchFile(
  source: ByteSource,
  matcher: Matcher,
  filters: SearchFilters,
  options: SearchOptions,
): Promise<SearchedFile> {
  const { mapping, signal, onProgress } = options;
  const nothing = { hits: 0, undated: 0, labels: null, failure: null };
  const formats = formatsWith(mapping);
  const { needles } = matcher;
  if (needles !== null && mapping === undefined) {
    if (await cannotHold(source, needles, { signal, onProgress })) {
      return { ...nothing, passedOver: true };
    }
  }
  const scan = await startScan(source, formats, signal);
  if ('error' in scan) {
    const { code, message } = scan.error;
    return { ...nothing, passedOver: false, failure: { code, message } };
  }
  const labels = await labelsBeside(source);
  return {
    ...(await searchTraces(scan, labels, matcher, filters, options)),
    ...{ passedOver: false, labels: labels.problem, failure: null },
  };
}

async function searchTraces(
  scan: Scan,
  labels: LabelsBeside,
  matcher: Matcher,
  filters: SearchFilters,
  { signal, onHits, onProgress }: SearchOptions,
): Promise<Pick<SearchedFile, 'hits' | 'undated'>> {
  let hits = 0;
  let undated = 0;
  for await (const { groups, open, bytesRead } of scan.steps(scan.source.size, signal)) {
    for (const group of [...groups, ...open]) {
      const session = isStore(scan.container) ? sessionOf(group) : null;
      for (const trace of group.traces) {
        const fits = traceFits(trace, filters);
        if (fits === 'undated') undated += 1;
        const found = fits === true ? hitsIn(trace, session, labels, matcher, filters) : [];
        hits += found.length;
        if (found.length > 0) onHits(found);
      }
      signal?.throwIfAborted();
    }
    onProgress?.(bytesRead);
  }
  return { hits, undated };
}

/** A store holds a session a record. */
function sessionOf({ ranges }: TraceGroup): number | null {
  return ranges[0]?.record ?? null;
}

/** A hit for each step of a trace in which something is found. */
function hitsIn(
  trace: Trace,
  session: number | null,
  labels: LabelsBeside,
  matcher: Matcher,
  filters: SearchFilters,
): readonly SearchHit[] {
  const text = reasoningText(trace);
  if (!matcher.mayMatch(text)) return [];
  // A match that a pattern only may have is looked for before the steps are made, which takes longer.
  if (!matcher.everyStep && matcher.find(text, 0) === null) return [];
  const analysis = labels.analyse(trace);
  const fits = stepFilter(trace, analysis, filters);
  const { promptStart } = summarise(trace);
  const { index, id, model } = trace;
  const about = { index, id, session, model, startedAt: startOf(trace), promptStart };
  return matchesBySteps(text, analysis, matcher).flatMap(
    ({ step: number, start, end, matches }) => {
      const step = analysis.steps[number]!;
      if (!fits(step, number)) return [];
      const { kind } = step;
      const by = labellerOf(step);
      const certainty = { confidence: by === null ? step.confidence : null, labelledBy: by };
      const snippet = snippetOf(text, start, end);
      return [{ ...about, step: number, kind, ...certainty, start, end, matches, snippet }];
    },
  );
}

interface StepMatches {
  readonly step: number;
  readonly start: number;
  readonly end: number;
  readonly matches: number;
}

/** The first match that begins in each step, and how many do. */
function matchesBySteps(
  text: string,
  { steps }: Analysis,
  matcher: Matcher,
): readonly StepMatches[] {
  if (matcher.everyStep) {
    return steps.map(({ start, end }, step) => ({ step, start, end, matches: 1 }));
  }
  const found: { step: number; start: number; end: number; matches: number }[] = [];
  let number = 0;
  for (let from = 0; from < text.length;) {
    const match = matcher.find(text, from);
    if (match === null) break;
    while (number < steps.length - 1 && steps[number]!.end <= match.start) number += 1;
    if (steps.length === 0) break;
    const last = found.at(-1);
    if (last?.step === number) last.matches += 1;
    else found.push({ step: number, ...match, matches: 1 });
    const isEnough = found.at(-1)!.matches >= MOST_COUNTED;
    from = isEnough ? Math.max(match.end, steps[number]!.end) : Math.max(match.end, from + 1);
  }
  return found;
}
