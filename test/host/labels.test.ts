import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { STEP_KINDS } from '../../src/core/steps/kinds';
import type { Services } from '../../src/host/shared/services';
import { modelLabels } from '../../src/host/traces/actions/labelWithModel';
import type { TraceDocument } from '../../src/host/traces/editor/traceDocument';
import { answering, itemNamed } from './answers';
import {
  completion,
  inWorkspace,
  openDocument,
  traceTools,
  write,
  type TestTools,
} from './traceTools';
import { until } from './until';

const capture = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('lrmLens.capture');
const reasoning =
  'I need to add two numbers.\n\nTwo and two is four.\n\nWait, let me check that.\n\nSo the answer is four.';

describe('labels by a model', () => {
  let tools: TestTools;
  let services: Services;
  let document: TraceDocument;
  before(async function () {
    if (provider === null) return this.skip();
    tools = traceTools();
    const secrets = { get: () => Promise.resolve(undefined) };
    const context = { ...tools.services.context, secrets } as unknown as Services['context'];
    services = { ...tools.services, context };
    tools.state.set('lrmLens.labelModel', { model: 'm', effort: null });
    const endpoint = { name: 'Labels', api: 'chat-completions', url: `${provider}/labels/v1` };
    await capture().update('endpoints', [endpoint], vscode.ConfigurationTarget.Global);
    document = await openDocument(await write('labelled.jsonl', completion('a', reasoning)), tools);
  });
  after(async () => {
    if (provider === null) return;
    document.dispose();
    tools.dispose();
    await capture().update('endpoints', undefined, vscode.ConfigurationTarget.Global);
  });

  /** Asks for labels with the model that was used last; the user answers the question before sending so. */
  async function label(agrees: boolean, place = /^Labels$/): Promise<readonly string[]> {
    const said: string[] = [];
    const state = { picked: false };
    const asked = answering(
      {
        showQuickPick: (items) => {
          state.picked = true;
          return itemNamed(items, place);
        },
        showWarningMessage: (message, _options, yes) => {
          said.push(String(message));
          return agrees ? yes : undefined;
        },
        showInformationMessage: (message) => void said.push(String(message)),
      },
      () => modelLabels(services, document, 0, false),
    );
    await until('the model is picked', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return state.picked;
    });
    await asked;
    return said;
  }

  it('are not asked for when the user does not agree', async () => {
    assert.deepEqual(await label(false), ['Let m label this trace, in 1 call?']);
    assert.deepEqual((await document.outline(0)).labellings, []);
  });

  it('come from the place that was agreed to, and are kept beside the trace with their mark', async () => {
    const said = await label(true);
    assert.equal(said[1], 'm cut 4 of 4 sentences into 2 steps.');
    const { steps, labellings, titles, phases } = await document.outline(0);
    assert.deepEqual([labellings.length, labellings[0]?.steps], [1, 2]);
    assert.ok(steps.kind.every((kind) => STEP_KINDS[kind] === 'recall'));
    assert.equal(reasoning.slice(steps.start[1]).trim().startsWith('Wait,'), true);
    assert.deepEqual(titles, [
      [0, 'About sentence 1'],
      [1, 'About sentence 3'],
    ]);
    const { title, summary, first, last } = phases[0]!;
    assert.deepEqual(
      [title, summary, first, last],
      ['All of it', 'It is told what is known.', 0, 1],
    );
    const sidecar = inWorkspace('labelled.jsonl.lens.json');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(sidecar));
    assert.match(text, /"op":"labels","model":"m","at":"20/);
    await document.undo(0);
    assert.deepEqual((await document.outline(0)).labellings, []);
  });

  it('come from a model of the editor, with no request of ours and no price', async function () {
    // Editors before 1.104 take no chat models from extensions.
    if ((await vscode.lm.selectChatModels({ vendor: 'replay' })).length === 0) return this.skip();
    const asked = vscode.lm.selectChatModels;
    const own =
      await vscode.commands.executeCommand<vscode.LanguageModelChat[]>('chatModels.models');
    vscode.lm.selectChatModels = () => Promise.resolve(own);
    try {
      const said = await label(true, /^Replay o4-mini$/);
      assert.match(said[0]!, /^Let o4-mini label this trace/);
    } finally {
      vscode.lm.selectChatModels = asked;
    }
    const { steps, labellings } = await document.outline(0);
    const { model, via, costUsd } = labellings[0]!;
    assert.deepEqual([model, via, costUsd], ['o4-mini', 'replay, in the editor', null]);
    assert.ok(steps.kind.every((kind) => STEP_KINDS[kind] === 'plan'));
    assert.equal(steps.start.length, 4);
  });
});
