import assert from 'node:assert/strict';
import fc from 'fast-check';
import { restoreKept } from '../../../../src/webview/concepts/kept';
import { rememberedBy } from '../../../../src/webview/corpus/corpusPage';
import { freshUi, restoreUi } from '../../../../src/webview/trace/ui';
import { restoreMemory } from '../../../../src/webview/trial/memory';

const noMemory = { face: null, candidate: null, case: null, valueOfRightUsd: null };
const noParts = { vendor: null, ledger: { verdicts: [], query: '' } };

describe('what a page kept over a reload', () => {
  it('comes back as it was left', () => {
    const memory = { face: 'result', candidate: 'o3', case: 'a1', valueOfRightUsd: 0.5 } as const;
    assert.deepEqual(restoreMemory(memory), memory);
    const kept = { vendor: 'Claude', ledger: { verdicts: ['wrong'], query: 'cost' } } as const;
    assert.deepEqual(restoreKept(kept), kept);
    assert.equal(rememberedBy({ by: 'effort' }), 'effort');
    assert.deepEqual(restoreUi(freshUi), freshUi);
  });

  it('is as new where another version kept it', () => {
    assert.deepEqual(restoreMemory({ ...noMemory, face: 'summary' }), noMemory);
    assert.deepEqual(restoreMemory({ ...noMemory, candidate: { model: 'o3' } }), noMemory);
    assert.deepEqual(restoreKept({ vendor: 3, ledger: noParts.ledger }), noParts);
    assert.deepEqual(restoreKept({ vendor: 'Claude', ledger: { verdicts: ['maybe'] } }), noParts);
    assert.equal(rememberedBy({ by: 'moon' }), 'model');
    assert.deepEqual(restoreUi({ ...freshUi, zoom: 'all' }), freshUi);
  });

  it('is as new whatever else stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.constant(undefined)), (kept) => {
        fc.pre(typeof kept !== 'object' || kept === null || Object.keys(kept).length === 0);
        assert.deepEqual(restoreMemory(kept), noMemory);
        assert.deepEqual(restoreKept(kept), noParts);
        assert.equal(rememberedBy(kept), 'model');
        assert.deepEqual(restoreUi(kept), freshUi);
      }),
    );
  });
});
