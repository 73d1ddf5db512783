import type * as vscode from 'vscode';
import type { SearchHit, SearchQuery } from '../../../core/search/model';
import type { OpenFailure } from '../../../core/trace/traceFile';
import type { Unrecognised } from '../../../core/trace/unrecognised';
import type { EngineResult, FileToRead, ReadProgress } from '../../../protocol/engine';
import type { SearchProgress } from '../../../protocol/searchCalls';
import type { TraceKey } from '../../../protocol/viewCalls';
import type { ColumnChoices } from '../../shared/columnChoices';
import type { CallOptions, Engine } from '../../shared/engine';
import { buffersOf, EngineFile } from '../../shared/engineFile';
import { fileToRead } from '../../shared/engineHost';
import { baseName } from '../../shared/uris';

/** Opens files in the engine. */
export class TraceReader {
  constructor(
    private readonly engine: Engine,
    private readonly columns: ColumnChoices,
  ) {}

  /** `started` is given the file once its list can be asked for, while it is still being read. */
  async open(
    uri: vscode.Uri,
    options: CallOptions<ReadProgress>,
    started: (file: EngineFile) => void = () => undefined,
  ): Promise<EngineFile | OpenFailure> {
    const file = new EngineFile(this.engine, () => this.#file(uri));
    let told = false;
    const onProgress = (progress: ReadProgress): void => {
      if (!told) started(file);
      told = true;
      options.onProgress?.(progress);
    };
    return (await file.open({ ...options, onProgress })) ?? file;
  }

  /** Two traces of open files side by side. */
  compare(a: TraceKey, b: TraceKey): Promise<EngineResult<'compare'>> {
    return this.engine.call('compare', { a, b });
  }

  /** What the beginning of a log says of its session; `null` for a file that is none. Rejects when unreadable. */
  async peek(uri: vscode.Uri): Promise<EngineResult<'peek'>> {
    return this.engine.call('peek', { file: await this.#file(uri) });
  }

  /** The sessions in an agent's database; none for another file. Rejects when unreadable. */
  async storedSessions(uri: vscode.Uri): Promise<EngineResult<'storedSessions'>> {
    return this.engine.call('storedSessions', { file: await this.#file(uri) });
  }

  /** Looks for a text in the reasoning of a file; hits come as they are found. Rejects when unreadable or cancelled. */
  async search(
    uri: vscode.Uri,
    query: SearchQuery,
    { signal, onHits }: { signal: AbortSignal; onHits: (hits: readonly SearchHit[]) => void },
  ): Promise<EngineResult<'search'>> {
    const file = await this.#file(uri);
    const onProgress = ({ hits }: SearchProgress): void => {
      if (hits.length > 0) onHits(hits);
    };
    const transfer = buffersOf(file);
    return this.engine.call('search', { file, query }, { signal, onProgress, transfer });
  }

  /** Two open files as sessions side by side; `null` when one of them is none. */
  compareSessions(a: EngineFile, b: EngineFile): Promise<EngineResult<'compareSessions'>> {
    const of = ({ handle }: EngineFile) => ({ handle });
    return this.engine.call('compareSessions', { a: of(a), b: of(b) });
  }

  /** Title of the format that the first 64 kB look like; `null` when they look like none. Rejects when unreadable. */
  async sniff(uri: vscode.Uri): Promise<string | null> {
    const format = await this.engine.call('sniff', { file: await this.#file(uri) });
    return format?.title ?? null;
  }

  /** The same for a text that is already in memory. */
  async sniffText(uri: vscode.Uri, text: string): Promise<string | null> {
    const bytes = new TextEncoder().encode(text);
    const mapping = this.columns.of(uri);
    const chosen = mapping === null ? {} : { mapping };
    const file = { kind: 'bytes' as const, name: baseName(uri), bytes, ...chosen };
    const format = await this.engine.call('sniff', { file });
    return format?.title ?? null;
  }

  /** What there is to choose columns from. Rejects when unreadable. */
  async report(uri: vscode.Uri): Promise<Unrecognised> {
    return this.engine.call('report', { file: await fileToRead(uri) });
  }

  #file(uri: vscode.Uri): Promise<FileToRead> {
    return fileToRead(uri, this.columns.of(uri));
  }
}
