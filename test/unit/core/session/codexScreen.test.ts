import assert from 'node:assert/strict';
import { sessionOf } from './sessionFixture';

const HEAD =
  'OpenAI Codex v0.104.0\n--------\nworkdir: /w\nmodel: gpt-5.4\nprovider: openai\nsession id: 019d\n--------\nuser\nFix it.\n';

describe('the screen of codex exec as a session', () => {
  it('has the edits of older programs, which show the patch before it is made', async () => {
    const { turns, tools } = await sessionOf(
      `${HEAD}codex\nI patch.\nfile update\nM /w/p.py\n@@ -1,2 +1,2 @@\n a\n-x\n+y\nA /w/new.py\nz\napply_patch(auto_approved=true) exited 0 in 24ms:\nSuccess.\n\ntokens used\n1\n`,
      'run.log',
    );
    assert.equal(turns.length, 1);
    assert.equal(tools[0]?.name, 'apply_patch');
    const edits = tools.flatMap((tool) => tool.edits);
    assert.deepEqual(
      edits.map(({ file, added, removed, oldHash }) => [file, added, removed, oldHash === null]),
      [
        ['/w/p.py', 1, 1, false],
        ['/w/new.py', 1, 0, true],
      ],
    );
  });

  it('has the edits of newer ones once, though they show them again', async () => {
    const diff = 'diff --git a/p.py b/p.py\n--- a/p.py\n+++ b/p.py\n@@ -1 +1 @@\n-x\n+y\n';
    const { tools } = await sessionOf(
      `${HEAD}apply patch\npatch: completed\n/w/p.py\n${diff}\n${diff}\ncodex\nDone.\n${diff}\ntokens used\n1\nDone.\n`,
      'run.log',
    );
    const edits = tools.flatMap((tool) => tool.edits);
    assert.deepEqual(
      edits.map(({ file, added, removed }) => [file, added, removed]),
      [['p.py', 1, 1]],
    );
  });
});
