import type { TracesFound } from '../../protocol/sessionData';
import { traceKey } from './traceOf';

/** Who goes on typing asks for nothing in between; a session that grows is looked through now and then. */
const REST_MS = 250;
const GROWN_MS = 3_000;

/** What was found of some words. */
interface Found {
  readonly query: string;
  readonly of: unknown;
  /** `null` until it has come. */
  readonly keys: ReadonlySet<string> | null;
}

/** Looks for words in the whole texts of a session, of which the page itself has only beginnings. */
export class WholeText {
  #found: Found | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();

  constructor(
    private readonly ask: (query: string, signal: AbortSignal) => Promise<readonly TracesFound[]>,
    private readonly arrived: () => void,
  ) {}

  /** The traces that hold the words, of a session as it is now; `null` while they are looked for. */
  holding(query: string, of: unknown): ReadonlySet<string> | null {
    if (query === '') {
      this.#forget();
      return null;
    }
    const before = this.#found;
    if (before?.query === query && before.of === of) return before.keys;
    const same = before?.query === query;
    this.#found = { query, of, keys: same ? before.keys : null };
    this.#stop();
    this.#timer = setTimeout(() => void this.#look(query), same ? GROWN_MS : REST_MS);
    return this.#found.keys;
  }

  #forget(): void {
    if (this.#found === null) return;
    this.#found = null;
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#asking = new AbortController();
  }

  async #look(query: string): Promise<void> {
    const { signal } = this.#asking;
    try {
      const found = await this.ask(query, signal);
      if (signal.aborted || this.#found?.query !== query) return;
      const keys = found.flatMap(({ agent, traces }) =>
        traces.map((trace) => traceKey({ file: agent, trace })),
      );
      this.#found = { ...this.#found, keys: new Set(keys) };
      this.arrived();
    } catch {
      // Cancelled, or the file failed or was closed meanwhile: its own events tell so.
    }
  }
}
