import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { lens } from './lens';

const CLI = resolve('dist/cli.js');
const AUTHOR = {
  ...{ GIT_AUTHOR_NAME: 'Dev', GIT_AUTHOR_EMAIL: 'dev@example.com' },
  ...{ GIT_COMMITTER_NAME: 'Dev', GIT_COMMITTER_EMAIL: 'dev@example.com' },
};

const CALL = (model: string, rest = '') => `from openai import OpenAI

client = OpenAI()

def ask(text):
    return client.chat.completions.create(
        model=${model},${rest}
        messages=[{"role": "user", "content": f"Summarise this letter in three sentences: {text}"}],
    )
`;

interface Answer {
  increase: { usd: number; of: string; unpriced: number } | null;
  calls: {
    file: string;
    line: number;
    change: string[] | null;
    before: { model: string } | null;
    after: { model: string } | null;
    problems: { level: string; code: string; line: number }[];
  }[];
}

describe('lrm-lens check', () => {
  let repository = '';
  const git = (...args: readonly string[]) => {
    const done = spawnSync('git', args, {
      ...{ cwd: repository, encoding: 'utf8', env: { ...process.env, ...AUTHOR } },
    });
    assert.equal(done.status, 0, done.stderr);
  };
  const file = (name: string, content: string) => {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), content);
  };
  const commit = () => {
    git('add', '-A');
    git('commit', '-qm', 'state');
  };
  const check = (...args: readonly string[]) => lens(['check', ...args], { cwd: repository });
  const json = async (...args: readonly string[]) => {
    const { out, err } = await check(...args, '--format', 'json');
    assert.notEqual(out, '', err);
    return JSON.parse(out) as Answer;
  };
  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'lrm-lens-check-'));
    git('init', '-q', '-b', 'main');
  });
  afterEach(() => rmSync(repository, { recursive: true, force: true }));

  it('tells a call that changed, with what it costs before and after', async () => {
    file('app/chat.py', CALL('"gpt-5.1"'));
    commit();
    file('app/chat.py', `import logging\n\n${CALL('"gpt-5.2"')}`);
    const { calls, increase } = await json('--base', 'HEAD');
    assert.deepEqual(
      calls.map(({ file: at, line, change, before, after }) => [
        ...[at, line, change, before?.model, after?.model],
      ]),
      [['app/chat.py', 8, ['model'], 'gpt-5.1', 'gpt-5.2']],
    );
    assert.ok(increase !== null && increase.usd > 0 && increase.of === 'call');
    const { code, out } = await check('--base', 'HEAD');
    assert.equal(code, 0);
    assert.match(out, /model: gpt-5\.1 -> gpt-5\.2; \S+ a call .* -> /);
  });

  it('is quiet about calls that only moved, and about renamed files', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    renameSync(join(repository, 'a.py'), join(repository, 'b.py'));
    file('b.py', `# moved\n\n${CALL('"gpt-5.1"')}`);
    git('add', '-A');
    assert.deepEqual((await json('--base', 'HEAD')).calls, []);
    assert.match((await check('--base', 'HEAD')).out, /No model call changed since HEAD/);
  });

  it('follows a model whose name stands in another file', async () => {
    file('config.py', 'MODEL = "gpt-5.1"\n');
    file('chat.py', `from config import MODEL\n${CALL('MODEL')}`);
    commit();
    file('config.py', 'MODEL = "gpt-5.2"\n');
    const [call] = (await json('--base', 'HEAD')).calls;
    assert.deepEqual(
      [call?.file, call?.before?.model, call?.after?.model],
      ['chat.py', 'gpt-5.1', 'gpt-5.2'],
    );
  });

  it('names retired models, refused parameters and starving caps, at their lines', async () => {
    file('a.py', CALL('"gpt-4o"'));
    commit();
    file('a.py', CALL('"o4-mini"', ' temperature=0.2, max_tokens=20,'));
    const problems = (await json('--base', 'HEAD')).calls[0]!.problems;
    const codes = new Set(problems.map(({ code }) => code));
    for (const code of ['retired', 'cap-hit', 'unsupported-parameter', 'cap-too-small']) {
      assert.ok(codes.has(code), `${code} of ${[...codes].join()}`);
    }
    assert.ok(problems.every(({ line }) => line === 7));
    assert.equal((await check('--base', 'HEAD')).code, 0);
    assert.equal((await check('--base', 'HEAD', '--strict')).code, 1);
  });

  it('ends with 1 over the allowed increase, of a call or of a month', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    file('a.py', CALL('"gpt-5.2"'));
    assert.equal((await check('--base', 'HEAD', '--max-increase', '1')).code, 0);
    const month = ['--base', 'HEAD', '--calls', '1000000', '--max-increase'];
    assert.equal((await check(...month, '1')).code, 1);
    assert.equal((await check(...month, '1000000')).code, 0);
  });

  it('does not keep a bound that it cannot check', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    file('a.py', CALL('"nobody-knows-1"'));
    const { code, err } = await check('--base', 'HEAD', '--max-increase', '100');
    assert.equal(code, 1);
    assert.match(err, /not every changed call has a price/);
  });

  it('prints no line that a build server would take for a command of its own', async function () {
    if (process.platform === 'win32') this.skip();
    file('::error title=x::a.py', CALL('"::add-mask::##[add-mask]b"'));
    for (const args of [['.'], ['--', '::error title=x::a.py']]) {
      const { out } = await check(...args);
      assert.match(out, /: :error title=x::a\.py:/);
      assert.doesNotMatch(out, /^\s*::|##\[/m);
    }
  });

  it('takes every call for a new one before the first commit', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    git('add', '-A');
    const [call] = (await json('--base', 'HEAD')).calls;
    assert.deepEqual([call?.change, call?.before], [['added'], null]);
  });

  it('says what git says where a path is no part of the repository', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    const { code, err } = await check('--base', 'HEAD', '--', tmpdir());
    assert.equal(code, 2);
    assert.match(err, /^lrm-lens check: git diff: .*outside repository/);
  });

  it('reads nothing that a link of the repository leads to', async function () {
    if (process.platform === 'win32') this.skip();
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    const outside = mkdtempSync(join(tmpdir(), 'lrm-lens-outside-'));
    try {
      writeFileSync(join(outside, 'b.py'), CALL('"o4-mini"'));
      symlinkSync(join(outside, 'b.py'), join(repository, 'b.py'));
      symlinkSync(outside, join(repository, 'c'));
      assert.deepEqual((await json('--base', 'HEAD')).calls, []);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('compares two commits, whatever the working tree holds', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    file('a.py', CALL('"gpt-5.2"'));
    commit();
    file('a.py', 'nothing\n');
    const [call] = (await json('--base', 'HEAD~1', '--head', 'HEAD')).calls;
    assert.equal(call?.after?.model, 'gpt-5.2');
    const [gone] = (await json('--base', 'HEAD')).calls;
    assert.deepEqual([gone?.change, gone?.after], [['removed'], null]);
  });

  it('says what is wrong with its use, and takes no name for an option of git', async () => {
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    for (const [args, reason] of [
      [['--base', 'nothing'], /'nothing' names no commit/],
      [['--base=--output=stolen'], /names no commit/],
      [[], /a file, a folder or --base/],
      [['--base', 'HEAD', '--format', 'xml'], /--format takes text, github, json/],
      [['--base', 'HEAD', '--max-increase', 'much'], /takes a number/],
    ] as const) {
      const { code, err } = await check(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, reason);
    }
  });

  it('looks at every call of files without a base', async () => {
    file('src/a.py', CALL('"o4-mini"'));
    file('node_modules/x/a.py', CALL('"o4-mini"'));
    const { calls } = await json('.');
    assert.deepEqual(
      calls.map((call) => [call.file, call.change]),
      [['src/a.py', null]],
    );
  });

  /** The script of a step, run as GitHub's runner does. */
  const actionStep = (inputs: Readonly<Record<string, string>>) => {
    const action = load(readFileSync('action.yml', 'utf8')) as {
      runs: { steps: { name?: string; run?: string }[] };
    };
    const script = action.runs.steps.find((step) => step.name === 'Check')!.run!;
    return spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ LRM_LENS: CLI, BASE: 'HEAD', CALLS: '', MAX_INCREASE: '', STRICT: 'false' },
        ...inputs,
      },
    });
  };

  it('is run by the action of this repository, as annotations', () => {
    file('a.py', CALL('"gpt-4o"'));
    commit();
    file('a.py', CALL('"o4-mini"', ' temperature=0.2,'));
    const { status, stdout } = actionStep({});
    assert.equal(status, 0);
    assert.match(stdout, /^::error file=a\.py,line=7,col=\d+,title=LRM Lens::o4-mini was retired/m);
    assert.match(stdout, /^::notice file=a\.py,line=6,title=LRM Lens::model/m);
    assert.equal(actionStep({ STRICT: 'true' }).status, 1);
    for (const BASE of ['', '0'.repeat(40)]) {
      const none = actionStep({ BASE });
      assert.deepEqual([none.status, none.stdout.startsWith('::notice')], [0, true], none.stderr);
    }
    assert.equal(actionStep({ CALLS: '$(touch stolen)' }).status, 2, 'an input is no script');
  });

  it('is run by the hook of this repository on the files of a commit', async () => {
    const [hook] = load(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as { entry: string }[];
    const [command, ...args] = hook!.entry.split(' ');
    assert.deepEqual([command, args[0]], ['lrm-lens', 'check']);
    file('a.py', CALL('"gpt-5.1"'));
    commit();
    file('a.py', CALL('"o4-mini"'));
    file('b.py', CALL('"gpt-5.2"'));
    git('add', '-A');
    assert.equal((await check(...args.slice(1), 'b.py')).code, 0);
    assert.equal((await check(...args.slice(1), 'a.py', 'b.py')).code, 1);
  });
});
