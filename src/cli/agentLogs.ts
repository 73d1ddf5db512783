import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Session } from '../core/model/session';
import { joinAgents, missingAgents, type AgentLog } from '../core/session/join';
import { readSession } from '../core/session/readSession';
import { withUnreadAgents } from '../core/session/unreadAgents';
import { FORMATS } from '../core/trace/formats/table';
import { startScan } from '../core/trace/scan';
import { openTraceFile } from '../core/trace/open';
import type { IndexedTraceFile } from '../core/trace/traceFile';
import type { Trace } from '../core/model/trace';
import { fileSource, withFile } from './fileSource';
import { listPriceOf } from './prices';

/** The session with its sub-agents from the files beside it; what is not there stays without calls, and its cost is a lower bound. */
export async function withAgentLogs(file: string, session: Session): Promise<Session> {
  const folder = dirname(file);
  const logs: AgentLog[] = [];
  let beside: readonly string[] | null = null;
  for (const { agent, names } of missingAgents(session, basename(file))) {
    for (const name of names) {
      if (name.startsWith('*')) beside ??= await readdir(folder);
      const found = name.startsWith('*') ? beside?.find((b) => b.endsWith(name.slice(1))) : name;
      const log = found === undefined ? null : await readLog(join(folder, found));
      if (found === undefined || log === null) continue;
      logs.push({ agent, file: found, session: log });
      break;
    }
  }
  return withUnreadAgents(joinAgents(session, logs));
}

async function readLog(path: string): Promise<Session | null> {
  try {
    return await withFile(path, async (source) => {
      const scan = await startScan(source, FORMATS);
      return 'format' in scan ? readSession(scan, listPriceOf) : null;
    });
  } catch {
    // It is not there: its agent stays without calls, which the agent's row shows.
    return null;
  }
}

interface OpenLog {
  readonly name: string;
  readonly file: Awaited<ReturnType<typeof fileSource>>;
  readonly traces: IndexedTraceFile | null;
}

/** Traces of the files of sub-agents. The calls of one stand together, so one file is open at a time. */
export class AgentTraces {
  #open: OpenLog | null = null;

  constructor(private readonly folder: string) {}

  /** `null` where the file holds no traces; rejects when it cannot be read. */
  async read(name: string, trace: number): Promise<Trace | null> {
    if (this.#open?.name !== name) {
      await this.close();
      const file = await fileSource(join(this.folder, name));
      this.#open = { name, file, traces: null };
      const traces = await openTraceFile(file.source);
      if (!('error' in traces)) this.#open = { name, file, traces };
    }
    return (await this.#open.traces?.read(trace)) ?? null;
  }

  async close(): Promise<void> {
    await this.#open?.file.close();
    this.#open = null;
  }
}
