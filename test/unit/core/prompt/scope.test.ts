import assert from 'node:assert/strict';
import { assertBounded } from './bounded';
import { findPrompt, findPrompts } from '../../../../src/core/prompt/find';

/** The texts that the last call of the code sends. */
const sent = (languageId: string, text: string): string[] | undefined =>
  findPrompts({ text, languageId, fileName: 'x' })
    .at(-1)
    ?.messages.map((m) => m.text);

const PY = 'client.responses.create(model="gpt-4o", input=prompt)';
const JS = "client.responses.create({ model: 'gpt-4o', input: prompt })";

describe('what a name stands for', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'what is added to a text later, in order',
      'python',
      `prompt = "Summarise this:\\n"\nprompt += document\nprompt += "\\nIn French."\n${PY}\nprompt += "later"`,
      ['Summarise this:\n{document}\nIn French.'],
    ],
    [
      'what is added in JavaScript, also in a callback',
      'typescript',
      `let prompt = 'Sum up: ';\nprompt += title;\ndocs.forEach((d) => {\n  prompt += d.text;\n});\ndocs.map(d => prompt += "!");\n${JS}`,
      ['Sum up: {title}{d.text}!'],
    ],
    [
      'a text that starts anew, without what was added before',
      'python',
      `prompt = "A"\nprompt += "B"\nprompt = "C"\nprompt += "D"\n${PY}`,
      ['CD'],
    ],
    [
      'each part as it is known where it is added',
      'python',
      `prompt = dedent("""One """)\nextra = "two"\nprompt += extra\nextra = "three"\nprompt += f" {extra} {n}"\n${PY}`,
      ['One two three {n}'],
    ],
    [
      'a text that is added to itself',
      'python',
      `prompt = "A"\nprompt = prompt + "B"\nprompt = f"{prompt}C"\n${PY}`,
      ['ABC'],
    ],
    [
      'a sum in brackets as a part of another',
      'python',
      `prompt = ("A" + x) + y\n${PY}`,
      ['A{x}{y}'],
    ],
    [
      'messages that are added to a list',
      'python',
      'm = [{"role": "system", "content": "S"}]\nm += [{"role": "user", "content": "U"}]\nm += history\ncreate(model="gpt-4o", messages=m)',
      ['S', 'U', '{history}'],
    ],
    [
      'a constant with its additions below the function that uses it',
      'python',
      `def ask():\n    return ${PY}\n\nprompt = "A"\nprompt += "B"`,
      ['AB'],
    ],
    [
      'a parameter of Python, not the variable of another function',
      'python',
      `def classify(text):\n    prompt = f"Classify {text}"\n    return ask(prompt)\n\ndef ask(prompt):\n    return ${PY}\n`,
      ['{prompt}'],
    ],
    [
      'a parameter with a type and a default among others, over several lines',
      'python',
      `prompt = "A"\nclass B:\n    async def ask(\n        self,\n        *,\n        prompt: str = "x",\n    ) -> str:\n        f(\n1)\n        return ${PY}\n`,
      ['{prompt}'],
    ],
    [
      'a global text after a function with such a parameter',
      'python',
      `prompt = "A"\ndef ask(prompt):\n    pass\n${PY}`,
      ['A'],
    ],
    [
      'the parameter of a lambda',
      'python',
      `prompt = "A"\nask = lambda n, prompt: ${PY}`,
      ['{prompt}'],
    ],
    [
      'a parameter with what is added to it',
      'python',
      `prompt = "A"\ndef ask(prompt):\n    prompt += "\\nBe brief."\n    return ${PY}`,
      ['{prompt}\nBe brief.'],
    ],
    [
      'a variable that replaces a parameter',
      'python',
      `def ask(prompt):\n    prompt = f"Sort {prompt}"\n    return ${PY}`,
      ['Sort {prompt}'],
    ],
    [
      'nothing of what is local to another function',
      'python',
      `def other():\n    prompt = "A"\n\ndef ask():\n    return ${PY}`,
      ['{prompt}'],
    ],
    [
      'the variable of a loop',
      'python',
      `prompt = "A"\nfor prompt in prompts:\n    ${PY}`,
      ['{prompt}'],
    ],
    ['no text for a tuple', 'python', `prompt = "A", "B"\n${PY}`, ['{prompt}']],
    [
      'one of several constants of a statement',
      'typescript',
      `const prompt = 'A', other = 'B';\n${JS}`,
      ['A'],
    ],
    ...(
      [
        ['a function', 'async function ask(prompt: string): Promise<Map<string, number>> {', '}'],
        ['a method', 'class A { ask(n: number, private prompt = "x") {', '} }'],
        ['an arrow function', 'const ask = async (prompt: string): Promise<string> => {', '}'],
        ['an arrow without a block', 'const ask = (n, { text: prompt }: Args) =>', ''],
        ['an arrow without brackets', 'const ask = prompt =>', ''],
        ['a function around a callback', 'function ask({ prompt }) { return retry(() =>', ') }'],
        ['a loop', 'for (const prompt of prompts)', ''],
      ] as const
    ).map(([what, head, tail]): [string, string, string, string[]] => [
      `the parameter of ${what} in TypeScript`,
      'typescript',
      `function classify(text: string) {\n  const prompt = \`Classify \${text}\`;\n  return prompt;\n}\nconst prompt = 'A';\n${head}\n  ${JS}\n${tail}`,
      ['{prompt}'],
    ]),
    [
      'a constant after an arrow function and in a block that is no function',
      'typescript',
      `const prompt = 'A'\nconst ask = (prompt) => f(prompt)\nif (prompt) {\n  ${JS}\n}`,
      ['A'],
    ],
    [
      'the text of a tagged template without its tag',
      'typescript',
      'const prompt = dedent`\n  You are ${who}.`;\n' + JS,
      ['\n  You are {who}.'],
    ],
    [
      'tags with arguments and methods, in a sum',
      'typescript',
      'const prompt = "A" + outdent({ trim: true })`B` + lib.dedent`C`.trim() + await String.raw`\\d` + `E`;\n' +
        JS,
      ['ABC\\dE'],
    ],
  ];
  for (const [what, language, code, texts] of cases)
    it(`takes ${what}`, () => assert.deepEqual(sent(language, code), texts));

  it('spans the text from its first part to the last one added', () => {
    const text = `prompt = "A"\nprompt += "B"\nprompt += x\n${PY}`;
    const at = text.indexOf('"B"') + 1;
    const found = findPrompt({ text, languageId: 'python', fileName: 'x' }, { start: at, end: at });
    const { range } = found!.messages[0]!;
    assert.equal(text.slice(range!.start, range!.end), '"A"\nprompt += "B"\nprompt += x');
    assert.deepEqual(found?.placeholders, ['x']);
  });

  it('prefers the call around the cursor to one that sends a text from both sides of it', () => {
    const inner = 'create(model="o3", input="Why, exactly, is it so?")';
    const text = `prompt = "A"\nx = ${inner}\nprompt += x\ncreate(model="o4", input=prompt)`;
    const at = text.indexOf('exactly');
    const found = findPrompt({ text, languageId: 'python', fileName: 'x' }, { start: at, end: at });
    assert.equal(found?.model, 'o3');
  });

  it('takes no parameter list for a call', () => {
    for (const text of [
      'const ask = async (prompt: string, model: string) => f(prompt);',
      'class A { async generate(prompt: string): Promise<string> { return f(prompt); } }',
    ])
      assert.deepEqual(findPrompts({ text, languageId: 'typescript', fileName: 'x' }), []);
  });

  it('keeps the system role of content blocks', () => {
    const text =
      'blocks = [{"type": "text", "text": "B"}]\nclient.messages.create(model="claude-sonnet-4-5", system=[{"type": "text", "text": "A"}], messages=[{"role": "user", "content": "Hi"}])\nclient.messages.create(model="claude-sonnet-4-5", system=blocks, messages=[{"role": "user", "content": "Hi"}])';
    const found = findPrompts({ text, languageId: 'python', fileName: 'x' });
    assert.deepEqual(
      found.map((f) => f.messages.map((m) => `${m.role}: ${m.text}`)),
      [
        ['system: A', 'user: Hi'],
        ['system: B', 'user: Hi'],
      ],
    );
  });

  it('does bounded work on hostile code', () => {
    const names = Array.from({ length: 10 }, (_, i) => `n${i}`);
    const hostile = [
      'p=>'.repeat(10_000),
      '(p)=>'.repeat(8_000) + JS.repeat(500),
      '(p):{'.repeat(5_000),
      '('.repeat(5_000) + ')=>{'.repeat(5_000),
      '({[['.repeat(5_000) + ']]})=>x'.repeat(5_000),
      'def f(prompt):\n'.repeat(5_000) + PY,
      'lambda p:'.repeat(5_000),
      'prompt += prompt\n'.repeat(5_000) + `${PY}\n`.repeat(200),
      'prompt = "A"\n' + 'prompt += prompt\n'.repeat(200) + `${PY}\n`.repeat(200),
      names.map((n, i) => `${n} = f"${`{${names[i + 1]}}`.repeat(30)}"\n`).join('') +
        'create(model="o3", input=n0)',
      'x`'.repeat(10_000),
      'x`y`.'.repeat(5_000),
      '"\\N{' + 'A'.repeat(25_000),
      '\\'.repeat(25_000),
    ];
    for (const text of hostile) assertBounded(text);
  });
});
