import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf } from '../../openFixture';
import { read } from './readText';

const analysis = '<|channel|>analysis<|message|>';
const final = '<|channel|>final<|message|>';

describe('harmony text', () => {
  it('makes a trace of each turn, with the messages before it as prompt', async () => {
    const { traces } = await open(
      'harmony.txt',
      `<|start|>system<|message|>Be brief.<|end|><|start|>user<|message|>2 + 2?<|end|>` +
        `<|start|>assistant${analysis}Easy.<|end|><|start|>assistant${final}4<|end|>` +
        `<|start|>user<|message|>3 + 5?<|end|><|start|>assistant${final}8<|return|>`,
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Easy.', 'answer: 4'], ['answer: 8']]);
    assert.deepEqual(promptOf(traces[1]), [
      'system: Be brief.',
      'user: 2 + 2?',
      'assistant: 4',
      'user: 3 + 5?',
    ]);
  });

  it('reads tool calls, their results and reasoning that goes on after them', async () => {
    const text =
      `${analysis}Need the weather.<|end|>` +
      '<|start|>assistant<|channel|>commentary to=functions.weather <|constrain|>json<|message|>{"city":"Bern"}<|call|>' +
      '<|start|>functions.weather to=assistant<|channel|>commentary<|message|>{"c":7}<|end|>' +
      `<|start|>assistant${analysis}Cold.<|end|><|start|>assistant${final}7 degrees.<|return|>`;
    assert.deepEqual(await read(text), [
      'raw reasoning: Need the weather.',
      'call functions.weather: {"city":"Bern"}',
      'result: {"c":7}',
      'raw reasoning: Cold.',
      'answer: 7 degrees.',
    ]);
  });

  it('reads what is left when the special tokens were stripped', async () => {
    assert.deepEqual(await read('analysisWe need four.assistantfinalfour'), [
      'raw reasoning: We need four.',
      'answer: four',
    ]);
  });

  it('tells that reasoning was cut off', async () => {
    assert.deepEqual(await read(`<|start|>assistant${analysis}Still think`), [
      'raw reasoning: Still think',
      'cut off',
    ]);
  });

  it('takes the last channel of a corrupt header', async () => {
    const text = `${analysis}a<|end|><|start|>assistant<|channel|>bash<|channel|>commentary<|message|>b<|end|>`;
    assert.deepEqual(await read(text), ['raw reasoning: a', 'answer: b']);
  });

  const answers: readonly (readonly [
    name: string,
    content: string,
    expected: readonly string[],
  ])[] = [
    [
      'leaves tokens that a text quotes in the text',
      `Reasoning is written as \`${analysis}...<|end|>\` and the answer as \`${final}...<|return|>\`. Parse both.`,
      [],
    ],
    [
      'leaves a rendering in a code fence in the text',
      `A rendering:\n\`\`\`\n<|start|>assistant${analysis}a<|end|><|start|>assistant${final}b<|return|>\n\`\`\`\nDone.`,
      [],
    ],
    [
      'keeps what stands before the first message as answer',
      `Well ...\n\n<|start|>assistant${analysis}Need Korean.<|end|><|start|>assistant${final}OK<|end|>`,
      ['answer: Well ...\n\n', 'raw reasoning: Need Korean.', 'answer: OK'],
    ],
    [
      'keeps what stands after the last message as answer',
      `assistant${analysis}a<|end|><|start|>assistant${final}b<|return|>\nc`,
      ['raw reasoning: a', 'answer: b', 'answer: \nc'],
    ],
    [
      'reads tokens that an answer quotes as its text',
      `${analysis}a<|end|><|start|>assistant${final}Open with \`${analysis}\`, end with \`<|end|>\`.\n\`\`\`\n<|return|>\n\`\`\`\nb<|return|>`,
      [
        'raw reasoning: a',
        `answer: Open with \`${analysis}\`, end with \`<|end|>\`.\n\`\`\`\n<|return|>\n\`\`\`\nb`,
      ],
    ],
    [
      'ends a message whose back quotes and fences are never closed',
      `${analysis}A \` and\n\`\`\`\na<|end|><|start|>assistant${final}\`b\`\n\`\`\`\nc\n\`\`\`\n<|return|>`,
      ['raw reasoning: A ` and\n```\na', 'answer: `b`\n```\nc\n```\n'],
    ],
    [
      'does not take a role without its start for words',
      `${analysis}a<|end|>assistant${final}b<|return|>`,
      ['raw reasoning: a', 'answer: b'],
    ],
  ];
  for (const [name, content, expected] of answers) {
    it(`${name}, in a chat answer`, async () => {
      const { traces } = await openJson({
        object: 'chat.completion',
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      });
      const whole = [`answer: ${content}`];
      assert.deepEqual(outline(traces[0]), expected.length === 0 ? whole : expected);
    });
  }

  it('is not an article that quotes its tokens', async () => {
    const article = `Reasoning stands after \`${analysis}\` and the answer after \`${final}\`.`;
    await assert.rejects(open('article.md', article), /No known format/);
  });
});
