import assert from 'node:assert/strict';
import { contents, lookUp } from '../../../src/cli/concepts';
import { shipped } from '../core/concepts/pages';

const { library } = shipped;

describe('lrm-lens concepts', () => {
  it('lists every page under its group', () => {
    const text = contents(library);
    assert.match(text, /^What LRMs are\n {2}what-is-an-lrm /);
    for (const { id } of library.concepts) assert.ok(text.includes(`  ${id}`), id);
  });

  it('prints a page with its evidence and without markup that only the reader can show', () => {
    const text = lookUp(library, 'r1-pipeline')!;
    assert.match(text, /Four stages that alternate/);
    assert.match(text, /R1 in Nature, table 2, 2025 \(text read\)/);
    assert.doesNotMatch(text, /figure:|ledger\.json|\.md\)/);
  });

  it('prints a claim with its verdict, sources and pages', () => {
    const text = lookUp(library, 'C16')!;
    assert.match(text, /Wrong\./);
    assert.match(text, /Pages: hallucinations/);
  });

  it('lists the pages found for other words, and says when there are none', () => {
    assert.match(lookUp(library, 'reward hacking')!, /^reward-design {2}/);
    assert.equal(lookUp(library, 'zebra'), null);
  });
});
