import type { AgentFacts, FoundSession } from './found';

interface KnownAgent {
  readonly id: string;
  name: string | null;
  callId: string | null;
}

/**
 * The main agent and its sub-agents, put together from what the log says of them in different places: where they are
 * started, in their own lines, and in the result of the tool. The main agent is the one of the main conversation, or of
 * a file that holds nothing but a sub-agent the first.
 */
export class AgentTree {
  /** Thread of the main agent. */
  readonly root: string | null;
  readonly #agents: KnownAgent[] = [];
  readonly #index = new Map<string, number>();

  constructor({ items, agents }: FoundSession) {
    const threads = items.filter((i) => i.kind !== 'event').map((i) => i.agent);
    this.root = threads.includes(null) ? null : (threads[0] ?? null);
    this.#agents.push({ id: this.root ?? 'main', name: null, callId: null });
    if (this.root !== null) this.#index.set(this.root, 0);
    for (const thread of threads) if (thread !== null) this.#known(thread);
    const starts = agents.filter((a) => a.id === null && a.callId !== null);
    this.#join(
      agents.filter((a) => a.id !== null),
      starts,
    );
  }

  get agents(): readonly Readonly<KnownAgent>[] {
    return this.#agents;
  }

  /** Index of a thread's agent. */
  indexOf(thread: string | null): number {
    return thread === null ? 0 : (this.#index.get(thread) ?? 0);
  }

  #known(thread: string): KnownAgent {
    const at = this.#index.get(thread);
    if (at !== undefined) return this.#agents[at]!;
    const agent = { id: thread, name: null, callId: null };
    this.#index.set(thread, this.#agents.length);
    this.#agents.push(agent);
    return agent;
  }

  #join(own: readonly AgentFacts[], starts: readonly AgentFacts[]): void {
    const byTask = new Map<string, AgentFacts[]>();
    const byCall = new Map(starts.map((start) => [start.callId ?? '', start]));
    for (const start of starts) {
      if (start.task === null) continue;
      byTask.set(start.task, [...(byTask.get(start.task) ?? []), start]);
    }
    const claimed = new Set<string>();
    for (const { id, name, callId, task } of own) {
      if (id === null) continue;
      const agent = this.#known(id);
      if (agent === this.#agents[0]) continue;
      agent.name ??= name;
      const waiting = task === null ? [] : (byTask.get(task) ?? []);
      const start = waiting.find((s) => !claimed.has(s.callId ?? ''));
      agent.callId ??= callId ?? start?.callId ?? null;
      if (agent.callId === null) continue;
      claimed.add(agent.callId);
      agent.name ??= byCall.get(agent.callId)?.name ?? null;
    }
    // What was started and wrote nothing here has its lines in a file of its own, or none yet.
    for (const { callId, name } of starts) {
      if (callId === null || claimed.has(callId)) continue;
      const agent = this.#known(callId);
      agent.callId = callId;
      agent.name ??= name;
    }
  }
}
