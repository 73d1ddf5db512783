import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PriceBook } from '../../../src/core/estimate/priceBook';
import { writeSidecar } from '../../../src/core/steps/corrections/sidecar';
import { stepIds } from '../../../src/core/steps/corrections/stepId';
import type { Step } from '../../../src/core/steps/model';
import type { Usage } from '../../../src/core/model/trace';
import { lens } from './lens';

/** Seconds. */
const CREATED = 1_791_797_460;

const body = (id: string, reasoning: string) => ({
  id,
  object: 'chat.completion',
  created: CREATED,
  model: 'deepseek-reasoner',
  choices: [
    { index: 0, message: { role: 'assistant', content: '4', reasoning }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 9 },
});

const firstStep = (json: string): Step => (JSON.parse(json) as { steps: [Step] }).steps[0];

describe('lrm-lens inspect', () => {
  let folder = '';
  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: readonly string[]) =>
    lens(['inspect', ...args], { env: { FORCE_COLOR: '', NO_COLOR: '' } });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-inspect-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('labels the steps with what a person or a model set beside the file, and says whose it is', async () => {
    const path = file('beside.jsonl', `${JSON.stringify(body('a', 'Two and two.'))}\n`);
    const [step] = stepIds('Two and two.', [{ start: 0, end: 12 }]);
    const run1 = {
      model: 'm',
      at: '2026-11-30T10:00:00.000Z',
      via: 'v',
      costUsd: null,
      codebook: 3,
    };
    const piece = { steps: [[step!, step!, 'recall', 'A sum'] as const], phases: [] };
    const traces = { a: [{ op: 'labels', ...run1, pieces: [piece] } as const] };
    file('beside.jsonl.lens.json', writeSidecar({ traces }));
    const shown = firstStep((await run(path, '--json', '--steps')).out);
    assert.deepEqual([shown.kind, shown.title, shown.labelled?.model], ['recall', 'A sum', 'm']);
    assert.match((await run(path, '--steps')).out, /recall +m, 2026-11-30 /);
    const other = await run(path, '--json', '--steps', '--scheme', 'schoenfeld');
    assert.equal(firstStep(other.out).labelled, undefined);
    file('beside.jsonl.lens.json', '{"version":9}');
    const damaged = await run(path, '--json', '--steps');
    assert.deepEqual([damaged.code, firstStep(damaged.out).labelled], [0, undefined]);
    assert.match(damaged.err, /beside\.jsonl\.lens\.json: version/);
  });

  it('prints one object a trace with --json, and keeps going after a file that is none', async () => {
    const bad = file('notes.txt', 'just words');
    const good = file('log.jsonl', `${JSON.stringify(body('a', 'Two and two.'))}\n`);
    const { code, out } = await run(bad, good, '--json', '--text', '--steps');
    assert.equal(code, 2);
    const lines = out.trim().split('\n');
    const [failure, trace] = lines.map((l) => JSON.parse(l) as Record<string, unknown>);
    assert.deepEqual(failure, {
      file: bad,
      error: {
        code: 'unrecognised',
        message: 'No known format of reasoning traces fits this file.',
      },
    });
    const { steps, costUsd, ...rest } = trace ?? {};
    const usage = { inputTokens: 3, outputTokens: 9 } as Usage;
    const call = { model: 'deepseek-reasoner', startedAt: CREATED * 1000, usage };
    const price = new PriceBook().priceOfCall(call);
    assert.ok(price, 'the list has a price');
    assert.equal(costUsd, 3 * price.input + 9 * price.output);
    assert.deepEqual(rest, {
      file: good,
      format: 'chat-completions',
      index: 0,
      id: 'a',
      model: 'deepseek-reasoner',
      reasoning: { chars: 12, fidelity: 'raw', truncated: false, text: 'Two and two.' },
      answer: { chars: 1, text: '4' },
      usage: {
        inputTokens: 3,
        outputTokens: 9,
        reasoningTokens: null,
        cachedInputTokens: null,
        cacheWriteTokens: null,
      },
      costBound: 'exact',
      finishReason: 'stop',
      toolCalls: 0,
      durationMs: null,
    });
    assert.ok(Array.isArray(steps) && steps.length === 1);
  });

  it('leaves texts and steps out unless they are asked for', async () => {
    const { out } = await run(file('a.json', JSON.stringify(body('a', 'b'))), '--json');
    assert.ok(!out.includes('"text"') && !out.includes('"steps"'));
  });

  it('prints an aligned table for people, without colour into a pipe', async () => {
    const { code, out } = await run(
      file('b.json', JSON.stringify(body('a', 'Two and two.'))),
      '--steps',
    );
    assert.equal(code, 0);
    const [title, head, row, step] = out.split('\n');
    assert.match(title ?? '', /b\.json {2}Chat Completions response$/);
    assert.match(head ?? '', /^# +model +reasoning +chars/);
    assert.match(row ?? '', /^1 +deepseek-reasoner +raw +12 +- +1 +0 +\$0\.0\d+ +stop$/);
    assert.match(step ?? '', /^ {4}1 +\w+ +(sure|likely|unsure) +~\d+ +Two and two\.$/);
    assert.ok(!out.includes('\u001b'));
  });

  it('labels by another scheme where one is asked for', async () => {
    const reasoning = 'Hmm.\n\nLet me recall the formula.\n\nSo it is 4.\n\nThe answer is 4.';
    const path = file('d.json', JSON.stringify(body('a', reasoning)));
    const kinds = async (...scheme: readonly string[]) => {
      const { code, out } = await run(path, '--json', '--steps', ...scheme);
      assert.equal(code, 0);
      const { steps } = JSON.parse(out) as { steps: { spans: { confidence: number }[] }[] };
      return steps.flatMap((s) => s.spans.map((span) => span.confidence));
    };
    assert.deepEqual(await kinds('--scheme', 'own'), await kinds());
    assert.notDeepEqual(await kinds('--scheme', 'schoenfeld'), await kinds());
  });

  it('shows no escape sequence of a file to the terminal', async () => {
    const text = '<think>\u001b]0;owned\u0007x</think>y';
    const { out } = await run(file('c.txt', text), '--text');
    assert.ok(!out.includes('\u001b') && out.includes('\ufffd]0;owned'));
  });

  const misuses: readonly (readonly [name: string, args: readonly string[], code: number])[] = [
    ['no file', [], 2],
    ['an unknown option', ['x.json', '--yaml'], 2],
    ['an unknown scheme', ['x.json', '--scheme', 'mine'], 2],
    ['a scheme without a name', ['x.json', '--scheme'], 2],
    ['a file that is not there', ['/no/such/file.json'], 2],
    ['a folder', ['.'], 2],
    ['a call for help', ['--help'], 0],
  ];
  for (const [name, args, code] of misuses) {
    it(`exits with ${code} for ${name}`, async () => {
      const done = await run(...args);
      assert.equal(done.code, code);
      assert.notEqual(done.out + done.err, '');
      assert.ok(!/^\s+at /m.test(done.err));
    });
  }

  it('prints a file as one session with --session, for people and for scripts', async () => {
    const line = (type: string, message: object, n: number) =>
      `${JSON.stringify({
        type,
        message: { role: type, ...message },
        sessionId: 's',
        uuid: `u${n}`,
        timestamp: new Date(Date.UTC(2026, 1, 1, 8, 0, n)).toISOString(),
      })}\n`;
    const usage = { input_tokens: 1000, output_tokens: 100 };
    const use = { type: 'tool_use', id: 't', name: 'Bash', input: { command: 'ls' } };
    const model = 'claude-sonnet-4-5';
    const log = file(
      'session.jsonl',
      line('user', { content: '<system-reminder>x</system-reminder>List it' }, 1) +
        line('assistant', { id: 'm', model, content: [use], usage, stop_reason: 'tool_use' }, 2),
    );
    const { code, out } = await run(log, '--session', '--json');
    assert.equal(code, 0);
    const session = JSON.parse(out) as Record<string, unknown>;
    const [turn] = session['turns'] as Record<string, unknown>[];
    assert.equal(turn?.['prompt'], 'List it');
    assert.deepEqual(session['tools'], { Bash: 1 });
    assert.deepEqual([session['calls'], session['agents'], session['bound']], [1, 0, 'exact']);
    assert.equal(Number(session['costUsd']).toFixed(9), ((1000 * 3 + 100 * 15) / 1e6).toFixed(9));
    assert.match(
      (await run(log, '--session')).out,
      /^1 turn, 1 call, 1 tool call, 0 failed; cost \$0\.0045/m,
    );
  });

  it('says with --session what logs of that format cannot tell', async () => {
    const chat = file(
      'chat.json',
      JSON.stringify([
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: '<think>Greet.</think>Hello' },
      ]),
    );
    const { out } = await run(chat, '--session');
    assert.match(out, /^about such logs: Only what the messages say: often no times/m);
  });
});
