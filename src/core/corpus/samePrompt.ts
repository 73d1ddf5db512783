import type { CorpusRow } from './model';

/** One prompt asked of several models or efforts: traces worth comparing. */
export interface SamePrompt {
  readonly promptHash: string;
  readonly traces: readonly Pick<
    CorpusRow,
    'file' | 'index' | 'model' | 'effort' | 'reasoningTokens' | 'costUsd'
  >[];
}

/** How many prompts are named, and how many traces of each. */
const PROMPTS = 50;
const TRACES = 12;

/** Prompts that more than one model or effort answered, most answers first. */
export function samePrompts(rows: readonly CorpusRow[]): readonly SamePrompt[] {
  const byPrompt = new Map<string, CorpusRow[]>();
  for (const row of rows) {
    if (row.promptHash === null || row.fidelity === 'none') continue;
    const group = byPrompt.get(row.promptHash);
    if (group === undefined) byPrompt.set(row.promptHash, [row]);
    else group.push(row);
  }
  return [...byPrompt]
    .filter(([, group]) => new Set(group.map((r) => `${r.model ?? ''}:${r.effort ?? ''}`)).size > 1)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, PROMPTS)
    .map(([promptHash, group]) => ({
      promptHash,
      traces: group
        .slice(0, TRACES)
        .map(({ file, index, model, effort, reasoningTokens, costUsd }) => ({
          file,
          index,
          model,
          effort,
          reasoningTokens,
          costUsd,
        })),
    }));
}
