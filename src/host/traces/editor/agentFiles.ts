import * as vscode from 'vscode';
import type { SessionHead, TracesFound } from '../../../protocol/sessionData';
import type { EngineFile } from '../../shared/engineFile';
import { sessionIdOf, sibling } from '../../shared/uris';
import { OpenAgentLog } from './agentLog';
import type { DocumentTools } from './followedFile';

type Missing = SessionHead['missing'];

/** Files of sub-agents that are held open for one session. */
const MAX_FILES = 200;
/** So many of those that were started last are looked for again: their files may have come since. */
const LOOKED_AGAIN = 8;

/** Finds the logs of sub-agents beside a session's file and makes them parts of its session. */
export class AgentFiles {
  /** Ids that were looked for. */
  readonly #asked = new Set<string>();
  /** Names of files by the ids of their agents. */
  readonly #names = new Map<string, string>();
  readonly #logs = new Map<string, OpenAgentLog>();
  #disposed = false;

  /** `analysed` is told the name of a file of which labels have come. */
  constructor(
    private readonly uri: vscode.Uri,
    private readonly tools: DocumentTools,
    private readonly analysed: (name: string) => void,
  ) {}

  dispose(): void {
    this.#disposed = true;
    for (const log of this.#logs.values()) log.dispose();
    this.#logs.clear();
  }

  /** The log with this name, where it is a part of the session. */
  log(name: string): OpenAgentLog | null {
    return this.#logs.get(name) ?? null;
  }

  /** Numbers of the traces that hold these words, by the names of the files. */
  async holding(words: string, signal: AbortSignal): Promise<readonly TracesFound[]> {
    const found = [...this.#logs].map(async ([agent, log]) => {
      const traces = await this.#attempt(log.uri, () => log.holding(words, signal));
      return { agent, traces: traces ?? [] };
    });
    return Promise.all(found);
  }

  /** Reads on in the logs that have grown. */
  async refresh(): Promise<void> {
    for (const log of this.#logs.values()) await this.#attempt(log.uri, () => log.refresh());
  }

  /** Says whether any of them was added to the session; an engine that was started anew has none of them. */
  async join(session: EngineFile, missing: Missing): Promise<boolean> {
    let joined = false;
    const again = missing.length - LOOKED_AGAIN;
    const beside = new Beside(this.uri);
    for (const [i, { id, names }] of missing.entries()) {
      const known = this.#names.get(id);
      if (this.#disposed || (known === undefined && this.#logs.size >= MAX_FILES)) break;
      const isOld = this.#asked.has(id) && i < again;
      const name = known ?? (isOld ? null : await beside.find(names));
      this.#asked.add(id);
      if (name === null) continue;
      this.#names.set(id, name);
      const uri = besideOf(this.uri, name);
      if (await this.#attempt(uri, () => this.#join(session, id, name))) joined = true;
    }
    return joined;
  }

  async #join(session: EngineFile, id: string, name: string): Promise<boolean> {
    const known = this.#logs.get(name);
    const log =
      known ??
      (await OpenAgentLog.open(besideOf(this.uri, name), this.tools, () => this.analysed(name)));
    if (log === null) return false;
    // The page was closed while it was being opened.
    if (this.#disposed) {
      log.dispose();
      return false;
    }
    this.#logs.set(name, log);
    return log.join(session, id, name);
  }

  /** A file of a sub-agent that cannot be read leaves it as it is. */
  async #attempt<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.tools.services.log.warn(`${uri.toString()}: ${String(error)}`);
      return null;
    }
  }
}

/** The file of this name in the folder of a session's, or another session of its database. */
function besideOf(uri: vscode.Uri, name: string): vscode.Uri {
  return name.startsWith('?') ? uri.with({ query: name.slice(1) }) : sibling(uri, name);
}

/** The files beside a session's, as they are now. */
class Beside {
  #names: readonly string[] | null = null;

  constructor(private readonly uri: vscode.Uri) {}

  /** The first that is there. */
  async find(names: readonly string[]): Promise<string | null> {
    for (const name of names) {
      if (name.startsWith('?')) {
        if (sessionIdOf(this.uri) !== null) return name;
      } else if (name.startsWith('*')) {
        this.#names ??= await this.#folder();
        const found = this.#names.find((other) => other.endsWith(name.slice(1)));
        if (found !== undefined) return found;
      } else if (await exists(sibling(this.uri, name))) return name;
    }
    return null;
  }

  async #folder(): Promise<readonly string[]> {
    const entries = await vscode.workspace.fs.readDirectory(sibling(this.uri, ''));
    return entries.map(([name]) => name);
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // Most sub-agents have no file of their own.
    return false;
  }
}
