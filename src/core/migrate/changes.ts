import { say } from '../model/sentence';
import type { Change, ModelChoice } from '../estimate/model';
import type { ModelFacts } from '../estimate/modelFacts';
import type { FoundPrompt } from '../prompt/model';
import { callChanges, refusedAnyway } from './callChanges';
import { patience } from './patience';
import { promptCues } from './promptCues';

/** What the estimate knows of the candidate that a call must allow for. */
export interface CallNeeds {
  /** Output tokens that 98 of 100 calls stay under. */
  readonly suggestedCap: number | null;
  /** Seconds that nine of ten calls take. */
  readonly slowSeconds: number | null;
}

/** The models between which a call moves. */
export interface Move {
  /** Of the model that the call names today, null where it names none. */
  readonly from: ModelFacts | null;
  readonly facts: ModelFacts;
  readonly choice: ModelChoice;
  readonly needs?: CallNeeds;
}

/** Output tokens below which no reasoning model has room, and what to give where the estimate says nothing: OpenAI, Reasoning models guide, 2026. */
const LEAST_CAP = 4_000;
const USUAL_CAP = 25_000;

const NOTHING_KNOWN: CallNeeds = { suggestedCap: null, slowSeconds: null };

/** Models that take no system message at all, or do worse with one. */
function roleChanges(found: FoundPrompt, facts: ModelFacts): readonly Change[] {
  const system = found.messages.find((m) => m.role === 'system');
  if (system === undefined) return [];
  if (/^o1-(?:mini|preview)/.test(facts.id))
    return [
      {
        code: 'system-role',
        message: say('{0} takes no system message: move it into the user message', facts.id),
        evidence: say('OpenAI, o1-preview and o1-mini beta limitations, 2024: no system messages'),
        range: system.range,
      },
    ];
  if (/^deepseek-r1(?:-distill|-zero)?/.test(facts.id) && !facts.id.includes('0528'))
    return [
      {
        code: 'system-role',
        message: say('DeepSeek-R1 works better with all instructions in the user message'),
        evidence: say(
          'DeepSeek-R1 README, 2025: avoid a system prompt, put instructions into the user message',
        ),
        range: system.range,
      },
    ];
  return [];
}

/**
 * What must change in a prompt and its call for a reasoning model: cue words, worked examples, roles, the call; each with
 * its source and year. Findings of the call that can be fixed share one edit of the whole call, after which it runs on the
 * candidate with the effort that was estimated. Empty for a plain LLM; of one that is not to think, only what it refuses
 * anyway. Ranges are UTF-16 offsets into `document`, in document order, those without a place last.
 */
export function migrationChanges(
  found: FoundPrompt,
  document: string,
  { from, facts, choice, needs = NOTHING_KNOWN }: Move,
): readonly Change[] {
  if (facts.reasons === 'never') return [];
  const at = (c: Change): number => c.range?.start ?? Infinity;
  const inOrder = (all: readonly Change[]): readonly Change[] =>
    [...all].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
  const { call } = found;
  const cap = {
    least: needs.suggestedCap ?? LEAST_CAP,
    suggested: needs.suggestedCap ?? USUAL_CAP,
  };
  if (choice.effort === 'off')
    return call === null
      ? []
      : inOrder(refusedAnyway({ found, call, document, facts, choice, cap }, from));
  return inOrder([
    ...promptCues(found, document, facts.lab),
    ...roleChanges(found, facts),
    ...(call === null
      ? []
      : [
          ...callChanges({ found, call, document, facts, choice, cap }, from),
          ...patience(found, call, facts, needs.slowSeconds),
        ]),
  ]);
}
