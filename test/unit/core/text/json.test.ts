import assert from 'node:assert/strict';
import { time } from '../../../../src/core/text/json';

describe('a recorded time', () => {
  it('is read in any unit, and is unknown where no date is so far away', () => {
    const cases: readonly (readonly [unknown, string | null])[] = [
      [1_764_374_400, '2025-11-29T00:00:00.000Z'],
      [1_764_374_400_000, '2025-11-29T00:00:00.000Z'],
      ['1764374400000000000', '2025-11-29T00:00:00.000Z'],
      ['2025-11-29', '2025-11-29T00:00:00.000Z'],
      [1e300, null],
      [Infinity, null],
      [-5, null],
      ['soon', null],
    ];
    for (const [value, iso] of cases) {
      const at = time(value);
      assert.equal(at === null ? null : new Date(at).toISOString(), iso, String(value));
    }
  });
});
