import type { Agent, Call, Session, SessionEvent, ToolCall } from '../model/session';
import { figuresOf, toolFigures, withRecorded } from './figures';

/** The log of a sub-agent in a file of its own. */
export interface AgentLog {
  /** Index of the agent in the session that started it. */
  readonly agent: number;
  readonly file: string;
  readonly session: Session;
}

/** A sub-agent whose calls are not in the session's file, and the files that may hold them, relative to its folder. */
export interface MissingAgent {
  readonly agent: number;
  /**
   * Whole names, the likeliest first; one that begins with `*` is the end of a name, one with `?` is the query of a part of the
   * same file.
   */
  readonly names: readonly string[];
}

/** Where formats keep the logs of sub-agents: `base` is the name of the session's file without its ending. */
const LAYOUTS: Readonly<Record<string, (base: string, id: string) => readonly string[]>> = {
  'claude-code': (base, id) => [`${base}/subagents/agent-${id}.jsonl`, `agent-${id}.jsonl`],
  // `agents/main/wire.jsonl` beside `agents/agent-0/wire.jsonl`.
  'kimi-wire': (_, id) => [`../${id}/wire.jsonl`],
  // Another session of the same database.
  opencode: (_, id) => [`?session=${id}`],
  'codex-rollout': (_, id) => [`*-${id}.jsonl`, `*-${id}.jsonl.zst`],
};

/** Ids come from a file and become names of files: nothing but letters, digits and dashes. */
const SAFE_ID = /^[\w-]{4,80}$/;

/** The sub-agents without calls in a session, and where to look for them. */
export function missingAgents(session: Session, fileName: string): readonly MissingAgent[] {
  const layout = Object.hasOwn(LAYOUTS, session.format) ? LAYOUTS[session.format] : undefined;
  if (layout === undefined) return [];
  const base = fileName.replace(/\.jsonl$/, '');
  return session.agents.flatMap(({ id, calls }, agent) =>
    agent === 0 || calls.length > 0 || !SAFE_ID.test(id)
      ? []
      : [{ agent, names: layout(base, id) }],
  );
}

/**
 * The session with the calls of its sub-agents from their own files, each after the call that started it and in that
 * call's turn. All sums are made again.
 */
export function joinAgents(main: Session, logs: readonly AgentLog[]): Session {
  if (logs.length === 0) return main;
  const calls: Call[] = [];
  const tools: ToolCall[] = [...main.tools];
  const agents: Agent[] = [...main.agents];
  const events: SessionEvent[] = [];
  const moved: number[] = [];
  const add = (log: AgentLog, turn: number) => {
    const from = { calls: calls.length, tools: tools.length, agents: agents.length };
    const agentAt = (i: number) => (i === 0 ? log.agent : from.agents + i - 1);
    for (const call of log.session.calls) {
      const its = call.tools.map((t) => t + from.tools);
      calls.push({ ...call, turn, agent: agentAt(call.agent), tools: its });
    }
    for (const tool of log.session.tools) {
      const agent = tool.agent === null ? null : agentAt(tool.agent);
      tools.push({ ...tool, call: tool.call + from.calls, agent });
    }
    for (const [i, agent] of log.session.agents.entries()) {
      const start = agent.startedBy;
      const known = i === 0 ? agents[log.agent]! : agent;
      const startedBy =
        i === 0
          ? known.startedBy
          : start && { call: start.call + from.calls, tool: start.tool + from.tools };
      agents[agentAt(i)] = { ...known, name: known.name ?? agent.name, startedBy, file: log.file };
    }
    for (const event of log.session.events) {
      events.push({ ...event, call: event.call + from.calls, turn });
    }
  };
  for (const [index, call] of main.calls.entries()) {
    moved.push(calls.length);
    calls.push(call);
    for (const log of logs) if (startOf(main, log) === index) add(log, call.turn);
  }
  moved.push(calls.length);
  for (const log of logs) if (startOf(main, log) === null) add(log, main.turns.length - 1);
  const at = (call: number) => moved[call] ?? call;
  for (const [i, tool] of main.tools.entries()) tools[i] = { ...tool, call: at(tool.call) };
  for (const [i, { startedBy }] of main.agents.entries()) {
    if (startedBy)
      agents[i] = { ...agents[i]!, startedBy: { ...startedBy, call: at(startedBy.call) } };
  }
  events.push(...main.events.map((event) => ({ ...event, call: at(event.call) })));
  return withSums(main, { calls, tools, agents, events });
}

const startOf = (main: Session, log: AgentLog): number | null =>
  main.agents[log.agent]?.startedBy?.call ?? null;

function withSums(
  main: Session,
  parts: Pick<Session, 'calls' | 'tools' | 'agents' | 'events'>,
): Session {
  const { calls, tools } = parts;
  const figures = (its: readonly number[]) => {
    const own = its.map((i) => calls[i]!);
    return figuresOf(
      own,
      own.flatMap((call) => call.tools.map((t) => tools[t]!)),
    );
  };
  const byAgent: number[][] = parts.agents.map(() => []);
  const byTurn: number[][] = main.turns.map(() => []);
  for (const [i, call] of calls.entries()) {
    byAgent[call.agent]?.push(i);
    byTurn[call.turn]?.push(i);
  }
  return {
    ...main,
    calls,
    tools,
    events: [...parts.events].sort((a, b) => a.call - b.call),
    agents: parts.agents.map((agent, i) => {
      const its = byAgent[i] ?? [];
      return { ...agent, calls: its, figures: figures(its) };
    }),
    turns: main.turns.map((turn, i) => {
      const its = byTurn[i] ?? [];
      return { ...turn, calls: its, figures: { ...figures(its), waitMs: turn.waitedMs } };
    }),
    figures: withRecorded(
      { ...figuresOf(calls, tools), waitMs: main.figures.waitMs },
      main.recorded,
    ),
    byTool: toolFigures(tools),
  };
}
