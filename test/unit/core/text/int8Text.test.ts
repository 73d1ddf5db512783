import assert from 'node:assert/strict';
import { int8Of, int8Text } from '../../../../src/core/text/int8Text';

describe('small integers as text', () => {
  it('come back as they were, each of the 256', () => {
    const all = Int8Array.from({ length: 256 }, (_, i) => i - 128);
    assert.deepEqual(int8Of(int8Text(all)), all);
    assert.deepEqual(int8Of(JSON.parse(JSON.stringify(int8Text(all))) as string), all);
  });

  it('take one byte each near 0, where weights are', () => {
    const near = Int8Array.from({ length: 91 }, (_, i) => i - 45);
    assert.equal(new TextEncoder().encode(int8Text(near)).length, near.length);
  });
});
