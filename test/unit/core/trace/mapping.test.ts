import assert from 'node:assert/strict';
import { answerText, reasoningText } from '../../../../src/core/model/trace';
import type { ColumnMapping } from '../../../../src/core/trace/columnMapping';
import { readWithMapping } from '../../../../src/core/trace/mapping';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource, type ByteSource } from '../../../../src/core/trace/source';

const NONE: ColumnMapping = { reasoning: null, answer: null, prompt: null, model: null };

const read = (mapping: Partial<ColumnMapping>, ...values: readonly unknown[]) => {
  const records = values.map((value, record) => {
    return { value, range: { record, start: record, end: record + 1 }, name: null };
  });
  return readWithMapping(records, { ...NONE, ...mapping }).traces.map((trace) => ({
    prompt: trace.prompt?.map((m) => `${m.role}: ${m.text}`) ?? [],
    model: trace.model,
    reasoning: reasoningText(trace),
    answer: answerText(trace),
  }));
};

describe('records with chosen columns', () => {
  it('are traces of the fields that were named, by their paths', () => {
    const row = { ask: 'How?', own: { muse: 'So.', says: ['42', 'eggs'] }, llm: 'm' };
    const mapping = { reasoning: 'own.muse', answer: 'own.says', prompt: 'ask', model: 'llm' };
    assert.deepEqual(read(mapping, row, { other: 1 }), [
      { prompt: ['user: How?'], model: 'm', reasoning: 'So.', answer: '42\n\neggs' },
    ]);
  });

  it('may have their reasoning between the tags of the answer, and messages as the prompt', () => {
    const row = {
      out: '<think>So.</think>42',
      chat: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'How?' }] },
      ],
    };
    assert.deepEqual(read({ answer: 'out', prompt: 'chat' }, row), [
      { prompt: ['system: Be brief.', 'user: How?'], model: null, reasoning: 'So.', answer: '42' },
    ]);
  });

  it('are the items when the file is one list', () => {
    assert.equal(read({ answer: 'a' }, [{ a: '1' }, { a: '2' }, {}]).length, 2);
  });

  it('open a file that no format knows, and each trace again from its place', async () => {
    const bytes = new TextEncoder().encode('ask;muse;result\nHow many?;6 by 7 is 42.;42\n');
    const source = memorySource('x.csv', bytes);
    assert.ok('error' in (await openTraceFile(source)));
    const mapping = { ...NONE, reasoning: 'muse', answer: 'result', prompt: 'ask' };
    const file = await openTraceFile(source, { mapping });
    assert.ok('format' in file);
    assert.equal(file.format, 'chosen-columns');
    const trace = await file.read(0);
    assert.deepEqual([reasoningText(trace), answerText(trace)], ['6 by 7 is 42.', '42']);
    const wrong = await openTraceFile(source, { mapping: { ...NONE, answer: 'nothing' } });
    assert.ok('error' in wrong);
  });

  it('stay the way to read a file that is written anew', async () => {
    let text = 'muse;result\nSo.;42\n';
    const encode = (): Uint8Array => new TextEncoder().encode(text);
    const source: ByteSource = {
      ...memorySource('x.csv', encode()),
      currentSize: () => Promise.resolve(encode().length),
      read: (start, end) => Promise.resolve(encode().slice(start, end)),
    };
    const file = await openTraceFile(source, { mapping: { ...NONE, reasoning: 'muse' } });
    assert.ok('format' in file);
    text = 'muse;result\nNo.;41\nOr so.;42\n';
    assert.notEqual((await file.refresh()).kind, 'failed');
    assert.equal(file.summaries.length, 2);
  });
});
