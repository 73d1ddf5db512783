import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inEnglish } from '../../src/core/text/voice';
import { uncounted } from '../../src/host/estimate/calibrate';
import { Estimator } from '../../src/host/estimate/estimator';
import { Learning } from '../../src/host/shared/learning';
import { MeasuredRuns } from '../../src/host/estimate/measured';
import type { Engine } from '../../src/host/shared/engine';
import { EngineFile } from '../../src/host/shared/engineFile';
import { createEngine, fileToRead } from '../../src/host/shared/engineHost';

const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
const log = vscode.window.createOutputChannel('measured runs', { log: true });

const CAPTURE = [
  {
    lrmLens: 'capture/1',
    at: 1_700_000_000_000,
    api: 'chat-completions',
    host: 'example.org',
    request: { model: 'o3-mini', messages: [{ role: 'user', content: 'Which door?' }] },
  },
  {
    t: 900,
    data: {
      id: 'r',
      object: 'chat.completion.chunk',
      model: 'o3-mini',
      choices: [{ index: 0, delta: { content: 'The left.' }, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 9,
        completion_tokens: 20_010,
        completion_tokens_details: { reasoning_tokens: 20_000 },
      },
    },
  },
  { t: 1_000, end: { reason: 'complete', message: null, status: 200 } },
];

describe('what measured runs teach', () => {
  let storage: vscode.Uri;
  let learning: Learning;
  let runs: MeasuredRuns;
  let estimator: Estimator;
  let engine: Engine;
  beforeEach(() => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    storage = vscode.Uri.joinPath(folder, `learnt-${crypto.randomUUID()}`);
    learning = new Learning(storage);
    runs = new MeasuredRuns(storage);
    engine = createEngine(extensionUri, learning, log);
    estimator = new Estimator({ engine, log }, runs);
  });
  afterEach(async () => {
    estimator.dispose();
    learning.dispose();
    engine.dispose();
    await vscode.workspace.fs.delete(storage, { recursive: true, useTrash: false });
  });

  const PROMPT = 'Which of two doors hides the car, if one of the guards lies?';
  const OTHER = 'Three prisoners wear hats. Who knows the colour of their own?';

  async function estimate(prompt: string) {
    const model = await estimator.prepare({
      prompt,
      source: null,
      from: { model: 'gpt-4o', effort: null },
      to: [{ model: 'o3-mini', effort: null }],
      observed: [],
    });
    const [option] = model.candidates[0]!.efforts;
    return { median: option.reasoning!.logic.median, basis: inEnglish(option.basis.text) };
  }

  async function measure(): Promise<void> {
    const lesson = { model: 'o3-mini', effort: null, prompt: PROMPT, reasoningTokens: 20_000 };
    const logRatio = await estimator.lesson(lesson);
    const file = vscode.Uri.joinPath(storage, 'run.capture.jsonl');
    const text = CAPTURE.map((line) => JSON.stringify(line)).join('\n');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${text}\n`));
    const opened = new EngineFile(engine, () => fileToRead(file));
    assert.equal(await opened.open(), null);
    const { key } = await opened.ask('used', { index: 0, asked: 'o3-mini' });
    await opened.close();
    const run = { costUsd: null, seconds: 1, reasoningTokens: 20_000, outputTokens: 20_010 };
    await runs.add(PROMPT, { model: 'o3-mini', effort: null, ...run }, { logRatio, trace: key });
  }

  it('moves the model on other prompts and says so, not on its own', async () => {
    const before = [await estimate(PROMPT), await estimate(OTHER)];
    await measure();
    const after = [await estimate(PROMPT), await estimate(OTHER)];
    assert.deepEqual(after[0], before[0]);
    assert.ok(after[1]!.median > before[1]!.median, 'the run was longer than expected');
    assert.match(after[1]!.basis, /1 of your traces;.*measured here: 1\./);
    assert.doesNotMatch(before[1]!.basis, /your traces/);
  });

  it('is kept over a reload, and forgotten on demand', async () => {
    const before = await estimate(OTHER);
    await measure();
    const again = new MeasuredRuns(storage);
    assert.equal((await again.ratiosBeside(OTHER)).length, 1);
    await runs.forgetLessons();
    assert.deepEqual(await estimate(OTHER), before);
    assert.equal((await runs.of(PROMPT)).length, 1, 'the run still tells about its own prompt');
    assert.equal((await new MeasuredRuns(storage).ratiosBeside(OTHER)).length, 0);
  });

  it('counts a run once when its saved trace is read too', async () => {
    await measure();
    const file = vscode.Uri.joinPath(storage, 'run.capture.jsonl');
    const lessons = await engine.call('lessons', { file: await fileToRead(file) });
    assert.deepEqual(
      lessons.map((t) => t.reasoningTokens),
      [20_000],
    );
    assert.deepEqual(uncounted(lessons, await runs.traces()), []);
    await runs.forgetLessons();
    assert.deepEqual(uncounted(lessons, await runs.traces()), lessons);
  });
});
