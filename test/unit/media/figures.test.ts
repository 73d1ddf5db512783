import assert from 'node:assert/strict';
import { figuresOf } from '../../../src/core/concepts/check';
import { FIGURES } from '../../../src/webview/concepts/figures/table';
import { shipped } from '../core/concepts/pages';

const used = shipped.library.concepts.flatMap((concept) => figuresOf(concept));

describe('the figures', () => {
  it('are there for every page that shows one', () => {
    assert.deepEqual(
      used.filter((id) => !(id in FIGURES)),
      [],
    );
  });

  it('are each shown on a page', () => {
    assert.deepEqual(
      Object.keys(FIGURES).filter((id) => !used.includes(id)),
      [],
    );
  });
});
