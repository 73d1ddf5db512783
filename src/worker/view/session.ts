import type { ByteSource } from '../../core/trace/source';
import type { Message } from '../../core/model/message';
import type { Session } from '../../core/model/session';
import { findingsOf } from '../../core/session/findings/findings';
import { joinAgents, missingAgents } from '../../core/session/join';
import type { PriceOf } from '../../core/session/money';
import { SessionTaker } from '../../core/session/taker';
import { withUnreadAgents } from '../../core/session/unreadAgents';
import type { IndexedTraceFile, ReadStep, StepTaker } from '../../core/trace/traceFile';
import type { SessionHead, SessionList, SessionPart } from '../../protocol/sessionData';
import type { PartOfSession } from '../../protocol/viewCalls';

/** So many characters of a turn's words go to a page. */
const MAX_PROMPT = 8_000;

/** An open file as the views need it. */
export interface ViewedFile {
  readonly source: Pick<ByteSource, 'beside'>;
  readonly traces: IndexedTraceFile;
  readonly session: FileSession;
}

/** A sub-agent with a file of its own, by the id of the agent. */
interface AgentLog {
  readonly id: string;
  readonly name: string;
  readonly log: ViewedFile;
}

/** A session as it was at a version. */
interface Built {
  readonly version: number;
  readonly session: Session;
  readonly missing: SessionHead['missing'];
}

/** The session of an open file: grows with what is read of it, and is made when it is asked for. */
export class FileSession implements StepTaker {
  readonly #taker: SessionTaker;
  /** Rises with everything that is read of the file itself. */
  #version = 0;
  #built: Built | null = null;
  /** The one that a page asked for last, to tell what stayed. */
  #told: { readonly version: number; readonly session: Session } | null = null;

  readonly #joined = new Map<string, AgentLog>();

  constructor(
    private readonly name: string,
    priceOf: PriceOf,
  ) {
    this.#taker = new SessionTaker(priceOf);
  }

  /** Adds the log of a sub-agent, which may go on growing, in the place of an earlier one. */
  join(agent: AgentLog): void {
    // Versions only rise, also when the log was opened anew.
    this.#version += 1 + (this.#joined.get(agent.id)?.log.session.version ?? 0);
    this.#joined.set(agent.id, agent);
  }

  /** Rises with everything that is read of the session. */
  get version(): number {
    return [...this.#joined.values()].reduce(
      (sum, a) => sum + a.log.session.version,
      this.#version,
    );
  }

  /** The traces of a sub-agent's file by its name; `null` for a file that was not joined. */
  tracesOf(file: string): IndexedTraceFile | null {
    return [...this.#joined.values()].find(({ name }) => name === file)?.log.traces ?? null;
  }

  begin(format: { readonly id: string; readonly title: Message }): void {
    this.#taker.begin(format);
    this.#version++;
  }

  take(step: ReadStep): void {
    this.#taker.take(step);
    this.#version++;
  }

  /** Whether the file is the log of an agent. */
  get exists(): boolean {
    return this.#taker.exists;
  }

  /** As it is now; `null` for a file that is no log of an agent. */
  get session(): Session | null {
    return this.#now()?.session ?? null;
  }

  /** `null` for a file that is no log of an agent. */
  head(known: number | null): SessionHead | null {
    const now = this.#now();
    if (now === null) return null;
    const { session, version } = now;
    const { turns, calls, tools, ...rest } = session;
    const before = this.#told;
    this.#told = now;
    const same = (list: SessionList): number =>
      before === null || known !== before.version
        ? 0
        : sameItems(before.session[list], session[list]);
    return {
      version,
      rest,
      findings: findingsOf(session),
      missing: now.missing,
      counts: { turns: turns.length, calls: calls.length, tools: tools.length },
      same: { turns: same('turns'), calls: same('calls'), tools: same('tools') },
    };
  }

  part({ version: asked, list, from, to }: PartOfSession): SessionPart {
    // A page gets the version whose head it has, also when the file has grown since.
    const now = this.#told?.version === asked ? this.#told : this.#now();
    if (now === null) throw new RangeError('The file is no session.');
    const { version, session } = now;
    if (list !== 'turns') return { version, [list]: session[list].slice(from, to) };
    const turns = session.turns
      .slice(from, to)
      .map((turn) => ({ ...turn, prompt: turn.prompt.slice(0, MAX_PROMPT) }));
    return { version, turns };
  }

  #now(): Built | null {
    if (!this.#taker.exists) return null;
    const { version } = this;
    if (this.#built?.version !== version) {
      const alone = this.#taker.build()!;
      const missing = missingAgents(alone, this.name).map((agent) => ({
        ...agent,
        id: alone.agents[agent.agent]!.id,
      }));
      const logs = missing.flatMap(({ agent, id }) => {
        const joined = this.#joined.get(id);
        const session = joined?.log.session.session ?? null;
        return joined && session ? [{ agent, file: joined.name, session }] : [];
      });
      this.#built = {
        version,
        session: withUnreadAgents(joinAgents(alone, logs)),
        missing: missing.filter(({ id }) => !this.#joined.has(id)),
      };
    }
    return this.#built;
  }
}

/** How many items at the start of a list are as they were. */
function sameItems(before: readonly unknown[], after: readonly unknown[]): number {
  const most = Math.min(before.length, after.length);
  for (let i = 0; i < most; i++) {
    if (JSON.stringify(before[i]) !== JSON.stringify(after[i])) return i;
  }
  return most;
}
