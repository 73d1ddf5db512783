import assert from 'node:assert/strict';
import type { SessionModel } from '../../../../src/webview/session/sessionModel';
import {
  columnsOf,
  contextAt,
  curveOf,
  partsOf,
  placeAt,
  scaleOf,
  turnStretches,
  agentStretches,
  usableUnits,
  zoomed,
} from '../../../../src/webview/session/timeline';
import { ClaudeLog, say } from '../../core/session/claudeLog';
import { modelOf, shopLog } from './sessions';

describe('the timeline of a session', () => {
  let model: SessionModel;
  before(async () => {
    model = await modelOf();
  });

  it('is as wide as the money, to the cent', () => {
    const scale = scaleOf(model, 'cost');
    const whole = model.session.figures.money.usd!;
    assert.ok(Math.abs(scale.total - whole) < 1e-9);
    for (const [place, call] of model.order.entries()) {
      const width = (scale.at[place + 1]! - scale.at[place]!) * whole;
      assert.ok(Math.abs(width - model.session.calls[call]!.money.usd!) < 1e-9);
    }
  });

  it('offers no cost without a price, and never an empty strip', async () => {
    const free = await modelOf(shopLog(), null);
    assert.deepEqual(usableUnits(free), ['time', 'calls']);
    assert.deepEqual(usableUnits(model), ['cost', 'time', 'calls']);
  });

  it('finds the call at a place of the strip', () => {
    const scale = scaleOf(model, 'calls');
    const count = model.order.length;
    for (let place = 0; place < count; place++) {
      assert.equal(placeAt(scale, (place + 0.5) / count), place);
    }
    assert.equal(placeAt(scale, -1), 0);
    assert.equal(placeAt(scale, 2), count - 1);
  });

  it('draws calls that are too thin together, and every call once', async () => {
    const log = new ClaudeLog().user('Go');
    for (let i = 0; i < 1500; i++) log.assistant(`m${i}`, [say(`Step ${i}`)]);
    const long = await modelOf(log);
    const columns = columnsOf(long, scaleOf(long, 'calls'), 300);
    assert.ok(columns.length <= 150, `${columns.length} columns`);
    assert.equal(columns[0]!.from, 0);
    for (const [i, { to }] of columns.entries()) {
      assert.equal(to, columns[i + 1]?.from ?? long.order.length);
    }
  });

  it('tells what the money bought in shares of one, reasoning out of the output', () => {
    const parts = partsOf(model.session, model.session.calls)!;
    const sum = parts.reasoning + parts.answer + parts.fresh + parts.again;
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.ok(parts.answer > parts.again);
  });

  it('has no parts for calls without a price', async () => {
    const free = await modelOf(shopLog(), null);
    assert.equal(partsOf(free.session, free.session.calls), null);
    const columns = columnsOf(free, scaleOf(free, 'calls'), 400);
    assert.ok(columns.every(({ parts, height }) => parts === null && height <= 1));
  });

  it('names the stretch of every turn and of every sub-agent', () => {
    const scale = scaleOf(model, 'calls');
    const at = (call: number): number => call / model.order.length;
    assert.deepEqual(turnStretches(model, scale), [
      { index: 0, left: 0, right: at(3) },
      { index: 1, left: at(3), right: 1 },
    ]);
    assert.deepEqual(agentStretches(model, scale), [{ index: 1, left: at(5), right: at(7) }]);
  });

  it('draws the context of the main agent; where it is not known the line goes on as it was', () => {
    const columns = columnsOf(model, scaleOf(model, 'calls'), 800);
    const curve = curveOf(columns, (place) => contextAt(model, place));
    assert.equal(curve.points.length, 2 * columns.length);
    assert.equal(curve.most, model.session.figures.contextTokens);
    assert.ok(curve.points.every(({ y }) => y >= 0 && y <= 1));
    assert.equal(contextAt(model, model.placeOf[model.session.agents[1]!.calls[0]!]!), null);
  });

  it('draws only what a zoom shows, and finds calls there', () => {
    const whole = scaleOf(model, 'calls');
    const count = model.order.length;
    const part = zoomed(whole, [2 / count, 4 / count]);
    const shown = columnsOf(model, part, 400).filter(({ left, right }) => right > 1 && left < 399);
    assert.deepEqual(
      shown.map(({ from, to }) => [from, to]),
      [
        [2, 3],
        [3, 4],
      ],
    );
    assert.equal(placeAt(part, 0.25), 2);
    assert.equal(placeAt(part, 0.75), 3);
    assert.equal(zoomed(whole, [0, 1]), whole);
  });
});
