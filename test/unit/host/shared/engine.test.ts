import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock } from 'node:test';
import type { ListQuery } from '../../../../src/core/list/list';
import { newTrial } from '../../../../src/core/trial/file';
import type { TrialFile } from '../../../../src/core/trial/model';
import { readJournal } from '../../../../src/core/trial/run/journal';
import {
  Cancelled,
  Engine,
  EngineStopped,
  type EngineOptions,
} from '../../../../src/host/shared/engine';
import { EngineFile } from '../../../../src/host/shared/engineFile';
import type { EngineConfig, FileToRead } from '../../../../src/protocol/engine';
import { serveEngine } from '../../../../src/worker/engine';
import { openBytes } from '../../../../src/worker/source';
import type { SpawnedWorker } from '../../../../src/worker/spawned';

/** An engine's worker in this thread, whose end can be played. */
class FakeWorker implements SpawnedWorker {
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

function createEngine(options: EngineOptions = {}): { engine: Engine; started: FakeWorker[] } {
  const started: FakeWorker[] = [];
  const engine = new Engine((onEnd) => {
    const fake = new FakeWorker(onEnd);
    started.push(fake);
    return fake;
  }, options);
  return { engine, started };
}

const line = (id: string, answer: string) =>
  `${JSON.stringify({
    id,
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: answer, reasoning: `Because ${id}.` } }],
  })}\n`;

function file(text: string): () => Promise<FileToRead> {
  const bytes = () => new TextEncoder().encode(text);
  return () => Promise.resolve({ kind: 'bytes', name: 'log.jsonl', bytes: bytes() });
}

async function opened(engine: Engine, text: string): Promise<EngineFile> {
  const opening = new EngineFile(engine, file(text));
  assert.equal(await opening.open(), null);
  return opening;
}

async function idsOf(client: EngineFile): Promise<readonly string[]> {
  const indexes = Array.from({ length: client.count }, (_, i) => i);
  return (await client.ask('rows', { indexes })).map((row) => row.id);
}

const read = (client: EngineFile, index: number) =>
  client.ask('outline', { index, corrections: [] });

describe('Engine', () => {
  afterEach(() => mock.timers.reset());

  it('starts only when it is asked for something', () => {
    const { started } = createEngine();
    assert.equal(started.length, 0);
  });

  it('lists, reads and analyses the traces of a file', async () => {
    const { engine } = createEngine();
    const client = await opened(engine, line('a', '1') + line('b', '2'));
    assert.deepEqual(await idsOf(client), ['a', 'b']);
    assert.equal((await read(client, 1)).header.reasoningChars, 'Because b.'.length);
    const { steps } = await read(client, 0);
    assert.equal(steps.kind.length, 1);
    engine.dispose();
  });

  it('gives the reason when a file is not traces', async () => {
    const { engine } = createEngine();
    const failure = await new EngineFile(engine, file('just words')).open();
    assert.equal(failure?.error.code, 'unrecognised');
    engine.dispose();
  });

  it('answers open calls when the worker ends, and starts another one that opens the file again', async () => {
    const { engine, started } = createEngine();
    const client = await opened(engine, line('a', '1'));
    const [first] = started;
    assert.ok(first);
    first.silent = true;
    const reading = read(client, 0);
    setImmediate(() => first.crash());
    await assert.rejects(reading, EngineStopped);
    assert.equal((await read(client, 0)).header.id, 'a');
    assert.equal(started.length, 2);
    engine.dispose();
  });

  it('rejects when the start fails, and tries again at the next call', async () => {
    let tries = 0;
    const engine = new Engine((onEnd) => {
      tries += 1;
      if (tries === 1) throw new Error('no thread');
      return new FakeWorker(onEnd);
    });
    await assert.rejects(new EngineFile(engine, file(line('a', '1'))).open(), /no thread/);
    await opened(engine, line('a', '1'));
    engine.dispose();
  });

  it('cancels a call by its signal', async () => {
    const { engine } = createEngine();
    const stop = new AbortController();
    const opening = new EngineFile(engine, file(line('a', '1').repeat(5_000))).open({
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await assert.rejects(opening, Cancelled);
    engine.dispose();
  });

  it('counts a worker without any answer as hung and ends it', async () => {
    const { engine, started } = createEngine();
    const client = await opened(engine, line('a', '1'));
    const [first] = started;
    assert.ok(first);
    first.silent = true;
    mock.timers.enable({ apis: ['setTimeout'] });
    const asked = client.ask('outline', { index: 0, corrections: [] }, { silenceMs: 20_000 });
    // The call is under way once what is to be done at once is done.
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(20_000);
    await assert.rejects(asked, EngineStopped);
    await Promise.resolve();
    assert.equal(first.terminated, true);
    engine.dispose();
  });

  it('shuts an idle worker down when no file is open', async () => {
    const { engine, started } = createEngine({ idleMs: 60_000 });
    // Reading a file gives way to others by timers of its own.
    const client = await opened(engine, line('a', '1'));
    const ended = () => started.map((w) => w.terminated);
    mock.timers.enable({ apis: ['setTimeout'] });
    await client.ask('rows', { indexes: [0] });
    mock.timers.tick(120_000);
    assert.deepEqual(ended(), [false]);
    await client.close();
    mock.timers.tick(59_999);
    assert.deepEqual(ended(), [false]);
    mock.timers.tick(1);
    assert.deepEqual(ended(), [true]);
  });

  it('answers for the list of a file while it is being read', async () => {
    const { engine } = createEngine();
    const client = new EngineFile(engine, file(line('a', '1').repeat(20_000)));
    const early: Promise<string | undefined>[] = [];
    const opening = client.open({
      onProgress: ({ count }) => {
        if (count > 0) early.push(client.ask('rows', { indexes: [0] }).then(([row]) => row?.id));
      },
    });
    assert.equal(await opening, null);
    assert.ok(early.length > 0);
    assert.equal(await early[0], 'a');
    assert.equal((await idsOf(client)).length, 20_000);
    engine.dispose();
  });

  it('reads what was appended to a file', async () => {
    const { engine } = createEngine();
    let text = line('a', '1');
    const client = new EngineFile(engine, () => file(text)());
    assert.equal(await client.open(), null);
    text += line('b', '2');
    assert.deepEqual(await client.refresh(), { kind: 'grown', from: 1 });
    assert.deepEqual(await idsOf(client), ['a', 'b']);
    text = line('c', '3');
    assert.deepEqual(await client.refresh(), { kind: 'replaced' });
    assert.deepEqual(await idsOf(client), ['c']);
    engine.dispose();
  });

  const own = { id: 'm', cachedInput: null, contextTokens: null, maxOutputTokens: null };
  const config = (usd: number): EngineConfig => ({
    models: [{ ...own, input: usd, output: usd }],
    prices: null,
    calibrations: [],
    labelLessons: [],
  });
  const counted = JSON.stringify({
    id: 'a',
    object: 'chat.completion',
    model: 'm',
    choices: [{ message: { role: 'assistant', content: '7', reasoning: 'Because of it.' } }],
    usage: { prompt_tokens: 500_000, completion_tokens: 500_000 },
  });

  /** What each surface says a trace or call of the model costs, in USD. */
  async function costs(engine: Engine, client: EngineFile): Promise<readonly (number | null)[]> {
    const { header, steps } = await client.ask('outline', { index: 0, corrections: [] });
    const [row] = await client.ask('rows', { indexes: [0] });
    const digest = await client.ask('digest', {});
    const corpus = await engine.call('corpusStart', { instead: null });
    const bytes = new TextEncoder().encode(counted);
    const read = { kind: 'bytes', name: 'log.jsonl', bytes } as const;
    await engine.call('corpusFile', { corpus, file: read, key: 'a', mtime: 0 });
    const { report } = await engine.call('corpusReport', { corpus, by: 'model' });
    const [card] = await engine.call('cards', { ids: ['m'] });
    const perToken = steps.cost!.values[0]! / steps.tokens.values[0]!;
    return [
      header.cost.figure!.value,
      row!.cost.figure!.value,
      digest.totals.costUsd,
      report.all.costUsd.total,
      perToken * 1e6,
      card!.price!.output,
    ];
  }

  it('shows new prices on every surface, also after it had to be started anew', async () => {
    let usd = 2;
    const { engine, started } = createEngine({ config: () => Promise.resolve(config(usd)) });
    const client = await opened(engine, counted);
    assert.deepEqual(await costs(engine, client), [2, 2, 2, 2, 2, 2]);
    let told = 0;
    engine.onDidConfigure(() => told++);
    usd = 3;
    await engine.configure();
    assert.equal(told, 1);
    assert.deepEqual(await costs(engine, client), [3, 3, 3, 3, 3, 3]);
    started[0]!.crash();
    assert.deepEqual(await costs(engine, client), [3, 3, 3, 3, 3, 3]);
    assert.equal(started.length, 2);
    engine.dispose();
  });

  /** An agent's log whose model only this test knows. */
  const agentLog = readFileSync('media/samples/tool-use.claude-code.jsonl', 'utf8').replaceAll(
    'claude-sonnet-4-20250514',
    'm',
  );
  const choice = { model: 'm', effort: null };
  const task: TrialFile = {
    ...newTrial({ file: null, holes: ['q'], messages: [{ role: 'user', text: 'Solve {q}.' }] }),
    models: [{ ...choice, endpoint: null }],
    cases: [{ id: 'one', values: { q: '6 * 7' }, expected: '42', about: {} }],
    budgetUsd: 5,
  };
  const place = {
    endpoint: 'Own',
    api: 'chat-completions',
    host: 'localhost',
    payment: 'tokens',
    hasKey: true,
  } as const;
  const money = (text: string): number | null => {
    const found = /(?:"costUsd"|"lrm_lens\.cost\.usd")[^\d-]*([\d.e-]+)/.exec(text);
    return found === null ? null : Number(found[1]);
  };

  const EVERY_TRACE: ListQuery = {
    query: '',
    models: [],
    withFlags: false,
    hasAnswer: false,
    sort: 'index',
    descending: false,
  };

  /** What an estimate, a trial, a session and all that is made of them say that something costs, in USD. */
  async function laterCosts(engine: Engine): Promise<Readonly<Record<string, number | null>>> {
    const log = { kind: 'bytes', name: 'log.jsonl', bytes: new TextEncoder().encode(agentLog) };
    const file = log as FileToRead;
    const agent = new EngineFile(engine, () => Promise.resolve(file));
    assert.equal(await agent.open(), null);
    const other = new EngineFile(engine, () => Promise.resolve(file));
    assert.equal(await other.open(), null);
    const [head, listing, past, now, beside] = await Promise.all([
      agent.ask('sessionHead', { known: null }),
      agent.ask('list', { query: EVERY_TRACE }),
      agent.ask('pastRun', {}),
      agent.ask('running', { asked: [], budgetUsd: null, since: 0 }),
      engine.call('compareSessions', { a: { handle: agent.handle }, b: { handle: other.handle } }),
    ]);
    const part = { version: head!.version, list: 'calls', from: 0, to: 1 } as const;
    const { calls } = await agent.ask('sessionPart', part);
    const document = {
      form: 'json',
      structureOnly: false,
      essentialOnly: false,
      keep: [],
      exportedAt: '2026-11-30T00:00:00Z',
      language: 'en',
      translations: {},
    } as const;
    const asked = { prompt: 'Solve 6 * 7.', source: null, from: choice, to: [], observed: [] };
    const estimate = await engine.call('prepare', { ...asked, runs: [] });
    const brief = await engine.call('brief', { ...asked, runs: [], controls: null });
    const journal = readJournal('');
    const planned = { trial: task, journal, places: [place], judgePlace: null };
    const trial = await engine.call('planTrial', planned);
    const questions = [[{ role: 'user', text: 'Which kind is this step?' }]] as const;
    const labels = await engine.call('planLabels', { questions, choice, place });
    const run = await engine.call('runOf', { file });
    return {
      session: head!.rest.figures.money.usd,
      call: calls![0]!.money.usd,
      list: listing.totals.usd,
      running: now!.session.money.usd,
      pastRun: past!.usd,
      runOf: run!.usd,
      besideAnother: beside!.a.figures.money.usd,
      exportedSession: money(await agent.ask('exportSession', document)),
      exportedToOtlp: money(await agent.ask('exportSession', { ...document, form: 'otlp.json' })),
      estimate: estimate.baseline.rates?.output ?? null,
      brief: brief.rows[0]!.costUsd?.p50 ?? null,
      trial: trial.plan.costUsd?.middle ?? null,
      terms: trial.terms[0]!.rates?.output ?? null,
      labels: labels.model.costUsd?.middle ?? null,
    };
  }

  it('shows new prices of sessions, estimates, trials and labelling, and in what is exported of them', async () => {
    let usd = 2;
    const { engine } = createEngine({ config: () => Promise.resolve(config(usd)) });
    const before = await laterCosts(engine);
    usd = 6;
    await engine.configure();
    const after = await laterCosts(engine);
    for (const [surface, cost] of Object.entries(before)) {
      assert.ok(cost !== null && cost > 0, surface);
      assert.ok(Math.abs(after[surface]! / cost - 3) < 0.01, `${surface}: ${after[surface]}`);
    }
    engine.dispose();
  });

  it('prices the rows of a corpus anew that were read before', async () => {
    let usd = 2;
    const { engine } = createEngine({ config: () => Promise.resolve(config(usd)) });
    const corpus = await engine.call('corpusStart', { instead: null });
    const bytes = new TextEncoder().encode(counted);
    const file = { kind: 'bytes', name: 'log.jsonl', bytes } as const;
    await engine.call('corpusFile', { corpus, file, key: 'a', mtime: 0 });
    usd = 5;
    await engine.configure();
    const { report } = await engine.call('corpusReport', { corpus, by: 'model' });
    assert.equal(report.all.costUsd.total, 5);
    engine.dispose();
  });

  it('works with the lists it has where newer ones are none, and says so', async () => {
    const problems: string[] = [];
    const bad = { ...config(4), prices: { date: '2026-11-29', data: [{ id: 'x' }] } };
    const { engine } = createEngine({
      config: () => Promise.resolve(bad),
      onProblem: (problem) => problems.push(problem),
    });
    const [card] = await engine.call('cards', { ids: ['m'] });
    assert.equal(card?.price?.output, 4);
    assert.match(problems.join(), /not provider prices/);
    await assert.rejects(engine.call('checkPrices', { data: null }), /not provider prices/);
    engine.dispose();
  });

  it('stays while something is held in it', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { engine, started } = createEngine({ idleMs: 60_000 });
    const hold = engine.hold();
    await engine.call('cards', { ids: [] });
    mock.timers.tick(120_000);
    assert.equal(started[0]!.terminated, false);
    hold.dispose();
    hold.dispose();
    mock.timers.tick(60_000);
    assert.equal(started[0]!.terminated, true);
  });
});
