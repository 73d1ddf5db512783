import assert from 'node:assert/strict';
import { indexConcepts } from '../../../src/core/concepts/search';
import { findableIn } from '../../../src/core/concepts/translation';
import { explainConcept } from '../../../src/tools/explainConcept';
import { shipped, shippedTranslation } from '../core/concepts/pages';

const library = findableIn(shipped.library, [shippedTranslation('zh-cn').translation]);
const ask = async (question: string) =>
  (await explainConcept(library, () => Promise.resolve(indexConcepts(library)), question)).data;

describe('the explanation of a concept', () => {
  it('is found by a question in English and in Chinese, without a translated window', async () => {
    assert.equal((await ask('why is the reasoning encrypted')).id, 'hidden-reasoning');
    assert.equal((await ask('为什么看不到思考内容')).id, 'hidden-reasoning');
    assert.equal((await ask('回答为什么这么慢')).id, 'latency-of-thinking');
  });

  it('is that of a claim when one is named', async () => {
    assert.deepEqual(
      { ...(await ask('c54')), title: '' },
      {
        ...{ found: 'claim', id: 'C54', title: '', others: [] },
      },
    );
  });

  it('names all pages where none fits', async () => {
    const { found, id, others } = await ask('xyzzy');
    assert.deepEqual([found, id, others.length], ['nothing', null, library.concepts.length]);
  });
});
