import assert from 'node:assert/strict';
import { withXmlTools } from '../../../../../../src/core/trace/formats/agents/xmlTools';
import { assertLinear } from '../../../../growth';

const read = (text: string): unknown => {
  let calls = 0;
  return withXmlTools(
    { role: 'assistant', content: [{ type: 'text', text }] },
    () => `c${(calls += 1)}`,
  );
};

describe('calls that are tags in the text of an answer', () => {
  it('stand as blocks between what is said', () => {
    const file = '<content>\n<p>Hi</p>\n</content>';
    assert.deepEqual(
      read(`I write.\n<write_to_file>\n<path>a.html</path>\n${file}\n</write_to_file>\nDone.`),
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I write.' },
          {
            type: 'tool_use',
            id: 'c1',
            name: 'write_to_file',
            input: { path: 'a.html', content: '<p>Hi</p>' },
          },
          { type: 'text', text: 'Done.' },
        ],
      },
    );
  });

  it('are looked for in linear time where many open and one closes', () => {
    assertLinear('tags that open', 20_000, (n) =>
      read(`${'<read_file>'.repeat(n)}${'x'.repeat(20 * n)}</read_file>`),
    );
  });
});
