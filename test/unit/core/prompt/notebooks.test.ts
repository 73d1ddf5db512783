import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { assertLinear } from '../../growth';

const notebook = (source: string | readonly string[], language = 'python'): string =>
  JSON.stringify({
    cells: [{ cell_type: 'code', source }],
    metadata: { kernelspec: { language } },
  });
const read = (text: string) => findPrompts({ text, languageId: '', fileName: 'a.ipynb' });
const CALL = 'client.responses.create(model="o3", input="Name a \\"sea\\".")\n';

describe('prompts of notebooks', () => {
  it('stand where the file has them, behind escapes', () => {
    const text = notebook(`%pip install x\nnote = "caf\u00e9"\n${CALL}`);
    const [found] = read(text);
    const { start, end } = found!.messages[0]!.range!;
    assert.equal(text.slice(start, end), JSON.stringify('"Name a \\"sea\\"."').slice(1, -1));
    assert.equal(found!.messages[0]!.text, 'Name a "sea".');
  });

  it('are read in the language of the kernel', () => {
    const create = (text: string) => `client.responses.create(model="o3", input="${text}")`;
    const text = notebook(`#=\n${create('Old')}\n=#\n${create('New')}`, 'julia');
    assert.deepEqual(
      read(text).map((p) => p.messages[0]?.text),
      ['New'],
    );
  });

  it('are found in linear time in one long cell', () => {
    assertLinear('calls in a cell', 250, (n) => read(notebook(CALL.repeat(n))));
  });
});
