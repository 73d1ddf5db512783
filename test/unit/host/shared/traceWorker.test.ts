import assert from 'node:assert/strict';
import { openInWorker, TraceFileClient } from '../../../../src/host/shared/traceFileClient';
import { Cancelled, TraceWorker, WorkerStopped } from '../../../../src/host/shared/traceWorker';
import type { ToWorker, WorkerFile } from '../../../../src/protocol/worker';
import { serve } from '../../../../src/worker/serve';
import { openBytes } from '../../../../src/worker/source';
import type { SpawnedWorker } from '../../../../src/worker/spawned';

/** A worker in this thread, whose end can be played. */
class FakeWorker implements SpawnedWorker {
  terminated = false;
  silent = false;
  #toHost: (message: unknown) => void = () => undefined;
  #toWorker: (message: ToWorker) => void = () => undefined;
  readonly #end: (error: Error) => void;

  constructor(onEnd: (error: Error) => void) {
    this.#end = onEnd;
    serve(
      {
        post: (message) => {
          if (!this.silent) this.#toHost(structuredClone(message));
        },
        listen: (listener) => (this.#toWorker = listener),
      },
      openBytes,
    );
  }

  post(message: unknown): void {
    const copy = structuredClone(message) as ToWorker;
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

function createWorker(options = {}): { worker: TraceWorker; started: FakeWorker[] } {
  const started: FakeWorker[] = [];
  const worker = new TraceWorker((onEnd) => {
    const fake = new FakeWorker(onEnd);
    started.push(fake);
    return fake;
  }, options);
  return { worker, started };
}

const line = (id: string, answer: string) =>
  `${JSON.stringify({
    id,
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: answer, reasoning: `Because ${id}.` } }],
  })}\n`;

function file(text: string): () => Promise<WorkerFile> {
  const bytes = () => new TextEncoder().encode(text);
  return () => Promise.resolve({ kind: 'bytes', name: 'log.jsonl', bytes: bytes() });
}

async function opened(worker: TraceWorker, text: string): Promise<TraceFileClient> {
  const client = await openInWorker(worker, file(text));
  assert.ok(client instanceof TraceFileClient);
  return client;
}

async function idsOf(client: TraceFileClient): Promise<readonly string[]> {
  const indexes = Array.from({ length: client.count }, (_, i) => i);
  return (await client.view('rows', { indexes })).map((row) => row.id);
}

describe('TraceWorker', () => {
  it('starts a worker only when it is asked for something', () => {
    const { started } = createWorker();
    assert.equal(started.length, 0);
  });

  it('lists, reads and analyses the traces of a file', async () => {
    const { worker } = createWorker();
    const client = await opened(worker, line('a', '1') + line('b', '2'));
    assert.deepEqual(await idsOf(client), ['a', 'b']);
    assert.equal((await client.read(1)).segments.length, 2);
    const { analysis } = await client.analyse(0);
    assert.equal(analysis.steps.length, 1);
    worker.dispose();
  });

  it('gives the reason when a file is not traces', async () => {
    const { worker } = createWorker();
    const failure = await openInWorker(worker, file('just words'));
    assert.ok(!(failure instanceof TraceFileClient));
    assert.equal(failure.error.code, 'unrecognised');
    worker.dispose();
  });

  it('answers open calls when the worker ends, and starts another one that opens the file again', async () => {
    const { worker, started } = createWorker();
    const client = await opened(worker, line('a', '1'));
    const [first] = started;
    assert.ok(first);
    first.silent = true;
    const reading = client.read(0);
    setImmediate(() => first.crash());
    await assert.rejects(reading, WorkerStopped);
    assert.equal((await client.read(0)).id, 'a');
    assert.equal(started.length, 2);
    worker.dispose();
  });

  it('rejects when the start fails, and tries again at the next call', async () => {
    let tries = 0;
    const worker = new TraceWorker((onEnd) => {
      tries += 1;
      if (tries === 1) throw new Error('no thread');
      return new FakeWorker(onEnd);
    });
    await assert.rejects(openInWorker(worker, file(line('a', '1'))), /no thread/);
    await opened(worker, line('a', '1'));
    worker.dispose();
  });

  it('cancels a call by its signal', async () => {
    const { worker } = createWorker();
    const stop = new AbortController();
    const opening = openInWorker(worker, file(line('a', '1').repeat(5_000)), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await assert.rejects(opening, Cancelled);
    worker.dispose();
  });

  it('counts a worker without any answer as hung and ends it', async () => {
    const { worker, started } = createWorker({ silenceMs: 4_000 });
    const client = await opened(worker, line('a', '1'));
    const [first] = started;
    assert.ok(first);
    first.silent = true;
    await assert.rejects(client.read(0), WorkerStopped);
    await Promise.resolve();
    assert.equal(first.terminated, true);
    worker.dispose();
  });

  it('shuts an idle worker down when no file is open', async () => {
    const { worker, started } = createWorker({ idleMs: 10 });
    const client = await opened(worker, line('a', '1'));
    const ended = () => started.map((w) => w.terminated);
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(ended(), [false]);
    await client.close();
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.deepEqual(ended(), [true]);
  });

  it('answers for the list of a file while it is being read', async () => {
    const { worker } = createWorker();
    const client = new TraceFileClient(worker, file(line('a', '1').repeat(20_000)));
    const early: Promise<string | undefined>[] = [];
    const opening = client.open({
      onProgress: ({ count }) => {
        if (count > 0) early.push(client.view('rows', { indexes: [0] }).then(([row]) => row?.id));
      },
    });
    assert.equal(await opening, null);
    assert.ok(early.length > 0);
    assert.equal(await early[0], 'a');
    assert.equal((await idsOf(client)).length, 20_000);
    worker.dispose();
  });

  it('reads what was appended to a file', async () => {
    const { worker } = createWorker();
    let text = line('a', '1');
    const client = await openInWorker(worker, () => file(text)());
    assert.ok(client instanceof TraceFileClient);
    text += line('b', '2');
    assert.deepEqual(await client.refresh(), { kind: 'grown', from: 1 });
    assert.deepEqual(await idsOf(client), ['a', 'b']);
    text = line('c', '3');
    assert.deepEqual(await client.refresh(), { kind: 'replaced' });
    assert.deepEqual(await idsOf(client), ['c']);
    worker.dispose();
  });
});
