import * as vscode from 'vscode';
import type { SessionHead } from '../../../protocol/sessionData';
import type { EngineFile } from '../../shared/engineFile';
import { fileToRead } from '../../shared/engineHost';
import { sibling } from '../../shared/uris';

type Missing = SessionHead['missing'];

/** Files of sub-agents that are read for one session. */
const MAX_FILES = 200;

/** Finds the logs of sub-agents beside a session's file and gives them to the engine, each once. */
export class AgentFiles {
  /** Ids that were looked for. */
  readonly #asked = new Set<string>();
  readonly #found = new Map<string, vscode.Uri>();
  /** Names of the files in the session's folder, read when they are first needed. */
  #beside: readonly string[] | null = null;

  constructor(private readonly uri: vscode.Uri) {}

  uriOf(name: string): vscode.Uri | null {
    return this.#found.get(name) ?? null;
  }

  /** Says whether any of them was added to the session. */
  async join(file: EngineFile, missing: Missing): Promise<boolean> {
    const fresh = missing.filter(({ id }) => !this.#asked.has(id)).slice(0, MAX_FILES);
    const logs = [];
    for (const { id, names } of fresh) {
      this.#asked.add(id);
      const name = await this.#find(names);
      if (name === null) continue;
      const uri = sibling(this.uri, name);
      this.#found.set(name, uri);
      logs.push({ id, name, file: await fileToRead(uri) });
    }
    return logs.length > 0 && (await file.ask('joinAgents', { logs })) > 0;
  }

  async #find(names: readonly string[]): Promise<string | null> {
    for (const name of names) {
      if (name.startsWith('*')) {
        this.#beside ??= await this.#folder();
        const found = this.#beside.find((other) => other.endsWith(name.slice(1)));
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
