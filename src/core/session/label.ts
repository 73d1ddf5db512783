import type { Session } from '../model/session';

/**
 * The number by which people know each call: 1, 2, 3 for those of the main agent; a sub-agent's have the number of the
 * call that started it and a number of their own (21.1, 21.2), or the agent's where nothing tells what started it.
 */
export function callLabels({
  agents,
  calls,
}: Pick<Session, 'agents' | 'calls'>): readonly string[] {
  const labels: string[] = calls.map(() => '');
  for (const [i, call] of (agents[0]?.calls ?? []).entries()) labels[call] = String(i + 1);
  // Agents stand in the order in which they began: what started one has its label by then.
  for (const [index, agent] of agents.entries()) {
    if (index === 0) continue;
    const starter = agent.startedBy === null ? '' : (labels[agent.startedBy.call] ?? '');
    const base = starter === '' ? `a${index}` : starter;
    const several = agents.filter((a) => a.startedBy?.call === agent.startedBy?.call).length > 1;
    const prefix = several && starter !== '' ? `${base}${letter(index, agents)}` : base;
    for (const [i, call] of agent.calls.entries()) labels[call] = `${prefix}.${i + 1}`;
  }
  return labels;
}

/** Of several agents that one call started: a, b, c. */
function letter(index: number, agents: Session['agents']): string {
  const call = agents[index]?.startedBy?.call;
  const nth = agents.slice(0, index).filter((a) => a.startedBy?.call === call).length;
  return nth < 26 ? String.fromCharCode(97 + nth) : `${nth}`;
}
