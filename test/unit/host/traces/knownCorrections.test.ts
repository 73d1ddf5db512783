import assert from 'node:assert/strict';
import type { Correction } from '../../../../src/core/steps/corrections/corrections';
import { KnownCorrections } from '../../../../src/host/traces/sidecar/knownCorrections';

const note = (text: string): Correction => ({ op: 'note', step: '0'.repeat(16), text });

describe('corrections that another window changed', () => {
  it('are those of traces that were looked at here, each told once', () => {
    const known = new KnownCorrections();
    known.keep('a', []);
    known.keep('b', [note('mine')]);
    const theirs = { traces: { a: [note('theirs')], b: [note('mine')], c: [note('unread')] } };
    assert.deepEqual(known.changedIn(theirs), ['a']);
    assert.deepEqual(known.changedIn(theirs), []);
    assert.deepEqual(known.changedIn({ traces: {} }), ['a', 'b']);
  });

  it('are still told after those of another trace were read or written', () => {
    const known = new KnownCorrections();
    known.keep('a', []);
    const theirs = { traces: { a: [note('theirs')], b: [note('mine')] } };
    known.keep('b', [note('mine')]);
    assert.deepEqual(known.changedIn(theirs), ['a']);
  });

  it('are none where only the keys stand in another order', () => {
    const known = new KnownCorrections();
    known.keep('a', [{ text: 'x', op: 'note', step: '0'.repeat(16) }]);
    assert.deepEqual(known.changedIn({ traces: { a: [note('x')] } }), []);
  });
});
