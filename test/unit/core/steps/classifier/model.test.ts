import assert from 'node:assert/strict';
import { decodeModel } from '../../../../../src/core/steps/classifier/model';
import {
  emptyMemory,
  readHead,
  squash,
  WindowReader,
} from '../../../../../src/core/steps/classifier/network';
import weights from '../../../../../src/core/steps/classifier/weights.data.json';

describe('the step model', () => {
  const model = decodeModel(weights);

  it('is unpacked to the size that was trained', () => {
    assert.ok((2 * model.rows.length) / model.width > 5_000);
    assert.equal(model.outputs % 4, 0);
    for (const head of Object.values(model.heads)) {
      assert.equal(head.out, 12);
      assert.equal(head.calibration.offsets.length, 9);
    }
  });

  it('ships in less than 600 kB', () => {
    assert.ok(JSON.stringify(weights).length < 600_000);
  });

  it('is refused when damaged', () => {
    const rows = { ...weights.rows, weights: weights.rows.weights.slice(8) };
    assert.throws(() => decodeModel({ ...weights, rows }), /damaged/u);
    const starts = { ...weights.starts, bias: [] };
    assert.throws(() => decodeModel({ ...weights, starts }), /damaged/u);
  });

  it('reads a text in windows as at once, but for what lies beyond the look-ahead', () => {
    const total = 60;
    const vector = (t: number, d: number) => squash(Math.sin(t * 7 + d) * 2);
    const read = (reader: WindowReader, first: number, count: number) => {
      for (let t = 0; t < count; t++) {
        for (let d = 0; d < model.width; d++)
          reader.x[t * model.outputs + d] = vector(first + t, d);
      }
    };
    const whole = new WindowReader(model, total);
    read(whole, 0, total);
    whole.run(total, emptyMemory(model), 0);
    const parts = new WindowReader(model, total);
    const memory = emptyMemory(model);
    read(parts, 0, 40);
    parts.run(40, memory, 20);
    read(parts, 20, 40);
    parts.run(40, memory, 0);
    const a = readHead(model.heads.own, whole, total);
    const b = readHead(model.heads.own, parts, 40);
    b.forEach((value, k) => assert.ok(Math.abs(value - a[20 * model.heads.own.out + k]!) < 0.05));
  });
});
