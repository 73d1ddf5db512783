import type { Catalogue } from '../../estimate/catalogue';
import type { Session } from '../../model/session';
import { countFigure, percentFigure, say, usdFigure } from '../../model/sentence';
import type { Insight } from '../../steps/insights';
import { moneyWords, short, told, type Told } from '../findings/words';
import { failingLoop } from './loop';
import type { Alarm, AlarmId } from './model';

/** The newest call with reasoning to read, and what stands out in it. */
export interface NewestThought {
  readonly call: number;
  readonly insights: readonly Insight[];
}

/** What alarms are found in. */
export interface Watched {
  readonly session: Session;
  readonly thought: NewestThought | null;
  readonly catalogue: Pick<Catalogue, 'find'>;
  /** USD that the session may cost; `null` without a bound. */
  readonly budgetUsd: number | null;
}

type Subject = Watched & Told;

type Found = Omit<Alarm, 'id' | 'trace'>;

export interface AlarmRule {
  readonly id: AlarmId;
  readonly find: (subject: Subject) => Found | null;
}

/** From here on the answer was known for long: half of the reasoning and this many tokens came after it. */
const KNOWN_SHARE = 0.5;
const KNOWN_TOKENS = 1_000;
/** Share of the most that a model can write from which the limit is near. */
const NEAR = 0.9;

/** Every notice of a running session; its rule stands with its function. */
export const ALARMS: readonly AlarmRule[] = [
  { id: 'loop', find: (subject) => failing(subject) ?? repeating(subject) },
  { id: 'budget', find: overBudget },
  { id: 'answer', find: answerKnown },
  { id: 'outputLimit', find: limitNear },
];

/** What of the asked kinds holds now, of calls from `since` on, in the order of the table. */
export function alarmsOf(
  watched: Watched,
  asked: readonly AlarmId[],
  since: number,
): readonly Alarm[] {
  const subject = { ...watched, ...told(watched.session) };
  return ALARMS.flatMap(({ id, find }) => {
    const alarm = asked.includes(id) ? find(subject) : null;
    if (alarm === null || alarm.call < since) return [];
    return [{ id, ...alarm, trace: traceOf(watched.session, alarm.call) }];
  });
}

/** The trace of a call in the session's own file, if it has reasoning to read. */
function traceOf({ calls, agents }: Session, index: number): number | null {
  const call = calls[index];
  if (call === undefined || call.reasoningChars === 0) return null;
  return agents[call.agent]?.file === null ? call.trace : null;
}

function failing({ session }: Subject): Found | null {
  const loop = failingLoop(session);
  if (loop === null) return null;
  const { name, summary } = session.tools[loop.tool]!;
  const sentence = say(
    'The same call failed {0} times and nothing was changed between: {1}',
    countFigure(loop.failures),
    short(summary === '' ? name : summary),
  );
  return { sentence, call: loop.call };
}

function repeating({ thought, label }: Subject): Found | null {
  const loop = thought?.insights.find((i) => i.kind === 'loop');
  if (thought === null || loop === undefined) return null;
  const sentence = say(
    'The reasoning of call {0} repeats itself word for word: about {1} tokens of it',
    label(thought.call),
    countFigure(Math.round(loop.tokens)),
  );
  return { sentence, call: thought.call };
}

/** A sum that is a lower bound and over the budget is over it all the same. */
function overBudget({ session, budgetUsd }: Subject): Found | null {
  const { usd, bound } = session.figures.money;
  if (budgetUsd === null || usd === null || usd < budgetUsd) return null;
  const sentence = say(
    'This session has cost {0}: your budget of {1} is reached',
    moneyWords(usd, bound),
    usdFigure(budgetUsd),
  );
  return { sentence, call: session.calls.length - 1 };
}

function answerKnown({ thought, label }: Subject): Found | null {
  const found = thought?.insights.find((i) => i.kind === 'concluded');
  if (thought === null || found?.kind !== 'concluded') return null;
  if (found.shareAfter < KNOWN_SHARE || found.tokens < KNOWN_TOKENS) return null;
  const sentence = say(
    'Call {0} had its answer at step {1} of {2}: {3} of the reasoning came after it, about {4} tokens',
    label(thought.call),
    String(found.step + 1),
    String(found.steps),
    percentFigure(found.shareAfter),
    countFigure(Math.round(found.tokens)),
  );
  return { sentence, call: thought.call };
}

/** Of the newest call: it wrote nearly all that its model can write, or was stopped for it. */
function limitNear({ session, catalogue, label }: Subject): Found | null {
  const index = session.calls.length - 1;
  const call = session.calls[index];
  if (call === undefined) return null;
  const { output } = call.tokens;
  if (call.hitLimit) {
    return { sentence: say('Call {0} was stopped at its output limit', label(index)), call: index };
  }
  const most = call.model === null ? null : catalogue.find(call.model).maxOutputTokens;
  if (output === null || most === null || output < NEAR * most) return null;
  const sentence = say(
    'Call {0} wrote {1} tokens; its model can write {2} at most',
    label(index),
    countFigure(output),
    countFigure(most),
  );
  return { sentence, call: index };
}
