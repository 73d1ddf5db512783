import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertBounded } from './bounded';
import { findPrompt, findPrompts } from '../../../../src/core/prompt/find';
import { anchorOf } from '../../../../src/core/prompt/place';
import { promptText, type FoundPrompt } from '../../../../src/core/prompt/model';

/** Finds the prompt at `|` (or between two `|`) in a document. */
function at(languageId: string, marked: string, fileName = 'file'): FoundPrompt | null {
  const [before = '', middle, after] = marked.split('|');
  const text = before + (middle ?? '') + (after ?? '');
  const start = marked.includes('|') ? before.length : 0;
  const end = after === undefined ? start : start + middle!.length;
  return findPrompt({ text, languageId, fileName }, { start, end });
}

const roles = (p: FoundPrompt | null) => p?.messages.map((m) => `${m.role}: ${m.text}`);
const TWO_CALLS = ['A', 'B'].map(
  (text) =>
    `client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "${text}"}])`,
);
const sample = (name: string) => readFileSync(`media/samples/${name}`, 'utf8');

describe('find the prompt under the cursor', () => {
  const cases: [string, string, string, string[], Partial<FoundPrompt>][] = [
    [
      'a Python call with keyword arguments',
      'python',
      'r = client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": "Be brief."},|{"role": "user", "content": "Why?"}])',
      ['system: Be brief.', 'user: Why?'],
      { kind: 'call', model: 'gpt-4o', effort: null },
    ],
    [
      'a constant named in the call, also from inside the constant',
      'python',
      'SYSTEM = """You are|\n  careful."""\n\nclient.responses.create(model=MODEL, instructions=SYSTEM, input=f"Sort {items!r}")\nMODEL = "o4-mini"',
      ['system: You are\n  careful.', 'user: Sort {items!r}'],
      { kind: 'call', model: 'o4-mini', placeholders: ['items!r'] },
    ],
    [
      'adjacent and added Python strings',
      'python',
      'llm.invoke("One " "two " + |f"{{three}} {four}" + str(five))',
      ['user: One two {three} {four}{str(five)}'],
      { kind: 'call', placeholders: ['four', 'str(five)'] },
    ],
    [
      'an Anthropic call with a system parameter and a thinking budget',
      'typescript',
      "await anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 2_000, thinking: { type: 'enabled', budget_tokens: 8000 }, system: `Act|`, messages: [{ role: 'user', content: [{ type: 'text', text: 'Go' }] }] });",
      ['system: Act', 'user: Go'],
      { model: 'claude-sonnet-4-5', effort: '8000' },
    ],
    [
      'the AI SDK with a provider wrapper and a template literal',
      'typescript',
      "const { text } = await generateText({ model: openai('gpt-4.1'), prompt: `Translate |${text} to ${lang}` });",
      ['user: Translate {text} to {lang}'],
      { model: 'gpt-4.1', placeholders: ['text', 'lang'] },
    ],
    [
      'a Gemini call with parts',
      'javascript',
      'ai.models.generateContent({ model: "gemini-2.5-flash", contents: [{ role: "user", parts: [{ text: "A|dd" }] }], config: { thinkingConfig: { thinkingLevel: "LOW" } } })',
      ['user: Add'],
      { model: 'gemini-2.5-flash', effort: 'low' },
    ],
    [
      'LangChain tuples and message classes',
      'python',
      'llm = ChatOpenAI(model="gpt-4o-mini")\nllm.invoke([("system", "S"), HumanMessage(content="H|")])',
      ['system: S', 'user: H'],
      { kind: 'call' },
    ],
    [
      'a request body that is sent with fetch',
      'javascript',
      'fetch(url, { method: "POST", body: JSON.stringify({ model: "o3", reasoning_effort: "high", messages: [{ role: "developer", content: "D|" }] }) })',
      ['system: D'],
      { model: 'o3', effort: 'high' },
    ],
    [
      'a string that no call sends, with the model of the nearest call',
      'python',
      'x = "Write a |limerick"\nclient.chat.completions.create(model="gpt-4o", messages=m)',
      ['user: Write a limerick'],
      { kind: 'string', model: 'gpt-4o' },
    ],
    [
      'the only call of a document when the cursor is elsewhere',
      'python',
      'import x|\n\nclient.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])',
      ['user: Hi'],
      { kind: 'call' },
    ],
    [
      'the call of the document when the cursor is in a docstring',
      'python',
      '"""Plans |tours."""\nclient.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])',
      ['user: Hi'],
      { kind: 'call' },
    ],
    [
      'a selected string literal without its quotes',
      'typescript',
      "const a = |'It\\'s'|;",
      ["user: It's"],
      { kind: 'selection' },
    ],
    [
      'selected text as it is',
      'markdown',
      'Not this. |Only this.| Nor that.',
      ['user: Only this.'],
      { kind: 'selection' },
    ],
    [
      'a chat as a JSON array',
      'json',
      '[{"role": "user", "content": "A"}, {"role": "model", "parts": [{"text": "B"}]}]',
      ['user: A', 'assistant: B'],
      { kind: 'messages' },
    ],
    [
      'a request body as JSON, also nested in a batch line',
      'jsonl',
      '{"custom_id": "1", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "A\\u00e9"}]}}',
      ['user: Aé'],
      { kind: 'request', model: 'gpt-4o' },
    ],
    ['any other JSON as text', 'json', ' {"a": 1} ', ['user: {"a": 1}'], { kind: 'document' }],
    [
      'a Prompty file with roles and placeholders',
      'markdown',
      '---\nname: Test\nmodel:\n  api: chat\n  configuration:\n    azure_deployment: gpt-4o\n---\nsystem:\nBe kind to {{who}}.\n\nuser:\nHello\n',
      ['system: Be kind to {{who}}.', 'user: Hello'],
      { model: 'gpt-4o', placeholders: ['who'] },
    ],
    [
      'plain text as one message, a line that looks like a role included',
      'plaintext',
      'Summarise.\nUser:\nhello',
      ['user: Summarise.\nUser:\nhello'],
      { kind: 'document' },
    ],
  ];
  for (const [what, language, text, messages, facts] of cases) {
    it(`takes ${what}`, () => {
      const found = at(language, text);
      assert.deepEqual(roles(found), messages);
      for (const [key, value] of Object.entries(facts))
        assert.deepEqual(found?.[key as keyof FoundPrompt], value, key);
    });
  }

  const none: [string, string, string][] = [
    ['an empty document', 'plaintext', ' \n'],
    ['a blank selection', 'markdown', 'a|  |b'],
    [
      'code without any prompt',
      'python',
      'def f(prompt: str, model: str = "gpt-4o"):\n    |return prompt',
    ],
    ['code with two calls, the cursor in neither', 'python', `${TWO_CALLS[0]}\n|\n${TWO_CALLS[1]}`],
    ['the line below two calls', 'python', `${TWO_CALLS.join('\n')}\n\nx = 1|`],
    [
      'JSON with two requests, the cursor in neither',
      'json',
      '[|\n {"model": "gpt-4o", "messages": [{"role": "user", "content": "A"}]},\n {"model": "o3", "messages": [{"role": "user", "content": "B"}]}\n]',
    ],
  ];
  for (const [what, language, text] of none) {
    it(`finds nothing in ${what}`, () => assert.equal(at(language, text), null));
  }

  it('takes the one of two calls that the cursor is in', () => {
    const [first = '', second = ''] = TWO_CALLS;
    assert.deepEqual(roles(at('python', `${first}\n${second.replace('messages', '|messages')}`)), [
      'user: B',
    ]);
    assert.deepEqual(roles(at('python', `${first.replace('messages', '|messages')}\n${second}`)), [
      'user: A',
    ]);
  });

  it('is found again by its own place when the cursor was elsewhere and it is no more the only one', () => {
    const [first = '', second = ''] = TWO_CALLS;
    const document = (text: string) => ({ text, languageId: 'python', fileName: 'a.py' });
    const end = { start: first.length + 2, end: first.length + 2 };
    const only = findPrompt(document(`${first}\n\n`), end)!;
    const again = findPrompt(document(`${first}\n\n${second}`), anchorOf(only, end));
    assert.deepEqual(roles(again), ['user: A']);
    const inside = { start: 5, end: 5 };
    assert.equal(anchorOf(only, inside), inside);
  });

  it('keeps the place of every text and parameter', () => {
    const text = sample('schedule_deliveries.py');
    const found = findPrompt(
      { text, languageId: 'python', fileName: 'a.py' },
      { start: text.indexOf('We have'), end: text.indexOf('We have') },
    )!;
    const [system, user] = found.messages;
    assert.match(text.slice(system!.range!.start, system!.range!.end), /^"""You plan[^]*"""$/);
    assert.match(user!.text, /^We have \{vans\} vans[^]*\{json\.dumps\(orders\)\}$/);
    const max = found.call?.parameters.find((p) => p.name === 'max_tokens');
    assert.equal(max?.value, 600);
    assert.equal(text.slice(max.nameRange.start, max.nameRange.end), 'max_tokens');
    assert.equal(text.slice(max.range.start, max.range.end), 'max_tokens=600,\n');
    assert.equal(found.call!.callee, 'client.chat.completions.create');
    assert.ok(text.slice(found.call!.range.start).startsWith('client.chat.completions.create('));
  });

  it('reads the samples', () => {
    const chat = sample('debug-race-condition.messages.json');
    const found = findPrompts({ text: chat, languageId: 'json', fileName: 'x.json' });
    assert.equal(found.length, 1);
    assert.equal(found[0]!.model, 'gpt-4o-mini');
    assert.deepEqual(
      found[0]!.messages.map((m) => m.role),
      ['system', 'user', 'assistant', 'user'],
    );
    const prompt = findPrompts({
      text: sample('extract-invoice-fields.prompt.md'),
      languageId: 'prompt',
      fileName: 'extract-invoice-fields.prompt.md',
    })[0]!;
    assert.equal(prompt.kind, 'promptFile');
    assert.match(promptText(prompt), /^You read invoices/);
  });

  it('does bounded work on hostile code', () => {
    const hostile = [
      '{'.repeat(50_000),
      '("'.repeat(25_000),
      'f"{'.repeat(12_000),
      '=/x['.repeat(12_000),
      'messages=['.repeat(5_000),
      'a='.repeat(25_000),
      '"""'.repeat(24_999),
    ];
    for (const text of hostile) assertBounded(text);
  });
});
