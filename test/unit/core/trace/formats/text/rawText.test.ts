import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';
import { read } from './readText';

/** What the reader makes of a text: its segments, and whether the reasoning was cut off. */
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
    'labels that a script prints, after what its libraries print (the script of Qwen3)',
    'Loading shards: 100%\nthinking content: <think>\nTwo and two.\n</think>\ncontent: Four.\n',
    ['raw reasoning: \nTwo and two.\n', 'answer: Four.\n'],
  ],
  [
    'a label of another name',
    'Loading: <think>\nTwo and two.\n</think>\ncontent: Four.',
    ['raw reasoning: \nTwo and two.\n', 'answer: \ncontent: Four.'],
  ],
  [
    'reasoning that began in the prompt and speaks of the tag',
    'They ask what <think> is.\n</think>\n\nA tag.',
    ['raw reasoning: They ask what <think> is.\n', 'answer: \n\nA tag.'],
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
  [
    'a block that is opened again inside, and a further one',
    '<think>\na\n<think>\nb\n</think>\nc\n</think>\nd\n<think>\ne\n</think>\nf',
    [
      'raw reasoning: \na\n<think>\nb\n</think>\nc\n',
      'answer: \nd\n',
      'raw reasoning: \ne\n',
      'answer: \nf',
    ],
  ],
  [
    'a block that is opened again and closed once',
    '<think>\na\n<think>\nb\n</think>\nc',
    ['raw reasoning: \na\n<think>\nb\n', 'answer: \nc'],
  ],
  ['openPangu', '[unused16] a [unused17] b[unused10]', ['raw reasoning:  a ', 'answer:  b']],
  ['Magistral', '[THINK]a[/THINK]b', ['raw reasoning: a', 'answer: b']],
  ['Kimi-VL', '◁think▷a◁/think▷b', ['raw reasoning: a', 'answer: b']],
  [
    'Sky-T1 and OpenThoughts',
    '<|begin_of_thought|>\n\na\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nb\n\n<|end_of_solution|>',
    ['raw reasoning: \n\na\n\n', 'answer: \n\nb\n\n'],
  ],
  ['s1', '<|im_start|>think\na\n<|im_start|>answer\nb', ['raw reasoning: a\n', 'answer: b']],
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
  ['MiniMax M3', '<mm:think>a</mm:think>b', ['raw reasoning: a', 'answer: b']],
  ['LongCat', '<longcat_think>a</longcat_think>b', ['raw reasoning: a', 'answer: b']],
  ['MedGemma', '<unused94>thought\na<unused95>b', ['raw reasoning: \na', 'answer: b']],
  [
    'Command A Reasoning',
    '<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|>',
    ['raw reasoning: a', 'answer: b'],
  ],
  [
    'Apriel',
    'Here are my reasoning steps:\na\n[BEGIN FINAL RESPONSE]\nb\n[END FINAL RESPONSE]\n<|end|>',
    ['raw reasoning: \na\n', 'answer: \nb\n'],
  ],
  ['Solar', '<|think|>a<|end|><|content|>b<|flush|>', ['raw reasoning: a', 'answer: b']],
  [
    'Apertus',
    '<|inner_prefix|>a<|inner_suffix|>b<|assistant_end|>',
    ['raw reasoning: a', 'answer: b'],
  ],
  [
    'an end mark that is not a part of the answer',
    '<think>a</think>b<|im_end|>\n',
    ['raw reasoning: a', 'answer: b'],
  ],
  [
    'thinking between two answers (interleaved)',
    '<think>\na\n</think>\nb\n<think>\nc\n</think>\nd',
    ['raw reasoning: \na\n', 'answer: \nb\n', 'raw reasoning: \nc\n', 'answer: \nd'],
  ],
  [
    'a tag that the answer mentions',
    '<think>a</think>It opens with <think> and ends.',
    ['raw reasoning: a', 'answer: It opens with <think> and ends.'],
  ],
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

  it('keeps what was printed before a label as a word of the program', async () => {
    const { traces } = await open('run.log', 'Loading: 100%\nthinking: <think>\na\n</think>\nb');
    assert.deepEqual(promptOf(traces[0]), ['tool: Loading: 100%']);
  });

  it('is not an article or source file that mentions a tag', async () => {
    const article = 'R1 puts its reasoning between `<think>` and `</think>` tags, then it answers.';
    await assert.rejects(open('article.md', article), /No known format/);
    const source = "const OPEN = '<think>';\nconst CLOSE = '</think>';\n";
    await assert.rejects(open('tags.js', source), /No known format/);
  });

  it('is not a page whose words would be the reasoning before an indented tag', async () => {
    const page =
      '# Tags\n\nThe model writes:\n\n    <think>\n    steps\n    </think>\n\n    answer\n';
    await assert.rejects(open('tags.md', page), /No known format/);
  });

  it('keeps a byte order mark and carriage returns out of nothing but the mark itself', async () => {
    assert.deepEqual(await read('\ufeff<think>a\r\n</think>\r\nb'), [
      'raw reasoning: a\r\n',
      'answer: \r\nb',
    ]);
  });
});

describe('a text that a chat template made', () => {
  const templates: readonly (readonly [name: string, text: string])[] = [
    [
      'ChatML',
      '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n<think>a</think>b<|im_end|>\n',
    ],
    [
      'DeepSeek',
      '<｜begin▁of▁sentence｜>S<｜User｜>Q<｜Assistant｜><think>a</think>b<｜end▁of▁sentence｜>',
    ],
    [
      'Llama 3',
      '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n<think>a</think>b<|eot_id|>',
    ],
    ['GLM', '[gMASK]<sop><|system|>\nS<|user|>\nQ<|assistant|>\n<think>a</think>b<|user|>'],
    ['Mistral', '<s>[SYSTEM_PROMPT]S[/SYSTEM_PROMPT][INST]Q[/INST][THINK]a[/THINK]b</s>'],
    [
      'Gemma',
      '<bos><start_of_turn>system\nS<end_of_turn>\n<start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\n<think>a</think>b<end_of_turn>',
    ],
    [
      'Phi 4',
      '<|im_start|>system<|im_sep|>S<|im_end|><|im_start|>user<|im_sep|>Q<|im_end|><|im_start|>assistant<|im_sep|><think>a</think>b<|im_end|>',
    ],
    [
      'Kimi',
      '<|im_system|>system<|im_middle|>S<|im_end|><|im_user|>user<|im_middle|>Q<|im_end|><|im_assistant|>assistant<|im_middle|>◁think▷a◁/think▷b<|im_end|>',
    ],
    ['MiniMax', ']~!b[]~b]system\nS[e~[\n]~b]user\nQ[e~[\n]~b]ai\n<think>a</think>b[e~['],
  ];
  for (const [name, text] of templates) {
    it(`has its prompt beside the reasoning: ${name}`, async () => {
      const { traces } = await open('decoded.txt', text);
      assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
      assert.deepEqual(promptOf(traces[0]), ['system: S', 'user: Q']);
    });
  }

  it('makes a trace of each answer', async () => {
    const turn = (q: string, a: string) =>
      `<|im_start|>user\n${q}<|im_end|>\n<|im_start|>assistant\n${a}<|im_end|>\n`;
    const { traces } = await open('d.txt', turn('P', '<think>a</think>b') + turn('Q', 'c'));
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b'], ['answer: c']]);
    assert.deepEqual(promptOf(traces[1]), ['user: Q']);
  });

  it('is not the template itself', async () => {
    const template =
      '<|im_start|>user\n{{ message.content }}<|im_end|>\n<|im_start|>assistant\n<think>';
    await assert.rejects(open('t.txt', `${template}\n{{ content }}</think>`), /No known format/);
    await assert.rejects(open('t.txt', 'User: {q}\nAssistant: <think>\n{r}\n</think>'), /No known/);
  });

  it('keeps a prompt in plain words out of the reasoning', async () => {
    const text =
      'A conversation between User and Assistant. It thinks in <think> </think> tags. User: Q Assistant: <think>a</think>b';
    assert.deepEqual(await read(text), ['raw reasoning: a', 'answer: b']);
  });
});

describe('blocks behind a label', () => {
  it('are all taken out of the answer, each with its label', async () => {
    const block = (n: number) =>
      `thinking content: <think>\nThought ${n}.\n</think>\ncontent: Answer ${n}.\n`;
    assert.deepEqual(await read(block(1) + block(2)), [
      'raw reasoning: \nThought 1.\n',
      'answer: Answer 1.\n',
      'raw reasoning: \nThought 2.\n',
      'answer: Answer 2.\n',
    ]);
  });

  it('are output where the label names them, or the tag ends its line', async () => {
    assert.deepEqual(await read('Loading.\nOutput: <think>\na\n</think>\nb'), [
      'raw reasoning: \na\n',
      'answer: \nb',
    ]);
    const example = '# Prompts\n\nExample: <think>I add them.</think>\n\nThen parse the answer.\n';
    await assert.rejects(open('readme.md', example), /No known format/);
  });
});

describe('a hostile text of tags', () => {
  const n = 20_000;
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['end marks', `<think>a</think>b${'</s>'.repeat(n)}`],
    ['blocks', '<think>a</think>\n'.repeat(n)],
    ['fences', `<think>a</think>${'\n```\n<think>'.repeat(n)}`],
    ['turns', '<|im_start|>assistant\n<think>a</think>b<|im_end|>\n'.repeat(n)],
    [
      'blocks of a page',
      `<details type="reasoning"><summary>T</summary>a${'\n<details '.repeat(n)}`,
    ],
    ['labels', 'thinking content: <think>\na\n</think>\ncontent: b\n'.repeat(n)],
    ['roles', 'User: a\nAssistant: <think>'.repeat(n)],
  ];
  for (const [name, text] of texts) {
    it(`is read in bounded time: ${name}`, async () => {
      const { traces } = await open('hostile.txt', text);
      assert.ok(traces.length > 0);
    }).timeout(20_000);
  }
});
