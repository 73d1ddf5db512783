import type { Alarm, AlarmId } from '../../../core/session/running/model';

/** How long all alarms are quiet when that was asked for. */
const QUIET_MS = 10 * 60_000;

/** Alarms that the user does not want to hear: a kind for the rest of a session, or all of them for a while. */
export class SentAway {
  readonly #kinds = new Set<string>();
  #quietUntil = 0;

  /** That kind is not told of this session (a URI) again. */
  forGood(session: string, id: AlarmId): void {
    this.#kinds.add(`${id} ${session}`);
  }

  /** From `now`, in milliseconds, no alarm is told for ten minutes. */
  quiet(now: number): void {
    this.#quietUntil = now + QUIET_MS;
  }

  /** What is left of the alarms of a session. */
  heard(session: string, alarms: readonly Alarm[], now: number): readonly Alarm[] {
    if (now < this.#quietUntil) return [];
    return alarms.filter(({ id }) => !this.#kinds.has(`${id} ${session}`));
  }
}
