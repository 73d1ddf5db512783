import assert from 'node:assert/strict';
import { codexScreen } from '../../../../../../src/core/trace/formats/text/codexScreen';
import { assertLinear } from '../../../../growth';
import { open, outline, promptOf } from '../../openFixture';

const head = (model: string, version = '0.104.0') =>
  `OpenAI Codex v${version} (research preview)\n--------\nworkdir: /w\nmodel: ${model}\nprovider: openai\napproval: never\nsession id: 019d\n--------\nuser\n`;

describe('the screen of codex exec', () => {
  it('has the words, the thinking, the commands and the patches of a run', async () => {
    const { traces, format } = await open(
      'run.log',
      `${head('gpt-5.4')}Q\nmcp startup: no servers\n\nthinking\n**a**\n\nb\ncodex\nI look.\n` +
        'exec\n/bin/zsh -lc "cat in /x" in /wexec\n/bin/zsh -lc \'pytest\' in /w succeeded in 51ms:\nuser\n{"a":1}\n{"a":2}\n{"a":3}\n exited 1 in 2m 3s:\nFAILED\n\n' +
        'codex\nI patch.\nfile update\nM /w/p.py\n@@ -1,1 +1,1 @@\n-x\n+y\napply_patch(auto_approved=true) exited 0 in 24ms:\nSuccess.\nfile update:\ndiff --git a/p.py b/p.py\n-x\n+y\n\n' +
        'codex\nDone.\ntokens used\n35,275\nDone.\n',
    );
    assert.equal(format, 'agent-transcript');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: **a**\n\nb',
        'answer: I look.',
        'call exec: /bin/zsh -lc "cat in /x"',
        "call exec: /bin/zsh -lc 'pytest'",
        'result: user\n{"a":1}\n{"a":2}\n{"a":3}',
        'failed result: FAILED',
      ],
      [
        'answer: I patch.',
        'call apply_patch: *** Update File: /w/p.py\n@@ -1,1 +1,1 @@\n-x\n+y',
        'result: Success.',
      ],
      ['answer: Done.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.equal(traces[0]?.model, 'gpt-5.4');
  });

  it('of newer programs shows each change of a file once', async () => {
    const diff = (file: string, words: string) =>
      `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n${words}`;
    const { traces } = await open(
      'run.log',
      `Reading additional input from stdin...\n${head('gpt-5.6', '0.146.0')}Q\n\n2026-09-01T17:14:04.494089Z ERROR codex_core::shell_snapshot: failed\n\n` +
        'exec\n/bin/bash -lc ls in /w\n succeeded in 0ms:\n\nhook: PostToolUse\n' +
        `apply patch\npatch: completed\n/w/a.md\n${diff('a.md', '-x\n+y')}\n\n` +
        `apply patch\npatch: completed\n/w/b.md\n${diff('a.md', '-x\n+y')}\n${diff('b.md', '+c')}\n\n` +
        `apply patch\npatch: completed\n/w/b.md\n${diff('a.md', '-x\n+y')}\n${diff('b.md', '+d')}\n\n` +
        'apply patch\npatch: failed\n/w/c.md\n\ncodex\nDone.\ntokens used\n23,786\nDone.\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['call exec: /bin/bash -lc ls', 'result: '],
      [`call apply_patch: ${diff('a.md', '-x\n+y')}`, 'result: patch: completed'],
      ['call apply_patch: /w/b.md', 'result: patch: completed'],
      [`call apply_patch: ${diff('b.md', '+d')}`, 'result: patch: completed'],
      ['call apply_patch: /w/c.md', 'failed result: patch: failed'],
      ['answer: Done.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('of newer programs shows all changes again behind anything, which is nobody’s words', async () => {
    const diff =
      'diff --git a/s/a.md b/s/a.md\nindex 1..2 100644\n--- a/s/a.md\n+++ b/s/a.md\n@@ -1 +1 @@\n-x\n+codex\n';
    const { traces } = await open(
      'run.log',
      `${head('m')}Q\napply patch\npatch: completed\n/w/s/a.md\n${diff}\n${diff}\nexec\ngit status in /w\n succeeded in 4ms:\n M a.md\n\n${diff}\n` +
        `exec\ngit diff in /w\n succeeded in 4ms:\n${diff}\n${diff}\nexec\ntrue in /w\n succeeded in 0ms:\n\n${diff}\ncodex\nDone.\n${diff}\ntokens used\n1\nDone.\n`,
    );
    assert.deepEqual(traces.map(outline), [
      [`call apply_patch: ${diff.trimEnd()}`, 'result: patch: completed'],
      ['call exec: git status', 'result: M a.md'],
      ['call exec: git diff', `result: ${diff.trimEnd()}`],
      ['call exec: true', 'result: '],
      ['answer: Done.'],
    ]);
  });

  it('of several runs has each in its order, without what the shell wrote between them', async () => {
    const { traces } = await open(
      'runs.log',
      `=== one ===\n${head('m')}Q\ncodex\na\ntokens used\n12\na\n=== two ===\n${head('m')}P\ncodex\nb\ntokens used\n13\nb\nexit 0\n`,
    );
    assert.deepEqual(traces.map(outline), [['answer: a'], ['answer: b']]);
    assert.deepEqual(promptOf(traces[1]), ['user: P']);
  });

  it('is read in linear time however many changes are shown again', () => {
    assertLinear('changes', 3_000, (n) => {
      const files = Array.from({ length: n }, (_, i) => `s/f${i}.md`);
      const changes = files.map((file) => `diff --git a/${file} b/${file}\n-x\n+y\n`).join('');
      const patch = `apply patch\npatch: completed\n${files.map((f) => `/w/${f}\n`).join('')}${changes}\n`;
      return codexScreen(`${head('m')}Q\n${patch.repeat(2)}codex\nDone.\n`);
    });
  });
});
