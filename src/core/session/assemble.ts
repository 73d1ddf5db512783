import type { Agent, Call, Session, SessionEvent, ToolCall, Turn } from '../model/session';
import { AgentTree } from './agentTree';
import type { FoundSession, PlacedCall } from './found';
import type { LateResult } from './callFacts';
import { derivedEvents } from './derivedEvents';
import { figuresOf, toolFigures, withRecorded } from './figures';
import { splitTurns, type OpenTurn } from './turns';

/** Makes the session of what was found: turns, agents, calls and tools with their places in each other, and the sums. */
export function assemble(found: FoundSession): Session {
  const tree = new AgentTree(found);
  const {
    turns: open,
    calls: placed,
    events,
  } = splitTurns(found.items, {
    root: tree.root,
    starterOf: (thread) => tree.agents[tree.indexOf(thread)]?.callId ?? null,
  });
  const tools: ToolCall[] = [];
  const late = new Map(placed.flatMap(({ item }) => item.facts.late.map((r) => [r.callId, r])));
  const calls = placed.map(({ item, turn }, index) =>
    callOf(item, { turn, index, agent: tree.indexOf(item.agent) }, tools, {
      told: found.tools,
      late,
    }),
  );
  const agents = agentsOf(tree, calls, tools);
  const turns = turnsOf(open, calls, tools, !found.unattended);
  const waitMs = sumOf(turns.map((turn) => turn.waitedMs));
  const [startedAt, endedAt] = spanOf(open, placed);
  return {
    format: found.format,
    formatTitle: found.formatTitle,
    lacks: found.lacks,
    isAgentLog: found.isAgentLog,
    title: found.title,
    folder: found.folder,
    startedAt,
    endedAt,
    agents,
    turns,
    calls,
    tools,
    events: ordered([...events, ...derivedEvents(calls, events)]),
    figures: withRecorded({ ...figuresOf(calls, tools), waitMs }, found.totals),
    recorded: found.totals,
    byTool: toolFigures(tools),
  };
}

function callOf(
  item: PlacedCall,
  place: { readonly turn: number; readonly index: number; readonly agent: number },
  tools: ToolCall[],
  apart: {
    readonly told: FoundSession['tools'];
    readonly late: ReadonlyMap<string, LateResult>;
  },
): Call {
  const own = item.facts.tools.map(({ tool }) => {
    const told = apart.told.get(tool.callId ?? '');
    const late = tool.result === null ? apart.late.get(tool.callId ?? '') : undefined;
    const found = tool.result ?? late?.result ?? null;
    const failed = told?.failed ?? null;
    const result = found === null || failed === null ? found : { ...found, failed };
    const durationMs =
      told?.durationMs ?? tool.durationMs ?? elapsed(tool.startedAt, late?.endedAt);
    const undone = told?.undone === true ? { undone: true as const } : {};
    tools.push({ ...tool, ...undone, result, durationMs, call: place.index, agent: null });
    return tools.length - 1;
  });
  return { ...item.facts.call, turn: place.turn, agent: place.agent, tools: own };
}

function elapsed(from: number | null, to: number | null | undefined): number | null {
  return from === null || to === null || to === undefined ? null : Math.max(0, to - from);
}

/** Ties sub-agents to the tool calls that started them; both sides then know each other. */
function agentsOf(tree: AgentTree, calls: readonly Call[], tools: ToolCall[]): readonly Agent[] {
  const byId = new Map(tools.map((tool, i) => [tool.callId ?? '', i]));
  const own: number[][] = tree.agents.map(() => []);
  for (const [i, call] of calls.entries()) own[call.agent]?.push(i);
  return tree.agents.map(({ id, name, callId }, index) => {
    const tool = callId === null ? undefined : byId.get(callId);
    const starter = tool === undefined ? undefined : tools[tool];
    if (tool !== undefined && starter) tools[tool] = { ...starter, agent: index };
    const its = (own[index] ?? []).map((i) => calls[i]!);
    return {
      id,
      name,
      startedBy: tool === undefined || !starter ? null : { call: starter.call, tool },
      file: null,
      calls: own[index] ?? [],
      figures: figuresOf(
        its,
        its.flatMap((call) => call.tools.map((t) => tools[t]!)),
      ),
    };
  });
}

function turnsOf(
  open: readonly OpenTurn[],
  calls: readonly Call[],
  tools: readonly ToolCall[],
  attended: boolean,
): readonly Turn[] {
  let before: number | null = null;
  return open.map((turn) => {
    const its = turn.calls.map((i) => calls[i]!);
    const used = its.flatMap((call) => call.tools.map((t) => tools[t]!));
    const waitedMs =
      !attended || before === null || turn.startedAt === null
        ? null
        : Math.max(0, turn.startedAt - before);
    before = turn.endedAt ?? turn.startedAt ?? before;
    return {
      prompt: turn.own,
      injected: turn.injected,
      startedAt: turn.startedAt,
      durationMs:
        turn.startedAt === null || turn.endedAt === null
          ? null
          : Math.max(0, turn.endedAt - turn.startedAt),
      waitedMs,
      calls: turn.calls,
      figures: { ...figuresOf(its, used), waitMs: waitedMs },
    };
  });
}

function spanOf(
  turns: readonly OpenTurn[],
  calls: readonly { readonly item: PlacedCall }[],
): readonly [number | null, number | null] {
  let [from, to]: [number | null, number | null] = [null, null];
  const see = (at: number | null) => {
    if (at === null) return;
    from = from === null ? at : Math.min(from, at);
    to = to === null ? at : Math.max(to, at);
  };
  for (const { startedAt, endedAt } of turns) [startedAt, endedAt].forEach(see);
  for (const { item } of calls) [item.facts.call.startedAt, item.facts.endedAt].forEach(see);
  return [from, to];
}

const ordered = (events: readonly SessionEvent[]): readonly SessionEvent[] =>
  [...events].sort((a, b) => a.call - b.call);

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}
