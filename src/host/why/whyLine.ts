import * as vscode from 'vscode';
import { askCommitText } from '../../core/why/askGit';
import { explain, type EditSource, type GitAccess, type WhyAnswer } from '../../core/why/explain';
import { linesOf } from '../../core/why/lineFacts';
import type { EditStory } from '../../core/why/story';
import type { ShownGroup, WhyState } from '../../protocol/why';
import { gitIn } from '../../worker/git.platform';
import { Cancelled } from '../shared/engine';
import { fileToRead } from '../shared/engineHost';
import type { Services } from '../shared/services';
import { isGone, type EditLogs } from './editLogs';
import { hostVoice } from '../shared/voice';

/** Answers of one selection that are shown. */
const SHOWN = 3;
const TELL_MS = 100;

/** Lines of a document of which is asked. */
export interface AskedLines {
  readonly document: vscode.TextDocument;
  /** From 1. */
  readonly from: number;
  readonly to: number;
}

/** One question and its answer, as it comes together. Dispose to stop. */
export class WhyLine implements vscode.Disposable {
  readonly #stop = new AbortController();
  #state: WhyState;
  #lastTold = 0;

  constructor(
    private readonly services: Services,
    private readonly logs: EditLogs,
    readonly asked: AskedLines,
    private readonly onState: () => void,
  ) {
    const { document, from, to } = asked;
    this.#state = {
      file: vscode.workspace.asRelativePath(document.uri),
      from,
      to,
      line: linesOf(document.getText())[from - 1] ?? '',
      status: 'reading',
      read: 0,
      logs: 0,
      failure: null,
      git: vscode.workspace.isTrusted
        ? accessOf(document.uri)
          ? 'asked'
          : 'missing'
        : 'untrusted',
      folders: logs.folders.length,
      groups: [],
      more: 0,
      searched: null,
      nearest: null,
    };
  }

  get state(): WhyState {
    return this.#state;
  }

  dispose(): void {
    this.#stop.abort();
  }

  /** A commit as git shows it; `null` where git is not asked. Rejects where git does not know it. */
  async commitText(id: string): Promise<string | null> {
    const git = this.#state.git === 'asked' ? accessOf(this.asked.document.uri) : null;
    return git && askCommitText(git.run, id);
  }

  async run(): Promise<void> {
    const hold = this.services.engine.hold();
    try {
      await this.#answer();
    } catch (error) {
      if (!isGone(error)) {
        this.#failed(error);
        return;
      }
      // The engine ended: another one takes the index from the store.
      await this.#answer().catch((again: unknown) => this.#failed(again));
    } finally {
      hold.dispose();
    }
  }

  async #answer(): Promise<void> {
    await this.logs.refresh(this.#stop.signal, (read) => this.#tell(read));
    const { document, from, to } = this.asked;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? '';
    const asked = { path: document.uri.fsPath, text: document.getText(), from, to, folder };
    const source: EditSource = {
      origins: (file, moved) => this.logs.ask('lineOrigins', { file, moved }),
      searched: (file) => this.logs.ask('editsSearched', { file }),
    };
    const git = this.#state.git === 'asked' ? accessOf(document.uri) : null;
    const answer = await explain(source, asked, git);
    this.#tell(shownOf(answer), true);
    for (const [group, { candidates }] of this.#state.groups.entries()) {
      if (candidates.length > 0) await this.readStory(group, 0);
    }
    this.#tell({ status: 'done' }, true);
  }

  /** Reads what stands around a candidate's edit, once. */
  async readStory(group: number, candidate: number): Promise<void> {
    const found = this.#state.groups[group]?.candidates[candidate];
    if (found === undefined || found.story !== null) return;
    const { log, edit } = found.ref;
    const { signal } = this.#stop;
    let story: EditStory | null = null;
    try {
      const file = await fileToRead(vscode.Uri.parse(log.file));
      story = await this.services.engine.call('editStory', { file, edit }, { signal });
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled || isGone(error)) throw error;
      // The log went away or cannot be read any more: the rest of the answer stands.
      this.services.log.warn(`why: ${log.file}: ${String(error)}`);
    }
    this.#setStory(group, candidate, story ?? 'gone');
  }

  #setStory(group: number, candidate: number, story: EditStory | 'gone'): void {
    const groups = this.#state.groups.map((g, i): ShownGroup => {
      if (i !== group) return g;
      const candidates = g.candidates.map((c, k) => (k === candidate ? { ...c, story } : c));
      return { ...g, candidates };
    });
    this.#tell({ groups }, true);
  }

  #failed(error: unknown): void {
    const stopped = error instanceof Cancelled || this.#stop.signal.aborted;
    const failure = stopped ? null : hostVoice().reason(error);
    this.#tell({ status: 'stopped', failure }, true);
  }

  #tell(change: Partial<WhyState>, now = false): void {
    this.#state = { ...this.#state, ...change };
    if (!now && Date.now() - this.#lastTold < TELL_MS) return;
    this.#lastTold = Date.now();
    this.onState();
  }
}

function shownOf(answer: WhyAnswer): Partial<WhyState> {
  const groups = answer.groups.slice(0, SHOWN).map((group): ShownGroup => ({
    ...group,
    candidates: group.candidates.map((c) => ({ ...c, story: null })),
  }));
  const { searched, nearest } = answer;
  return { groups, more: answer.groups.length - groups.length, searched, nearest };
}

/** Git in the file's folder, where there is one on this machine. */
function accessOf(uri: vscode.Uri): GitAccess | null {
  if (uri.scheme !== 'file') return null;
  const run = gitIn(vscode.Uri.joinPath(uri, '..').fsPath);
  if (run === null) return null;
  return {
    run,
    records: async (root) => {
      const file = vscode.Uri.joinPath(vscode.Uri.file(root), '.agent-trace', 'traces.jsonl');
      try {
        const { size } = await vscode.workspace.fs.stat(file);
        if (size > MAX_RECORDS) return '';
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      } catch {
        // No such records here, which is the usual case.
        return '';
      }
    },
  };
}

const MAX_RECORDS = 64 << 20;
