import assert from 'node:assert/strict';
import { restricted } from 'host-tests';
import * as vscode from 'vscode';
import type { TraceOutline } from '../../src/protocol/traceData';
import { STEP_KINDS } from '../../src/core/steps/kinds';
import {
  completion,
  inWorkspace,
  openDocument,
  traceTools,
  write,
  type TestTools,
} from './traceTools';
import { until } from './until';

const reasoning = Array.from({ length: 24 }, (_, i) => {
  const n = i + 3;
  return `## Part ${n}\n\nSo the sum of the first ${n} numbers is ${n} * ${n + 1} / 2 = ${(n * (n + 1)) / 2}.`;
}).join('\n\n');

const traces = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('lrmLens.traces');

describe('corrections that teach', () => {
  let tools: TestTools;
  // Corrections of other tests teach in their storage.
  before(() => (tools = traceTools(inWorkspace('.teaching-storage'))));
  after(async () => {
    await traces().update('learnFromCorrections', undefined, vscode.ConfigurationTarget.Global);
    await tools.services.memory.forgetLabels();
    tools.dispose();
  });

  const outlineOf = async (uri: vscode.Uri): Promise<TraceOutline> => {
    const document = await openDocument(uri, tools);
    try {
      return await document.outline(0);
    } finally {
      document.dispose();
    }
  };
  const checks = ({ steps }: TraceOutline): number =>
    steps.kind.filter((kind) => STEP_KINDS[kind] === 'check').length;

  it('adjust other traces of the workspace once the file is closed, until that is off or forgotten', async () => {
    const uri = await write('teaching.jsonl', completion('a', reasoning));
    const other = await write('taught.jsonl', completion('b', `${reasoning}\n\nThat is all.`));
    const before = await outlineOf(other);
    assert.equal(before.taught, null);

    const document = await openDocument(uri, tools);
    const taughtBy = async (): Promise<number> =>
      (await tools.services.memory.labelLessons()).flat().filter((l) => l.relabelled).length;
    const { steps } = await document.outline(0);
    assert.ok(steps.start.length >= 12, `${steps.start.length} steps`);
    for (let step = 0; step < 12; step++) {
      await document.correct(0, { op: 'relabel', step, kind: 'check' });
      await document.outline(0);
    }
    if (restricted) {
      document.dispose();
      assert.equal((await outlineOf(other)).taught, null, 'a folder that is not trusted');
      assert.equal(await taughtBy(), 0);
      return;
    }
    await until('the corrections are learnt', async () => (await taughtBy()) === 12 || undefined);
    assert.equal((await outlineOf(other)).taught, null, 'not while the file is open');
    document.dispose();

    const after = await until('others are adjusted', async () => {
      const outline = await outlineOf(other);
      return outline.taught === null ? undefined : outline;
    });
    assert.deepEqual(after.taught, { corrections: 12, traces: 1 });
    assert.ok(checks(after) > checks(before), `${checks(after)} of ${checks(before)}`);

    await traces().update('learnFromCorrections', false, vscode.ConfigurationTarget.Global);
    await until('it is off', async () => (await outlineOf(other)).taught === null || undefined);
    await traces().update('learnFromCorrections', undefined, vscode.ConfigurationTarget.Global);
    await until('it is on', async () => (await outlineOf(other)).taught !== null || undefined);

    await tools.services.memory.forgetLabels();
    await until(
      'it is forgotten',
      async () => (await outlineOf(other)).taught === null || undefined,
    );
    await outlineOf(uri);
    assert.equal(await taughtBy(), 0, 'what was forgotten is not learnt again');
    assert.deepEqual([...(await outlineOf(other)).steps.kind], [...before.steps.kind]);
  });
});
