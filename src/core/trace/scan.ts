import { msg } from '../model/message';
import { say } from '../model/sentence';
import type { Problem } from '../model/problem';
import type { Container, FileRecord, Format, Grouper } from './format';
import { parseGroup } from './parseGroup';
import type { RecordRange, Trace } from '../model/trace';
import { createGrouper } from './assemble';
import { CONFIRM_BYTES, MAX_PROBLEMS, MAX_SNIFF_RECORDS, SNIFF_BYTES } from './reader/bounds';
import { containersOf } from './reader/container';
import { decode } from './reader/decode';
import type { Layer } from './reader/layers/layer';
import { peel, type Peeled } from './reader/layers/peel';
import { refusedKind, type Refused } from './reader/layers/refused';
import { isStore } from './reader/createStore';
import { RecordSource } from './reader/readRecords';
import type { RecordBatch } from './reader/store';
import { detectFormat } from './sniff';
import type { ByteSource } from './source';
import type { OpenFailure } from './traceFile';
import { seemsLike, tablesIn, type Unrecognised } from './unrecognised';

/** Traces made from one group of records, and where these records are. */
export interface TraceGroup {
  readonly ranges: readonly RecordRange[];
  readonly traces: readonly Trace[];
}

export interface ScanStep {
  /** Groups that are complete. */
  readonly groups: readonly TraceGroup[];
  /** Groups at the end of the file, which may change when it grows. Only in the last step. */
  readonly open: readonly TraceGroup[];
  /** The records that were read in this step, whether a group has them or not. */
  readonly records: readonly FileRecord[];
  readonly bytesRead: number;
}

/**
 * Reads a file from its bytes to its traces, chunk by chunk. Create it with `startScan`; `steps` may be called again
 * when the file has grown.
 */
export class Scan {
  /** The file that is read: what is inside the layers of the one that was given. */
  readonly source: ByteSource;
  /** What was taken off, from the outermost. */
  readonly layers: readonly Layer[];
  readonly #layerProblems: readonly Problem[];
  readonly format: Format;
  readonly container: Container;
  readonly #records: RecordSource;
  readonly #grouper: Grouper;
  readonly #head: readonly RecordBatch[];
  readonly #parsed: Problem[] = [];
  /** Problems of the groups at the end, which are parsed again when the file grows. */
  #openParsed: readonly Problem[] = [];
  readonly #rest: AsyncGenerator<RecordBatch>;
  #started = false;
  #nextIndex = 0;

  constructor(found: Recognised) {
    this.source = found.source;
    this.layers = found.peeled.layers;
    this.#layerProblems = found.peeled.problems;
    this.format = found.format;
    this.container = found.container;
    this.#records = found.records;
    this.#head = found.head;
    this.#rest = found.rest;
    this.#grouper = createGrouper(found.format, found.records.problems);
  }

  get problems(): readonly Problem[] {
    return [
      ...this.#layerProblems,
      ...this.#records.problems.all(),
      ...this.#parsed,
      ...this.#openParsed,
    ];
  }

  get bytesRead(): number {
    return this.#records.offset;
  }

  /** Whether new bytes at the end can be read without reading the file again. */
  get canGrow(): boolean {
    return this.layers.length === 0 && this.#records.canGrow;
  }

  /** Reads records again from their ranges; those that are no longer there are left out. */
  readAgain(ranges: readonly RecordRange[]): Promise<readonly FileRecord[]> {
    return this.#records.again(ranges);
  }

  /** Traces up to `size`, in steps; the first call continues what recognising the file has read. */
  async *steps(size = this.source.size, signal?: AbortSignal): AsyncGenerator<ScanStep> {
    const first = !this.#started;
    this.#started = true;
    if (first) {
      for (const batch of this.#head) yield this.#step(batch);
    }
    const batches = first ? this.#rest : this.#records.read(size, signal);
    for await (const batch of batches) yield this.#step(batch);
    // Numbers of open groups are given again when the file grows.
    const index = this.#nextIndex;
    const problems: Problem[] = [];
    const open = this.#grouper.end().map((group) => this.#parse(group, problems));
    this.#openParsed = problems;
    this.#nextIndex = index;
    yield { groups: [], open, records: [], bytesRead: this.#records.offset };
  }

  #step(batch: RecordBatch): ScanStep {
    const groups: TraceGroup[] = [];
    for (const record of batch.records) {
      for (const group of this.#grouper.push(record)) {
        groups.push(this.#parse(group, this.#parsed));
      }
    }
    return { groups, open: [], records: batch.records, bytesRead: batch.bytesRead };
  }

  #parse(group: readonly FileRecord[], problems: Problem[]): TraceGroup {
    const parsed = parseGroup(this.format, group, this.source.name, this.#nextIndex);
    const { traces } = parsed;
    this.#nextIndex += traces.length;
    if (problems.length < MAX_PROBLEMS) problems.push(...parsed.problems);
    return { ranges: group.map((r) => r.range), traces };
  }
}

interface Recognised {
  readonly source: ByteSource;
  readonly peeled: Peeled;
  readonly format: Format;
  readonly container: Container;
  readonly records: RecordSource;
  readonly head: readonly RecordBatch[];
  readonly rest: AsyncGenerator<RecordBatch>;
}

/**
 * Recognises a file and gets ready to read it: its layers are taken off, then each way to read what is inside is tried
 * until a format knows the records. 64 kB are looked at first (or up to the end of the first record), then 1 MB before
 * giving up; a problem says why a file is not traces.
 */
export async function startScan(
  given: ByteSource,
  formats: readonly Format[],
  signal?: AbortSignal,
): Promise<Scan | OpenFailure> {
  const peeled = await peel(given, signal);
  const { source } = peeled;
  const bytes = (await source?.read(0, Math.min(source.size, SNIFF_BYTES), signal)) ?? NO_BYTES;
  const tried: Attempt[] = [];
  const kind = refusedKind(bytes);
  if (source !== null && kind === null) {
    for (const container of containersOf(bytes, source.name, source.size <= bytes.length)) {
      const attempt = await tryContainer(peeled, source, container, bytes, formats, signal);
      if ('format' in attempt) return new Scan(attempt);
      tried.push(attempt);
    }
  }
  return { error: whyNot(peeled, kind, tried), report: reportOf(peeled, kind, tried, bytes) };
}

const NO_BYTES = new Uint8Array();
const NOTHING: Problem = { code: 'empty', message: say('The file holds no record.') };

/** A way to read a file that led to no traces. */
interface Attempt {
  readonly container: Container;
  /** Records that were looked at. */
  readonly records: readonly FileRecord[];
  readonly problems: readonly Problem[];
}

async function tryContainer(
  peeled: Peeled,
  source: ByteSource,
  container: Container,
  bytes: Uint8Array,
  formats: readonly Format[],
  signal?: AbortSignal,
): Promise<Recognised | Attempt> {
  const records = new RecordSource(source, container);
  const rest = records.read(source.size, signal);
  const head: RecordBatch[] = [];
  const found: FileRecord[] = [];
  const text = isStore(container) ? '' : decode(bytes);
  let looked = SNIFF_BYTES;
  for (;;) {
    const next = await rest.next();
    if (next.done !== true) {
      head.push(next.value);
      found.push(...next.value.records.slice(0, MAX_SNIFF_RECORDS - found.length));
      if (found.length === 0 || next.value.bytesRead < Math.min(looked, source.size)) continue;
    }
    const sniff = { fileName: source.name, container, text, records: found };
    const format = found.length === 0 ? null : detectFormat(sniff, formats);
    if (format !== null) return { source, peeled, format, container, records, head, rest };
    if (next.done === true || looked >= CONFIRM_BYTES) {
      return { container, records: found, problems: records.problems.all() };
    }
    looked = CONFIRM_BYTES;
  }
}

function whyNot(
  { source, problems: layerProblems }: Peeled,
  kind: Refused | null,
  tried: readonly Attempt[],
): Problem {
  if (source === null) return layerProblems.at(-1) ?? NOTHING;
  if (kind !== null) {
    const message = say(
      'This is {0}. {1}',
      { message: kind.title, args: [] },
      { message: kind.advice ?? msg('It holds no traces that can be read.'), args: [] },
    );
    return { code: 'unrecognised', message };
  }
  const found = tried.some(({ records }) => records.length > 0);
  const problems = tried.flatMap((attempt) => attempt.problems);
  const [first] = problems.filter((p) => p.code === 'too-large').concat(problems);
  if (!found && first !== undefined) return first;
  if (!found || source.size === 0) return NOTHING;
  const cut = tried[0]?.records.every((record) => record.cut === true) ?? false;
  const end = problems.find((p) => p.code === 'truncated');
  if (cut && end !== undefined) return end;
  return {
    code: 'unrecognised',
    message: say('No known format of reasoning traces fits this file.'),
  };
}

function reportOf(
  { source, layers }: Peeled,
  kind: Refused | null,
  tried: readonly Attempt[],
  bytes: Uint8Array,
): Unrecognised {
  const tables = tried.map(({ records }) => tablesIn(records)).find((found) => found.length > 0);
  const packed = source === null || (kind !== null && kind.advice !== null);
  return {
    seems: packed ? 'packed' : kind !== null ? 'binary' : seemsLike(tried, bytes),
    layers: layers.map((layer) => layer.title),
    kind: kind === null ? null : { title: kind.title, advice: kind.advice },
    tried: tried.map(({ container, records, problems }) => ({
      container,
      records: records.length,
      problem: problems[0] ?? null,
    })),
    tables: tables ?? [],
  };
}
