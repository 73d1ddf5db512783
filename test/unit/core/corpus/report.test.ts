import assert from 'node:assert/strict';
import { dayOf, type GroupBy } from '../../../../src/core/corpus/groupings';
import type { CorpusRow } from '../../../../src/core/corpus/model';
import { samePrompts } from '../../../../src/core/corpus/samePrompt';
import { corpusReport, distribution } from '../../../../src/core/corpus/report';
import { row } from './rows';

describe('distribution', () => {
  it('interpolates quantiles and counts what is unknown', () => {
    assert.deepEqual(distribution([10, null, 20, 30, 40, 50]), {
      n: 5,
      unknown: 1,
      mean: 30,
      p10: 14,
      p50: 30,
      p90: 46,
      max: 50,
    });
  });

  it('is unknown, not zero, when nothing is known', () => {
    assert.equal(distribution([null, null]), null);
    assert.equal(distribution([]), null);
  });
});

describe('corpusReport', () => {
  const rows = [
    row({ model: 'o3', effort: 'high', reasoningTokens: 900, costUsd: 0.02, index: 0 }),
    row({ model: 'o3', effort: 'low', reasoningTokens: 100, costUsd: null, index: 1 }),
    row({
      model: 'o3',
      effort: 'high',
      reasoningTokens: 1100,
      costUsd: 0.04,
      index: 2,
      looping: true,
    }),
    row({ model: 'gpt-4o', fidelity: 'none', reasoningTokens: null, costUsd: 0.01, index: 3 }),
    row({ model: null, startedAt: null, reasoningTokens: null, afterAnswerShare: 0.8, index: 4 }),
  ];

  it('groups by model, most traces first', () => {
    const groups = corpusReport(rows, 'model').groups;
    assert.deepEqual(
      groups.map((g) => [g.key, g.traces, g.withReasoning]),
      [
        ['o3', 3, 3],
        ['gpt-4o', 1, 0],
        [null, 1, 1],
      ],
    );
  });

  it('tells efforts of one model apart', () => {
    const groups = corpusReport(rows, 'effort').groups;
    assert.deepEqual(
      groups.map((g) => g.key),
      ['o3:high', 'gpt-4o:default', 'o3:low', null],
    );
  });

  it('puts days in order and keeps traces without a time', () => {
    const days = [
      row({ startedAt: Date.UTC(2026, 0, 2) }),
      row({ startedAt: Date.UTC(2025, 11, 31, 23, 59) }),
      row({ startedAt: null }),
    ];
    assert.deepEqual(
      corpusReport(days, 'day').groups.map((g) => g.key),
      ['2025-12-31', '2026-01-02', null],
    );
  });

  it('adds known costs up and says how many are unknown', () => {
    const [o3] = corpusReport(rows, 'model').groups;
    assert.deepEqual(o3!.costUsd, { total: 0.06, atLeast: true, n: 2, unknown: 1 });
  });

  it('keeps estimated tokens apart from recorded ones', () => {
    const [group] = corpusReport(
      [
        row({ reasoningTokens: 900 }),
        row({ reasoningTokens: null, estimatedReasoningTokens: 120 }),
        row({ reasoningTokens: null }),
      ],
      'model',
    ).groups;
    assert.deepEqual([group!.reasoningTokens!.n, group!.reasoningTokens!.max], [1, 900]);
    assert.deepEqual(
      [group!.estimatedReasoningTokens!.n, group!.estimatedReasoningTokens!.max],
      [1, 120],
    );
  });

  it('leaves traces without reasoning out of the distribution', () => {
    const [, gpt4o] = corpusReport(rows, 'model').groups;
    assert.equal(gpt4o!.reasoningTokens, null);
    assert.equal(corpusReport(rows, 'model').all.reasoningTokens!.n, 3);
  });

  it('names the longest, dearest, looping and most wasteful traces', () => {
    const why = (kind: string) =>
      corpusReport(rows, 'model')
        .outliers.filter((o) => o.why === kind)
        .map((o) => [o.index, o.value]);
    assert.deepEqual(why('longest'), [
      [2, 1100],
      [0, 900],
      [1, 100],
    ]);
    assert.deepEqual(why('dearest'), [
      [2, 0.04],
      [0, 0.02],
      [3, 0.01],
    ]);
    assert.deepEqual(why('looping'), [[2, 1100]]);
    assert.deepEqual(why('after-answer'), [[4, 0.8]]);
  });

  it('reports an empty corpus without inventing numbers', () => {
    const report = corpusReport([], 'model');
    assert.deepEqual(
      [report.files, report.groups, report.all.reasoningTokens, report.all.costUsd],
      [0, [], null, { total: 0, atLeast: false, n: 0, unknown: 0 }],
    );
  });
});

describe('groups of a report', () => {
  const of = (by: GroupBy, rows: readonly CorpusRow[]) =>
    corpusReport(rows, by).groups.map(({ key, label, traces }) => [key, label, traces]);

  it('are sessions by their titles, folders by their names, prompts by their words', () => {
    const rows = [
      row({
        file: '/w/logs/a.jsonl',
        sessionTitle: 'Fix the build',
        promptHash: 'p1',
        promptStart: 'Fix it',
      }),
      row({
        file: '/w/logs/a.jsonl',
        sessionTitle: 'Fix the build',
        promptHash: 'p1',
        promptStart: 'Fix it',
      }),
      row({ file: '/w/logs/b.json', promptHash: 'p2', promptStart: 'Sort it' }),
    ];
    assert.deepEqual(of('session', rows), [
      ['/w/logs/a.jsonl', 'Fix the build', 2],
      ['/w/logs/b.json', 'logs/b.json', 1],
    ]);
    assert.deepEqual(of('folder', rows), [['/w/logs', 'w/logs', 3]]);
    assert.deepEqual(of('prompt', rows), [
      ['p1', 'Fix it', 2],
      ['p2', 'Sort it', 1],
    ]);
  });

  it('have the share of reasoning over the traces that count both, never of others', () => {
    const rows = [
      row({ outputTokens: 100, reasoningTokens: 60 }),
      row({ outputTokens: 100, reasoningTokens: null, estimatedReasoningTokens: 100 }),
      row({ outputTokens: null, reasoningTokens: 500 }),
    ];
    assert.deepEqual(corpusReport(rows, 'model').all.reasoningShare, { share: 0.6, n: 1 });
    assert.equal(corpusReport(rows.slice(1), 'model').all.reasoningShare, null);
  });

  it('have a cost that is a lower bound where a part is one', () => {
    const half = [row({ costUsd: 0.1 }), row({ costUsd: 0.1, costBound: 'at-least' })];
    assert.equal(corpusReport(half, 'model').all.costUsd.atLeast, true);
    assert.equal(corpusReport(half.slice(0, 1), 'model').all.costUsd.atLeast, false);
  });
});

describe('one prompt, several models', () => {
  it('drops no answer silently', () => {
    const rows = Array.from({ length: 50 }, (_, i) =>
      row({ promptHash: 'p', promptStart: 'Why?', model: `m${i}`, fidelity: 'raw' }),
    );
    const { prompts, more } = samePrompts(rows);
    assert.equal(more, 0);
    assert.deepEqual(
      prompts.map((p) => [p.promptStart, p.traces.length + p.more]),
      [['Why?', 50]],
    );
  });
});

describe('dayOf', () => {
  for (const [startedAt, day] of [
    [0, '1970-01-01'],
    [null, null],
    [Number.MAX_VALUE, null],
  ] as const) {
    it(`gives ${day ?? 'nothing'} for ${startedAt ?? 'no time'}`, () => {
      assert.equal(dayOf({ startedAt }), day);
    });
  }
});

describe('calls that two files hold', () => {
  const call = (file: string, id: string, minute: number) =>
    row({
      file,
      id,
      format: 'claude-code',
      sessionTitle: 'Fix it',
      costUsd: 1,
      startedAt: minute * 60_000,
    });
  const first = [call('a.jsonl', 'm1', 1), call('a.jsonl', 'm2', 2)];
  const forked = [call('b.jsonl', 'm1', 1), call('b.jsonl', 'm2', 2), call('b.jsonl', 'm3', 3)];

  it('are added up once where a session was resumed or forked under another id', () => {
    const { all, files, copies, groups } = corpusReport([...first, ...forked], 'session');
    assert.deepEqual([all.traces, all.costUsd.total, files, copies], [3, 3, 2, 2]);
    assert.deepEqual(
      groups.map((group) => [group.key, group.traces]),
      [
        ['a.jsonl', 2],
        ['b.jsonl', 1],
      ],
    );
  });

  it('are two where they began at different times, or at times that nobody recorded', () => {
    const other = [call('b.jsonl', 'm1', 9), { ...call('c.jsonl', 'm2', 2), startedAt: null }];
    const { all, copies } = corpusReport([...first, ...other], 'session');
    assert.deepEqual([all.traces, copies], [4, 0]);
  });

  it('are two where the files are no sessions: the same answer may be kept with two questions', () => {
    const rows = [...first, ...forked].map((one) => ({ ...one, sessionTitle: null }));
    assert.equal(corpusReport(rows, 'model').all.traces, 5);
  });

  it('are no two answers to one prompt', () => {
    const asked = (rows: readonly CorpusRow[], effort: string) =>
      rows.map((one) => ({ ...one, promptHash: 'p', effort }));
    const { prompts } = samePrompts([...asked(first, 'low'), ...asked(forked, 'high')]);
    assert.equal(prompts[0]?.traces.length, 3);
  });
});
