import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { labelBatches } from '../../../../src/core/labels/batches';
import { planLabels } from '../../../../src/core/labels/plan';
import { LabelRun, type LabelsSoFar } from '../../../../src/core/labels/run';
import { inEnglish } from '../../../../src/core/text/voice';
import type { ModelPlace } from '../../../../src/core/trial/expected';
import { askEndpoint } from '../../../../src/core/trial/run/ask';
import { send } from '../../../../src/host/capture/send';
import { FakeModel, type Reply, type Request } from '../trial/server';
import { asked, inputOf } from './stretch';

const place = (more: Partial<ModelPlace> = {}): ModelPlace => ({
  endpoint: 'fake',
  api: 'chat-completions',
  host: 'fake',
  payment: 'tokens',
  hasKey: true,
  ...more,
});

const facts = {
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  countTokens: (text: string) => ({
    tokens: Math.ceil(text.length / 4),
    exact: true,
  }),
  now: new Date('2026-11-29T12:00:00Z'),
} as Parameters<typeof planLabels>[1];

const texts = Array.from({ length: 180 }, (_, i) => `Step ${i + 1} says something. `);
const batches = labelBatches(inputOf(texts, { task: 'Sum up.' }));
const questions = batches.map((b) => b.messages);
const choice = { model: 'gpt-4o-mini', effort: null };

/** A step of two sentences after the other. */
const good = ({ text }: Request): Reply => {
  const [first, last] = asked(text);
  const steps = [];
  for (let at = first; at <= last; at += 2)
    steps.push({ first: at, kind: 'plan', title: `T${at}` });
  return { kind: 'answer', text: JSON.stringify({ steps, phases: [] }) };
};

/** Runs all questions on a real server, with what was kept after each answer. */
async function run(
  reply: (request: Request) => Reply,
  at: ModelPlace = place(),
  onKeep: (run: LabelRun, soFar: LabelsSoFar) => void = () => undefined,
  onStart: (run: LabelRun) => void = () => undefined,
) {
  const model = await FakeModel.start(reply);
  const kept: LabelsSoFar[] = [];
  try {
    const endpoint = { name: 'fake', api: 'chat-completions', url: model.url } as const;
    const sleep = (_: number, signal: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('over'))),
      );
    const now = (): number => 1;
    const ask = askEndpoint(endpoint, null, () => false, { send, now, sleep });
    const plan = planLabels({ questions, choice, place: at }, facts);
    const labelRun: LabelRun = new LabelRun(
      plan,
      batches,
      { ask: () => ask, hostOf: () => 'fake', now, sleep },
      async (soFar) => {
        await Promise.resolve();
        kept.push(soFar);
        onKeep(labelRun, soFar);
      },
    );
    onStart(labelRun);
    const end = await labelRun.ended;
    return { end, kept, requests: model.requests, plan };
  } finally {
    await model.stop();
  }
}

describe('the plan of labels', () => {
  const planned = (more: Partial<ModelPlace> = {}) =>
    planLabels({ questions, choice, place: place(more) }, facts);

  it('tells calls, a range of the cost and the most they can cost, with a limit of output on each', () => {
    const { calls, model, worstUsd } = planned();
    assert.equal(calls.length, batches.length);
    assert.ok(calls.every(({ cap }) => cap !== null && cap > 0));
    assert.ok(model.costUsd !== null && model.costUsd.low > 0);
    assert.ok(worstUsd >= model.costUsd.high, `${worstUsd} < ${model.costUsd.high}`);
  });

  it('knows no cost where the price is not known, and nobody is billed on the own machine', () => {
    const unknown = planLabels(
      { questions, choice: { model: 'no-such-model-9', effort: null }, place: place() },
      facts,
    );
    assert.equal(unknown.model.costUsd, null);
    assert.equal(planned({ payment: 'own-machine' }).worstUsd, 0);
  });
});

describe('a run of labels', () => {
  it('asks one question after the other and keeps what came after each', async () => {
    const { end, kept, requests } = await run(good);
    assert.equal(end.reason, 'done');
    assert.equal(requests.length, batches.length);
    assert.deepEqual(
      kept.map((k) => k.sentences),
      batches.map((_, i) => batches.slice(0, i + 1).flatMap((b) => b.units).length),
    );
    const { pieces, sentences, missing, dropped } = end.soFar;
    assert.deepEqual([sentences, missing, dropped], [180, 0, 0]);
    assert.equal(pieces.flatMap((piece) => piece.steps).length, 90);
    assert.ok(end.soFar.costUsd !== null && end.soFar.costUsd > 0);
  });

  it('costs nothing on the own machine and an unknown sum by subscription', async () => {
    assert.equal((await run(good, place({ payment: 'own-machine' }))).end.soFar.costUsd, 0);
    assert.equal((await run(good, place({ payment: 'subscription' }))).end.soFar.costUsd, null);
  });

  it('that is cancelled keeps what came and sends no more', async () => {
    const { end, requests } = await run(good, place(), (labelRun) => labelRun.cancel());
    assert.equal(end.reason, 'cancelled');
    assert.equal(end.soFar.sentences, batches[0]!.units.length);
    assert.equal(requests.length, 1);
  });

  it('that is cancelled after an answer without labels is not given up as hopeless', async () => {
    const started: LabelRun[] = [];
    const { end } = await run(
      (request) => {
        if (asked(request.text)[0] === 1) return { kind: 'answer', text: 'Surely!' };
        started[0]?.cancel();
        return { kind: 'hang' };
      },
      place(),
      undefined,
      (labelRun) => started.push(labelRun),
    );
    assert.equal(end.reason, 'cancelled');
  });

  it('goes on after an answer that cannot be read, counts its steps, and gives up after two', async () => {
    const bad = { kind: 'answer', text: 'Surely!' } as const;
    const once = await run((request) => (asked(request.text)[0] === 1 ? bad : good(request)));
    assert.equal(once.end.reason, 'done');
    assert.deepEqual(
      [once.end.soFar.sentences, once.end.soFar.missing],
      [180 - batches[0]!.units.length, batches[0]!.units.length],
    );
    const never = await run(() => bad);
    assert.equal(never.end.reason, 'hopeless');
    assert.deepEqual([never.requests.length, never.kept.length], [2, 0]);
  });

  it('tells why a provider will not answer', async () => {
    const { end } = await run(() => ({ kind: 'status', status: 404 }));
    assert.equal(end.reason, 'refused');
    assert.match(inEnglish(end.sentence!), /does not know this model/);
  });

  it('gives up where connections break, and tells why', async () => {
    const { end, requests } = await run(() => ({ kind: 'drop', text: '{"labels":' }));
    assert.deepEqual([end.reason, end.soFar.answered, requests.length], ['hopeless', 0, 2]);
    assert.match(end.soFar.failure ?? '', /^The connection failed: /);
  });

  it('stops where its labels cannot be kept', async () => {
    const { end, requests } = await run(good, place(), () => {
      throw new Error('disk full');
    });
    assert.equal(end.reason, 'not-saved');
    assert.equal(requests.length, 1);
  });
});
