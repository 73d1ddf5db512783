import assert from 'node:assert/strict';
import { saveSoon } from '../../../../src/webview/ui/saveSoon';

describe('keeping the state of a page', () => {
  /** Timers that run when told. */
  const stopped = () => {
    const runs = new Map<number, () => void>();
    let next = 0;
    return {
      timers: {
        setTimeout: ((run: () => void) => (runs.set(++next, run), next)) as never,
        clearTimeout: ((id: number) => void runs.delete(id)) as never,
      },
      waiting: () => runs.size,
      run: () => [...runs.values()].forEach((run) => run()),
    };
  };

  it('saves once for many changes, and is not put off by those that follow', () => {
    const clock = stopped();
    let state = 0;
    const saved: number[] = [];
    const { changed } = saveSoon(() => saved.push(state), clock.timers);
    for (state = 1; state < 5; state++) changed();
    assert.equal(clock.waiting(), 1, 'one timer, set by the first change');
    clock.run();
    assert.deepEqual(saved, [5]);
    state = 6;
    changed();
    clock.run();
    assert.deepEqual(saved, [5, 6]);
  });

  it('saves at once what waits when told, and nothing when nothing waits', () => {
    const clock = stopped();
    const saved: string[] = [];
    const { changed, flush } = saveSoon(() => saved.push('state'), clock.timers);
    flush();
    assert.deepEqual(saved, []);
    changed();
    flush();
    assert.deepEqual(saved, ['state']);
    assert.equal(clock.waiting(), 0);
  });
});
