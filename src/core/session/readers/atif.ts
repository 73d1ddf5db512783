import type { NoteBody, SessionNote } from '../../model/sessionNote';
import type { Trace } from '../../model/trace';
import { at, bool, list, text } from '../../text/json';
import type { FileRecord } from '../../trace/format';
import { DEEPEST, stepId, trajectoryId } from '../../trace/formats/agents/atif';
import { noted, type SessionReader } from '../reader';
import { trajectoryTotalNotes } from './runTotals';

/** The thread of steps that a converter of Claude Code's logs marks as a sub-agent's without saying whose. */
const SIDECHAIN = 'sidechain';

/** Sub-agents of a trajectory: trajectories inside it (version 1.7), or steps that are marked. */
export class AtifNotes implements SessionReader {
  readonly #threads = new Map<string, string>();

  read(record: FileRecord): readonly SessionNote[] {
    const bodies = [...this.#notes(record.value, null, 0), ...trajectoryTotalNotes(record.value)];
    return bodies.map((body) => noted(record, null, body));
  }

  threadOf({ id }: Trace): string | null {
    return this.#threads.get(id) ?? null;
  }

  #notes(trajectory: unknown, thread: string | null, depth: number): readonly NoteBody[] {
    for (const step of list(trajectory, 'steps')) {
      const own = bool(step, 'extra', 'is_sidechain') === true ? SIDECHAIN : thread;
      const id = stepId(trajectory, step);
      if (own !== null && id !== null) this.#threads.set(id, own);
    }
    const started = startedIn(trajectory);
    const inner = depth < DEEPEST ? list(trajectory, 'subagent_trajectories') : [];
    return inner.flatMap((run): readonly NoteBody[] => {
      const id = trajectoryId(run);
      if (id === null) return [];
      const name = text(run, 'agent', 'name');
      const callId = started.get(id) ?? null;
      return [{ kind: 'agent', id, name, callId, task: null }, ...this.#notes(run, id, depth + 1)];
    });
  }
}

/** The call that started each sub-agent: its result refers to the trajectory, or its step does. */
function startedIn(trajectory: unknown): ReadonlyMap<string, string> {
  const started = new Map<string, string>();
  for (const step of list(trajectory, 'steps')) {
    const first = text(list(step, 'tool_calls')[0], 'tool_call_id');
    for (const result of [step, ...list(step, 'observation', 'results')]) {
      const ref = at(result, 'subagent_trajectory_ref');
      const callId = text(result, 'source_call_id') ?? first;
      const id = trajectoryId(Array.isArray(ref) ? list(ref)[0] : ref);
      if (id !== null && callId !== null) started.set(id, callId);
    }
  }
  return started;
}
