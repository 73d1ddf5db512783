import { casesFromTraces } from '../core/trial/cases/fromTraces';
import type { TrialCase, TrialPrompt } from '../core/trial/model';
import { MAX_CASES } from '../core/trial/schema';
import { openTraceFile } from '../core/trace/open';
import type { Trace } from '../core/model/trace';
import { fileSource } from './fileSource';

/** Cases of a file of saved traces of the prompt: what filled its holes then. None where the file holds no such traces. */
export async function savedCases(file: string, prompt: TrialPrompt): Promise<readonly TrialCase[]> {
  const opening = await fileSource(file);
  try {
    const opened = await openTraceFile(opening.source);
    if ('error' in opened) return [];
    const traces: Pick<Trace, 'prompt' | 'outcome'>[] = [];
    for (const { index } of opened.summaries.slice(0, MAX_CASES)) {
      const { prompt: asked, outcome } = await opened.read(index);
      traces.push({ prompt: asked, ...(outcome === undefined ? {} : { outcome }) });
    }
    return casesFromTraces(prompt, traces);
  } finally {
    await opening.close();
  }
}
