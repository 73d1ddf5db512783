import { BLOCK_SEPARATOR, type Trace } from '../model/trace';
import { toolFacts } from '../session/callFacts';
import { coarseKind } from '../steps/kinds';
import type { Analysis, Step } from '../steps/model';
import type { SearchFilters } from './model';

const DAY_MS = 86_400_000;

/** Whether a trace as a whole is one to look into; `undated` where only its missing time stands against it. */
export function traceFits(trace: Trace, filters: SearchFilters): boolean | 'undated' {
  const { model, tool, since, until } = filters;
  if (model !== null && !(trace.model ?? '').toLowerCase().includes(model.toLowerCase())) {
    return false;
  }
  if (tool !== null && !callsTool(trace, tool.toLowerCase())) return false;
  if (since === null && until === null) return true;
  const at = startOf(trace);
  if (at === null) return 'undated';
  const isLate = since === null || at >= Date.parse(since);
  return isLate && (until === null || at < Date.parse(until) + DAY_MS);
}

/** When a trace began: as recorded for it, else for its first segment. Epoch milliseconds. */
export function startOf({ timing, segments }: Trace): number | null {
  return timing.startedAt ?? segments.find((s) => s.at !== null)?.at ?? null;
}

function callsTool({ segments }: Trace, name: string): boolean {
  return segments.some((s) => s.kind === 'toolCall' && s.name.toLowerCase() === name);
}

/** Which steps of a trace the filters leave. */
export function stepFilter(
  trace: Trace,
  analysis: Analysis,
  { kind, afterAnswer, beforeError }: SearchFilters,
): (step: Step, number: number) => boolean {
  const { firstConcluded } = analysis.answer;
  const stretches = beforeError ? beforeErrors(trace) : [];
  return (step, number) => {
    if (kind !== null && step.kind !== kind && coarseKind(step.kind) !== kind) return false;
    if (afterAnswer && (firstConcluded === null || number <= firstConcluded)) return false;
    return !beforeError || stretches.some(({ start, end }) => step.start < end && step.end > start);
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The reasoning right before each tool call that failed, as offsets into the reasoning text; calls made together follow from the same. */
function beforeErrors(trace: Trace): readonly Stretch[] {
  const failed = new Set(
    toolFacts(trace).flatMap(({ tool }) => (tool.result?.failed === true ? [tool.segment] : [])),
  );
  const found: Stretch[] = [];
  let before: Stretch = { start: 0, end: 0 };
  let length = 0;
  for (const [number, segment] of trace.segments.entries()) {
    if (segment.kind === 'reasoning' && segment.text !== '') {
      length += segment.text.length + (length > 0 ? BLOCK_SEPARATOR.length : 0);
    }
    if (segment.kind !== 'toolCall') continue;
    if (length > before.end) before = { start: before.end, end: length };
    if (failed.has(number)) found.push(before);
  }
  return found;
}
