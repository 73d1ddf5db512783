import assert from 'node:assert/strict';
import { conceptForTopic } from '../../../../src/core/concepts/topics';
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
    ['kind.unheard', null],
    ['', null],
  ];
  for (const [topic, page] of cases) {
    it(`lead from '${topic}' to ${page ?? 'no page'}`, () =>
      assert.equal(conceptForTopic(shipped.library, topic)?.id ?? null, page));
  }
});
