import { sessionContext } from './sessionContext';
import type { TraceSession } from './session';

/** Between two looks at a run that grows, in milliseconds; and so many times as long as the last one took. */
const REST_MS = 1500;
const REST_TIMES = 4;

/** The file as a whole run of an agent: its view is loaded with the first of them. */
export class GrowingRun {
  #next = 0;

  constructor(private readonly session: TraceSession) {}

  /** A log that is still read is shown as far as it is, now and then. */
  grow(): void {
    const start = performance.now();
    if (start < this.#next) return;
    this.#next = Infinity;
    void this.load().then(() => {
      const now = performance.now();
      this.#next = now + Math.max(REST_MS, REST_TIMES * (now - start));
    });
  }

  /** Reads the whole run; it stays hidden that it failed, because the file's own events tell so. */
  async load(): Promise<void> {
    const { session } = this;
    try {
      let { opened } = session.state;
      if (opened === null) {
        const { openSession } = await import('../session/openSession');
        opened = session.state.opened ?? openSession(sessionContext(session));
        session.store.set({ opened });
      }
      await opened.page.load();
    } catch {
      // As said above.
    }
  }
}
