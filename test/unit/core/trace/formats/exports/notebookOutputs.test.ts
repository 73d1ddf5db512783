import assert from 'node:assert/strict';
import { open, outline } from '../../openFixture';

describe('outputs of a notebook', () => {
  const shown = (words: string) => ({
    cell_type: 'code',
    source: ['r'],
    outputs: [{ output_type: 'execute_result', data: { 'text/plain': [words] }, metadata: {} }],
  });
  const printed = (words: string) => ({
    cell_type: 'code',
    source: ['print(x)'],
    outputs: [{ output_type: 'stream', name: 'stdout', text: words.split(/(?<=\n)/) }],
  });
  const response =
    "Message(id='msg_1', content=[ThinkingBlock(signature='Eu', thinking='Twelve times two.', type='thinking'), TextBlock(citations=None, text='24', type='text')], model='claude-sonnet-4-5', role='assistant', stop_reason='end_turn', stop_sequence=None, type='message', usage=Usage(input_tokens=9, output_tokens=30))";
  const decoded =
    '<|im_start|>user\nIs 7 odd?<|im_end|>\n<|im_start|>assistant\n<think>\n7 mod 2 is 1.\n</think>\n\nYes.<|im_end|>\n';
  const notebook = (...cells: readonly object[]) => JSON.stringify({ cells, nbformat: 4 });

  it('are read each by the format that knows them', async () => {
    const { format, traces } = await open(
      'both.ipynb',
      notebook(printed('Loading the model\n'), shown(response), printed(decoded)),
    );
    assert.equal(format, 'notebook-outputs');
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [
        ['summary reasoning: Twelve times two.', 'answer: 24'],
        ['raw reasoning: \n7 mod 2 is 1.\n', 'answer: \n\nYes.'],
      ],
    );
  });

  it('are those of one format where one knows them all', async () => {
    const { format, traces } = await open(
      'one.ipynb',
      notebook(printed('{"epoch": 1}\n'), shown(response), printed('Done\n')),
    );
    assert.equal(format, 'anthropic-messages');
    assert.equal(traces.length, 1);
  });

  it('are a message that was printed among other things', async () => {
    const parts = (...texts: readonly (readonly [string, string])[]) =>
      texts.map(
        ([thought, text]) => `Part(video_metadata=None, thought=${thought}, text='${text}')`,
      );
    const content = `Content(parts=[${parts(['True', 'a'], ['None', 'b']).join(', ')}], role='model')\n`;
    const { format, traces } = await open(
      'thinking.ipynb',
      notebook(
        printed("{'name': 'models/gemini'}\n"),
        printed(content),
        shown('### Done'),
        shown('5'),
      ),
    );
    assert.equal(format, 'notebook-output');
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['summary reasoning: a', 'answer: b']);
  });

  it('are not a message without reasoning', async () => {
    const said = "{'role': 'assistant', 'content': 'b'}\n";
    const cells = notebook(printed(said), shown('5'), shown('6'), shown('7'));
    await assert.rejects(open('plain.ipynb', cells), /No known format/);
  });
});
