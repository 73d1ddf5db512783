import assert from 'node:assert/strict';
import { stepsFor } from '../../../../src/core/prompt/find';

/** One language of every way to read code. */
const LANGUAGES = ['python', 'typescript', 'json', 'go', 'ruby'];
/** Steps a character may cost: nodes of the tree, pieces of text, names followed. */
const STEPS_A_CHARACTER = 12;
/** What names may cost beside that, in any document. */
const STEPS_ANYWAY = 320_000;

/** Holds that finding the prompts of a text takes steps in proportion to its length, in every language. */
export function assertBounded(text: string): void {
  for (const languageId of LANGUAGES) {
    const steps = stepsFor({ text, languageId, fileName: 'x' });
    const most = STEPS_ANYWAY + STEPS_A_CHARACTER * text.length;
    assert.ok(steps <= most, `${text.slice(0, 12)} in ${languageId} took ${steps} steps`);
  }
}
