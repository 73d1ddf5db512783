import assert from 'node:assert/strict';
import type { Insight } from '../../../../src/core/steps/insights';
import { branches } from '../../../../src/webview/trace/branches';
import { compareRows, nextDifference, pairsBy } from '../../../../src/webview/trace/compareModel';
import { stepMilliseconds } from '../../../../src/webview/trace/playback';
import { insightSentence, parts } from '../../../../src/webview/trace/sentences';
import { freshUi, restoreUi } from '../../../../src/webview/trace/ui';
import { itemLabel } from '../../../../src/webview/trace/words';
import {
  formatCents,
  formatSeconds,
  formatShare,
  formatUsd,
} from '../../../../src/webview/ui/format';
import type { TraceComparison, TraceItem } from '../../../../src/protocol/traceData';
import { modelOf, phase } from './outlines';

describe('what stands between steps', () => {
  it('is called an answer, or commentary where the model spoke on the way', () => {
    const item: TraceItem = {
      kind: 'answer',
      before: 0,
      source: 0,
      title: '',
      line: '',
      chars: 0,
      tokens: null,
      cost: null,
      seconds: null,
      isError: false,
    };
    assert.equal(itemLabel(item), 'Answer');
    assert.equal(itemLabel({ ...item, title: 'commentary' }), 'Commentary');
  });
});

describe('insights in words', () => {
  const cases: readonly [insight: Insight, sentence: string][] = [
    [
      { kind: 'concluded', step: 24, tokens: 952, steps: 45, shareAfter: 0.41, usdAfter: 0.00208 },
      'Answer first concluded at [step 25] of 45: *41 %* of tokens came after (952 tokens, 0.208 ¢)',
    ],
    [
      { kind: 'concluded', step: 44, tokens: 0, steps: 45, shareAfter: 0, usdAfter: null },
      'Answer first concluded at [step 45], the last',
    ],
    [
      { kind: 'backtracks', step: 12, tokens: 9, count: 2 },
      '2 backtracks, the longest at [step 13]',
    ],
    [{ kind: 'backtracks', step: 12, tokens: 9, count: 1 }, '1 backtrack, at [step 13]'],
    [
      { kind: 'deadEnds', step: 13, tokens: 9, count: 1, share: 0.09, first: 13, last: 16 },
      '1 dead end (begun and given up), 9 % of tokens, [steps 14–17]',
    ],
    [
      { kind: 'checking', step: 25, tokens: 9, share: 0.33, checks: 13, checksAfter: 12 },
      'Checking ≈ 33 % of tokens, 12 of 13 checks after the answer, from [step 26]',
    ],
    [
      { kind: 'cut', step: 9, tokens: 4096, answered: false },
      '*No answer:* the reasoning was cut off at [step 10] after 4,096 tokens',
    ],
  ];
  for (const [insight, sentence] of cases) {
    it(`say "${sentence}"`, () => assert.equal(insightSentence(insight), sentence));
  }

  it('mark what jumps and what is strong', () => {
    assert.deepEqual(parts('at [step 25]: *41 %* after'), [
      { text: 'at ', role: 'plain' },
      { text: 'step 25', role: 'jump' },
      { text: ': ', role: 'plain' },
      { text: '41 %', role: 'strong' },
      { text: ' after', role: 'plain' },
    ]);
  });
});

describe('numbers in words', () => {
  it('have digits enough to tell small amounts apart, and never say 0 for little', () => {
    assert.deepEqual([0.0053, 0.00001, 0, 0.5, 1.31, 1240].map(formatUsd), [
      '$0.0053',
      '$0.000010',
      '$0.00',
      '$0.50',
      '$1.31',
      '$1,240',
    ]);
    assert.deepEqual([0.00024, 0.0009].map(formatCents), ['0.024', '0.090']);
    assert.deepEqual(
      [0, 0.001, 0.41].map((s) => formatShare(s)),
      ['0 %', 'under 1 %', '41 %'],
    );
  });

  it('are read as people say them', () => {
    assert.deepEqual([3.24, 77.6, 3900].map(formatSeconds), ['3.2 s', '1 min 18 s', '1 h 5 min']);
  });
});

describe('the tree of branches', () => {
  it('puts what was tried under what it was tried from', () => {
    assert.deepEqual(
      branches([{ depth: 0 }, { depth: 1 }, { depth: 2 }, { depth: 1 }, { depth: 0 }]),
      [
        {
          phase: 0,
          children: [
            { phase: 1, children: [{ phase: 2, children: [] }] },
            { phase: 3, children: [] },
          ],
        },
        { phase: 4, children: [] },
      ],
    );
  });
});

describe('playback', () => {
  const model = modelOf({ kinds: ['reason', 'reason'], tokens: [120, 1], seconds: [2.5, 0.001] });
  it('stays at a step as long as it takes to read, within bounds', () => {
    assert.equal(stepMilliseconds(model, 0, 1), 2000);
    assert.equal(stepMilliseconds(model, 0, 4), 500);
    assert.equal(stepMilliseconds(model, 1, 1), 400);
  });
  it('goes at the speed that was recorded', () => {
    assert.equal(stepMilliseconds(model, 0, 0), 2500);
    assert.equal(stepMilliseconds(model, 1, 0), 30);
  });
});

describe('the rows of a comparison', () => {
  const a = modelOf({
    kinds: ['setup', 'plan', 'plan', 'reason', 'answer'],
    phases: [phase(0, 0), phase(1, 4)],
    concluded: 4,
  });
  const b = modelOf({ kinds: ['setup', 'reason', 'answer'], phases: [phase(0, 2)], concluded: 2 });
  const comparison = { pairs: { a: new Int32Array(), b: new Int32Array() }, partsAt: null };
  const pairs = pairsBy(comparison as unknown as TraceComparison, a, b, 'kinds');
  const rows = compareRows(a, b, pairs);

  it('are groups, pairs and the place where the two part', () => {
    assert.deepEqual(
      rows.map((r) => (r.kind === 'pair' ? `${r.a}:${r.b}` : r.kind)),
      ['group', '0:0', 'group', 'part', '1:-1', '2:-1', '3:1', '4:2'],
    );
  });

  it('tell what each side has in a group', () => {
    const group = rows[2]!;
    assert.deepEqual(group.kind === 'group' && [group.a, group.b], [
      [1, 4],
      [1, 2],
    ]);
  });

  it('lead from difference to difference', () => {
    assert.equal(nextDifference(rows, a, b, 0), 3);
    assert.equal(nextDifference(rows, a, b, 3), null);
  });

  it('stand side by side by number when asked', () => {
    assert.deepEqual(
      [...pairsBy(comparison as unknown as TraceComparison, a, b, 'order').b],
      [0, 1, 2, -1, -1],
    );
  });
});

describe('the state of the page', () => {
  it('comes back as it was left, or fresh when it is from another version', () => {
    assert.deepEqual(restoreUi(JSON.parse(JSON.stringify(freshUi))), freshUi);
    assert.deepEqual(restoreUi({ view: 'something else' }), freshUi);
    assert.deepEqual(restoreUi(undefined), freshUi);
  });
});
