import assert from 'node:assert/strict';
import { actionsOf } from '../../../../src/webview/trial/actions';

describe('what the page of a trial asks for', () => {
  it('tells why a pair to judge could not be had, and does not take that for the last one', async () => {
    const told: string[] = [];
    const request = () => Promise.reject(new Error('no answer'));
    const host = { request, emit: () => undefined, close: () => undefined };
    const actions = actionsOf(host as never, (problem) => void told.push(problem));
    await assert.rejects(actions.nextBlind());
    const choice = { case: 'c', repeat: 0, candidate: 'm', took: 'first' } as const;
    await assert.rejects(actions.choose(choice));
    assert.deepEqual(told, ['no answer', 'no answer']);
  });
});
