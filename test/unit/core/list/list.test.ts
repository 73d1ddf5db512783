import assert from 'node:assert/strict';
import { STEP_KINDS, coarseShares } from '../../../../src/core/steps/kinds';
import {
  flagsOf,
  listColumns,
  listRows,
  listTotals,
  type TraceRow,
} from '../../../../src/core/list/list';
import { sideNames } from '../../../../src/webview/trace/compareModel';
import { shortModel } from '../../../../src/webview/ui/modelName';
import { freshUi, type ListUi } from '../../../../src/webview/trace/ui';

function row(index: number, over: Partial<TraceRow> = {}): TraceRow {
  return {
    index,
    id: String(index),
    model: 'm',
    provider: null,
    effort: null,
    promptStart: `prompt ${index}`,
    promptKey: `key ${index}`,
    fidelity: 'raw',
    truncated: false,
    finishReason: 'stop',
    outcome: null,
    startedAt: null,
    reasoningTokens: { value: index * 10, provenance: 'measured' },
    cost: { figure: null, bound: 'unknown', missing: 'no-price', asOf: null },
    inputTokens: null,
    cachedTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    answerTokens: null,
    seconds: null,
    firstTokenSeconds: null,
    reasoningChars: 0,
    answerChars: 0,
    callChars: 0,
    toolCalls: 0,
    problems: 0,
    analysed: null,
    ...over,
  };
}

const analysed = {
  ...{ steps: 3, kindShares: [], answerAt: 0.5, hasAnswer: true, loop: false },
  thought: null,
};
const priced = (usd: number): TraceRow['cost'] => ({
  figure: { value: usd, provenance: 'derived' },
  bound: 'exact',
  missing: null,
  asOf: '2026-09-23',
});
const rows = [
  row(0, { model: 'a', promptStart: 'Prove the sum', cost: priced(2) }),
  row(1, { model: 'b', truncated: true, cost: priced(1), analysed }),
  row(2, { model: 'a', promptStart: 'Count the tilings', reasoningTokens: null }),
  row(3, { model: null, fidelity: 'hidden', finishReason: 'error_503' }),
];
const shown = (ui: Partial<ListUi>): readonly number[] =>
  listRows(rows, { ...freshUi.list, ...ui });

describe('the list of traces', () => {
  const cases: readonly [what: string, ui: Partial<ListUi>, found: number[]][] = [
    ['is in the order of the file at first', {}, [0, 1, 2, 3]],
    ['finds all words in prompt and model, in any order and case', { query: 'TILINGS a' }, [2]],
    ['filters by model', { models: ['a'] }, [0, 2]],
    ['filters by flags', { withFlags: true }, [1, 3]],
    ['filters by a found answer', { hasAnswer: true }, [1]],
    ['sorts, unknown values last', { sort: 'tokens', descending: true }, [3, 1, 0, 2]],
    ['keeps unknown values last the other way too', { sort: 'tokens' }, [0, 1, 3, 2]],
    ['sorts by cost', { sort: 'cost' }, [1, 0, 2, 3]],
    ['turns the order of the file round', { descending: true }, [3, 2, 1, 0]],
  ];
  for (const [what, ui, found] of cases) {
    it(what, () => assert.deepEqual(shown(ui), found));
  }

  it('flags what is worth a look, the gravest first', () => {
    assert.deepEqual(flagsOf(rows[3]!), ['error', 'hidden']);
    assert.deepEqual(flagsOf(row(9, { analysed: { ...analysed, loop: true }, truncated: true })), [
      'truncated',
      'loop',
    ]);
    assert.deepEqual(flagsOf(rows[0]!), []);
  });

  it('adds up what is known and counts what is not', () => {
    const totals = listTotals(rows);
    assert.equal(totals.usd, 3);
    assert.deepEqual([totals.unpriced, totals.uncosted], [2, 0]);
    assert.equal(totals.reasoningTokens, 40);
    assert.equal(totals.counted, 3);
    assert.equal(totals.estimated, 0);
    const guess = row(9, { reasoningTokens: { value: 7, provenance: 'estimated' } });
    assert.deepEqual(
      [listTotals([...rows, guess]).counted, listTotals([...rows, guess]).estimated],
      [4, 1],
    );
    assert.deepEqual(totals.models[0], ['a', 2]);
  });

  it('tells a model without a price from a trace without counts', () => {
    const uncounted = row(4, {
      cost: { figure: null, bound: 'unknown', missing: 'unknown', asOf: null },
    });
    const totals = listTotals([...rows, uncounted]);
    assert.deepEqual([totals.priced, totals.unpriced, totals.uncosted], [2, 2, 1]);
  });

  it('leaves out the columns that would hold unknowns only, those of the analysis once it is done', () => {
    const all = {
      prompt: true,
      cost: true,
      seconds: true,
      answerAt: true,
      outcome: true,
      flags: true,
    };
    assert.deepEqual(listColumns(rows), { ...all, seconds: false, outcome: false });
    const plain = row(0, { promptStart: null, analysed: { ...analysed, answerAt: null } });
    assert.deepEqual(
      listColumns([plain]),
      Object.fromEntries(Object.keys(all).map((name) => [name, false])),
    );
    assert.equal(listColumns([plain, row(1)]).answerAt, true);
    assert.equal(
      listColumns([row(0, { seconds: { value: 3, provenance: 'measured' } })]).seconds,
      true,
    );
  });

  it('shortens a model id to the part behind its host', () => {
    assert.equal(shortModel('accounts/fireworks/models/qwen3-235b'), 'qwen3-235b');
    assert.equal(shortModel('gpt-oss-120b'), 'gpt-oss-120b');
    assert.equal(shortModel('odd/'), 'odd/');
  });

  it('names two traces of one file by their models', () => {
    assert.deepEqual(sideNames(['a.jsonl · o3', 'a.jsonl · r1']), ['o3', 'r1']);
    assert.deepEqual(sideNames(['a.jsonl · o3', 'b.jsonl · r1']), ['a.jsonl · o3', 'b.jsonl · r1']);
    assert.deepEqual(sideNames(['a.jsonl', 'a.jsonl']), ['a.jsonl', 'a.jsonl']);
  });

  it('shows six kinds of the nine', () => {
    const shares = coarseShares(
      STEP_KINDS.map((kind) => (kind === 'recall' || kind === 'reason' ? 0.25 : 0)),
    );
    assert.deepEqual(shares, [0, 0, 0.5, 0, 0, 0, 0]);
  });
});

describe('the outcomes of a list', () => {
  const of = (index: number, correct: boolean | null, score: number | null = null): TraceRow =>
    row(index, { outcome: { correct, score, expected: null } });

  it('make a column only where a file tells one', () => {
    assert.equal(listColumns([row(0), row(1)]).outcome, false);
    assert.equal(listColumns([row(0), of(1, false)]).outcome, true);
    const expectedAlone = row(0, { outcome: { correct: null, score: null, expected: '4' } });
    assert.equal(listColumns([expectedAlone]).outcome, false);
  });

  it('sort wrong before right or by score, and leave what is unknown to the end', () => {
    const sort = { ...freshUi.list, sort: 'outcome' as const };
    assert.deepEqual(listRows([row(0), of(1, true), of(2, false)], sort), [2, 1, 0]);
    assert.deepEqual(listRows([row(0), of(1, null, 0.9), of(2, null, 0.2)], sort), [2, 1, 0]);
  });

  it('are counted over those that the file judges, never over all', () => {
    const { judged, right } = listTotals([row(0), of(1, true), of(2, false), of(3, null, 0.5)]);
    assert.deepEqual([right, judged], [1, 2]);
  });
});
