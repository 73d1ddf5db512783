import assert from 'node:assert/strict';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import type { ReportState } from '../../../../src/protocol/estimateData';
import { firstAsked, follow, type Asked } from '../../../../src/webview/estimate/asked';

/** What the host shows of a prompt whose call sets this cap. */
const shown = (prompt: string, capTokens: number | null, start = 10): ReportState => ({
  state: 'empty',
  message: '',
  key: { prompt, uri: 'file:///a.py', start, end: start, from: 'gpt-4o', to: ['o4-mini'] },
  capTokens,
});
const first = (report: ReportState): Asked =>
  firstAsked(undefined, {
    report,
    controls: { ...DEFAULT_CONTROLS, capTokens: report.capTokens, callsPerMonth: 10_000 },
  });
const set = (asked: Asked, change: Partial<Asked['controls']>): Asked => ({
  ...asked,
  controls: { ...asked.controls, ...change },
});

describe('what the reader has set in a report', () => {
  it('begins with the cap of the call', () =>
    assert.equal(first(shown('a', 256)).controls.capTokens, 256));

  for (const [own, other] of [
    [256, null],
    [null, 600],
    [256, 600],
    [256, 256],
  ] as const)
    it(`takes the cap ${other} of another call after ${own}, and drops what was said of the first prompt`, () => {
      const asked = set(first(shown('a', own)), {
        taskType: 'math',
        visibleTokens: 900,
        capTokens: 4_000,
        valueOfRightUsd: 2,
      });
      const now = follow(
        { ...asked, efforts: { model: 'o4-mini', show: 'all' } },
        shown('b', other),
      );
      assert.equal(now.controls.capTokens, other);
      assert.equal(now.controls.taskType, null);
      assert.equal(now.controls.visibleTokens, null);
      assert.equal(now.efforts, null);
      assert.equal(now.controls.valueOfRightUsd, 2, 'what is not of a prompt stays');
      assert.equal(now.key.prompt, 'b');
    });

  it('stays while the prompt does, and the place and models of it are kept', () => {
    const asked = set(first(shown('a', 256)), { capTokens: 4_000, taskType: 'math' });
    const now = follow(asked, shown('a', 256, 99));
    assert.deepEqual(now.controls, asked.controls);
    assert.equal(now.key.start, 99);
  });

  it('follows a cap that was edited in the call', () => {
    const asked = set(first(shown('a', 256)), { capTokens: 4_000, taskType: 'math' });
    const now = follow(asked, shown('a', 512));
    assert.equal(now.controls.capTokens, 512);
    assert.equal(now.controls.taskType, 'math');
  });

  it('is there again after a reload, unless the report is of another prompt by then', () => {
    const kept = set(first(shown('a', 256)), { capTokens: 4_000 });
    const controls = DEFAULT_CONTROLS;
    const again = firstAsked(kept, { report: shown('a', 256), controls });
    assert.equal(again.controls.capTokens, 4_000);
    const other = firstAsked(kept, {
      report: shown('b', null),
      controls: { ...controls, capTokens: null },
    });
    assert.equal(other.controls.capTokens, null);
    assert.equal(other.key.prompt, 'b');
  });
});
