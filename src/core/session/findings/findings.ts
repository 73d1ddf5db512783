import type { Finding, Session } from '../../model/session';
import {
  hiddenReasoning,
  longCalls,
  longTools,
  outputLimits,
  reasoningShare,
  troubles,
} from './course';
import { costliestCall, costliestTurn, costlyAgents, expiredCaches, reReading } from './money';
import { failingCommands, repeatedReads, undoneEdits } from './repeats';
import { told, type Told } from './words';

export interface FindingRule {
  readonly id: string;
  /** Waste comes before what is only big, and that before what is only told. */
  readonly group: 'waste' | 'share' | 'course';
  readonly find: (told: Told) => readonly Finding[];
}

/** Every kind of finding; its rule stands with its function. */
export const FINDING_RULES: readonly FindingRule[] = [
  { id: 'output-limit', group: 'waste', find: outputLimits },
  { id: 'cache-expired', group: 'waste', find: expiredCaches },
  { id: 'failing-command', group: 'waste', find: failingCommands },
  { id: 'undone-edit', group: 'waste', find: undoneEdits },
  { id: 'costliest-call', group: 'share', find: costliestCall },
  { id: 'costliest-turn', group: 'share', find: costliestTurn },
  { id: 'costly-agent', group: 'share', find: costlyAgents },
  { id: 're-reading', group: 'share', find: reReading },
  { id: 'repeated-read', group: 'course', find: repeatedReads },
  { id: 'trouble', group: 'course', find: troubles },
  { id: 'long-tool', group: 'course', find: longTools },
  { id: 'long-call', group: 'course', find: longCalls },
  { id: 'reasoning-share', group: 'course', find: reasoningShare },
  { id: 'hidden-reasoning', group: 'course', find: hiddenReasoning },
];

/** What a call that hit its output limit needs not be told of once more. */
const TOLD_BY_LIMIT: ReadonlySet<string> = new Set(['costliest-call', 'long-call']);

const GROUPS: readonly FindingRule['group'][] = ['waste', 'share', 'course'];

/**
 * What is worth knowing of a session, the most important first: waste by its dollars, then big shares, then the course
 * of things. A session without anything to say gives an empty list.
 */
export function findingsOf(session: Session): readonly Finding[] {
  const subject = told(session);
  const all = FINDING_RULES.flatMap(({ group, find }) =>
    find(subject).map((finding) => ({ finding, rank: GROUPS.indexOf(group) })),
  );
  // A call that hit its limit is often the costliest and the longest: one sentence is enough.
  const limited = new Set(
    all.flatMap(({ finding: f }) => (f.rule === 'output-limit' ? f.calls : [])),
  );
  return all
    .filter(({ finding: f }) => !TOLD_BY_LIMIT.has(f.rule) || !limited.has(f.call))
    .sort((a, b) => a.rank - b.rank || (b.finding.usd ?? 0) - (a.finding.usd ?? 0))
    .map(({ finding }) => finding);
}
