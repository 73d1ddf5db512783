import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';

/** A source file and the prompts that it sends. */
export interface PromptCase {
  readonly code: string;
  readonly language?: string;
  /** Each prompt: library, model, effort and what it sends. */
  readonly found: readonly (readonly [
    library: string | null,
    model: string | null,
    effort: string | null,
    ...messages: string[],
  ])[];
}

/** A test a file. */
export function readPrompts(cases: Readonly<Record<string, PromptCase>>): void {
  for (const [what, { code, language, found }] of Object.entries(cases)) {
    it(`are read: ${what}`, () => {
      const prompts = findPrompts({ text: code, languageId: language ?? 'python', fileName: 'x' });
      assert.deepEqual(
        prompts.map((p) => [
          p.call?.library ?? null,
          p.model,
          p.effort,
          ...p.messages.map((m) => `${m.role}: ${m.text}`),
        ]),
        found,
      );
    });
  }
}
