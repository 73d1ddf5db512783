import assert from 'node:assert/strict';
import { Engine, type EngineOptions } from '../../../../src/host/shared/engine';
import { EngineFile } from '../../../../src/host/shared/engineFile';
import type { FileToRead } from '../../../../src/protocol/engine';
import { serveEngine } from '../../../../src/worker/engine';
import { openBytes } from '../../../../src/worker/source';
import type { SpawnedWorker } from '../../../../src/worker/spawned';

/** An engine's worker in this thread, whose end can be played. */
export class FakeWorker implements SpawnedWorker {
  terminated = false;
  silent = false;
  #toHost: (message: unknown) => void = () => undefined;
  #toWorker: (message: unknown) => void = () => undefined;
  readonly #end: (error: Error) => void;

  constructor(onEnd: (error: Error) => void) {
    this.#end = onEnd;
    serveEngine(
      {
        post: (message) => {
          if (!this.silent) this.#toHost(structuredClone(message));
        },
        listen: (listener) => {
          this.#toWorker = listener;
          return () => undefined;
        },
      },
      openBytes,
    );
  }

  post(message: unknown): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => this.#toWorker(copy));
  }

  listen(listener: (message: unknown) => void): () => void {
    this.#toHost = listener;
    return () => undefined;
  }

  terminate(): void {
    this.terminated = true;
  }

  crash(): void {
    this.#end(new Error('out of memory'));
  }
}

export function createEngine(options: EngineOptions = {}): {
  engine: Engine;
  started: FakeWorker[];
} {
  const started: FakeWorker[] = [];
  const engine = new Engine((onEnd) => {
    const fake = new FakeWorker(onEnd);
    started.push(fake);
    return fake;
  }, options);
  return { engine, started };
}

export const line = (id: string, answer: string) =>
  `${JSON.stringify({
    id,
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: answer, reasoning: `Because ${id}.` } }],
  })}\n`;

export function file(text: string): () => Promise<FileToRead> {
  const bytes = () => new TextEncoder().encode(text);
  return () => Promise.resolve({ kind: 'bytes', name: 'log.jsonl', bytes: bytes() });
}

export async function opened(engine: Engine, text: string): Promise<EngineFile> {
  const opening = new EngineFile(engine, file(text));
  assert.equal(await opening.open(), null);
  return opening;
}

export async function idsOf(client: EngineFile): Promise<readonly string[]> {
  const indexes = Array.from({ length: client.count }, (_, i) => i);
  return (await client.ask('rows', { indexes })).map((row) => row.id);
}

export const read = (client: EngineFile, index: number) =>
  client.ask('outline', { index, corrections: [] });
