import assert from 'node:assert/strict';
import { NO_USAGE } from '../../../../src/core/trace/build/usage';
import { ClaudeLog, say, use } from '../../core/session/claudeLog';
import { sessionOf } from '../../core/session/sessionFixture';
import type { TraceSummary } from '../../../../src/core/trace/traceFile';
import { traceFacts } from '../../../../src/core/trace/facts';
import { digestOf, thinkingShare, type FileDigest } from '../../../../src/core/session/digest';
import {
  groupByPrompt,
  groupFiles,
  totalsOf,
  type SavedFile,
} from '../../../../src/host/traces/saved/grouping';

const price = {
  input: 1e-6,
  cachedInput: 1e-7,
  cacheWrite: 1e-7,
  cacheWrite1h: 1e-7,
  output: 1e-5,
  asOf: '2026-11-01',
};

function summary(changes: Partial<TraceSummary> & { reasoning?: number | null }): TraceSummary {
  const { reasoning = 80, ...rest } = changes;
  return {
    id: 'a',
    index: 0,
    model: 'm-1',
    provider: null,
    effort: null,
    promptStart: 'Why?',
    promptKey: 'why',
    fidelity: 'raw',
    truncated: false,
    usage: {
      inputTokens: 1000,
      outputTokens: 100,
      reasoningTokens: reasoning,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    },
    costUsd: null,
    finishReason: null,
    outcome: null,
    startedAt: null,
    durationMs: null,
    ttftMs: null,
    reasoningChars: 320,
    answerChars: 80,
    callChars: 0,
    toolCalls: 0,
    problems: 0,
    ...rest,
  };
}

const digest = (summaries: readonly TraceSummary[], of: typeof price | null = price): FileDigest =>
  digestOf(summaries.map((s) => traceFacts(s, s.model === 'm-1' ? of : null)));

function file(name: string, summaries: readonly TraceSummary[] | null, mtime = 0): SavedFile {
  return {
    uri: `file:///${name}`,
    name,
    folder: 'logs',
    origin: 'workspace',
    tool: name.startsWith('c') ? 'Codex' : 'Claude Code',
    size: 1,
    mtime,
    digest: summaries && digest(summaries),
  };
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe('digestOf', () => {
  it('sums tokens and cost, and computes the cost from recorded tokens', () => {
    const { totals } = digest([summary({}), summary({ index: 1 })]);
    assert.equal(totals.outputTokens, 200);
    assert.equal(totals.reasoningTokens, 160);
    assert.equal(totals.costUsd?.toFixed(6), '0.004000');
    assert.equal(thinkingShare(totals), 0.8);
  });

  it('keeps unknown unknown: no price is no cost, and marks a sum as partial', () => {
    const one = digest([summary({})], null).totals;
    assert.equal(one.costUsd, null);
    const two = digest([summary({}), summary({ costUsd: 0.5 })], null).totals;
    assert.deepEqual([two.costUsd, two.costPartial], [0.5, true]);
  });

  it('counts only recorded reasoning into the thinking share, never an estimate', () => {
    const estimated = summary({ usage: { ...NO_USAGE, outputTokens: 50 } });
    const { totals } = digest([summary({}), estimated]);
    assert.equal(thinkingShare(totals), 0.8);
    assert.deepEqual([totals.counted.traces, totals.traces], [1, 2]);
    assert.equal(thinkingShare(digest([estimated]).totals), null);
  });

  it('names a session by the first own words of the user, and lists its turns', async () => {
    const log = new ClaudeLog()
      .user('<system-reminder>Be brief</system-reminder>Fix the build')
      .assistant('m1', [use('a', 'Bash', { command: 'make' })], { output_tokens: 100 })
      .result('a', 'fine')
      .assistant('m2', [say('Done')], { output_tokens: 50 })
      .user('Thanks')
      .assistant('m3', [say('Welcome')], { output_tokens: 10 });
    const found = digestOf([], await sessionOf(log.text()));
    assert.deepEqual(found.session, { title: 'Fix the build', turns: 2, calls: 3 });
    assert.deepEqual(
      found.traces.map(({ index, promptStart, totals }) => [
        index,
        promptStart,
        totals.traces,
        totals.outputTokens,
      ]),
      [
        [0, 'Fix the build', 2, 150],
        [2, 'Thanks', 1, 10],
      ],
    );
  });

  it('leaves traces with unknown reasoning out of the thinking share', () => {
    const hidden = summary({ reasoning: null, fidelity: 'hidden', reasoningChars: 0 });
    assert.equal(thinkingShare(digest([hidden]).totals), null);
    assert.equal(thinkingShare(digest([hidden, summary({})]).totals), 0.8);
  });
});

describe('groupFiles', () => {
  const files = [
    file('a1', [summary({ startedAt: Date.UTC(2026, 9, 1) })], 5),
    file('c1', [summary({ model: 'm-2', startedAt: Date.UTC(2026, 9, 3) })], 4),
    file('a2', null, Date.UTC(2026, 9, 2)),
  ];
  const keys = (by: Parameters<typeof groupFiles>[1]): (string | null)[] =>
    groupFiles(files, by, day).map((g) => g.key);

  it('groups by tool, model, day and folder, the newest first and the unknown last', () => {
    assert.deepEqual(keys('tool'), ['Codex', 'Claude Code']);
    assert.deepEqual(keys('model'), ['m-2', 'm-1', null]);
    assert.deepEqual(keys('day'), ['2026-10-03', '2026-10-02', '2026-10-01']);
    assert.deepEqual(keys('folder'), ['logs']);
  });

  it('sums each group over the files that were read', () => {
    assert.equal(totalsOf(files).traces, 2);
    assert.equal(groupFiles(files, 'tool', day)[1]!.totals.traces, 1);
  });
});

describe('groupByPrompt', () => {
  it('finds traces of one prompt across files and models', () => {
    const groups = groupByPrompt([
      file('a1', [summary({}), summary({ promptStart: 'Other', promptKey: 'other' })]),
      file('c1', [summary({ model: 'm-2' })]),
      file('a2', null),
    ]);
    assert.deepEqual(
      groups.map((g) => [g.promptStart, g.traces.map((t) => t.trace.model)]),
      [['Why?', ['m-1', 'm-2']]],
    );
  });

  it('keeps prompts apart that only begin alike', () => {
    const alike = ['a', 'b', 'a'].map((promptKey) => summary({ promptKey }));
    assert.deepEqual(
      groupByPrompt([file('a1', alike)]).map((g) => [g.promptStart, g.traces.length]),
      [['Why?', 2]],
    );
  });
});
