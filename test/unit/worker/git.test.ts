import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askCommit, askGit, askMoved } from '../../../src/core/why/askGit';
import { GitStates } from '../../../src/cli/gitStates';
import { gitIn } from '../../../src/worker/git.node';

describe('git in a repository that means harm', () => {
  let folder = '';
  let repository = '';
  let ran = '';
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
  /** A command that leaves a file of this name behind, and hands its input on. */
  const trap = (name: string): string => `sh -c 'echo > "${join(ran, name)}"; cat'`;
  const object = (name: string): string => {
    const id = git('rev-parse', name).trim();
    return join(repository, '.git/objects', id.slice(0, 2), id.slice(2));
  };

  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'lrm-lens-git-'));
    repository = join(folder, 'repository');
    ran = join(folder, 'ran');
    for (const made of [repository, ran]) mkdirSync(made);
    git('init', '-q', '-b', 'main');
    git('config', 'user.email', 'dev@example.com');
    git('config', 'user.name', 'Dev');
    writeFileSync(join(repository, '.gitattributes'), '*.py filter=a=b diff=own\n');
    writeFileSync(join(repository, 'a.py'), 'one\ntwo\n');
    writeFileSync(join(repository, 'b.py'), 'other words\n');
    git('add', '-A');
    git('commit', '-qm', 'state');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function setTraps(): void {
    const programs = {
      ...{ 'core.fsmonitor': 'fsmonitor', 'diff.external': 'external', 'core.pager': 'pager' },
      ...{ 'diff.own.command': 'command', 'diff.own.textconv': 'textconv' },
      ...{ 'filter.a=b.clean': 'clean', 'filter.a=b.smudge': 'smudge' },
      ...{ 'gpg.program': 'gpg', 'core.sshCommand': 'ssh', 'remote.far.uploadpack': 'fetch' },
    };
    for (const [key, name] of Object.entries(programs)) git('config', key, trap(name));
    git('config', 'filter.a=b.required', 'true');
    git('config', 'log.showSignature', 'true');
    const hooks = join(folder, 'hooks');
    mkdirSync(hooks);
    for (const hook of ['post-index-change', 'reference-transaction']) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\n${trap(hook)}\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    git('config', 'core.hooksPath', hooks);
    git('config', 'remote.far.url', repository);
    git('config', 'remote.far.promisor', 'true');
    git('config', 'core.repositoryFormatVersion', '1');
    git('config', 'extensions.partialClone', 'far');
  }

  it('starts nothing that its settings name', async () => {
    setTraps();
    writeFileSync(join(repository, 'a.py'), 'one\nthree\n');
    utimesSync(join(repository, 'b.py'), 1, 1);
    const states = await GitStates.open(repository, 'HEAD', null);
    const same = (name: string) => ({ before: name, after: name });
    assert.deepEqual(await states.changed([]), ['a.py', 'b.py'].map(same));
    assert.deepEqual((await states.naming(['words'], ['.py'])).paths, ['b.py']);
    assert.equal(await states.before('a.py'), 'one\ntwo\n');

    const run = gitIn(repository)!;
    const tracked = await askGit(run, 'a.py', 'one\nthree\n');
    const [first, second] = tracked?.commits ?? [];
    assert.ok(first?.commit && second?.commit === null, JSON.stringify(tracked));
    await askMoved(run, tracked!, [0, 1]);
    assert.equal((await askCommit(run, first.commit))?.subject, 'state');
    assert.deepEqual(readdirSync(ran), []);
  });

  it('fetches nothing that is not here, and tells it rather than that a file is new', async () => {
    setTraps();
    rmSync(object('HEAD:b.py'));
    const states = await GitStates.open(repository, 'HEAD', null);
    await assert.rejects(states.before('b.py'), { name: 'Error', message: /b\.py/ });
    assert.equal(await states.before('nowhere.py'), null);
    assert.deepEqual(readdirSync(ran), []);
  });

  it('names files without colours', async () => {
    git('config', 'color.ui', 'always');
    git('config', 'color.grep', 'always');
    const states = await GitStates.open(repository, 'HEAD', null);
    assert.deepEqual((await states.naming(['words'], ['.py'])).paths, ['b.py']);
  });

  it('gives the first of very many files that hold a name, and says how many more there are', async () => {
    for (let i = 0; i < 503; i++) writeFileSync(join(repository, `p${i}.py`), 'import rules\n');
    git('add', '-A');
    const states = await GitStates.open(repository, 'HEAD', null);
    const { paths, more } = await states.naming(['rules'], ['.py']);
    assert.deepEqual([paths.length, more], [500, 3]);
  });

  it('says why it says no', async () => {
    const run = gitIn(repository)!;
    await assert.rejects(run(['show', 'HEAD:c.py']), /git show: path 'c\.py' does not exist/);
    await assert.rejects(run(['push']), /git push is not asked here/);
  });
});
