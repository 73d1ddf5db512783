import type { Figures, Session, ToolCall } from '../core/model/session';
import { inEnglish } from '../core/text/voice';
import { inputTokens } from '../core/session/figures';
import { findingsOf } from '../core/session/findings/findings';
import { readSession } from '../core/session/readSession';
import type { Scan } from '../core/trace/scan';
import { withAgentLogs } from './agentLogs';
import { listPriceOf } from './prices';
import { printable, progress, write } from './output';
import { sessionText } from './sessionTable';

/**
 * Prints a file as one session: NDJSON with its turns and sums, or a table for people. Says whether there was any call.
 */
export async function printSession(file: string, scan: Scan, json: boolean): Promise<boolean> {
  const alone = await readSession(scan, listPriceOf, (bytes) => {
    progress(`${printable(file)}  ${Math.round((100 * bytes) / scan.source.size)} %`);
  });
  const session = await withAgentLogs(file, alone);
  if (session.calls.length === 0 && session.turns.length === 0) return false;
  progress(null);
  await write(
    json
      ? `${JSON.stringify(sessionLine(file, session))}\n`
      : sessionText(file, session, scan.problems),
  );
  return true;
}

/** The NDJSON object of a session. Times in epoch milliseconds, money in USD; `null` is unknown. */
export function sessionLine(file: string, session: Session): object {
  return {
    file,
    format: session.format,
    title: session.title,
    turns: session.turns.map((turn) => ({
      prompt: turn.prompt,
      injected: turn.injected.map(({ rule, chars }) => ({ rule, chars })),
      calls: turn.calls.length,
      tools: toolCounts(
        turn.calls.flatMap((c) => session.calls[c]!.tools.map((t) => session.tools[t]!)),
      ),
      errors: turn.figures.errors,
      ...tokens(turn.figures),
      startedAt: turn.startedAt,
      durationMs: turn.durationMs,
      costUsd: turn.figures.money.usd,
      bound: turn.figures.money.bound,
    })),
    calls: session.calls.length,
    tools: toolCounts(session.tools),
    errors: session.figures.errors,
    agents: session.agents.length - 1,
    events: session.events.map(({ kind, at, call, text }) => ({ kind, at, call, text })),
    findings: findingsOf(session).map(({ rule, sentence, call, calls, usd }) => ({
      rule,
      text: inEnglish(sentence),
      call,
      calls,
      usd,
    })),
    usage: usageOf(session.figures),
    contextTokens: session.figures.contextTokens,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    modelMs: session.figures.modelMs,
    toolMs: session.figures.toolMs,
    waitMs: session.figures.waitMs,
    costUsd: session.figures.money.usd,
    bound: session.figures.money.bound,
    unpriced: session.figures.unpriced,
  };
}

function tokens({ tokens: { reasoning, output } }: Figures): object {
  return { reasoningTokens: reasoning, outputTokens: output };
}

function usageOf(figures: Figures): object {
  const t = figures.tokens;
  return {
    inputTokens: inputTokens(figures),
    cachedInputTokens: t.cacheRead,
    cacheWriteTokens: t.cacheWrite,
    outputTokens: t.output,
    reasoningTokens: t.reasoning,
  };
}

function toolCounts(tools: readonly ToolCall[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tools) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
