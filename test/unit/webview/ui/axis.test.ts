import assert from 'node:assert/strict';
import { logAxis } from '../../../../src/webview/ui/axis';
import { readable } from '../../../../src/webview/ui/intervalMark';

describe('the labels of an axis', () => {
  const axis = logAxis([{ p10: 0.0012, p50: 0.01, p90: 0.2 }], (value) => `$${value}`);
  const labels = (width: number): readonly string[] =>
    readable(axis, width).map(({ label }) => label);

  it('are all there where they have room', () => {
    assert.deepEqual(labels(300), ['$0.001', '$0.01', '$0.1']);
  });

  it('leave out those that would touch', () => {
    assert.deepEqual(labels(80), ['$0.001', '$0.1']);
  });
});
