import assert from 'node:assert/strict';
import { pathOfPlace, placeOfPath, restorePlace } from '../../../../src/host/concepts/links';

describe('vscode:// links to the concepts', () => {
  const cases: [path: string, place: ReturnType<typeof placeOfPath>][] = [
    ['/concept/grpo', { kind: 'concept', id: 'grpo' }],
    ['/claim/c54', { kind: 'ledger', claim: 'C54' }],
    ['/ledger', { kind: 'ledger', claim: null }],
    ['/concept', null],
    ['/concept/../../etc', null],
    ['/concept/grpo/more', null],
    ['/claim/54', null],
    ['/', null],
    ['', null],
  ];
  for (const [path, place] of cases) {
    it(`read '${path}'`, () => assert.deepEqual(placeOfPath(path), place));
  }

  it('are read back as written', () => {
    for (const path of ['/concept/grpo', '/claim/C54', '/ledger']) {
      assert.equal(pathOfPlace(placeOfPath(path)!), path);
    }
  });
});

describe('the place that the reader kept', () => {
  const start = { kind: 'concept', id: 'what-is-an-lrm' } as const;

  it('is taken up again', () => {
    for (const place of [
      { kind: 'concept', id: 'grpo' },
      { kind: 'ledger', claim: 'C54' },
      { kind: 'ledger', claim: null },
    ]) {
      assert.deepEqual(restorePlace(place, start), place);
    }
  });

  it('is the first page where nothing was kept, or what another version wrote', () => {
    for (const kept of [
      undefined,
      null,
      'grpo',
      {},
      { kind: 'claim', id: 'C54' },
      { kind: 'concept' },
    ]) {
      assert.equal(restorePlace(kept, start), start);
    }
  });
});
