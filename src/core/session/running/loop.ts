import type { Session, ToolCall } from '../../model/session';

/** So many failures of one call are a loop. */
export const LOOP_FAILURES = 3;

/** The same call failed so often, the last time as `tool`, with nothing between that could have changed its result. */
export interface FailingLoop {
  readonly tool: number;
  readonly call: number;
  readonly failures: number;
}

/** Programs that only look. A line with anything that joins or redirects commands is not asked about. */
const LOOKS =
  /^(?:cat|nl|head|tail|less|bat|ls|pwd|echo|grep|rg|find|fd|wc|which|file|stat|sed -n|git (?:status|diff|log|show))(?:[ ]|$)/;
const JOINS = /[;&|>`\n]|\$\(/;

/** Whether a call that went well may have changed what another one depends on: all but reading and searching. */
function mayChange({ family, summary }: ToolCall): boolean {
  if (family === 'read' || family === 'search' || family === 'web') return false;
  return family !== 'shell' || !LOOKS.test(summary) || JOINS.test(summary);
}

/**
 * The newest loop of a session: the same tool asked the same and failed three times or more inside one turn of one
 * agent, while nothing succeeded in between that may have changed anything. `null` when there is none.
 */
export function failingLoop({ tools, calls }: Session): FailingLoop | null {
  const runs = new Map<string, number>();
  const turns = new Map<number, number>();
  let found: FailingLoop | null = null;
  const forget = (agent: number): void => {
    for (const key of runs.keys()) if (key.startsWith(`${agent} `)) runs.delete(key);
  };
  for (const [index, tool] of tools.entries()) {
    const { agent = 0, turn = 0 } = calls[tool.call] ?? {};
    if (turns.get(agent) !== turn) forget(agent);
    turns.set(agent, turn);
    const { result } = tool;
    if (result === null) continue;
    if (!result.failed) {
      if (mayChange(tool)) forget(agent);
      continue;
    }
    // The user said no: the next attempt has been talked about.
    if (result.refused) {
      forget(agent);
      continue;
    }
    const key = `${agent} ${tool.name} ${tool.inputHash}`;
    const failures = (runs.get(key) ?? 0) + 1;
    runs.set(key, failures);
    if (failures >= LOOP_FAILURES) found = { tool: index, call: tool.call, failures };
  }
  return found;
}
