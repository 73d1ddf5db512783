import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SessionHead } from '../protocol/sessionData';
import type { ToolContext } from './tool';

/** So many logs of sub-agents are read with a session. */
const MOST_AGENTS = 200;

/** An open session. */
interface OpenSession {
  readonly path: string;
  readonly handle: number;
}

/**
 * What there is to tell of an open session, with its sub-agents from the files beside it. What is not there, or in none of the
 * folders, stays without calls. `null` for a file that is no log of an agent.
 */
export async function sessionWithAgents(
  { path, handle }: OpenSession,
  context: Pick<ToolContext, 'folders' | 'engine' | 'signal'>,
): Promise<SessionHead | null> {
  const { engine, signal } = context;
  const alone = await engine.call('sessionHead', { handle, known: null }, { signal });
  if (alone === null || alone.missing.length === 0) return alone;
  for (const { id, names } of alone.missing.slice(0, MOST_AGENTS)) {
    for (const name of await namesBeside(path, names)) {
      if (await joined({ path, handle }, id, name, context)) break;
    }
  }
  return engine.call('sessionHead', { handle, known: null }, { signal });
}

/** Names as they are: one that begins with `*` is the end of a file's name. A part of the same database is not asked for. */
async function namesBeside(path: string, names: readonly string[]): Promise<readonly string[]> {
  const whole = names.filter((name) => !/^[*?]/.test(name));
  const ends = names.filter((name) => name.startsWith('*')).map((name) => name.slice(1));
  if (ends.length === 0) return whole;
  const beside = await readdir(dirname(path)).catch(() => []);
  return [...whole, ...beside.filter((name) => ends.some((end) => name.endsWith(end)))];
}

/** Whether a file is the log of the sub-agent: what was read of it stays with the session when it is closed. */
async function joined(
  session: OpenSession,
  id: string,
  name: string,
  { folders, engine, signal }: Pick<ToolContext, 'folders' | 'engine' | 'signal'>,
): Promise<boolean> {
  try {
    const file = await folders.file(join(dirname(session.path), name));
    return await engine.withFile(file, signal, ({ handle }) =>
      engine.call('joinAgent', { handle, session: session.handle, id, name }, { signal }),
    );
  } catch {
    // It is not there, not given or no log: its agent stays without calls, by which the cost is a lower bound.
    signal.throwIfAborted();
    return false;
  }
}
