import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf } from '../../openFixture';

/** What the reader makes of a text: its segments, and whether the reasoning was cut off. */
async function read(text: string): Promise<readonly string[]> {
  const { traces } = await open('output.txt', text);
  const [trace] = traces;
  return trace?.truncated === true ? [...outline(trace), 'cut off'] : outline(trace);
}

const families: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    'think tags (DeepSeek R1, QwQ, Qwen3, GLM)',
    '<think>\nTwo and two.\n</think>\n\nFour.',
    ['raw reasoning: \nTwo and two.\n', 'answer: \n\nFour.'],
  ],
  [
    'a closing tag alone, because the template put the opening one into the prompt',
    'Two and two.\n</think>\n\nFour.',
    ['raw reasoning: Two and two.\n', 'answer: \n\nFour.'],
  ],
  ['an opening tag that is never closed', '<think>Two and', ['raw reasoning: Two and', 'cut off']],
  ['empty thinking (switched off)', '<think>\n\n</think>\n\nFour.', ['answer: \n\nFour.']],
  ['blank lines before the tag', '\n\n <think>a</think>b', ['raw reasoning: a', 'answer: b']],
  [
    'a chat template header before the tag',
    '<｜Assistant｜><think>a</think>b',
    ['raw reasoning: a', 'answer: b'],
  ],
  [
    'tags quoted in the answer',
    '<think>a</think>Use `<think>` and `</think>` for it.',
    ['raw reasoning: a', 'answer: Use `<think>` and `</think>` for it.'],
  ],
  [
    'a closing tag quoted in the reasoning',
    '<think>It ends with `</think>`, I know.</think>b',
    ['raw reasoning: It ends with `</think>`, I know.', 'answer: b'],
  ],
  [
    'a closing tag inside a code fence of the reasoning',
    '<think>\n```\nx</think>\n```\ndone</think>b',
    ['raw reasoning: \n```\nx</think>\n```\ndone', 'answer: b'],
  ],
  ['Magistral', '[THINK]a[/THINK]b', ['raw reasoning: a', 'answer: b']],
  ['Kimi-VL', '◁think▷a◁/think▷b', ['raw reasoning: a', 'answer: b']],
  [
    'Sky-T1 and OpenThoughts',
    '<|begin_of_thought|>\n\na\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nb\n\n<|end_of_solution|>',
    ['raw reasoning: \n\na\n\n', 'answer: \n\nb\n\n'],
  ],
  ['s1', '<|im_start|>think\na\n<|im_start|>answer\nb', ['raw reasoning: \na\n', 'answer: \nb']],
  [
    'Granite 3.2',
    'Here is my thought process:\n\na\n\nHere is my response:\n\nb',
    ['raw reasoning: \n\na\n\n', 'answer: \n\nb'],
  ],
  [
    'Granite 3.3 with a response tag',
    '<think>a</think>\n<response>b</response>',
    ['raw reasoning: a', 'answer: b'],
  ],
  ['an answer tag', '<think>a</think>\n\n<answer>b</answer>\n', ['raw reasoning: a', 'answer: b']],
  [
    'an answer tag and what follows it',
    '<think>a</think>\n<answer>42</answer>\n\nWhy: <answer> holds 40 + 2.',
    ['raw reasoning: a', 'answer: 42', 'answer: Why: <answer> holds 40 + 2.'],
  ],
  [
    'the tag of Aider that ends in a hash',
    '<thinking-content-0123456789abcdef>\na\n</thinking-content-0123456789abcdef>\n\nb',
    ['raw reasoning: \na\n', 'answer: \n\nb'],
  ],
  ['thinking tags', '<thinking>a</thinking>b', ['raw reasoning: a', 'answer: b']],
  ['EXAONE', '<thought>a</thought>b', ['raw reasoning: a', 'answer: b']],
  ['Seed', '<seed:think>a</seed:think>b', ['raw reasoning: a', 'answer: b']],
  ['Gemma 4', '<|channel>thought\na<channel|>b', ['raw reasoning: \na', 'answer: b']],
  [
    'what ollama run prints',
    'Thinking...\nTwo and two.\n...done thinking.\n\nFour.',
    ['raw reasoning: Two and two.', 'answer: \n\nFour.'],
  ],
  [
    'Aider',
    '--------------\n► **THINKING**\n\na\n\n------------\n► **ANSWER**\n\nb',
    ['raw reasoning: \n\na\n', 'answer: \n\nb'],
  ],
];

describe('text with reasoning tags', () => {
  for (const [name, text, expected] of families) {
    it(`reads ${name}`, async () => assert.deepEqual(await read(text), expected));
  }

  it('is not an article or source file that mentions a tag', async () => {
    const article = 'R1 puts its reasoning between `<think>` and `</think>` tags, then it answers.';
    await assert.rejects(open('article.md', article), /No known format/);
    const source = "const OPEN = '<think>';\nconst CLOSE = '</think>';\n";
    await assert.rejects(open('tags.js', source), /No known format/);
  });

  it('keeps a byte order mark and carriage returns out of nothing but the mark itself', async () => {
    assert.deepEqual(await read('\ufeff<think>a\r\n</think>\r\nb'), [
      'raw reasoning: a\r\n',
      'answer: \r\nb',
    ]);
  });
});

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
