import assert from 'node:assert/strict';
import { openJson, outline } from '../../openFixture';

describe('what a model says in the arguments of a call', () => {
  const call = (name: string, input: object) => ({
    id: 'c1',
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  });

  it('is not said again where the message says it', async () => {
    const { traces } = await openJson([
      { role: 'user', content: 'Fix it.' },
      {
        role: 'assistant',
        content: 'All pass.',
        reasoning_content: 'Done.',
        tool_calls: [call('finish', { message: 'All pass.' })],
      },
      { role: 'user', content: 'Sure?' },
      {
        role: 'assistant',
        content: '',
        reasoning_content: 'I look again.',
        tool_calls: [
          call('think', { thought: 'I look again.' }),
          call('finish', { message: 'Yes.' }),
        ],
      },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Done.', 'answer: All pass.', 'call finish: {"message":"All pass."}'],
      [
        'raw reasoning: I look again.',
        'call think: {"thought":"I look again."}',
        'answer: Yes.',
        'call finish: {"message":"Yes."}',
      ],
    ]);
  });

  it('is its thought in a block as beside the message', async () => {
    const { traces } = await openJson([
      { role: 'user', content: 'Fix it.' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Hm.' },
          { type: 'tool_use', id: 'c1', name: 'think', input: { thought: 'Look first.' } },
        ],
      },
      { role: 'assistant', content: 'So.', tool_calls: [call('think', { thought: 'Then act.' })] },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['answer: Hm.', 'raw reasoning: Look first.', 'call think: {"thought":"Look first."}'],
      ['answer: So.', 'raw reasoning: Then act.', 'call think: {"thought":"Then act."}'],
    ]);
  });
});

describe('a message with reasoning beside its content', () => {
  it('does not have it again where the content repeats it in tags', async () => {
    for (const message of [
      { reasoning_content: 'Two.', content: '<think>Two.</think>\n4' },
      {
        content: [
          { type: 'thinking', thinking: 'Two.' },
          { type: 'text', text: '<think>Two.</think>\n4' },
        ],
      },
    ]) {
      const { traces } = await openJson([
        { role: 'user', content: 'Q' },
        { role: 'assistant', ...message },
      ]);
      assert.deepEqual(traces.map(outline), [['raw reasoning: Two.', 'answer: \n4']]);
    }
  });
});
