import { casesOfTraceFile } from '../core/trial/cases/fromTraces';
import type { TrialCase, TrialPrompt } from '../core/trial/model';
import { withFile } from './fileSource';

/** Cases of a file of saved traces of the prompt: what filled its holes then. None where the file holds no such traces. */
export const savedCases = (file: string, prompt: TrialPrompt): Promise<readonly TrialCase[]> =>
  withFile(file, (source) => casesOfTraceFile(source, prompt));
