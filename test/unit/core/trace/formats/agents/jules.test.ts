import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('the activities of Jules', () => {
  it('are a trace up to the next words of the user, with the commands and the last patch', async () => {
    const activity = (id: number, originator: string, more: object) => ({
      name: `sessions/1/activities/${id}`,
      id: String(id),
      originator,
      createTime: `2026-01-17T00:0${id}:00Z`,
      ...more,
    });
    const patch = (unidiffPatch: string) => ({ changeSet: { gitPatch: { unidiffPatch } } });
    const bash = { bashOutput: { command: 'npm test', output: '1 failing', exitCode: 1 } };
    const { traces, format } = await openJson({
      activities: [
        activity(1, 'agent', {
          planGenerated: {
            plan: { id: 'p', steps: [{ title: 'Read', description: 'See' }, { title: 'Test' }] },
          },
        }),
        activity(2, 'user', { planApproved: { planId: 'p' } }),
        activity(3, 'user', { userMessaged: { userMessage: 'Also b.' } }),
        activity(4, 'agent', {
          progressUpdated: { title: 'Running', description: 'tests' },
          artifacts: [bash, patch('one')],
        }),
        activity(5, 'agent', {
          agentMessaged: { agentMessage: 'Done.' },
          artifacts: [patch('two')],
        }),
        activity(6, 'system', { sessionFailed: { reason: 'x' } }),
      ],
    });
    assert.equal(format, 'jules');
    assert.deepEqual(traces.map(outline), [
      ['answer: Read: See\nTest'],
      [
        'answer: Running: tests',
        'call bash: {"command":"npm test"}',
        'failed result: 1 failing',
        'answer: Done.',
        'call apply_patch: two',
      ],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Also b.']);
    assert.equal(traces[1]?.finishReason, 'error');
    assert.equal(traces[0]?.timing.startedAt, Date.UTC(2026, 0, 17, 0, 1));
  });
});
