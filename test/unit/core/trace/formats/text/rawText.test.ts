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
    ['roles', 'User: a\nAssistant: <think>'.repeat(n)],
  ];
  for (const [name, text] of texts) {
    it(`is read in bounded time: ${name}`, async () => {
      const { traces } = await open('hostile.txt', text);
      assert.ok(traces.length > 0);
    }).timeout(20_000);
  }
});

describe('a chat saved as text', () => {
  it('is read turn by turn, with the thinking of Open WebUI without its quote marks', async () => {
    const { traces } = await open(
      'chat.md',
      '# Eggs\n\n### USER\nQ\n\n### ASSISTANT\n<details type="reasoning" done="true" duration="7">\n' +
        '<summary>Thought for 7 seconds</summary>\n&gt; It&#x27;s 6.\n&gt; \n&gt; So 42.\n</details>\n42.\n\n### USER\nP\n\n### ASSISTANT\nYes.\n',
    );
    assert.deepEqual(traces.map(outline), [
      ["raw reasoning: It's 6.\n\nSo 42.", 'answer: 42.'],
      ['answer: Yes.'],
    ]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 7000);
    assert.deepEqual(promptOf(traces[1]), ['user: P']);
  });

  it('is read where the thinking of Open WebUI was never finished', async () => {
    const { traces } = await open(
      'cut.md',
      '### USER\nQ\n\n### ASSISTANT\n<details type="reasoning" done="false">\n<summary>Thinking…</summary>\n&gt; Six',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six']]);
    assert.equal(traces[0]?.truncated, true);
  });

  it('reads the tool calls of Open WebUI', async () => {
    assert.deepEqual(
      await read(
        '<details type="reasoning" done="true" duration="1">\n<summary>Thought</summary>\n> a\n</details>\n' +
          '<details type="tool_calls" done="true" id="c" name="search" arguments="&quot;{}&quot;" result="&quot;ok&quot;">\n<summary>Tool Executed</summary>\n</details>\nb',
      ),
      ['raw reasoning: a', 'call search: "{}"', 'result: "ok"', 'answer: b'],
    );
  });

  it('is read from a session with ollama, as it stood on the screen', async () => {
    const { traces } = await open(
      's.txt',
      '$ ollama run qwen3:8b --verbose\r\n\u001b[?25l>>> Q\r\n\u001b[90mThinking...\r\nSix sev\u001b[3D\u001b[K\r\nsevens.\r\n...done thinking.\u001b[0m\r\n\r\n42\r\n\r\n' +
        'total duration:       1m2.5s\r\nprompt eval count:    24 token(s)\r\neval count:           52 token(s)\r\neval rate: 9 tokens/s\r\n>>> /bye\r\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six \nsevens.', 'answer: \n\n42']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.timing.durationMs],
      ['qwen3:8b', 24, 52, 62_500],
    );
    assert.deepEqual(promptOf(trace), ['user: Q']);
  });

  it('is read from a session with llama-cli', async () => {
    const { traces } = await open(
      'l.txt',
      'build      : b7000\nmodel      : qwen3-8b.gguf\n\n> Q\n\n[Start thinking]\na\n[End thinking]\n\nb\n\n[ Prompt: 66.3 t/s | Generation: 60.9 t/s ]\n\n> \nExiting...\n',
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: \na\n', 'answer: \n\nb']]);
    assert.equal(traces[0]?.model, 'qwen3-8b.gguf');
  });

  it('takes a quote in an answer of llama-cli for no line of the user', async () => {
    const { traces } = await open(
      'l.txt',
      '> Q\n\n[Start thinking]\na\n[End thinking]\n\nb\n\n> **Note**\n\nc\n\n[ Prompt: 6.3 t/s | Generation: 6.9 t/s ]\n\n> P\n\nd\n',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \na\n', 'answer: \n\nb\n\n> **Note**\n\nc'],
      ['answer: d'],
    ]);
    const shell = '>>> Q\nThinking...\na\n...done thinking.\n\n```\n>>> print(1)\n```\n';
    const ollama = await open('o.txt', `${shell}>>> P\nd\n`);
    assert.deepEqual(ollama.traces.map(outline), [
      ['raw reasoning: a', 'answer: \n\n```\n>>> print(1)\n```'],
      ['answer: d'],
    ]);
  });

  it('keeps the time that a page says it thought', async () => {
    const { traces } = await open('p.txt', 'Q\n\nThought for 1m 12s\n\nb');
    assert.deepEqual(traces.map(outline), [['hidden reasoning: ', 'answer: b']]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 72_000);
  });

  it('is not a file that mentions roles and tags', async () => {
    const notes = '### User\nParse `<think>`.\n\n### Assistant\nIt must handle </think> well.\n';
    await assert.rejects(open('notes.md', notes), /No known format/);
    const source = '"""Assistant:\n<think> is opened"""\nEND = "</think>"\n# User: x\n';
    await assert.rejects(open('parser.py', source), /No known format/);
    await assert.rejects(open('a.md', 'I thought for 12 seconds about it.\n'), /No known format/);
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
