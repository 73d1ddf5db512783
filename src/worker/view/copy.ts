import { fenced } from '../../core/export/markdown';
import type { CopyForm } from '../../core/export/forms';
import type { IndexedTraceFile } from '../../core/trace/traceFile';
import { countFigure, say } from '../../core/model/sentence';
import { MEGABYTE } from '../../core/trace/reader/bounds';
import { SentenceError } from '../../core/text/sentenceError';
import { labelledBy } from '../../core/steps/corrections/modelLabels';
import type { Step } from '../../core/steps/model';
import type { TraceTarget } from '../../protocol/traceData';
import type { AnalysedTrace } from './analysed';
import { rawOf, textOf, type RecordedText } from './parts';

/** A step or item as it goes to the clipboard. */
export async function copyText(
  analysed: AnalysedTrace,
  target: TraceTarget,
  as: CopyForm,
  file: IndexedTraceFile,
): Promise<string> {
  switch (as) {
    case 'text':
      return textOf(analysed, target);
    case 'markdown':
      return `**${titleOf(analysed, target)}**\n\n${fenced(textOf(analysed, target))}\n`;
    case 'json':
      return JSON.stringify(jsonOf(analysed, target), null, 2);
    case 'raw':
      return wholeOf(await rawOf(analysed, target, file, MOST_COPIED));
  }
}

/** Longest record that is put on the clipboard. */
const MOST_COPIED = 16 * MEGABYTE;

/** Nobody sees on a clipboard that something was cut off: what is too long is not copied. */
function wholeOf({ text, cut }: RecordedText): string {
  if (!cut) return text;
  throw new SentenceError(
    say('It is longer than {0} MB and was not copied.', countFigure(MOST_COPIED / MEGABYTE)),
  );
}

function titleOf({ analysis, trace }: AnalysedTrace, target: TraceTarget): string {
  switch (target.kind) {
    case 'step':
      return stepTitle(target.step, analysis.steps[target.step]);
    case 'prompt':
      return trace.prompt?.[target.message]?.role ?? '';
    case 'segment':
      return trace.segments[target.segment]?.kind ?? '';
  }
}

function stepTitle(number: number, step: Step | undefined): string {
  const { kind = '', labelled, title } = step ?? {};
  const about = title === undefined ? '' : ` · ${title}`;
  return `${number + 1}: ${kind}${labelled === undefined ? '' : ` (${labelledBy(labelled)})`}${about}`;
}

function jsonOf(analysed: AnalysedTrace, target: TraceTarget): unknown {
  const { analysis, trace, price } = analysed;
  if (target.kind === 'prompt') return trace.prompt?.[target.message];
  if (target.kind === 'segment') return trace.segments[target.segment];
  const step = analysis.steps[target.step];
  return {
    trace: trace.id,
    model: trace.model,
    number: target.step + 1,
    ...step,
    // A language model does not say how sure it is.
    ...(step?.labelled === undefined ? {} : { confidence: null }),
    costUsd: price && step ? step.tokens * price.output : null,
    text: textOf(analysed, target),
  };
}
