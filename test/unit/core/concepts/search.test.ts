import assert from 'node:assert/strict';
import { indexConcepts, searchConcepts } from '../../../../src/core/concepts/search';
import { shipped } from './pages';

const index = indexConcepts(shipped.library);
const found = (query: string): string[] =>
  searchConcepts(index, query).map((hit) => hit.concept.id);

describe('searching the concept pages', () => {
  const first: [query: string, id: string][] = [
    ['grpo', 'grpo'],
    ['hallucination', 'hallucinations'],
    ['pipeline', 'r1-pipeline'],
    ['aha moment', 'r1-zero'],
    ['latency', 'latency-of-thinking'],
    ['what thinking costs', 'cost-of-thinking'],
    ['faithful', 'trace-faithfulness'],
    ['OVERTHINKING', 'over-and-underthinking'],
    ['distill', 'distillation'],
    ['temperature readme', 'prompting-lrms'],
  ];
  for (const [query, id] of first) {
    it(`puts ${id} first for '${query}'`, () => assert.equal(found(query)[0], id));
  }

  it('puts pages with more words of the query before pages with fewer', () => {
    assert.equal(found('critic zebra')[0], 'grpo');
    assert.equal(found('hallucination pipeline r1')[0], 'r1-pipeline');
    assert.deepEqual(found('zebra'), []);
  });

  it('leaves out the empty words of a question, unless there are no others', () => {
    assert.deepEqual(found('why is the latency so'), found('latency'));
    assert.ok(found('who').length > 0);
  });

  it('finds a word from its beginning', () => {
    assert.ok(found('verif').includes('self-verification'));
  });

  it('finds a source by its title', () => {
    assert.ok(found('Thoughtology').includes('reasoning-trace'));
  });

  it('gives nothing for an empty query or one of signs only', () => {
    assert.deepEqual(found(''), []);
    assert.deepEqual(found(' ?! '), []);
  });

  it('shows the words around the match, cut at spaces', () => {
    const { snippet } = searchConcepts(index, 'critic')[0]!;
    assert.match(snippet, /critic/i);
    assert.ok(snippet.length <= 130, snippet);
  });

  it('stays quick with a query of a thousand words', () => {
    const query = Array.from({ length: 1000 }, (_, i) => `word${i}`).join(' ');
    assert.deepEqual(found(query), []);
  });
});
