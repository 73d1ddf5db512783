import type { Message } from '../model/message';
import type { Problem } from '../model/problem';
import { matches, takeFingerprint, type Fingerprint } from './fingerprint';
import type { FileRecord, Format } from './format';
import { formatsWith } from './mapping';
import type { RecordRange, Trace } from '../model/trace';
import { isStore } from './reader/createStore';
import { parseGroup } from './parseGroup';
import { startScan, type Scan, type TraceGroup } from './scan';
import type { ByteSource } from './source';
import { isAsBefore, summarise } from './summary';
import type {
  FileChange,
  IndexedTraceFile,
  OpenFailure,
  OpenOptions,
  RangesIn,
  TraceSummary,
} from './traceFile';
import type { Unrecognised } from './unrecognised';
import { SentenceError } from '../text/sentenceError';
import { say } from '../model/sentence';

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
): Promise<IndexedTraceFile | OpenFailure> {
  const formats = formatsWith(options.mapping);
  const scan = await startScan(source, formats, options.signal);
  if ('error' in scan) return scan;
  const file = new IndexedFile(source, scan, formats);
  options.taker?.begin(scan.format);
  options.onStart?.(file);
  await file.index(scan.source.size, options);
  return file;
}

/**
 * What there is in a file to choose columns from, whatever format would know it. Rejects when the source does or the
 * signal aborts.
 */
export async function reportOn(source: ByteSource, signal?: AbortSignal): Promise<Unrecognised> {
  const scan = await startScan(source, [], signal);
  if ('error' in scan) return scan.report;
  throw new Error('no format is tried');
}

class IndexedFile implements IndexedTraceFile {
  readonly #source: ByteSource;
  /** A file that is rewritten is read by the same ones. */
  readonly #formats: readonly Format[];
  /** The source as it was scanned last: of the size that it had then. */
  #scanned: ByteSource;
  #scan: Scan;
  #summaries: TraceSummary[] = [];
  #places: Place[] = [];
  /** Summaries before this one stay when the file grows. */
  #settled = 0;
  #fingerprint: Fingerprint | null = null;
  /** The group read last: the traces of one document are usually read one after another. */
  #last: TraceGroup | null = null;

  constructor(source: ByteSource, scan: Scan, formats: readonly Format[]) {
    this.#formats = formats;
    this.#source = source;
    this.#scanned = source;
    this.#scan = scan;
  }

  get format(): string {
    return this.#scan.format.id;
  }

  get formatTitle(): Message {
    return this.#scan.format.title;
  }

  get rangesIn(): RangesIn {
    if (isStore(this.#scan.container)) return 'archive';
    const [outer] = this.#scan.layers;
    if (outer === undefined) return 'file';
    return this.#scan.layers.every((layer) => layer.id === 'utf-16') ? 'utf8' : 'unpacked';
  }

  get content(): ByteSource {
    return this.#scan.source;
  }

  get summaries(): readonly TraceSummary[] {
    return this.#summaries;
  }

  get problems(): readonly Problem[] {
    return this.#scan.problems;
  }

  async index(size: number, options: OpenOptions): Promise<void> {
    for await (const step of this.#scan.steps(size, options.signal)) {
      const from = this.#summaries.length;
      for (const group of step.groups) this.#add(group);
      this.#settled = this.#summaries.length;
      for (const group of step.open) this.#add(group);
      options.taker?.take({
        records: step.records,
        traces: step.groups.flatMap(({ traces }) => traces),
        open: step.open.flatMap(({ traces }) => traces),
      });
      options.onProgress?.({
        bytesRead: step.bytesRead,
        bytesTotal: size,
        found: this.#summaries.slice(from),
      });
    }
    const end = this.#scan.layers.length > 0 ? this.#scanned.size : this.#scan.bytesRead;
    this.#fingerprint = await takeFingerprint(this.#source, end);
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
      throw new SentenceError(say('The file was changed after it was opened.'));
    }
    return { ...trace, index };
  }

  async refresh(options: OpenOptions = {}): Promise<FileChange> {
    const size = (await this.#source.currentSize?.()) ?? this.#source.size;
    const before = this.#fingerprint;
    this.#last = null;
    if (before === null || size < before.end || !(await matches(this.#source, before))) {
      return this.#again(size, options);
    }
    if (size === before.end) return { kind: 'unchanged' };
    if (!this.#scan.canGrow) return this.#again(size, options);
    const from = this.#settled;
    this.#summaries.length = from;
    this.#places.length = from;
    await this.index(size, options);
    return { kind: 'grown', from };
  }

  /** Reads a rewritten file anew. A document that is written whole each time it grows keeps its first traces. */
  async #again(size: number, options: OpenOptions): Promise<FileChange> {
    const source: ByteSource = { ...this.#source, size };
    const scan = await startScan(source, this.#formats, options.signal);
    if ('error' in scan) return { kind: 'failed', error: scan.error };
    options.taker?.begin(scan.format);
    const old = this.#summaries;
    this.#scan = scan;
    this.#scanned = source;
    this.#summaries = [];
    this.#places = [];
    await this.index(scan.source.size, options);
    const kept = this.#summaries.findIndex((s, i) => !isAsBefore(s, old[i]));
    const from = kept < 0 ? this.#summaries.length : kept;
    // The last one may have another content hash for its id now.
    const grew = from > 0 && from >= old.length - 1 && this.#summaries.length >= old.length;
    return grew
      ? { kind: 'grown', from: Math.max(0, Math.min(from, old.length - 1)) }
      : { kind: 'replaced' };
  }

  readRecords(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    return this.#scan.readAgain(ranges);
  }

  #add(group: TraceGroup): void {
    for (const [nth, trace] of group.traces.entries()) {
      this.#summaries.push(summarise(trace));
      this.#places.push({ ranges: group.ranges, nth });
    }
  }

  async #readGroup(ranges: readonly RecordRange[]): Promise<TraceGroup> {
    const { source, format } = this.#scan;
    const { traces } = parseGroup(format, await this.readRecords(ranges), source.name, 0);
    return { ranges, traces };
  }
}
