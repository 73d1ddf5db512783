import assert from 'node:assert/strict';
import { believeTaskType, mainType } from '../../../../src/core/estimate/taskType';
import { withoutTools } from '../../../../src/core/estimate/toolDefinitions';
import { assertLinear } from '../../growth';

const tool = (name: string) => ({
  type: 'function',
  function: {
    name,
    description: 'Adds up [all] the "numbers" of a list and solves x = a / b.',
    parameters: { type: 'object', properties: { values: { type: 'array' } } },
  },
});
const ASKED = 'Book the small room for Thursday at nine.';

describe('withoutTools', () => {
  it('leaves out lists of tools, bare ones and those of other APIs', () => {
    const list = JSON.stringify([tool('book'), tool('cancel')], null, 2);
    const bare = `${JSON.stringify(tool('book'))}\n${JSON.stringify(tool('cancel'))}`;
    const messages = JSON.stringify([
      { name: 'book', description: 'Books.', input_schema: { type: 'object' } },
    ]);
    for (const tools of [list, bare, messages]) {
      const { text, hasTools } = withoutTools(`${ASKED}\n\nTools:\n${tools}\nThanks.`);
      assert.equal(hasTools, true);
      assert.equal(text.replace(/\s+/g, ' '), `${ASKED} Tools: Thanks.`);
    }
  });

  it('leaves other JSON and what never closes', () => {
    const data = '[{"name": "Ann", "description": "keeps bees"}]';
    const cut = JSON.stringify([tool('book')]).slice(0, -4);
    for (const text of [ASKED, data, cut, '{"type": "function", "x": 1}'])
      assert.deepEqual(withoutTools(text), { text, hasTools: false });
  });

  it('takes time in line with a prompt, however deep its values lie', () => {
    assertLinear('names in names', 4_000, (n) => {
      const text = `${'{"name": "a", "description": '.repeat(n)}1${'}'.repeat(n)}`;
      assert.deepEqual(withoutTools(text), { text, hasTools: false });
    });
  });

  it('tells work with tools by them, not by their words', () => {
    const tools = JSON.stringify([tool('add'), tool('solve'), tool('book')]);
    assert.equal(mainType(believeTaskType(`${ASKED}\n\n${tools}`)), 'agent');
    assert.notEqual(mainType(believeTaskType(ASKED)), 'math');
  });
});
