import { FORMATS } from './formats/table';
import type { FileRecord } from './format';
import type { RecordRange, Trace } from './model';
import { readRecord } from './reader/createReader';
import { parseGroup, startScan, type Scan, type TraceGroup } from './scan';
import type { ByteSource } from './source';
import { summarise } from './summary';
import type { OpenFailure, OpenOptions, TraceFile, TraceSummary } from './traceFile';

/** Where a trace is: the records of its group, and its place among the traces of the group. */
interface Place {
  readonly ranges: readonly RecordRange[];
  readonly nth: number;
}

/**
 * Lists the traces of a file in chunks without holding them; `read` parses one again from its byte ranges. Gives a
 * failure with the reason when the file is not traces. Rejects when the source does or the signal aborts.
 */
export async function openTraceFile(
  source: ByteSource,
  options: OpenOptions = {},
): Promise<TraceFile | OpenFailure> {
  const scan = await startScan(source, FORMATS, options.signal);
  if (!('format' in scan)) return { error: scan };
  const file = new IndexedFile(source, scan);
  await file.index(source.size, options);
  return file;
}

class IndexedFile implements TraceFile {
  readonly format: string;
  readonly formatTitle: string;
  readonly #source: ByteSource;
  readonly #scan: Scan;
  readonly #summaries: TraceSummary[] = [];
  readonly #places: Place[] = [];
  /** The group read last: the traces of one document are usually read one after another. */
  #last: TraceGroup | null = null;

  constructor(source: ByteSource, scan: Scan) {
    this.#source = source;
    this.#scan = scan;
    this.format = scan.format.id;
    this.formatTitle = scan.format.title;
  }

  get summaries(): readonly TraceSummary[] {
    return this.#summaries;
  }

  get problems(): TraceFile['problems'] {
    return this.#scan.problems;
  }

  async index(size: number, options: OpenOptions): Promise<void> {
    for await (const step of this.#scan.steps(size, options.signal)) {
      const from = this.#summaries.length;
      for (const group of step.groups) this.#add(group);
      for (const group of step.open) this.#add(group);
      options.onProgress?.({
        bytesRead: step.bytesRead,
        bytesTotal: size,
        found: this.#summaries.slice(from),
      });
    }
  }

  async read(index: number): Promise<Trace> {
    const place = this.#places[index];
    const summary = this.#summaries[index];
    if (place === undefined || summary === undefined) {
      throw new RangeError(`No trace ${index} in this file.`);
    }
    if (this.#last?.ranges !== place.ranges) this.#last = await this.#readGroup(place.ranges);
    const trace = this.#last.traces[place.nth];
    if (trace?.id !== summary.id) {
      this.#last = null;
      throw new Error('The file was changed after it was opened.');
    }
    return { ...trace, index };
  }

  #add(group: TraceGroup): void {
    for (const [nth, trace] of group.traces.entries()) {
      this.#summaries.push(summarise(trace));
      this.#places.push({ ranges: group.ranges, nth });
    }
  }

  async #readGroup(ranges: readonly RecordRange[]): Promise<TraceGroup> {
    const records: FileRecord[] = [];
    for (const range of ranges) {
      const record = await readRecord(this.#source, this.#scan.container, range);
      if (record !== null) records.push(record);
    }
    const { traces } = parseGroup(this.#scan.format, records, this.#source.name, 0);
    return { ranges, traces };
  }
}
