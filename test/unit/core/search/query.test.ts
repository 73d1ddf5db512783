import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { NO_FILTERS } from '../../../../src/core/search/model';
import { filled } from '../../../../src/core/model/sentence';
import { inEnglish, voice } from '../../../../src/core/text/voice';
import { isEmpty, readQueryLine } from '../../../../src/core/search/query';

const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<
  string,
  string
>;
const chinese = voice('zh-cn', (message, ...args) => filled(bundle[message] ?? message, args));

describe('a search typed on one line', () => {
  const cases: Readonly<Record<string, object>> = {
    'off by one': { text: 'off by one', regex: false, filters: NO_FILTERS },
    'wait kind:check model:opus': {
      text: 'wait',
      regex: false,
      filters: { ...NO_FILTERS, kind: 'check', model: 'opus' },
    },
    '/wait,? (no|hm)/ after:answer': {
      text: 'wait,? (no|hm)',
      regex: true,
      filters: { ...NO_FILTERS, afterAnswer: true },
    },
    '"kind:check" before:error': {
      text: 'kind:check',
      regex: false,
      filters: { ...NO_FILTERS, beforeError: true },
    },
    'a/b since:2026-11-01 until:2026-11-02 tool:Bash': {
      text: 'a/b',
      regex: false,
      filters: { ...NO_FILTERS, since: '2026-11-01', until: '2026-11-02', tool: 'Bash' },
    },
    'says "so it is"': { text: 'says so it is', regex: false, filters: NO_FILTERS },
  };
  for (const [line, query] of Object.entries(cases)) {
    it(line, () => assert.deepEqual(readQueryLine(line), query));
  }

  for (const [line, message] of [
    ['kind:doubt', /no kind of step: setup, plan/],
    ['since:yesterday', /no day like/],
    ['since:2026-13-41', /no day like/],
    ['since:2026-02-31', /no day like/],
    ['wait model:', /model takes a value/],
  ] as const) {
    it(`says what is wrong with ${line}`, () => {
      const query = readQueryLine(line);
      assert.ok('problem' in query);
      assert.match(inEnglish(query.problem), message);
      assert.notEqual(chinese.words(query.problem), inEnglish(query.problem));
    });
  }

  it('knows when nothing is asked', () => {
    assert.equal(isEmpty({ text: '', regex: false, filters: NO_FILTERS }), true);
    assert.equal(isEmpty({ text: '', regex: false, filters: { ...NO_FILTERS, tool: 'x' } }), false);
  });
});
