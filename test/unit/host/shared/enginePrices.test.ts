import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ListQuery } from '../../../../src/core/list/list';
import { newTrial } from '../../../../src/core/trial/file';
import type { TrialFile } from '../../../../src/core/trial/model';
import { readJournal } from '../../../../src/core/trial/run/journal';
import type { Engine } from '../../../../src/host/shared/engine';
import { EngineFile } from '../../../../src/host/shared/engineFile';
import type { EngineConfig, FileToRead } from '../../../../src/protocol/engine';
import { createEngine, opened } from './engineFixture';

describe('the prices of the engine', () => {
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
});
