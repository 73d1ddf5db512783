import { casesOfTraceFile } from '../core/trial/cases/fromTraces';
import type { TrialCase, TrialPrompt } from '../core/trial/model';
import { fileSource } from './fileSource';

/** Cases of a file of saved traces of the prompt: what filled its holes then. None where the file holds no such traces. */
export async function savedCases(file: string, prompt: TrialPrompt): Promise<readonly TrialCase[]> {
  const opening = await fileSource(file);
  try {
    return await casesOfTraceFile(opening.source, prompt);
  } finally {
    await opening.close();
  }
}
