import { promptFacts, type CalibrationTrace } from '../estimate/calibration';
import type { Trace } from '../model/trace';
import { countedTokens, traceKey } from '../trace/facts';
import { formatsWith } from '../trace/mapping';
import { wholePrompt } from '../trace/prompt';
import { startScan } from '../trace/scan';
import type { ByteSource } from '../trace/source';
import { summarise } from '../trace/summary';
import type { OpenOptions } from '../trace/traceFile';

/** What a generation teaches of its model, and which generation it is. */
export interface Lesson extends CalibrationTrace {
  readonly key: string | null;
}

/**
 * The whole generations of a file that say model and reasoning tokens, from their whole prompts; none where the file
 * holds no traces. Rejects when the source does or the signal aborts.
 */
export async function readLessons(
  source: ByteSource,
  { signal, onProgress, mapping }: OpenOptions = {},
): Promise<readonly Lesson[]> {
  const scan = await startScan(source, formatsWith(mapping), signal);
  if (!('format' in scan)) return [];
  const lessons: Lesson[] = [];
  for await (const { groups, open, bytesRead } of scan.steps(scan.source.size, signal)) {
    onProgress?.({ bytesRead, bytesTotal: source.size, found: [] });
    for (const { traces } of [...groups, ...open]) {
      for (const trace of traces) lessons.push(...lessonOf(trace));
    }
  }
  return lessons;
}

function lessonOf(trace: Trace): readonly Lesson[] {
  const { model, effort, truncated } = trace;
  const reasoningTokens = countedTokens(summarise(trace));
  if (model === null || reasoningTokens === null || truncated) return [];
  const prompt = wholePrompt(trace);
  const facts = prompt === null ? null : promptFacts(prompt);
  return [{ model, effort, prompt: facts, reasoningTokens, key: traceKey(trace) }];
}
