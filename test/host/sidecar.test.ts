import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { excerptUri } from '../../src/host/traces/text/excerpts';
import {
  completion,
  inWorkspace,
  kindOf,
  SHORT_REASONING,
  nextEvent,
  traceSuite,
  write,
} from './traceTools';

async function text(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

describe('corrections', () => {
  const { open } = traceSuite();

  it('are kept beside the file, found again, and gone with the file when the last is undone', async () => {
    const uri = await write('corrected.jsonl', completion('a', SHORT_REASONING));
    const sidecar = inWorkspace('corrected.jsonl.lens.json');
    const before = await text(uri);
    const document = await open(uri);
    await document.correct(0, { op: 'relabel', step: 0, kind: 'other' });
    await document.correct(0, { op: 'note', step: 0, text: 'why?' });
    assert.equal(await kindOf(document, 0), 'other (corrected)');
    assert.match((await text(sidecar))!, /"version": 1[\s\S]*"relabel"[\s\S]*"why\?"/);
    assert.equal(await text(uri), before, 'the trace itself is never written');

    const again = await open(uri);
    assert.equal(await kindOf(again, 0), 'other (corrected)');
    assert.equal((await again.ask('bodies', { index: 0, from: 0, to: 1 }))[0]?.note, 'why?');

    await document.undo(0);
    await document.undo(0);
    assert.equal(await text(sidecar), null);
    await document.redo(0);
    assert.equal(await kindOf(document, 0), 'other (corrected)');
  });

  it('that are asked for at the same time are all kept, in the order they were asked for', async () => {
    const uri = await write('at-once.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    const wrong = document.correct(0, { op: 'relabel', step: 500, kind: 'plan' });
    await Promise.all([
      assert.rejects(wrong, /no such step/i),
      document.correct(0, { op: 'note', step: 0, text: 'typed before the click' }),
      document.correct(0, { op: 'relabel', step: 0, kind: 'other' }),
    ]);
    const sidecar = inWorkspace('at-once.jsonl.lens.json');
    assert.match((await text(sidecar))!, /typed before the click[\s\S]*"relabel"/);
    await Promise.all([document.undo(0), document.undo(0)]);
    assert.equal(await text(sidecar), null);
    await Promise.all([document.redo(0), document.redo(0)]);
    assert.match((await text(sidecar))!, /typed before the click[\s\S]*"relabel"/);
  });

  it('of two windows are both kept', async () => {
    const uri = await write('two.jsonl', completion('a', SHORT_REASONING));
    const [one, two] = [await open(uri), await open(uri)];
    await Promise.all([one.outline(0), two.outline(0)]);
    await one.correct(0, { op: 'note', step: 0, text: 'from one' });
    await two.correct(0, { op: 'note', step: 1, text: 'from two' });
    const kept = (await text(inWorkspace('two.jsonl.lens.json')))!;
    assert.match(kept, /from one/);
    assert.match(kept, /from two/);
  });

  it('made by another window are shown without reopening', async () => {
    const uri = await write('live.jsonl', completion('a', SHORT_REASONING));
    const [one, two] = [await open(uri), await open(uri)];
    await two.outline(0);
    const changed = nextEvent(two, (e) => e.type === 'trace' && e.reason === 'corrected');
    await one.correct(0, { op: 'relabel', step: 0, kind: 'other' });
    await changed;
    assert.equal(await kindOf(two, 0), 'other (corrected)');
  });

  it('made by another window are shown also when another trace is looked at before', async () => {
    const uri = await write(
      'between.jsonl',
      completion('a', SHORT_REASONING) + completion('b', SHORT_REASONING),
    );
    const [one, two] = [await open(uri), await open(uri)];
    await two.outline(0);
    const changed = nextEvent(two, (e) => e.type === 'trace' && e.reason === 'corrected');
    await one.correct(0, { op: 'relabel', step: 0, kind: 'other' });
    // What is read of the sidecar for one trace says nothing of what is shown of another.
    await two.outline(1);
    await changed;
    assert.equal(await kindOf(two, 0), 'other (corrected)');
  });

  it('never overwrite a sidecar that is damaged or newer', async () => {
    const uri = await write('damaged.jsonl', completion('a', SHORT_REASONING));
    const sidecar = await write('damaged.jsonl.lens.json', '{"version": 99, "traces": {}}');
    const document = await open(uri);
    await assert.rejects(
      document.correct(0, { op: 'note', step: 0, text: 'lost?' }),
      /damaged or was written by a newer version/,
    );
    assert.equal(await text(sidecar), '{"version": 99, "traces": {}}');
  });

  it('of a file in a read-only place are kept in the extension and told', async () => {
    const markdown = await write(
      'log.md',
      `# Log\n\n<think>\n${SHORT_REASONING}\n</think>\n\nFour.\n`,
    );
    const uri = excerptUri(markdown, 0);
    const document = await open(uri);
    await document.correct(0, { op: 'relabel', step: 0, kind: 'other' });
    assert.equal(await kindOf(document, 0), 'other (corrected)');
    assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');
  });

  it('to a step that does not exist are refused', async () => {
    const document = await open(await write('none.jsonl', completion('a', SHORT_REASONING)));
    await assert.rejects(
      document.correct(0, { op: 'relabel', step: 500, kind: 'plan' }),
      /no such step/i,
    );
  });
});
