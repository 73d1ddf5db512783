import type { Problem } from '../../model/problem';
import { say } from '../../model/sentence';
import { reasoningText, type Trace } from '../../model/trace';
import { textHash } from '../../text/hash';
import type { ByteSource } from '../../trace/source';
import { analyse, type AnalyseOptions, aroundOf } from '../analyse';
import { OWN_SCHEME } from '../classifier/schemes';
import type { Analysis } from '../model';
import { applyCorrections } from './corrections';
import { SIDECAR_ENDING, correctionsOf, EMPTY_SIDECAR, readSidecar, type Sidecar } from './sidecar';

/** Larger ones are not read. Bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The labels and notes beside a file of traces. */
export interface LabelsBeside {
  /** What they are, as text: the same for the same labels, '' without any. */
  readonly stamp: string;
  /** Why they cannot be read; then the labels of LRM Lens stand alone. */
  readonly problem: Problem | null;
  readonly sidecar: Sidecar;
  /** A trace of the file, labelled by LRM Lens and with what stands beside it. Those of another scheme have other kinds and stay as they are. */
  analyse(trace: Trace, options?: AnalyseOptions): Analysis;
}

/** Labels of LRM Lens alone. */
export const NO_LABELS: LabelsBeside = labelsIn(EMPTY_SIDECAR, '', null);

/** Reads the labels beside a file; none where it has none, or where files beside it cannot be looked for. Rejects when the disk does. */
export async function labelsBeside(source: Pick<ByteSource, 'beside'>): Promise<LabelsBeside> {
  const found = (await source.beside?.(SIDECAR_ENDING)) ?? null;
  if (found === null) return NO_LABELS;
  if (found.size > MOST_BYTES) {
    const problem = { code: 'too-large', message: say('{0} is too large', found.name) } as const;
    return labelsIn(EMPTY_SIDECAR, '', problem);
  }
  const json = new TextDecoder().decode(await found.read(0, found.size));
  const read = readSidecar(json);
  return 'traces' in read
    ? labelsIn(read, textHash(json), null)
    : labelsIn(EMPTY_SIDECAR, '', read);
}

function labelsIn(sidecar: Sidecar, stamp: string, problem: Problem | null): LabelsBeside {
  return {
    ...{ stamp, problem, sidecar },
    analyse: (trace, options = {}) => {
      const suggested = analyse(trace, options);
      const corrections = correctionsOf(sidecar, trace.id);
      if ((options.scheme ?? OWN_SCHEME) !== OWN_SCHEME) return suggested;
      const text = reasoningText(trace);
      return applyCorrections(suggested, text, corrections, aroundOf(trace)).analysis;
    },
  };
}
