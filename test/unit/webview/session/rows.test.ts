import assert from 'node:assert/strict';
import {
  chipCounts,
  nextRow,
  shownRows,
  type Folds,
  type SessionFilter,
} from '../../../../src/webview/session/rows';
import type { SessionModel } from '../../../../src/webview/session/sessionModel';
import { traceKey, traceOf } from '../../../../src/webview/session/traceOf';
import { ClaudeLog, say } from '../../core/session/claudeLog';
import { modelOf } from './sessions';

const everything: SessionFilter = {
  families: new Set(),
  traits: new Set(),
  query: '',
  holding: null,
};
const unfolded: Folds = { turns: new Set(), calls: new Set() };

describe('the lines of a session', () => {
  let model: SessionModel;
  before(async () => {
    model = await modelOf();
  });

  function shown(filter: Partial<SessionFilter> = {}, folds: Partial<Folds> = {}): string {
    const { rows } = shownRows(model, { ...everything, ...filter }, { ...unfolded, ...folds });
    return rows.map((row) => (row.kind === 'call' ? model.labels[row.call] : row.id)).join(' ');
  }

  it('are the turns, each with its calls, those of a sub-agent after the call that started it', () => {
    assert.equal(shown(), 't0 1 2 3 t1 4 5 5.1 5.2 6');
  });

  it('leave out the calls of a folded turn', () => {
    assert.equal(shown({}, { turns: new Set([0]) }), 't0 t1 4 5 5.1 5.2 6');
  });

  it('show the tools of an opened call', () => {
    assert.equal(shown({}, { calls: new Set([0]), turns: new Set([1]) }), 't0 1 u0 2 3 t1');
  });

  it('are those of any family or trait that is chosen, folded or not', () => {
    assert.equal(shown({ families: new Set(['edit', 'search']) }), 't1 4 5.1');
    const turns = new Set([0]);
    assert.equal(shown({ traits: new Set(['failed']) }, { turns }), 't0 2');
    assert.equal(shown({ traits: new Set(['reasoning']) }), 't0 3');
  });

  it('are those whose words, commands, files or results hold what is searched for', () => {
    assert.equal(shown({ query: 'TOTAL.TS' }), 't0 1 t1 4');
    assert.equal(shown({ query: '2 failed' }), 't0 2');
    assert.equal(shown({ query: 'rounded once now' }), 't1 6');
    assert.equal(shown({ query: 'off by one' }), 't1', 'a turn by its own words');
    assert.equal(shown({ query: 'npm', families: new Set(['read']) }), '');
  });

  it('are those also whose whole texts hold it', () => {
    const { file, trace } = traceOf(model.session, model.session.calls[2]!);
    const query = 'far down in the text';
    assert.equal(shown({ query }), '');
    assert.equal(shown({ query, holding: new Set([traceKey({ file, trace })]) }), 't0 3');
    const other = new Set([traceKey({ file: 'agent-1.jsonl', trace })]);
    assert.equal(shown({ query, holding: other }), '', 'not the trace of that number elsewhere');
  });

  it('count what can be chosen', () => {
    const { families, traits } = chipCounts(model);
    assert.deepEqual(
      { ...Object.fromEntries(families) },
      { read: 1, shell: 1, edit: 1, agent: 1, search: 1 },
    );
    assert.deepEqual(Object.fromEntries(traits), { failed: 1, reasoning: 1, answer: 4 });
  });

  it('lead from one of a sort to the next', () => {
    const { rows } = shownRows(model, everything, unfolded);
    const isTurn = (row: (typeof rows)[number]): boolean => row.kind === 'turn';
    assert.equal(nextRow(rows, 0, 1, isTurn), 4);
    assert.equal(nextRow(rows, 4, -1, isTurn), 0);
    assert.equal(nextRow(rows, 4, 1, isTurn), null);
  });

  it('show what the client put beside the words as one line of its own', async () => {
    const log = new ClaudeLog()
      .user('<system-reminder>Today is Monday.</system-reminder>\nFix the test')
      .assistant('m1', [say('Done.')]);
    model = await modelOf(log);
    assert.equal(shown(), 't0 i0 1');
    assert.equal(shown({ traits: new Set(['answer']) }), 't0 1', 'not while something is chosen');
  });
});
