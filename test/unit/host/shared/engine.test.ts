import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Cancelled, Engine, EngineStopped } from '../../../../src/host/shared/engine';
import { EngineFile } from '../../../../src/host/shared/engineFile';
import { createEngine, file, idsOf, line, opened, read, FakeWorker } from './engineFixture';

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
