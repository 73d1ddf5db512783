import { fenced } from '../../core/export/markdown';
import type { CopyForm } from '../../core/export/forms';
import type { IndexedTraceFile } from '../../core/trace/traceFile';
import type { Target } from '../../protocol/traceData';
import type { AnalysedTrace } from './analysed';
import { rawOf, textOf } from './parts';

/** A step or item as it goes to the clipboard. */
export async function copyText(
  analysed: AnalysedTrace,
  target: Target,
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
      return (await rawOf(analysed, target, file)).text;
  }
}

function titleOf({ analysis, trace }: AnalysedTrace, target: Target): string {
  switch (target.kind) {
    case 'step':
      return `${target.step + 1}: ${analysis.steps[target.step]?.kind ?? ''}`;
    case 'prompt':
      return trace.prompt?.[target.message]?.role ?? '';
    case 'segment':
      return trace.segments[target.segment]?.kind ?? '';
  }
}

function jsonOf(analysed: AnalysedTrace, target: Target): unknown {
  const { analysis, trace, price } = analysed;
  if (target.kind === 'prompt') return trace.prompt?.[target.message];
  if (target.kind === 'segment') return trace.segments[target.segment];
  const step = analysis.steps[target.step];
  return {
    trace: trace.id,
    model: trace.model,
    number: target.step + 1,
    ...step,
    costUsd: price && step ? step.tokens * price.output : null,
    text: textOf(analysed, target),
  };
}
