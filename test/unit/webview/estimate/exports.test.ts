import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import type { ReportChange } from '../../../../src/protocol/estimateData';
import { toMarkdown } from '../../../../src/webview/estimate/exports';
import { compute } from '../../../../src/webview/estimate/rows';

const model = prepare(
  {
    prompt: 'Which of the five people works on Friday?',
    from: parseChoice('gpt-4o'),
    to: ['gpt-5.5:high'].map((c) => parseChoice(c)),
  },
  {
    catalogue: makeCatalogue(),
    prices: { asOf: '2026-09-23', find: () => null },
    countTokens: (text) => ({ tokens: text.length / 4, exact: true }),
    now: new Date('2026-11-23'),
  },
);
const change: ReportChange = {
  id: 'a',
  message: 'temperature is refused by gpt-5.5',
  evidence: 'OpenAI, Reasoning models guide, 2026',
  where: 'line 12',
  models: ['gpt-5.5'],
  fix: null,
};
const written = (changes: readonly ReportChange[]): string =>
  toMarkdown({
    subject: {
      name: 'rota.py',
      part: 'call in line 9',
      canOpen: true,
      placeholders: ['names'],
      notes: ['Tool schemas are not counted (128 characters of source).'],
      changed: false,
    },
    view: compute(model, DEFAULT_CONTROLS, null, []),
    controls: DEFAULT_CONTROLS,
    pricesAsOf: '2026-09-23',
    changes,
  });

describe('the report as Markdown', () => {
  it('says which prompt was read, and what of it was not counted', () => {
    const text = written([]);
    assert.match(text, /^# Reasoning cost estimate: rota\.py\n\ncall in line 9\n/);
    assert.match(text, /Filled in at run time, counted as written: names/);
    assert.match(text, /Tool schemas are not counted/);
    assert.doesNotMatch(text, /Changes to make/);
  });

  it('lists what must change, with place, models and source', () => {
    const text = written([change, { ...change, id: 'b', where: '', models: [], message: 'B' }]);
    assert.match(
      text,
      /\*\*Changes to make\*\*\n\n- temperature is refused by gpt-5\.5 \(line 12; gpt-5\.5; OpenAI, Reasoning models guide, 2026\)\n- B \(OpenAI, Reasoning models guide, 2026\)\n/,
    );
  });
});
