import { inEnglish } from '../text/voice';
import type { Words } from '../model/sentence';
import type {
  Basis,
  CandidateEstimate,
  CandidateFacts,
  Change,
  EstimateModel,
  PromptFacts,
} from './model';
import type { Report } from './report';

/** Where a figure comes from, with its text in one language. */
export interface WordedBasis extends Omit<Basis, 'text' | 'source' | 'on'> {
  readonly text: string;
  readonly source: string | null;
}

/** A row with its sentences as text: the terminal twin's CANDIDATE. */
export interface WordedCandidate
  extends Omit<CandidateEstimate, 'facts' | 'basis' | 'warnings' | 'changes'>, CandidateFacts {
  readonly basis: Readonly<Record<keyof CandidateEstimate['basis'], WordedBasis>>;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly changes: readonly {
    readonly code: string;
    readonly message: string;
    readonly evidence: string;
    readonly range: { readonly start: number; readonly end: number } | null;
    readonly quickFix?: {
      readonly title: string;
      readonly edits: NonNullable<Change['quickFix']>['edits'];
    };
  }[];
}

/** The terminal twin's `estimate --json` object. */
export interface Estimate {
  readonly prompt: PromptFacts;
  readonly pricesAsOf: string;
  readonly baseline: WordedCandidate;
  readonly candidates: readonly WordedCandidate[];
}

/** The figures of a row, its sentences put into words. */
export function wordedCandidate(
  row: CandidateEstimate,
  word: (words: Words) => string,
): WordedCandidate {
  const basis = ({ kind, text, date, n, source }: Basis): WordedBasis => ({
    kind,
    text: word(text),
    date,
    n,
    source: source === null ? null : word(source),
  });
  const { reasoningTokens, outputTokens, costUsd, latencySeconds, success } = row.basis;
  return {
    model: row.model,
    effort: row.effort,
    provider: row.provider,
    ...row.facts,
    reasoningTokens: row.reasoningTokens,
    outputTokens: row.outputTokens,
    costUsd: row.costUsd,
    latencySeconds: row.latencySeconds,
    success: row.success,
    costPerSuccessUsd: row.costPerSuccessUsd,
    basis: {
      reasoningTokens: basis(reasoningTokens),
      outputTokens: basis(outputTokens),
      costUsd: basis(costUsd),
      latencySeconds: basis(latencySeconds),
      success: basis(success),
    },
    warnings: row.warnings.map(({ code, message }) => ({ code, message: word(message) })),
    changes: row.changes.map(({ code, message, evidence, range, quickFix }) => ({
      code,
      message: word(message),
      evidence: word(evidence),
      range,
      ...(quickFix === undefined
        ? {}
        : { quickFix: { title: word(quickFix.title), edits: quickFix.edits } }),
    })),
  };
}

/** The terminal twin's object: the estimate without what only a page needs. */
export function estimateOf(model: EstimateModel, report: Report): Estimate {
  return {
    prompt: model.prompt,
    pricesAsOf: model.pricesAsOf,
    baseline: wordedCandidate(report.baseline, inEnglish),
    candidates: report.rows.map((r) => wordedCandidate(r, inEnglish)),
  };
}
