import assert from 'node:assert/strict';
import { readCorpusFile, stampOf } from '../../../../../src/core/corpus/readFile';
import { createMatcher } from '../../../../../src/core/search/matcher';
import { NO_FILTERS, type SearchHit } from '../../../../../src/core/search/model';
import { searchFile } from '../../../../../src/core/search/searchFile';
import { analyse } from '../../../../../src/core/steps/analyse';
import { labelsBeside } from '../../../../../src/core/steps/corrections/beside';
import { openTraceFile } from '../../../../../src/core/trace/open';
import { memorySource } from '../../../../../src/core/trace/source';
import { relabelled, sourceWith } from './besideFile';

const reasoning =
  'I need to add two numbers.\n\nTwo and two is four.\n\nWait, let me check that.\n\nSo the answer is four.';
const message = { role: 'assistant', reasoning_content: reasoning, content: 'Four.' };
const bytes = new TextEncoder().encode(
  JSON.stringify({
    ...{ id: 'a', object: 'chat.completion', model: 'm' },
    choices: [{ index: 0, message }],
  }),
);

async function traceOf() {
  const file = await openTraceFile(memorySource('a.json', bytes));
  assert.ok(!('error' in file));
  return file.read(0);
}

async function hitsIn(sidecar: string): Promise<readonly SearchHit[]> {
  const matcher = createMatcher({ text: 'two', regex: false });
  assert.ok(!('problem' in matcher));
  const hits: SearchHit[] = [];
  const source = sourceWith('a.json', bytes, sidecar);
  await searchFile(source, matcher, NO_FILTERS, { onHits: (found) => hits.push(...found) });
  return hits;
}

describe('the labels beside a file', () => {
  it('are those of LRM Lens with what a person set', async () => {
    const trace = await traceOf();
    const labels = await labelsBeside(sourceWith('a.json', bytes, relabelled(trace, 'rethink')));
    const { steps } = labels.analyse(trace);
    assert.deepEqual([steps[0]?.kind, steps[0]?.corrected], ['rethink', true]);
    assert.deepEqual(labels.problem, null);
  });

  it('are not those of another scheme', async () => {
    const trace = await traceOf();
    const labels = await labelsBeside(sourceWith('a.json', bytes, relabelled(trace, 'rethink')));
    const scheme = 'schoenfeld';
    assert.deepEqual(labels.analyse(trace, { scheme }), analyse(trace, { scheme }));
  });

  it('are those of LRM Lens where there is no file, where it is damaged, and where it is too large', async () => {
    const trace = await traceOf();
    const huge = { ...memorySource('a.json.lens.json', bytes), size: 1e9 };
    for (const [source, code] of [
      [memorySource('a.json', bytes), undefined],
      [sourceWith('a.json', bytes, '{"version": 7}'), 'malformed'],
      [{ beside: () => Promise.resolve(huge) }, 'too-large'],
    ] as const) {
      const labels = await labelsBeside(source);
      assert.deepEqual(labels.analyse(trace), analyse(trace));
      assert.deepEqual([labels.problem?.code, labels.stamp], [code, '']);
    }
  });

  it('are what a search finds, filters by and tells whose they are', async () => {
    const sidecar = relabelled(await traceOf(), 'rethink');
    const [hit] = await hitsIn(sidecar);
    assert.deepEqual([hit?.kind, hit?.confidence, hit?.labelledBy], ['rethink', null, 'a person']);
    const [own] = await hitsIn('{"version":1,"traces":{}}');
    assert.equal(own?.labelledBy, null);
    assert.ok(own.confidence !== null);
  });

  it('are what a corpus counts, and a change of them makes its file read again', async () => {
    const plain = memorySource('a.json', bytes);
    const trace = await traceOf();
    const kinds = async (source: typeof plain) =>
      (await readCorpusFile('a.json', source, await stampOf(source, 1))).rows[0]?.verificationShare;
    const checked = sourceWith('a.json', bytes, relabelled(trace, 'check'));
    assert.ok((await kinds(checked))! > (await kinds(plain))!);
    const other = sourceWith('a.json', bytes, relabelled(trace, 'plan'));
    const heads = await Promise.all([plain, checked, other].map((s) => stampOf(s, 1)));
    assert.equal(new Set(heads.map(({ head }) => head)).size, 3);
  });
});
