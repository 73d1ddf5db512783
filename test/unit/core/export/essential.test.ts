import assert from 'node:assert/strict';
import { exportDocument } from '../../../../src/core/export/document';
import { renderHtml } from '../../../../src/core/export/html';
import { renderMarkdown } from '../../../../src/core/export/markdown';
import { createRedactor } from '../../../../src/core/export/redact';
import { kindTotals } from '../../../../src/core/export/words';
import type { Trace } from '../../../../src/core/model/trace';
import { reasoningText } from '../../../../src/core/model/trace';
import { analyse } from '../../../../src/core/steps/analyse';
import { sampleInput } from './sampleExport';

/** A trace of many steps that fails a tool call and is answered at length. */
function documents() {
  const first = Array.from({ length: 30 }, (_, i) => `Step ${i}: I add ${i} to the sum.`);
  const input = sampleInput([first.join('\n\n'), 'So the answer is 7.'], 'x'.repeat(9_000));
  const trace: Trace = input.trace;
  const whole = { ...input, text: reasoningText(trace), analysis: analyse(trace) };
  const options = { redactor: createRedactor(), structureOnly: false };
  return {
    all: exportDocument(whole, options),
    essential: exportDocument(whole, { ...options, essentialOnly: true }),
  };
}

describe('a bug report of a trace', () => {
  const { all, essential } = documents();
  const steps = (items: typeof all.items) => items.filter(({ type }) => type === 'step').length;

  it('keeps what failed with its call, the last steps and the answer, and cuts long texts', () => {
    const types = essential.items.map(({ type }) => type);
    assert.ok(types.includes('toolCall') && types.includes('toolResult'));
    assert.ok(types.includes('prompt') && types.at(-1) === 'answer');
    assert.ok(steps(essential.items) < steps(all.items));
    const answer = essential.items.at(-1)!;
    assert.ok((answer.text ?? '').length < 4_100);
    assert.equal(steps(essential.items) + essential.leftOut!.length, steps(all.items));
  });

  it('tells the sums of the whole trace and how much of it is shown', () => {
    assert.deepEqual(kindTotals(essential), kindTotals(all));
    const note = new RegExp(`For a bug report: ${steps(essential.items)} of ${steps(all.items)} `);
    assert.match(renderMarkdown(essential), note);
    assert.match(renderHtml(essential), note);
    assert.doesNotMatch(renderMarkdown(all), /bug report/);
  });
});
