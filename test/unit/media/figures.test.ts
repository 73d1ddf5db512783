import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../src/core/estimate/catalogue';
import data from '../../../src/webview/concepts/figures/figures.data.json';
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

describe('the measurements of the figures', () => {
  it('tell the day on which their model ends as the catalogue has it', () => {
    const { model } = data.aider.runs.at(-1)!;
    assert.equal(makeCatalogue().find(model).retirement?.date, data.aider.retires);
  });
});
