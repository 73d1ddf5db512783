import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topicOfEnd, type EndReason } from '../../../../src/core/capture/model';
import { conceptForTopic } from '../../../../src/core/concepts/topics';
import { FINDING_RULES } from '../../../../src/core/session/findings/findings';
import type { Fidelity } from '../../../../src/core/model/trace';
import type { Insight } from '../../../../src/core/steps/insights';
import { ALARM_IDS } from '../../../../src/core/session/running/model';
import { shipped } from './pages';

describe('topics that other features link to', () => {
  const cases: [topic: string, page: string | null][] = [
    ['grpo', 'grpo'],
    ['kind.rethink', 'over-and-underthinking'],
    ['kind.work', 'test-time-compute'],
    ['kind.conclude', 'trace-faithfulness'],
    ['metric.verificationShare', 'self-verification'],
    ['metric.somethingNew', 'reasoning-trace'],
    ['fidelity.summary', 'hidden-reasoning'],
    ['truncated', 'builder-effort'],
    ['cost', 'cost-of-thinking'],
    ['trace', 'reasoning-trace'],
    ['insight.checking', 'self-verification'],
    ['insight.loop', 'over-and-underthinking'],
    ['change.few-shot-examples', 'prompting-lrms'],
    ['change.model-id', 'builder-effort'],
    ['warning.effort-unknown', 'effort-controls'],
    ['warning.off-peak', 'cost-of-thinking'],
    ['run.401', 'builder-effort'],
    ['run.429', 'latency-of-thinking'],
    ['kind.unheard', null],
    ['', null],
  ];
  for (const [topic, page] of cases) {
    it(`lead from '${topic}' to ${page ?? 'no page'}`, () =>
      assert.equal(conceptForTopic(shipped.library, topic)?.id ?? null, page));
  }

  /** The codes that the sources below a folder write out. */
  const codesIn = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(/code: '([a-z-]+)'/g),
      ])
      .map(([, code = '']) => code);
  const insights: Readonly<Record<Insight['kind'], true>> = {
    ...{ concluded: true, mentioned: true, backtracks: true, deadEnds: true },
    ...{ checking: true, loop: true, switches: true, cut: true },
  };
  const badges: Readonly<Record<Fidelity, true>> = {
    ...{ raw: true, summary: true, hidden: true, redacted: true, none: true },
  };
  const ends: Readonly<Record<EndReason, true>> = {
    ...{ complete: true, incomplete: true, cancelled: true, failed: true },
  };
  const statuses = [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529];
  const seen: readonly (readonly [what: string, topics: readonly string[]])[] = [
    ['finding of a session', FINDING_RULES.map(({ id }) => `finding.${id}`)],
    ['alarm of a running session', ALARM_IDS.map((id) => `alarm.${id}`)],
    ['insight of a trace', Object.keys(insights).map((kind) => `insight.${kind}`)],
    ['badge of a trace', ['truncated', ...Object.keys(badges).map((one) => `fidelity.${one}`)]],
    ['hint in code', codesIn('src/core/migrate').map((code) => `change.${code}`)],
    ['warning of an estimate', codesIn('src/core/estimate').map((code) => `warning.${code}`)],
    [
      'end of a live run or a call of a trial',
      [
        ...(Object.keys(ends) as EndReason[]).map((reason) => topicOfEnd({ reason, status: null })),
        ...statuses.map((status) => topicOfEnd({ reason: 'failed', status })),
      ],
    ],
  ];
  for (const [what, topics] of seen) {
    it(`lead from every ${what} to a page`, () => {
      assert.ok(topics.length > 3, String(topics));
      assert.deepEqual(
        topics.filter((topic) => conceptForTopic(shipped.library, topic) === null),
        [],
      );
    });
  }
});
