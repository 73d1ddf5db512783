import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { englishWords } from '../../../../src/core/export/words';
import { analyse } from '../../../../src/core/steps/analyse';
import { reasoningText } from '../../../../src/core/model/trace';
import { rawOf } from '../../../../src/worker/view/parts';

import { completion, keyOf, openViews, samples } from './viewFixture';

/** As Windows PowerShell redirects output. */
function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
}

const evalSample = {
  id: 1,
  epoch: 1,
  input: 'q',
  messages: [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: [{ type: 'reasoning', reasoning: 'First I add.' }] },
  ],
  output: { model: 'm', choices: [] },
};
const evalHeader = { version: 2, status: 'success', eval: { model: 'm', task: 't' }, plan: {} };
const evalLog = zipSync({
  'header.json': new TextEncoder().encode(JSON.stringify(evalHeader)),
  'samples/1_epoch_1.json': new TextEncoder().encode(JSON.stringify(evalSample)),
});

describe('the questions of views about records, copies and exports', () => {
  const { files, calls, handle, add } = openViews();

  it('give the raw record of a segment with its place in the file', async () => {
    const n = handle('tool-use.claude-code.jsonl');
    const { items } = await calls.outline(keyOf(n));
    const call = items.find((item) => item.kind === 'toolCall')!;
    const target = { kind: 'segment', segment: call.source } as const;
    const raw = await calls.raw({ ...keyOf(n), target });
    const bytes = readFileSync(`media/samples/${samples[n]!}`);
    assert.equal(raw.text, bytes.subarray(raw.range!.start, raw.range!.end).toString());
    assert.match(raw.text, /"tool_use"/);
  });

  it('copy a step in every form', async () => {
    const n = handle('short-success.anthropic.json');
    const target = { kind: 'step', step: 0 } as const;
    const copy = (as: 'text' | 'markdown' | 'json' | 'raw') =>
      calls.copyText({ ...keyOf(n), target, as });
    const text = await copy('text');
    assert.match(await copy('markdown'), /^\*\*1: \w+\*\*/);
    assert.equal((JSON.parse(await copy('json')) as { text: string }).text, text);
    assert.match(await copy('raw'), /^\{/);
  });

  it('export every sample in every form', async () => {
    for (const [n] of samples.entries()) {
      for (const form of ['html', 'md', 'json', 'csv'] as const) {
        const text = await calls.exportText({
          ...keyOf(n),
          form,
          structureOnly: false,
          essentialOnly: false,
          keep: [],
          exportedAt: '2026-11-23T12:00:00.000Z',
          facts: [],
          words: englishWords,
          language: 'en',
          translations: {},
        });
        assert.ok(text.length > 100);
      }
    }
  });

  it('show and find a part of a UTF-16 file in the text that an editor shows', async () => {
    const n = await add('out.json', utf16(completion));
    const target = { kind: 'segment', segment: 0 } as const;
    const raw = await calls.raw({ ...keyOf(n), target });
    assert.deepEqual([JSON.parse(raw.text), raw.range], [JSON.parse(completion), null]);
    const copied = await calls.copyText({ ...keyOf(n), target, as: 'raw' });
    assert.equal(copied, raw.text);
    const line = completion.split('\r\n').findIndex((l) => l.includes('reasoning_content'));
    const place = await calls.locate({ ...keyOf(n), target });
    const character = completion.split('\r\n')[line]!.indexOf('Ünits');
    assert.deepEqual(place?.start, { line, character });
    const offset = new TextEncoder().encode(completion.slice(0, completion.indexOf('Ünits')));
    const at = await calls.positionAt({ handle: n, offset: offset.length });
    assert.deepEqual(at, { line, character });
  });

  it('give all records of a trace in a zipped log, whose lines have one place', async () => {
    const said = { role: 'assistant', content: [] as object[] };
    const line = (uuid: string, block: object) =>
      JSON.stringify({
        ...{ type: 'assistant', uuid, sessionId: 's', timestamp: '2026-01-01T00:00:00Z' },
        message: { ...said, id: 'msg_1', model: 'claude-sonnet-4-5', content: [block] },
      });
    const log = [
      line('u1', { type: 'thinking', thinking: 'First I look. ', signature: 'x' }),
      line('u2', { type: 'thinking', thinking: 'Then I add.', signature: 'y' }),
    ].join('\n');
    const at = await add('log.zip', zipSync({ 'log.jsonl': new TextEncoder().encode(`${log}\n`) }));
    const file = files[at]!.traces;
    const trace = await file.read(0);
    const sources = trace.segments.map((s) => s.source!);
    assert.deepEqual([sources.length, new Set(sources.map((s) => s.start)).size], [2, 1]);
    // A step that goes over both.
    const [text, analysis] = [reasoningText(trace), analyse(trace)];
    const steps = [{ ...analysis.steps[0]!, start: 0, end: text.length }];
    const [suggested, step] = [{ ...analysis, steps }, { kind: 'step', step: 0 } as const];
    const analysed = { trace, text, analysis: suggested, suggested, unmatched: 0, price: null };
    assert.match((await rawOf(analysed, step, file)).text, /First I look[^]*Then I add/);
  });

  it('copy a record whole that is too long to show', async () => {
    const long = completion.replace('{', `{"notes":"${'x'.repeat(1_100_000)}",`);
    const at = await add('long.json', long);
    const target = { kind: 'segment', segment: 0 } as const;
    const raw = await calls.raw({ ...keyOf(at), target });
    const copied = await calls.copyText({ ...keyOf(at), target, as: 'raw' });
    assert.deepEqual([raw.cut, raw.text.length < copied.length], [true, true]);
    assert.equal(copied, long);
  });

  it('show a part of an archive unpacked, with no place in a file that is no text', async () => {
    const n = await add('log.eval', evalLog);
    const { segments } = await files[n]!.traces.read(0);
    const segment = segments.findIndex((s) => s.kind === 'reasoning');
    for (const target of [
      { kind: 'segment', segment },
      { kind: 'step', step: 0 },
      { kind: 'prompt', message: 0 },
    ] as const) {
      const raw = await calls.raw({ ...keyOf(n), target });
      assert.deepEqual([JSON.parse(raw.text), raw.range, raw.cut], [evalSample, null, false]);
      assert.equal(await calls.copyText({ ...keyOf(n), target, as: 'raw' }), raw.text);
      assert.equal(await calls.locate({ ...keyOf(n), target }), null);
    }
    const at = await calls.positionAt({ handle: n, offset: 40 });
    assert.deepEqual(at, { line: 0, character: 0 });
  });
});
