import assert from 'node:assert/strict';
import { conceptForTopic } from '../../../../src/core/concepts/topics';
import { FINDING_RULES } from '../../../../src/core/session/findings/findings';
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
    ['run.401', 'builder-effort'],
    ['run.429', 'latency-of-thinking'],
    ['kind.unheard', null],
    ['', null],
  ];
  for (const [topic, page] of cases) {
    it(`lead from '${topic}' to ${page ?? 'no page'}`, () =>
      assert.equal(conceptForTopic(shipped.library, topic)?.id ?? null, page));
  }

  it('lead from every finding of a session to a page', () => {
    const without = FINDING_RULES.filter(
      ({ id }) => conceptForTopic(shipped.library, `finding.${id}`) === null,
    );
    assert.deepEqual(without, []);
  });
});
