import assert from 'node:assert/strict';
import { BANDS, bandOf } from '../../../../src/core/steps/bands';

describe('the bands of confidence', () => {
  it('cover 0 to 1, each from its own threshold on', () => {
    assert.equal(bandOf(1), 'sure');
    assert.equal(bandOf(0), 'unsure');
    for (const { id, from } of BANDS) assert.equal(bandOf(from), id);
    for (const { id, from } of BANDS.slice(0, -1)) assert.notEqual(bandOf(from - 0.001), id);
  });
});
