import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';
import type { Correction } from '../../../../src/core/steps/corrections/corrections';
import { relabelled, sourceWith } from '../../core/steps/corrections/besideFile';
import { fitLabels } from '../../../../src/core/steps/corrections/teach';
import { STEP_KINDS } from '../../../../src/core/steps/kinds';
import { stepFlags } from '../../../../src/protocol/traceData';

import { keyOf, openViews, samples } from './viewFixture';

describe('the questions of views about labels', () => {
  const { taught, calls, handle, add } = openViews();

  it('apply corrections, mark them, and count those that no longer fit', async () => {
    const n = handle('short-success.anthropic.json');
    const asked = { op: 'relabel', step: 0, kind: 'check' } as const;
    const correction = await calls.correction({ ...keyOf(n), asked });
    assert.ok(correction);
    const gone = { op: 'relabel', step: 'ffffffffffffffff', kind: 'plan' } as const;
    const { steps } = await calls.outline(keyOf(n, 0, [correction, gone]));
    assert.equal(STEP_KINDS[steps.kind[0]!], 'check');
    assert.equal(steps.flags[0]! & stepFlags.corrected, stepFlags.corrected);
    const [body] = await calls.bodies({ ...keyOf(n, 0, [correction]), from: 0, to: 1 });
    assert.notEqual(body?.suggested.kind, 'check');
  });

  it('show the labels beside the file where no corrections are given', async () => {
    const text = readFileSync(`media/samples/${samples[0]!}`);
    const own = await openTraceFile(memorySource(samples[0]!, text));
    assert.ok(!('error' in own));
    const source = sourceWith('x.json', text, relabelled(await own.read(0), 'rethink'));
    const at = await add('x.json', text, source);
    const kinds = async (corrections: readonly Correction[] | null) =>
      (await calls.outline({ ...keyOf(at), corrections })).steps;
    const shown = await kinds(null);
    assert.deepEqual(
      [STEP_KINDS[shown.kind[0]!], shown.flags[0]],
      ['rethink', stepFlags.corrected],
    );
    assert.equal((await kinds([])).flags[0], 0);
  });

  it('put steps to a label model with credentials blacked out as an export does, and show what it said', async () => {
    const secret = `sk-ant-${'aB3_'.repeat(20)}`;
    const said = {
      role: 'assistant',
      reasoning_content: `The key is ${secret} as given.\n\nWait, I should test it first.`,
      content: 'ok',
    };
    const request = { messages: [{ role: 'user', content: `Use ${secret} now` }] };
    const file = {
      id: 'x',
      object: 'chat.completion',
      model: 'm',
      request,
      choices: [{ index: 0, message: said }],
    };
    const at = await add('k.json', JSON.stringify(file));
    const [shown] = await calls.redactions(keyOf(at));
    const sent = async (keep: readonly string[]) =>
      (await calls.labelBatches({ ...keyOf(at), keep, model: 'L' })).flatMap((b) => b.messages);
    assert.ok(!JSON.stringify(await sent([])).includes(secret));
    assert.ok(JSON.stringify(await sent([shown!.key])).includes(secret));
    const { units } = (await calls.labelBatches({ ...keyOf(at), keep: [], model: 'L' }))[0]!;
    const [{ first, last } = { first: '', last: '' }] = units;
    const labels = {
      op: 'labels',
      model: 'L',
      at: '2026-11-30T10:00:00.000Z',
      via: 'h',
      costUsd: null,
      codebook: 3,
      pieces: [
        {
          steps: [[first, last, 'recall', 'A key']],
          phases: [[first, last, 'Keys', 'One is used.']],
        },
      ],
    } as const;
    const key = keyOf(at, 0, [labels]);
    const outline = await calls.outline(key);
    assert.equal(outline.labellings[0]?.steps, 1);
    assert.deepEqual(
      Array.from(outline.steps.labelling),
      Array.from(outline.steps.start, (_, i) => (i === 0 ? 1 : 0)),
    );
    assert.deepEqual(outline.titles, [[0, 'A key']]);
    const { title, summary, by } = outline.phases[0]!;
    assert.deepEqual([title, summary, by], ['Keys', 'One is used.', 'L, 2026-11-30']);
    const [body] = await calls.bodies({ ...key, from: 0, to: 1 });
    assert.equal(body?.suggested.starts, true);
    assert.equal(STEP_KINDS[outline.steps.kind[0]!], 'recall');
    const target = { kind: 'step', step: 0 } as const;
    const copied = await calls.copyText({ ...key, target, as: 'json' });
    assert.match(copied, /"confidence": null,/);
    assert.match(copied, /"labelled": \{\s+"model": "L",/);
    assert.match(
      await calls.copyText({ ...key, target, as: 'markdown' }),
      /recall \(L, 2026-11-30\) · A key/,
    );
    const again = await calls.labelBatches({ ...key, keep: [], model: 'L' });
    assert.deepEqual(
      again.flatMap((b) => b.units.map((unit) => unit.number)),
      units.slice(1).map((unit) => unit.number),
    );
  });

  it('teach the labels by corrections of a trace once there are enough, and say so', async () => {
    const n = samples.indexOf('long-with-backtracks.deepseek.json');
    const plain = await calls.outline(keyOf(n));
    assert.equal(plain.taught, null);
    const work = plain.steps.kind.reduce<number[]>(
      (found, kind, step) => (STEP_KINDS[kind] === 'reason' ? [...found, step] : found),
      [],
    );
    const corrections: Correction[] = [];
    for (const step of work.slice(0, 12)) {
      const asked = { op: 'relabel', step, kind: 'check' } as const;
      corrections.push((await calls.correction({ ...keyOf(n, 0, corrections), asked }))!);
    }
    const few = await calls.labelLessons({ ...keyOf(n, 0, corrections.slice(0, 9)), from: 0 });
    assert.equal(fitLabels([few]), null);
    const lessons = await calls.labelLessons({ ...keyOf(n, 0, corrections), from: 0 });
    const isListed = async () =>
      (await calls.rows({ handle: n, indexes: [0] }))[0]!.analysed !== null;
    const context = { signal: new AbortController().signal, progress: () => undefined };
    await calls.analyseList({ handle: n }, context);
    calls.repriced();
    assert.ok(await isListed(), 'prices change no label');
    taught.labels = fitLabels([lessons]);
    calls.repriced();
    assert.ok(!(await isListed()), 'its line is labelled anew');
    try {
      const after = await calls.outline(keyOf(n));
      assert.deepEqual(after.taught, { corrections: 12, traces: 1 });
      assert.deepEqual(after.steps.start, plain.steps.start);
      const checks = ({ steps }: typeof plain): number =>
        steps.kind.filter((kind) => STEP_KINDS[kind] === 'check').length;
      assert.ok(checks(after) > checks(plain), `${checks(after)} of ${checks(plain)}`);
      // What was taught teaches nothing by itself.
      const again = await calls.labelLessons({ ...keyOf(n, 0, corrections), from: 0 });
      assert.deepEqual(again, lessons);
    } finally {
      taught.labels = null;
      calls.repriced();
    }
    assert.deepEqual((await calls.outline(keyOf(n))).steps.kind, plain.steps.kind);
  });
});
