import { withoutCopies } from './copies';
import type { CorpusRow } from './model';

/** One prompt asked of several models or efforts: traces worth comparing. */
export interface SamePrompt {
  readonly promptHash: string;
  /** First own words of the user. */
  readonly promptStart: string | null;
  /** Answers beyond those that are named. */
  readonly more: number;
  readonly traces: readonly Pick<
    CorpusRow,
    'file' | 'index' | 'model' | 'effort' | 'reasoningTokens' | 'costUsd'
  >[];
}

/** How many prompts are named, and how many traces of each. */
const PROMPTS = 50;
const TRACES = 40;

/** Prompts that more than one model or effort answered, most answers first, and how many there are beyond those named. */
export function samePrompts(rows: readonly CorpusRow[]): {
  readonly prompts: readonly SamePrompt[];
  readonly more: number;
} {
  const byPrompt = new Map<string, CorpusRow[]>();
  for (const row of withoutCopies(rows)) {
    if (row.promptHash === null || row.fidelity === 'none') continue;
    const group = byPrompt.get(row.promptHash);
    if (group === undefined) byPrompt.set(row.promptHash, [row]);
    else group.push(row);
  }
  const several = [...byPrompt]
    .filter(([, group]) => new Set(group.map((r) => `${r.model ?? ''}:${r.effort ?? ''}`)).size > 1)
    .sort(([, a], [, b]) => b.length - a.length);
  const prompts = several.slice(0, PROMPTS).map(([promptHash, group]) => ({
    promptHash,
    promptStart: group[0]?.promptStart ?? null,
    more: Math.max(0, group.length - TRACES),
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
  return { prompts, more: several.length - prompts.length };
}
