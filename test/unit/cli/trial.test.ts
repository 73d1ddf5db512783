import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTraceFile } from '../../../src/core/trace/open';
import { memorySource } from '../../../src/core/trace/source';
import { answerText } from '../../../src/core/model/trace';
import { FakeModel, type Reply, type Request } from '../core/trial/server';
import { lens as commandLine } from './lens';

const lens = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  commandLine(['trial', ...args], env === undefined ? {} : { env });

/** Twenty sums. The small model is wrong from 8 on, the large one never. */
const CASES = Array.from({ length: 20 }, (_, i) => `${i},${i + 1},${2 * i + 1},sum`);
const answerOf = ({ model, text }: Request): Reply => {
  const [, a, b] = /(\d+) and (\d+)/.exec(text) ?? [];
  const sum = Number(a) + Number(b);
  const isRight = model !== 'gpt-4o' || Number(a) < 8;
  return { kind: 'answer', text: `The answer is ${isRight ? sum : sum + 1}.` };
};

describe('a trial in the terminal', () => {
  let folder = '';
  let model: FakeModel;
  let reply: (request: Request) => Reply = answerOf;
  const path = (name: string): string => join(folder, name);
  const args = (...more: readonly string[]): readonly string[] => [
    path('sums.csv'),
    ...['--prompt', path('sums.prompt.md'), '--from', 'gpt-4o', '--to', 'o4-mini:low'],
    ...['--endpoint', model.url, ...more],
  ];

  beforeEach(async () => {
    reply = answerOf;
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-trial-'));
    writeFileSync(path('sums.csv'), `first,Second,expected,kind\n${CASES.join('\n')}\n`);
    writeFileSync(path('sums.prompt.md'), 'Add {{first}} and {{second}}. End with the sum.');
    model = await FakeModel.start((request) => reply(request));
  });
  afterEach(async () => {
    await model.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const key = { LRM_LENS_KEY: 'secret-key' };

  it('shows what it would send and cost, and sends nothing', async () => {
    const { code, out } = await lens(args('--budget', '5', '--dry-run'), key);
    assert.equal(code, 0);
    assert.match(out, /40 calls on 20 of 20 cases/);
    assert.match(out, /gpt-4o \(today\) +127\.0\.0\.1:\d+ +20/);
    assert.match(out, /Budget: \$5\.00/);
    assert.equal(model.requests.length, 0);
    assert.ok(!existsSync(path('sums.trial.json')));
    const dear = await lens(args('--budget', '0.0001', '--dry-run'), key);
    assert.equal(dear.code, 1, 'the predicted bill is over the budget');
  });

  it('runs it, says who is better, and sends nothing a second time', async () => {
    const { code, out } = await lens(args('--budget', '5', '--all', '--calls', '1000'), key);
    assert.equal(code, 0, out);
    assert.match(out, /o4-mini:low is right on 12 more of 20 cases \(95 %: \d+ to \d+\)/);
    assert.match(out, /Enough evidence that it is better/);
    assert.match(out, /gpt-4o +8 of 20/);
    assert.match(out, /At 1,000 calls a month: 600 more right answers/);
    assert.equal(model.requests.length, 40);
    assert.ok(model.requests.every((r) => r.authorization === 'Bearer secret-key'));
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.includes('json') || file.endsWith('.runs')) continue;
      assert.ok(!readFileSync(path(file), 'utf8').includes('secret-key'), file);
    }
    const again = await lens(args('--budget', '5', '--all', '--calls', '1000', '--json'), key);
    assert.equal(again.code, 0);
    assert.equal(model.requests.length, 40);
    const { verdict } = JSON.parse(again.out) as { verdict: { comparisons: { pairs: number }[] } };
    assert.equal(verdict.comparisons[0]?.pairs, 20);
  });

  it('keeps every call as a trace that opens', async () => {
    await lens(args('--budget', '5'), key);
    const runs = readdirSync(path('sums.trial.runs'));
    assert.ok(runs.length > 0);
    for (const name of runs) {
      const bytes = readFileSync(path(join('sums.trial.runs', name)));
      const file = await openTraceFile(memorySource(name, bytes));
      assert.ok(!('error' in file));
      assert.match(answerText(await file.read(0)), /^The answer is \d+\.$/);
    }
  });

  it('stops early when the candidate is decided', async () => {
    const { out } = await lens(args('--budget', '5', '--concurrency', '1'), key);
    assert.match(out, /Every candidate is decided/);
    assert.ok(model.requests.length < 40, `${model.requests.length}`);
  });

  it('stops at the budget with exit code 1, and goes on with a larger one', async () => {
    // Ten times the output of other tests: a call costs a tenth of a cent or two.
    reply = (request) => ({ ...answerOf(request), output: 200 }) as Reply;
    const first = await lens(args('--budget', '0.07', '--all'), key);
    assert.equal(first.code, 1, first.err);
    assert.match(first.out, /could pass the budget/);
    const before = model.requests.length;
    assert.ok(before > 0 && before < 40, `${before}`);
    const second = await lens(args('--budget', '5', '--all'), key);
    assert.equal(second.code, 0, second.err);
    assert.equal(model.requests.length, 40);
    assert.ok(
      model.requests.every((r) => r.attempt === 1),
      'nothing is paid for twice',
    );
  });

  it('takes up an answer that was whole on the disk when the program was killed', async () => {
    await lens(args('--budget', '5', '--all'), key);
    const journal = path('sums.trial.calls.jsonl');
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    // As if the last two calls had been under way: one came in whole, one did not.
    const last = lines.filter((l) => l.includes('"line":"call"')).slice(-2);
    const keys = last.map((l) => (JSON.parse(l) as { key: string }).key);
    writeFileSync(journal, `${lines.filter((l) => !last.includes(l)).join('\n')}\n{"line":"ca`);
    const cut = path(join('sums.trial.runs', `${keys[1]}.capture.jsonl`));
    writeFileSync(cut, readFileSync(cut, 'utf8').split('\n').slice(0, 2).join('\n'));
    const sent = model.requests.length;
    const { out } = await lens(args('--budget', '5', '--all', '--json'), key);
    assert.equal(model.requests.length, sent, 'neither is sent again unasked');
    const { calls } = JSON.parse(out) as { calls: { key: string; status: string }[] };
    assert.equal(calls.find((c) => c.key === keys[0])?.status, 'answered');
    assert.equal(
      calls.find((c) => c.key === keys[1]),
      undefined,
    );
    await lens(args('--budget', '5', '--all', '--again'), key);
    assert.equal(model.requests.length, sent + 1);
  });

  it('asks a judge, and takes nonsense for no verdict', async () => {
    reply = (request) => {
      if (request.model !== 'gpt-4.1') return answerOf(request);
      const answer = /<answer>\s*The answer is (\d+)/.exec(request.text)?.[1] ?? '';
      if (answer === '1') return { kind: 'answer', text: 'What a lovely day.' };
      const expected = /<expected>\s*(\d+)/.exec(request.text)?.[1];
      return { kind: 'answer', text: `Hm.\nVERDICT: ${answer === expected ? 'right' : 'wrong'}` };
    };
    const judge = ['--check', 'judge:gpt-4.1', '--rubric', 'The sum is right.'];
    const { code, out } = await lens(args('--budget', '5', '--all', ...judge), key);
    assert.equal(code, 0, out);
    assert.equal(model.requests.filter((r) => r.model === 'gpt-4.1').length, 40);
    assert.match(out, /gpt-4o +7 of 19 .* 1 unclear/);
    assert.match(out, /o4-mini:low +19 of 19 .* 1 unclear/);
  });

  it('runs no command of a file that was given until it is told to', async () => {
    writeFileSync(
      path('check.js'),
      `require('fs').writeFileSync(process.argv[2], ''); process.exit(0)`,
    );
    writeFileSync(
      path('sums.csv'),
      `first,second,expected,kind\n${CASES.slice(0, 2).join('\n')}\n`,
    );
    const command = `"${process.execPath}" "${path('check.js')}" "${path('ran')}"`;
    await lens(args('--budget', '5', '--dry-run', '--check', `code:${command}`), key);
    await lens(args('--budget', '5', '--check', `code:${command}`), key);
    const file = path(readdirSync(folder).find((name) => name.endsWith('.trial.json'))!);
    assert.ok(existsSync(path('ran')), 'the command of the command line ran');
    for (const name of readdirSync(folder)) {
      if (name !== 'check.js' && path(name) !== file) rmSync(path(name), { recursive: true });
    }
    const refused = await lens([file, '--budget', '5', '--endpoint', model.url], key);
    assert.equal(refused.code, 2);
    assert.ok(refused.err.includes(command) && refused.err.includes('--run-code'));
    assert.equal(existsSync(path('ran')), false);
    const run = await lens([file, '--budget', '5', '--endpoint', model.url, '--run-code'], key);
    assert.notEqual(run.code, 2, run.err);
    assert.ok(existsSync(path('ran')));
  });

  it('asks a command of the user', async () => {
    const few = CASES.filter((_, i) => i % 4 === 0).join('\n');
    writeFileSync(path('sums.csv'), `first,second,expected,kind\n${few}\n`);
    const script =
      'let s="";process.stdin.on("data",d=>s+=d).on("end",()=>{const{answer,expected}=JSON.parse(s);process.exit(answer.includes(" "+expected+".")?0:1)})';
    writeFileSync(path('check.js'), script);
    const check = ['--check', `code:"${process.execPath}" "${path('check.js')}"`];
    const { code, out, err } = await lens(args('--budget', '5', '--all', ...check), key);
    assert.equal(code, 0, err);
    assert.match(out, /o4-mini:low is right on 3 more of 5 cases/);
  });

  it('can demand a result', async () => {
    const better = await lens(args('--budget', '5', '--require', 'better'), key);
    assert.equal(better.code, 0);
    reply = () => ({ kind: 'answer', text: 'I do not know.' });
    rmSync(path('sums.trial.calls.jsonl'));
    const same = await lens(args('--budget', '5', '--require', 'better'), key);
    assert.equal(same.code, 1);
  });

  it('writes every export that is asked for, and knows no other', async () => {
    const forms = ['markdown', 'csv', 'json', 'parquet', 'promptfoo', 'inspect'];
    const asked = forms.flatMap((form) => ['--export', `${form}=${path(`out.${form}`)}`]);
    const { code, err } = await lens(args('--budget', '5', ...asked), key);
    assert.equal(code, 0, err);
    for (const form of forms) assert.ok(readFileSync(path(`out.${form}`)).length > 100, form);
    const none = await lens(args('--budget', '5', '--export', `word=${path('x')}`), key);
    assert.equal(none.code, 2);
    assert.match(none.err, /--export 'word' is not known/);
  });

  const bad: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ['a missing column', 'first,third\n1,2\n', [], /No column is named “second”/],
    ['no rows', 'first,second,expected\n', [], /no rows/],
    ['an empty file', '', [], /empty/],
    [
      'cells that are no text',
      'first,second,expected\n\u0001\u0002,2,3\n',
      [],
      /“first” of row 1 holds bytes/,
    ],
    ['no expected answers', 'first,second\n1,2\n', [], /Row 1 has no expected answer/],
    [
      'too many rows',
      `first,second,expected\n${'1,2,3\n'.repeat(10_001)}`,
      [],
      /There are 10001 cases/,
    ],
    [
      'a pattern that cannot be bounded',
      'first,second,expected\n1,2,3\n',
      ['--check', 'pattern:(?=a)'],
      /looks ahead/,
    ],
    [
      'an unknown check',
      'first,second,expected\n1,2,3\n',
      ['--check', 'vibes'],
      /--check 'vibes' is not known/,
    ],
    ['a budget that covers no call', 'first,second,expected\n1,2,3\n', ['--budget', '0'], /budget/],
  ];
  for (const [what, text, more, why] of bad) {
    it(`refuses ${what}, and sends nothing`, async () => {
      writeFileSync(path('sums.csv'), text);
      const { code, err } = await lens(args('--budget', '5', ...more), key);
      assert.equal(code, 2, err);
      assert.match(err, why);
      assert.equal(model.requests.length, 0);
      assert.ok(!existsSync(path('sums.trial.calls.jsonl')));
    });
  }

  it('takes its cases from saved traces of the prompt', async () => {
    const traces = [3, 5, 5].map((n) => ({
      model: 'gpt-4o',
      messages: [
        { role: 'user', content: `Add ${n} and ${n + 1}. End with the sum.` },
        { role: 'assistant', content: `The answer is ${2 * n + 1}.` },
      ],
    }));
    writeFileSync(path('sums.jsonl'), traces.map((t) => `${JSON.stringify(t)}\n`).join(''));
    const found = await lens(
      args('--budget', '5', '--dry-run', '--json', '--check', 'pattern:\\d').map((a) =>
        a === path('sums.csv') ? path('sums.jsonl') : a,
      ),
      key,
    );
    const { plan } = JSON.parse(found.out) as { plan: { cases: number } };
    assert.equal(plan.cases, 2);
  });

  it('names rows that are left out, and uses the others', async () => {
    const rows = ['1,2,3', '1,2,3', ',5,5', '4,5,', ...CASES.slice(10)];
    writeFileSync(path('sums.csv'), `first,second,expected\n${rows.join('\n')}\n`);
    const { code, out } = await lens(args('--budget', '5', '--dry-run'), key);
    assert.equal(code, 0);
    assert.match(out, /on 11 of 14 cases/);
    assert.match(out, /Row 2 repeats row 1/);
    assert.match(out, /Row 3 has nothing for “first”/);
    assert.match(out, /Row 4 has no expected answer/);
  });

  it('says of models on the own machine that they have no token price, whatever a list says', async () => {
    const { code, out } = await lens(args('--json'));
    assert.equal(code, 0);
    const { calls } = JSON.parse(out) as { calls: { costUsd: number | null }[] };
    assert.ok(calls.length > 0 && calls.every((c) => c.costUsd === null));
    const again = await lens(args());
    assert.match(again.out, /gpt-4o +\d+ of \d+ .*no token price/);
    assert.doesNotMatch(again.out, /unknown/);
  });

  it('sends no key to an endpoint that is not its own, and nothing without one', async () => {
    const { code, err } = await lens(
      args('--budget', '5').map((a) =>
        a === '--endpoint' ? '--out' : a === model.url ? path('x.trial.json') : a,
      ),
    );
    assert.equal(code, 2);
    assert.match(err, /There is no key for OpenAI/);
  });
});
