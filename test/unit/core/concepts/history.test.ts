import assert from 'node:assert/strict';
import {
  canMove,
  currentPlace,
  move,
  placeKey,
  startHistory,
  visit,
  type ReaderPlace,
} from '../../../../src/core/concepts/history';

const page = (id: string): ReaderPlace => ({ kind: 'concept', id });
const ledger = (claim: string | null): ReaderPlace => ({ kind: 'ledger', claim });

describe('the history of a reader', () => {
  it('goes back and forward over what was visited', () => {
    const history = visit(visit(startHistory(page('a')), page('b')), ledger('C54'));
    const back = move(move(history, -1), -1);
    assert.deepEqual(currentPlace(back), page('a'));
    assert.deepEqual(currentPlace(move(back, 1)), page('b'));
  });

  it('stays where it is at either end', () => {
    const history = startHistory(page('a'));
    assert.equal(move(history, -1), history);
    assert.equal(move(history, 1), history);
    assert.deepEqual([canMove(history, -1), canMove(history, 1)], [false, false]);
  });

  it('forgets what lay ahead when a new page is opened', () => {
    const history = visit(move(visit(startHistory(page('a')), page('b')), -1), page('c'));
    assert.deepEqual(history.places, [page('a'), page('c')]);
  });

  it('does not repeat the page that is shown', () => {
    const history = startHistory(ledger('C01'));
    assert.equal(visit(history, ledger('C01')), history);
    assert.notEqual(visit(history, ledger(null)), history);
  });

  it('keeps the last hundred places', () => {
    let history = startHistory(page('0'));
    for (let i = 1; i <= 150; i++) history = visit(history, page(String(i)));
    assert.equal(history.places.length, 100);
    assert.deepEqual(currentPlace(history), page('150'));
  });

  it('keeps one position for the whole ledger', () => {
    assert.equal(placeKey(ledger('C01')), placeKey(ledger(null)));
    assert.equal(placeKey(page('grpo')), 'grpo');
  });
});
