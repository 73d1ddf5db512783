import { inEnglish } from '../../src/core/text/voice';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  completion,
  idsOf,
  rowsOf,
  fileEvent,
  inWorkspace,
  nextEvent,
  traceSuite,
  write,
} from './traceTools';
import { until } from './until';

describe('a trace file in the host', () => {
  const { open, tools } = traceSuite();

  const samples: readonly (readonly [string, number, string])[] = [
    ['short-success.anthropic.json', 1, 'raw'],
    ['long-with-backtracks.deepseek.json', 1, 'raw'],
    ['overthinking-after-the-answer.qwen.sse', 1, 'raw'],
    ['underthinking.openrouter.json', 1, 'raw'],
    ['looping-and-truncated.ollama.json', 1, 'raw'],
    ['hidden-reasoning.openai-responses.json', 1, 'hidden'],
    ['summarised-thoughts.gemini.json', 1, 'summary'],
    ['tool-use.claude-code.jsonl', 3, 'summary'],
  ];
  for (const [name, count, fidelity] of samples) {
    it(`opens ${name}`, async () => {
      const document = await open(inWorkspace(name));
      const view = document.view();
      assert.equal(view.state, 'ready', inEnglish(view.failure?.message ?? []));
      assert.equal(view.count, count);
      const outline = await document.outline(0);
      assert.equal(outline.header.fidelity, fidelity);
      assert.equal(outline.steps.kind.length > 0, fidelity !== 'hidden');
      const bodies = await document.ask('bodies', { index: 0, from: 0, to: 64 });
      assert.equal(bodies.length, Math.min(64, outline.steps.kind.length));
    });
  }

  for (const [name, , fidelity] of samples) {
    if (fidelity === 'hidden') continue;
    it(`reveals exactly the recorded characters of every step of ${name}`, async () => {
      const document = await open(inWorkspace(name));
      const text = await vscode.workspace.openTextDocument(inWorkspace(name));
      for (let index = 0; index < document.view().count; index++) {
        const outline = await document.outline(index);
        for (let step = 0; step < outline.steps.kind.length; step++) {
          const target = { kind: 'step', step } as const;
          const place = await document.ask('locate', { index, target });
          assert.ok(place, `step ${step}`);
          const selected = text.getText(
            new vscode.Range(
              place.start.line,
              place.start.character,
              place.end.line,
              place.end.character,
            ),
          );
          const said = (await document.ask('text', { index, target })).text;
          assert.equal(plainText(selected), said, `step ${step}`);
        }
      }
    });
  }

  const bad: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['empty.json', '', 'empty'],
    ['binary.json', new Uint8Array(4096).map((_, i) => (i * 7919) % 256), 'unrecognised'],
    ['settings.json', '{"editor.fontSize": 12}', 'unrecognised'],
    ['notes.txt', 'Nothing to see here.', 'unrecognised'],
  ];
  for (const [name, content, code] of bad) {
    it(`says why ${name} is no trace file`, async () => {
      const view = (await open(await write(`bad/${name}`, content))).view();
      assert.equal(view.state, 'failed');
      assert.ok(
        [code, 'malformed', 'empty'].includes(view.failure!.code),
        `${view.failure!.code}: ${inEnglish(view.failure!.message)}`,
      );
      assert.notEqual(view.failure!.message, '');
    });
  }

  it('opens what is whole of a file that ends in the middle of a record', async () => {
    const lines = completion('a', 'First.') + completion('b', 'Second.').slice(0, 80);
    const document = await open(await write('bad/cut.jsonl', lines));
    const view = document.view();
    assert.equal(view.state, 'ready');
    assert.equal((await idsOf(document))[0], 'a');
    assert.ok(view.problems.length > 0 || view.count === 2);
  });

  it('says that a file is not there', async () => {
    const view = (await open(inWorkspace('bad/nowhere.json'))).view();
    assert.equal(view.state, 'failed');
    assert.match(inEnglish(view.failure!.message), /deleted or moved/);
  });

  it('keeps what is there while a file grows, and starts anew when it is replaced', async () => {
    const uri = await write('grow.jsonl', completion('a', 'One. Two.'));
    const document = await open(uri);
    assert.equal(document.view().count, 1);

    const grew = nextEvent(document, fileEvent('grew'));
    await write('grow.jsonl', completion('a', 'One. Two.') + completion('b', 'Three.'));
    await grew;
    assert.deepEqual(await idsOf(document), ['a', 'b']);

    const replaced = nextEvent(document, fileEvent('replaced'));
    await write('grow.jsonl', completion('c', 'Four.'));
    await replaced;
    assert.deepEqual(await idsOf(document), ['c']);
  });

  it('takes growth in only while it follows', async () => {
    const uri = await write('follow.jsonl', completion('a', 'One.'));
    const document = await open(uri);
    document.setFollowing(false);
    // Follows the same file beside it: what the watcher tells comes to both.
    const witness = await open(uri);
    let text = completion('a', 'One.');
    for (const id of ['b', 'c']) {
      const grown = nextEvent(witness, fileEvent('grew'));
      text += completion(id, 'Two.');
      await write('follow.jsonl', text);
      await grown;
    }
    assert.deepEqual([document.view().count, witness.view().count], [1, 3]);
    const grew = nextEvent(document, fileEvent('grew'));
    document.setFollowing(true);
    await grew;
    assert.equal(document.view().count, 3);
  });

  it('says so when the file vanishes, and is back when the file is', async () => {
    const uri = await write('vanish.jsonl', completion('a', 'One.'));
    const document = await open(uri);
    const gone = nextEvent(document, fileEvent('gone'));
    await vscode.workspace.fs.delete(uri);
    await gone;
    assert.equal(document.view().state, 'failed');
    const back = nextEvent(document, fileEvent('replaced'));
    await write('vanish.jsonl', completion('a', 'One.'));
    await back;
    assert.equal(document.view().state, 'ready');
  });

  it('computes cost from recorded tokens and tells an unknown model from an unknown count', async () => {
    const unknown = completion('a', 'One.').replace('deepseek-reasoner', 'no-such-model-7');
    const document = await open(await write('prices.jsonl', completion('b', 'One.') + unknown));
    const priced = (await document.outline(0)).header.cost;
    assert.equal(priced.figure?.provenance, 'derived');
    assert.match(priced.asOf ?? '', /^\d{4}-\d\d-\d\d$/);
    const without = (await document.outline(1)).header.cost;
    assert.deepEqual([without.figure, without.missing], [null, 'no-price']);
  });

  it('fills the list in the background', async () => {
    const document = await open(inWorkspace('tool-use.claude-code.jsonl'));
    const rows = await until('all rows', async () => {
      const now = await rowsOf(document);
      return now.every((r) => r.analysed !== null) && now;
    });
    assert.ok(rows.length > 1);
  });

  it('goes on when the worker has ended', async () => {
    const document = await open(inWorkspace('short-success.anthropic.json'));
    const before = await document.outline(0);
    tools().engine.dispose();
    const raw = await document.ask('raw', { index: 0, target: { kind: 'step', step: 0 } });
    assert.ok(raw.text.length > 0);
    assert.equal((await document.outline(0)).id, before.id);
  });
});

/** What JSON strings of a selection say: of a stream, only the parts that are deltas of reasoning. */
function plainText(selected: string): string {
  if (!/"\}|\\|reasoning_content/.test(selected)) return selected;
  const joined = selected.replace(
    /"\}(?:,"finish_reason":null\}\]|,"logprobs)[^\n]*(?:\r?\n)+data: \{.*?"reasoning_content":"/g,
    '',
  );
  return JSON.parse(`"${joined}"`) as string;
}
