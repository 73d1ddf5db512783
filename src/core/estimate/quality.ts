import { sourceWords } from './sourceWords';
import qualityData from './data/quality.data.json';
import type { ModelFacts } from './modelFacts';
import { Z90 } from './distribution';
import { budgetOf, defaultLevel, ignoredBecause, successGain } from './effort';
import { countFigure, say } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { looseKeys, modelKey } from './modelKey';
import type { Range, SuccessFact, TaskType } from './model';
import { remembered } from './remembered';

interface Row {
  readonly model: string;
  readonly effort: string | null;
  readonly type: string;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly prompts: number;
  readonly runs: number;
  readonly date: string;
  readonly source: string;
}
interface Typical extends Range {
  readonly n: number;
}
const rows = new Map<string, Row[]>();
for (const row of qualityData.rows) {
  const list = rows.get(row.model);
  if (list === undefined) rows.set(row.model, [row]);
  else list.push(row);
}
/** All rows of a model, under its own id or the same model's without a date. */
const rowsOf = remembered((id) =>
  [modelKey(id), ...looseKeys(id)].flatMap((k) => rows.get(k) ?? []),
);
const sources: Readonly<Record<string, string>> = qualityData.sources;
const typical: Readonly<
  Record<string, { readonly plain: Typical | null; readonly reasoning: Typical | null }>
> = qualityData.typical;

/** What the prompts of a source are, for a sentence. */
const ON: Readonly<Record<string, Sentence>> = {
  misguided: say('trick logic puzzles (MisguidedAttention)'),
  lrmTokenEconomy: say('a few public prompts (LRMTokenEconomy)'),
  aider: say('hard coding exercises (Aider polyglot)'),
  bullshitBench: say('professional questions with a false premise (BullshitBench)'),
};
const onOf = (source: string) => {
  const on = ON[source];
  return on === undefined ? {} : { on };
};

const WILSON = Z90 ** 2;
/** Of fewer prompts than this even all right says nothing near 100 %: the middle is that of Wilson's interval. */
const FEW_PROMPTS = 20;

/**
 * A share with at least the doubt that so few prompts leave (Wilson's interval, 80 %, a prompt as one trial): many runs
 * of three prompts say little about a fourth.
 */
function asSure(share: Range, prompts: number): Range {
  const { p50: p } = share;
  const middle = (p + WILSON / (2 * prompts)) / (1 + WILSON / prompts);
  const half =
    (Z90 * Math.sqrt((p * (1 - p)) / prompts + WILSON / (4 * prompts ** 2))) /
    (1 + WILSON / prompts);
  return {
    p10: Math.min(share.p10, middle - half),
    p50: prompts < FEW_PROMPTS ? middle : p,
    p90: Math.max(share.p90, Math.min(1, middle + half)),
  };
}

/** Prompts of a task type that models were tried on. */
const promptsOf = (type: TaskType): number =>
  qualityData.rows.reduce((n, r) => (r.type === type ? Math.max(n, r.prompts) : n), 1);

const clamp = (x: number) => Math.min(1, Math.max(0, x));
const move = (r: Range, by: number, wider: number): Range => ({
  p10: clamp(r.p10 + by - wider),
  p50: clamp(r.p50 + by),
  p90: clamp(r.p90 + by + wider),
});

function measured(row: Row): SuccessFact {
  return {
    share: asSure({ p10: row.p10, p50: row.p50, p90: row.p90 }, row.prompts),
    basis: {
      // A handful of prompts ranks nobody.
      kind: row.prompts < FEW_PROMPTS ? 'extrapolated' : 'measured',
      text: say(
        '{0} public prompts, {1} runs of this model',
        countFigure(row.prompts),
        countFigure(row.runs),
      ),
      date: row.date,
      n: row.runs,
      source: sourceWords(sources[row.source] ?? row.source),
      ...onOf(row.source),
    },
  };
}

/**
 * Share of right answers expected of a model at an effort on a task type: its own public runs, else those at another
 * effort moved by the gain seen on other models, else what models of its kind reach. `null` where nothing is known.
 */
export function successOf(
  facts: ModelFacts,
  effort: string | null,
  type: TaskType,
): SuccessFact | null {
  const own = rowsOf(facts.id).filter((r) => r.type === type);
  const off = effort === 'off' || facts.reasons === 'never';
  const usual = defaultLevel(facts);
  const same = own.find((r) =>
    off ? r.effort === 'off' || facts.reasons === 'never' : r.effort === effort,
  );
  if (same !== undefined) return measured(same);
  const other = off ? undefined : own.find((r) => r.effort !== 'off');
  if (other !== undefined) {
    const known = budgetOf(effort) !== null || ignoredBecause(facts) !== null;
    const gain = known ? 0 : successGain(other.effort ?? usual, effort ?? usual);
    if (gain === 0 && (other.effort ?? usual) === (effort ?? usual)) return measured(other);
    return {
      share: move(asSure(other, other.prompts), gain, 0.04),
      basis: {
        kind: 'extrapolated',
        text: say(
          'From its runs at effort {0}, by the gain from effort seen on other models',
          other.effort ?? say('default'),
        ),
        date: other.date,
        n: other.runs,
        source: sourceWords(sources[other.source] ?? other.source),
        ...onOf(other.source),
      },
    };
  }
  const group = typical[type]?.[off ? 'plain' : 'reasoning'] ?? null;
  if (group === null) return null;
  return {
    share: asSure({ p10: group.p10, p50: group.p50, p90: group.p90 }, promptsOf(type)),
    basis: {
      kind: 'extrapolated',
      text: off
        ? say('No public runs of this model: the spread of {0} plain models', countFigure(group.n))
        : say(
            'No public runs of this model: the spread of {0} reasoning models',
            countFigure(group.n),
          ),
      date: qualityData.date,
      n: group.n,
      source: Object.values(sources)
        .map(sourceWords)
        .reduce((all, one) => say('{0}; {1}', all, one)),
    },
  };
}
