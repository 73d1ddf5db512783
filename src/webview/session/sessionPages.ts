import {
  partSizes,
  type SessionHead,
  type SessionList,
  type SessionLists,
  type SessionPart,
} from '../../protocol/sessionData';
import { sessionModel, type SessionModel } from './sessionModel';

/** Where a session comes from. Both reject when the file is not open. */
export interface SessionOrigin {
  /** `known` is the version that the page has, `null` for none. */
  readonly head: (known: number | null) => Promise<SessionHead | null>;
  readonly part: (
    version: number,
    list: SessionList,
    from: number,
    to: number,
  ) => Promise<SessionPart>;
}

const NONE: SessionLists = { turns: [], calls: [], tools: [] };

/** Fetches a session in parts and keeps it current: what did not change since the last time is not asked for again. */
export class SessionPages {
  #version: number | null = null;
  #lists: SessionLists = NONE;
  #model: SessionModel | null = null;
  #loading: Promise<void> | null = null;
  #again = false;

  constructor(private readonly source: SessionOrigin) {}

  /** `null` until it has come whole once. */
  get model(): SessionModel | null {
    return this.#model;
  }

  /** The file is another one now. */
  clear(): void {
    this.#version = null;
    this.#lists = NONE;
    this.#model = null;
  }

  /** Reads the session as it is now. Calls while one runs are answered by one more run after it. */
  load(): Promise<void> {
    if (this.#loading !== null) {
      this.#again = true;
      return this.#loading;
    }
    this.#loading = this.#run().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #run(): Promise<void> {
    this.#again = false;
    await this.#fetch();
    if (this.#wanted()) await this.#run();
  }

  /** Whether the session was asked for, or has changed, while it was fetched. */
  #wanted(): boolean {
    return this.#again;
  }

  async #fetch(): Promise<void> {
    const head = await this.source.head(this.#version);
    if (head === null) return;
    if (head.version === this.#version && this.#model !== null) return;
    const turns = await this.#list(head, 'turns');
    const calls = turns && (await this.#list(head, 'calls'));
    const tools = calls && (await this.#list(head, 'tools'));
    if (turns === null || calls === null || tools === null) {
      // The file grew meanwhile: what has come is of two versions.
      this.#again = true;
      return;
    }
    this.#lists = { turns, calls, tools };
    this.#version = head.version;
    this.#model = sessionModel({ ...head.rest, ...this.#lists }, head.findings);
  }

  /** A whole list of one version; `null` when a part came of another one. */
  async #list<L extends SessionList>(head: SessionHead, list: L): Promise<SessionLists[L] | null> {
    const { version, counts, same } = head;
    let items: SessionLists[SessionList] = this.#lists[list].slice(0, same[list]);
    while (items.length < counts[list]) {
      const from = items.length;
      const to = Math.min(counts[list], from + partSizes[list]);
      const part = await this.source.part(version, list, from, to);
      const next: SessionLists[SessionList] = part[list] ?? [];
      if (part.version !== version || next.length === 0) return null;
      items = [...items, ...next] as SessionLists[SessionList];
    }
    return items as SessionLists[L];
  }
}
