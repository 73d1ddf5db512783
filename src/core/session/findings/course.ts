import type { Call, Finding, SessionEventKind } from '../../model/session';
import { countFigure, percentFigure, say, waitFigure, type Sentence } from '../../model/sentence';
import { moneyWords, short, usdOf, type Told } from './words';

/** A wait that somebody who watches notices. Milliseconds. */
const LONG_TOOL = 120_000;
const LONG_CALL = 120_000;
const REASONING_SHARE = 0.5;

/** Tools whose result is what the user says. */
const ASKS =
  /^(?:AskUserQuestion|ExitPlanMode|ask_followup_question|attempt_completion|plan_mode_respond|request_user_input|ask_user|question|followup)$/;

/** Calls that stopped because they may not write more. */
export function outputLimits({ session, label }: Told): readonly Finding[] {
  const calls = session.calls.flatMap((call, i) => (call.hitLimit ? [i] : []));
  const [first] = calls;
  if (first === undefined) return [];
  const usd = usdOf(session, calls);
  const { tokens, money } = session.calls[first]!;
  const output = tokens.output;
  const facts = { rule: 'output-limit', call: first, tool: null, calls, usd };
  if (calls.length > 1) {
    const count = countFigure(calls.length);
    const sentence = say('Output limit hit {0} times, first at call {1}', count, label(first));
    return [{ ...facts, sentence }];
  }
  if (output === null)
    return [{ ...facts, sentence: say('Output limit hit at call {0}', label(first)) }];
  const tokensOut = countFigure(output);
  const sentence =
    usd === null
      ? say('Output limit hit at call {0}: {1} tokens', label(first), tokensOut)
      : say(
          'Output limit hit at call {0}: {1} tokens, {2}',
          label(first),
          tokensOut,
          moneyWords(usd, money.bound),
        );
  return [{ ...facts, sentence }];
}

/** The tool that took longest from its call to its result, from two minutes on; sub-agents and questions are no waits. */
export function longTools({ session, label }: Told): readonly Finding[] {
  const slow = session.tools
    .map((tool, index) => ({ tool, index, ms: tool.durationMs ?? 0 }))
    .filter(({ tool, ms }) => ms >= LONG_TOOL && tool.family !== 'agent' && !ASKS.test(tool.name))
    .sort((a, b) => b.ms - a.ms);
  const [top] = slow;
  if (top === undefined) return [];
  const sentence = say(
    '{0} passed between a call of {1} and its result, call {2}: {3}',
    waitFigure(top.ms / 1000),
    top.tool.name,
    label(top.tool.call),
    short(top.tool.summary),
  );
  const calls = [...new Set(slow.map(({ tool }) => tool.call))];
  return [{ rule: 'long-tool', sentence, call: top.tool.call, tool: top.index, calls, usd: null }];
}

/** The call that took longest, from two minutes on. */
export function longCalls({ session, label }: Told): readonly Finding[] {
  const slow = session.calls
    .map((call, index) => ({ index, ms: call.modelMs ?? 0, output: countedOutput(call) }))
    .filter(({ ms }) => ms >= LONG_CALL)
    .sort((a, b) => b.ms - a.ms);
  const [top] = slow;
  if (
    top === undefined ||
    session.calls[top.index]?.tools.some((t) => hasLong(session.tools[t]?.durationMs))
  )
    return [];
  const wait = waitFigure(top.ms / 1000);
  const sentence =
    top.output === null
      ? say('Call {0} took {1}', label(top.index), wait)
      : say('Call {0} took {1} for {2} tokens', label(top.index), wait, countFigure(top.output));
  const calls = slow.map(({ index }) => index);
  return [{ rule: 'long-call', sentence, call: top.index, tool: null, calls, usd: null }];
}

/** Not the count of a stream's start, which many logs keep. */
function countedOutput({ tokens, money }: Call): number | null {
  return money.bound === 'at-least' ? null : tokens.output;
}

const hasLong = (ms: number | null | undefined): boolean => (ms ?? 0) >= LONG_TOOL;

const TROUBLE: readonly SessionEventKind[] = ['rate-limit', 'retry', 'api-error'];

/** Requests that the provider refused or that broke off. */
export function troubles({ session, label }: Told): readonly Finding[] {
  const found = session.events.filter((e) => TROUBLE.includes(e.kind));
  const [first] = found;
  if (first === undefined || session.calls.length === 0) return [];
  const limits = found.filter((e) => e.kind === 'rate-limit').length;
  const place = (call: number) => Math.min(call, session.calls.length - 1);
  const call = place(first.call);
  const sentence = troubleWords(found.length, limits, label(call));
  const calls = [...new Set(found.map((e) => place(e.call)))];
  return [{ rule: 'trouble', sentence, call, tool: null, calls, usd: null }];
}

function troubleWords(all: number, limits: number, at: string): Sentence {
  const n = countFigure(all);
  if (limits === all) {
    return all === 1
      ? say('The provider’s limit was hit at call {0}', at)
      : say('The provider’s limit was hit {0} times, first at call {1}', n, at);
  }
  if (all === 1) return say('A request failed at call {0}', at);
  return limits === 0
    ? say('{0} requests failed or were tried again, first at call {1}', n, at)
    : say(
        '{0} requests failed or were tried again, {1} of them at a limit, first at call {2}',
        n,
        countFigure(limits),
        at,
      );
}

/** Reasoning is half of the output or more, over the calls that count both, when these are most of the session. */
export function reasoningShare({ session, label }: Told): readonly Finding[] {
  const counted = session.calls
    .map(({ tokens }, index) => ({ index, reasoning: tokens.reasoning, output: tokens.output }))
    .filter((c) => c.reasoning !== null && c.output !== null);
  const output = counted.reduce((sum, c) => sum + (c.output ?? 0), 0);
  const reasoning = counted.reduce((sum, c) => sum + (c.reasoning ?? 0), 0);
  if (counted.length < 3 || 2 * counted.length < session.calls.length) return [];
  if (reasoning > output || reasoning < REASONING_SHARE * output) return [];
  const top = counted.reduce((a, b) => ((b.reasoning ?? 0) > (a.reasoning ?? 0) ? b : a));
  const sentence = say(
    'Reasoning is {0} of the output, most of it at call {1}: {2} tokens',
    percentFigure(reasoning / output),
    label(top.index),
    countFigure(top.reasoning ?? 0),
  );
  const calls = [top.index];
  return [{ rule: 'reasoning-share', sentence, call: top.index, tool: null, calls, usd: null }];
}

/** Calls whose reasoning left no text in the log. */
export function hiddenReasoning({ session, label }: Told): readonly Finding[] {
  const hidden = session.calls.flatMap((call, i) =>
    call.fidelity === 'hidden' || call.fidelity === 'redacted' ? [i] : [],
  );
  const [first] = hidden;
  if (first === undefined) return [];
  const all = countFigure(session.calls.length);
  const n = countFigure(hidden.length);
  const counts = hidden.every((i) => session.calls[i]?.tokens.reasoning !== null);
  const sentence = counts
    ? say(
        'Reasoning is hidden in {0} of {1} calls, from call {2}: the log keeps its count, not its text',
        n,
        all,
        label(first),
      )
    : say('Reasoning is hidden in {0} of {1} calls, from call {2}', n, all, label(first));
  return [
    { rule: 'hidden-reasoning', sentence, call: first, tool: null, calls: hidden, usd: null },
  ];
}
