import assert from 'node:assert/strict';
import type { Correction } from '../../../../../src/core/steps/corrections/corrections';
import { historyOf, record, redo, undo } from '../../../../../src/core/steps/corrections/history';
import {
  correctionsOf,
  EMPTY_SIDECAR,
  readSidecar,
  withCorrections,
  writeSidecar,
} from '../../../../../src/core/steps/corrections/sidecar';

const relabel: Correction = { op: 'relabel', step: 'a1', kind: 'check' };
const note: Correction = { op: 'note', step: 'b2', text: 'Why "7"?\nReally.' };
const split: Correction = { op: 'split', step: 'c3', at: 12 };
const merge: Correction = { op: 'merge', step: 'd4', next: 'e5' };

describe('the sidecar', () => {
  it('reads what it wrote', () => {
    const sidecar = { traces: { t1: [relabel, note], t0: [split, merge] } };
    assert.deepEqual(readSidecar(writeSidecar(sidecar)), sidecar);
    assert.deepEqual(readSidecar(writeSidecar(EMPTY_SIDECAR)), EMPTY_SIDECAR);
  });

  it('is written in one way whatever the order of keys, a correction a line', () => {
    const shuffled = JSON.parse('{"kind":"check","step":"a1","op":"relabel"}') as Correction;
    const a = writeSidecar({ traces: { t1: [shuffled], t0: [note] } });
    assert.equal(a, writeSidecar({ traces: { t0: [note], t1: [relabel] } }));
    assert.equal(
      writeSidecar({ traces: { t1: [relabel] } }),
      '{\n  "version": 1,\n  "traces": {\n    "t1": [\n      {"op":"relabel","step":"a1","kind":"check"}\n    ]\n  }\n}\n',
    );
  });

  it('leaves out traces without corrections', () => {
    const one = withCorrections(EMPTY_SIDECAR, 't', [relabel]);
    assert.deepEqual(withCorrections(one, 't', []), EMPTY_SIDECAR);
  });

  it('keeps corrections of traces whose ids are names of JavaScript objects, and finds none without', () => {
    for (const id of ['constructor', '__proto__', 'prototype', 'toString']) {
      assert.deepEqual(correctionsOf(EMPTY_SIDECAR, id), []);
      const read = readSidecar(writeSidecar(withCorrections(EMPTY_SIDECAR, id, [relabel])));
      assert.ok('traces' in read);
      assert.deepEqual(correctionsOf(read, id), [relabel], id);
    }
  });

  for (const [what, json] of [
    ['that is no JSON', '{'],
    ['with a list in place of its traces', '{"version":1,"traces":[]}'],
    ['of a newer version', '{"version":2,"traces":{}}'],
    ['with an unknown operation', '{"version":1,"traces":{"t":[{"op":"paint","step":"a"}]}}'],
    [
      'with an unknown kind',
      '{"version":1,"traces":{"t":[{"op":"relabel","step":"a","kind":"x"}]}}',
    ],
  ] as const) {
    it(`gives a problem for a file ${what}`, () => {
      const read = readSidecar(json);
      assert.equal('code' in read && read.code, 'malformed');
    });
  }
});

describe('the history of corrections', () => {
  it('takes back and does again in order', () => {
    const both = record(record(historyOf([]), relabel), note);
    const none = undo(undo(both));
    assert.deepEqual(none, { done: [], undone: [relabel, note] });
    assert.deepEqual(undo(none), none);
    assert.deepEqual(redo(redo(none)), both);
    assert.deepEqual(redo(both), both);
  });

  it('forgets what was taken back when something new is done', () => {
    assert.deepEqual(record(undo(record(historyOf([]), relabel)), note), historyOf([note]));
  });
});
