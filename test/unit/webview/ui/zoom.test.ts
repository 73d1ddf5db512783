import assert from 'node:assert/strict';
import { clampZoom, moveEnd, reveal, zoomAbout } from '../../../../src/webview/ui/zoom';

describe('the zoom of a timeline', () => {
  it('keeps a zoom inside the whole', () => {
    assert.deepEqual(clampZoom(-0.2, 0.3), [0, 0.5]);
    const late = clampZoom(0.9, 1.2);
    assert.ok(Math.abs(late[0] - 0.7) < 1e-9 && late[1] === 1);
    const zoomed = zoomAbout([0, 1], 0.5, 0.5);
    assert.deepEqual(zoomed, [0.25, 0.75]);
    assert.deepEqual(zoomAbout(zoomed, 2, 0.5), [0, 1]);
    assert.deepEqual(reveal([0.2, 0.4], 0.25, 0.3), [0.2, 0.4]);
    assert.ok(reveal([0.2, 0.4], 0.8, 0.82)[1] >= 0.82);
    assert.ok(reveal([0.2, 0.4], 0.05, 0.06)[0] <= 0.05);
  });

  it('moves an end, never past the other', () => {
    assert.deepEqual(moveEnd([0.2, 0.4], 0, -1), [0, 0.4]);
    const [from, to] = moveEnd([0.2, 0.4], 0, 0.9);
    assert.ok(from < to && to === 0.4);
    const crossed = moveEnd([0.2, 0.4], 1, 0);
    assert.ok(crossed[0] === 0.2 && crossed[1] > 0.2);
  });
});
