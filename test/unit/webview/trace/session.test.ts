import assert from 'node:assert/strict';
import type { FileView, TraceOutline } from '../../../../src/protocol/traceData';
import { canRun, runAction, shownIndex } from '../../../../src/webview/trace/actions';
import { select, selectedStep } from '../../../../src/webview/trace/selection';
import { TraceSession } from '../../../../src/webview/trace/session';
import type { TraceHost } from '../../../../src/webview/trace/tracePages';
import { freshUi, type Ui } from '../../../../src/webview/trace/ui';
import { outlineOf } from './outlines';

type Answers = Readonly<Record<string, (params: never) => unknown>>;

/** A host that notes what it is asked, and answers some of it. */
function hostOf(answers: Answers) {
  const asked: (readonly [name: string, params: unknown])[] = [];
  const request = (name: string, params: unknown): Promise<unknown> => {
    asked.push([name, params]);
    const answer = answers[name];
    return answer === undefined
      ? Promise.reject(new Error(`no ${name}`))
      : Promise.resolve(params as never).then(answer);
  };
  return {
    host: { request, emit: () => undefined, close: () => undefined } as unknown as TraceHost,
    of: (name: string): unknown[] =>
      asked.flatMap(([asks, params]) => (asks === name ? [params] : [])),
  };
}

const FILE: FileView = {
  name: 'log.jsonl',
  formatTitle: '',
  state: 'ready',
  bytesRead: 0,
  bytesTotal: 0,
  isSession: false,
  count: 9,
  problems: [],
  failure: null,
  report: null,
  columns: { chosen: null, pattern: '', keptIn: 'folder' },
  byColumns: false,
  following: false,
  sidecar: 'log.labels.json',
  start: null,
};

const kinds = (count: number) => Array.from({ length: count }, () => 'reason' as const);
const outline = (index: number, count = 5, version = 1): TraceOutline => ({
  ...outlineOf({ kinds: kinds(count) }),
  index,
  version,
});

/** Comes after all that can be answered at once has been. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An answer that comes when the test says so. */
function later<T>() {
  let give: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (give = resolve));
  return { promise, give };
}

function pageOf(answers: Answers, ui: Partial<Ui> = {}) {
  const host = hostOf({
    getFile: () => FILE,
    getTrace: ({ index }: { index: number }) => outline(index),
    getList: () => ({ order: Uint32Array.from([3, 5]), columns: {}, totals: {} }),
    correct: () => null,
    ...answers,
  });
  return { page: new TraceSession(host.host, { ...freshUi, ...ui }), of: host.of };
}

describe('what keys of a trace do where it is not shown', () => {
  it('labels, merges and resets no step of a trace that was left for the list or a comparison', async () => {
    for (const view of ['list', 'compare', 'session'] as const) {
      const { page, of } = pageOf({});
      await page.openTrace(2, 1);
      page.setUi({ view });
      const { open } = page.state.ui;
      for (const action of [
        'labelCheck',
        'mergeStep',
        'resetLabel',
        'undo',
        'revealStep',
      ] as const) {
        assert.equal(canRun(page, action), false, `${action} in ${view}`);
        runAction(page, action);
      }
      for (const action of ['goToAnswer', 'followLink', 'openStep', 'play', 'showRaw'] as const) {
        runAction(page, action);
      }
      await settled();
      for (const name of ['correct', 'undo', 'reveal', 'getRaw']) assert.deepEqual(of(name), []);
      assert.deepEqual([page.state.ui.open, page.state.playing], [open, false]);
    }
  });

  it('does all of it in the trace', async () => {
    const { page, of } = pageOf({});
    await page.openTrace(2, 1);
    runAction(page, 'mergeStep');
    await settled();
    assert.deepEqual(of('correct'), [{ index: 2, correction: { op: 'merge', step: 1 } }]);
  });

  it('moves no selection of the trace behind a comparison', async () => {
    const { page } = pageOf({});
    await page.openTrace(2, 1);
    page.setUi({ view: 'compare' });
    runAction(page, 'nextStep');
    assert.equal(selectedStep(page), 1);
  });
});

describe('the trace that a list stands at', () => {
  it('is the one that is drawn as such, where the chosen one is filtered out', async () => {
    const { page } = pageOf({});
    await page.loadFile();
    await settled();
    page.setList({ current: 5 });
    assert.equal(shownIndex(page), 5);
    page.setList({ current: 4 });
    assert.equal(shownIndex(page), 3);
  });

  it('is none in an empty list', async () => {
    const { page } = pageOf({
      getList: () => ({ order: new Uint32Array(0), columns: {}, totals: {} }),
    });
    await page.loadFile();
    await settled();
    assert.equal(shownIndex(page), null);
  });
});

describe('a trace that is read again', () => {
  it('stays where the user has gone meanwhile', async () => {
    const answer = later<TraceOutline>();
    let read = 0;
    const { page } = pageOf({ getTrace: () => (read++ === 0 ? outline(0) : answer.promise) });
    await page.openTrace(0, 1);
    const done = page.reloadTrace();
    select(page, 4);
    answer.give(outline(0, 5, 2));
    await done;
    assert.equal(selectedStep(page), 4);
  });

  it('is not put back by an answer that was on its way before', async () => {
    const answers = [later<TraceOutline>(), later<TraceOutline>()];
    let read = 0;
    const { page } = pageOf({ getTrace: () => answers[read++ - 1]?.promise ?? outline(0) });
    await page.openTrace(0);
    const done = [page.reloadTrace(), page.reloadTrace()];
    answers[1]!.give(outline(0, 3, 3));
    await settled();
    answers[0]!.give(outline(0, 4, 2));
    await Promise.all(done);
    assert.equal(page.state.model?.count, 3);
  });

  it('takes a label for the text it was given to, after steps were merged', async () => {
    // Steps 0 and 1 become one: what was the step 3 is the step 2.
    const merged = outline(0, 4, 2);
    merged.steps.start.set([0, 200, 300, 400]);
    merged.steps.end.set([200, 300, 400, 500]);
    const [kept, read] = [later<null>(), later<TraceOutline>()];
    let asked = 0;
    const { page, of } = pageOf({
      getTrace: () => (asked++ === 0 ? outline(0) : read.promise),
      correct: () => (asked === 1 ? kept.promise : null),
    });
    await page.openTrace(0, 0);
    runAction(page, 'mergeStep');
    select(page, 3);
    runAction(page, 'resetLabel');
    await settled();
    assert.equal(of('correct').length, 1, 'it waits');
    void page.reloadTrace();
    kept.give(null);
    await settled();
    assert.equal(of('correct').length, 1, 'for the trace too');
    read.give(merged);
    await settled();
    assert.deepEqual(of('correct')[1], {
      index: 0,
      correction: { op: 'relabel', step: 2, kind: null },
    });
    assert.equal(selectedStep(page), 2);
  });
});

describe('a place that is no longer there', () => {
  it('is the last step', async () => {
    for (const selected of [80, -2 * 80 - 1, -2 * 80 - 2]) {
      const { page } = pageOf({}, { view: 'trace', index: 0, selected });
      await page.loadFile();
      assert.equal(page.state.ui.selected, 4);
      select(page, selected);
      assert.equal(page.state.ui.selected, 4);
    }
  });
});

describe('steps after an answer', () => {
  it('are all steps in a trace without a conclusion', async () => {
    const { page } = pageOf({});
    await page.openTrace(0);
    runAction(page, 'afterAnswer');
    assert.equal(page.shown().rows.length, 5);
  });
});

describe('what is asked for while something else is', () => {
  it('goes two traces on by two keys', async () => {
    const { page, of } = pageOf({});
    await page.loadFile();
    await page.openTrace(2);
    runAction(page, 'nextTrace');
    runAction(page, 'nextTrace');
    await settled();
    assert.deepEqual(of('getTrace').at(-1), { index: 4 });
    assert.deepEqual([page.state.ui.index, page.state.said], [4, 'Trace 5 of 9']);
  });

  it('leaves a user in the list who went back there', async () => {
    const answer = later<TraceOutline>();
    const { page } = pageOf({ getTrace: () => answer.promise });
    const opening = page.openTrace(2);
    page.setUi({ view: 'list' });
    answer.give(outline(2));
    assert.equal(await opening, false);
    assert.equal(page.state.ui.view, 'list');
  });

  it('says nothing of a trace that could not be opened', async () => {
    const { page } = pageOf({
      getTrace: () => {
        throw new Error('gone');
      },
    });
    await page.loadFile();
    runAction(page, 'nextTrace');
    await settled();
    assert.deepEqual([page.state.said, page.state.failure], ['', 'gone']);
  });
});

describe('a search', () => {
  it('shows no hits of what is not asked any more', async () => {
    const found = later<unknown>();
    const { page } = pageOf({ find: () => found.promise });
    await page.openTrace(0);
    page.setUi({ query: 'x' });
    const done = page.search();
    page.setUi({ matchCase: true });
    found.give({ steps: Uint32Array.of(1), snippets: [], problem: null });
    await done;
    assert.equal(page.state.hits, null);
  });
});

describe('where a page starts', () => {
  it('is kept until there is something to show', async () => {
    const files: FileView[] = [
      { ...FILE, state: 'loading', count: 0, start: { index: 4, step: 2 } },
      { ...FILE, state: 'loading', count: 3 },
      FILE,
    ];
    const { page } = pageOf({ getFile: () => files.shift() });
    await page.loadFile();
    await page.loadFile();
    assert.equal(page.state.model, null);
    await page.loadFile();
    assert.deepEqual([page.state.ui.index, selectedStep(page)], [4, 2]);
  });

  it('is the trace that was shown before, once it is read', async () => {
    const files: FileView[] = [{ ...FILE, state: 'loading', count: 3 }, FILE];
    const { page, of } = pageOf({ getFile: () => files.shift() }, { view: 'trace', index: 7 });
    await page.loadFile();
    assert.deepEqual(of('getTrace'), []);
    await page.loadFile();
    assert.equal(page.state.ui.index, 7);
  });

  it('is the list where the trace that was shown before cannot be opened', async () => {
    const { page } = pageOf(
      {
        getTrace: () => {
          throw new Error('gone');
        },
      },
      { view: 'trace', index: 7 },
    );
    await page.loadFile();
    assert.deepEqual([page.state.ui.view, page.state.failure], ['list', 'gone']);
  });

  it('is what was asked for meanwhile, where what was shown before cannot be', async () => {
    const [first, second] = [later<null>(), later<TraceOutline>()];
    const { page } = pageOf(
      { compare: () => first.promise, getTrace: () => second.promise },
      { view: 'compare', compare: sides },
    );
    const done = page.loadFile();
    await settled();
    const opening = page.openTrace(3);
    first.give(null);
    await done;
    second.give(outline(3));
    assert.equal(await opening, true);
    assert.equal(page.state.ui.view, 'trace');
  });

  const sides = { a: { uri: null, index: 0 }, b: { uri: 'file:///b.json', index: 0 } };
  const comparison = () => ({ names: ['a', 'b'] });

  it('is a comparison that was shown before, also when the file is replaced under it', async () => {
    const files: FileView[] = [{ ...FILE, state: 'loading', count: 0 }, FILE, FILE];
    const { page, of } = pageOf(
      { getFile: () => files.shift(), compare: comparison },
      { view: 'compare', compare: sides },
    );
    await page.loadFile();
    await page.loadFile();
    assert.notEqual(page.state.comparison, null);
    page.store.set({ model: null, comparison: null, runs: null });
    await page.loadFile();
    assert.equal(of('compare').length, 2);
    assert.notEqual(page.state.comparison, null);
  });

  it('is the list, or the one trace, where there is nothing to compare any more', async () => {
    for (const [count, view] of [
      [9, 'list'],
      [1, 'trace'],
    ] as const) {
      const { page } = pageOf(
        { getFile: () => ({ ...FILE, count }) },
        { view: 'compare', compare: sides },
      );
      await page.loadFile();
      assert.equal(page.state.ui.view, view);
    }
  });
});
