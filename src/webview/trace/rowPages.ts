import type { TraceRow } from '../../core/list/list';
import type { TraceHost } from './tracePages';

/** Lines asked for at once, and kept. */
const AT_ONCE = 200;
const KEPT = 2000;

interface Line {
  readonly row: TraceRow;
  /** Of the rows that it came with: an older one is shown until the new one is there. */
  readonly version: number;
}

/** The rows of the traces of a file as they come into view. */
export class RowPages {
  readonly #lines = new Map<number, Line>();
  readonly #wanted = new Set<number>();
  #version = 0;

  /** `agent` is the file of a sub-agent, `null` the page's own; `arrived` is called when rows have come. */
  constructor(
    private readonly host: TraceHost,
    private readonly agent: string | null,
    private readonly arrived: () => void,
  ) {}

  /** The file has other traces now. */
  clear(): void {
    this.#lines.clear();
  }

  /** Its rows or their figures have changed: they are asked for again when they are looked at. */
  renew(): void {
    this.#version++;
  }

  /** A row by the number of its trace; `undefined` until it has come. */
  row(index: number): TraceRow | undefined {
    const known = this.#lines.get(index);
    if (known?.version !== this.#version) this.#want(index);
    return known?.row;
  }

  #want(index: number): void {
    this.#wanted.add(index);
    // What is drawn together is asked for together.
    if (this.#wanted.size === 1) queueMicrotask(() => void this.#fetch());
  }

  async #fetch(): Promise<void> {
    const indexes = [...this.#wanted].slice(0, AT_ONCE);
    const version = this.#version;
    const agent = this.agent === null ? {} : { agent: this.agent };
    try {
      for (const row of await this.host.request('getRows', { ...agent, indexes })) {
        this.#lines.delete(row.index);
        this.#lines.set(row.index, { row, version });
      }
    } catch {
      // The file failed or was closed meanwhile: its own events tell so.
      this.#wanted.clear();
      return;
    }
    for (const index of indexes) this.#wanted.delete(index);
    for (const key of this.#lines.keys()) {
      if (this.#lines.size <= KEPT) break;
      this.#lines.delete(key);
    }
    if (this.#wanted.size > 0) void this.#fetch();
    this.arrived();
  }
}
