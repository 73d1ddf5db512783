import type * as vscode from 'vscode';
import type { OpenFailure } from '../../../core/trace/traceFile';
import type { EngineResult, ReadProgress } from '../../../protocol/engine';
import type { TraceKey } from '../../../protocol/viewCalls';
import type { CallOptions, Engine } from '../../shared/engine';
import { EngineFile } from '../../shared/engineFile';
import { fileToRead } from '../../shared/engineHost';

/** Opens files in the engine. */
export class TraceReader {
  constructor(private readonly engine: Engine) {}

  /** `started` is given the file once its list can be asked for, while it is still being read. */
  async open(
    uri: vscode.Uri,
    options: CallOptions<ReadProgress>,
    started: (file: EngineFile) => void = () => undefined,
  ): Promise<EngineFile | OpenFailure> {
    const file = new EngineFile(this.engine, () => fileToRead(uri));
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

  /** Title of the format that the first 64 kB look like; `null` when they look like none. Rejects when unreadable. */
  async sniff(uri: vscode.Uri): Promise<string | null> {
    const format = await this.engine.call('sniff', { file: await fileToRead(uri) });
    return format?.title ?? null;
  }

  /** The same for a text that is already in memory. */
  async sniffText(name: string, text: string): Promise<string | null> {
    const bytes = new TextEncoder().encode(text);
    const format = await this.engine.call('sniff', { file: { kind: 'bytes', name, bytes } });
    return format?.title ?? null;
  }
}
