import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findPrompt, findPrompts } from '../../../../src/core/prompt/find';
import type { FoundPrompt } from '../../../../src/core/prompt/model';

const FOLDER = 'test/fixtures/prompts';
const textOf = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');
const inFile = (file: string): readonly FoundPrompt[] =>
  findPrompts({
    text: textOf(file),
    languageId: '',
    fileName: file.slice(file.lastIndexOf('/') + 1),
  });
const said = (p: FoundPrompt | null | undefined): string[] =>
  p?.messages.map((m) => `${m.role}: ${m.text}`) ?? [];

/** What a file holds: the model and effort of its first prompt, how many there are, and what the first sends. */
interface Expected {
  readonly count?: number;
  readonly model?: string | null;
  readonly effort?: string | null;
  readonly messages?: readonly string[];
  /** Begins one of the messages. */
  readonly begins?: string;
}

const files: Readonly<Record<string, Expected>> = {
  'ts-shorthand-messages.ts': { model: 'gpt-4o', messages: ['user: Hello'] },
  'ts-shorthand-prompt.ts': { model: 'gpt-4o', messages: ['user: Sum {x}'] },
  'ts-shorthand-input.ts': { model: 'gpt-5', messages: ['user: Hi'] },
  'ts-anthropic-shorthand.ts': { model: 'claude-sonnet-4-5', messages: ['user: Hi'] },
  'ts-google-record.ts': {
    model: 'gemini-2.5-pro',
    effort: '2048',
    messages: ['system: Be nice', 'user: Why?'],
  },
  'py-google-config.py': {
    effort: '1024',
    messages: ['system: Be nice', 'user: Why is the sky blue?'],
  },
  'py-langchain-template.py': {
    model: 'gpt-4o-mini',
    messages: ['system: You translate {a} to {b}.', 'user: {input}'],
  },
  'py-pydantic-ai.py': { count: 2, model: 'gpt-4o' },
  'py-dspy.py': { begins: 'system: Answer the question with a short factoid.' },
  'py-crewai.py': { count: 2 },
  'ts-save-messages.ts': { count: 0 },
  'ts-not-a-model.ts': { count: 0 },
  'jsx-backtick.tsx': { model: 'claude-sonnet-4-5', messages: ['user: Summarise the text.'] },
  'regex-backtick.ts': { model: 'gpt-4o', messages: ['user: Count to ten.'] },
  'append-messages.py': {
    model: 'o3',
    messages: ['system: You are terse.', 'user: Explain {x!r:>10} now.'],
  },
  'as-const.ts': { messages: ['user: Hello there, how are you?'] },
  'format-call.py': {
    messages: ['system: You are a translator.', 'user: Translate {text} to French.'],
  },
  'array-join.js': { messages: ['system: You are a {role}.', 'user: Line one.\nLine two.'] },
  'workspace/Main.java': { model: 'gpt-4o', begins: 'system: You are a compliance assistant.' },
  'workspace/main.go': { model: 'gpt-4.1', begins: 'user: Traceroute: 1' },
  'workspace/main.rs': { model: 'gpt-4o-mini', begins: 'user: Find the borrow checker' },
  'workspace/Program.cs': { model: 'gpt-4o', begins: 'user: Load 14 pallets' },
  'workspace/call.sh': { model: 'gpt-4o', begins: 'system: You are a chess coach.' },
  'workspace/promptfooconfig.yaml': {
    model: 'gpt-4o-mini',
    begins: 'user: You decide on refunds.',
  },
  'workspace/app_openai.py': { count: 2, model: 'gpt-4.1-mini' },
  'workspace/app_ollama.py': { count: 2, model: 'llama3.1:8b' },
  'workspace/app_google.py': { model: 'gemini-2.0-flash', effort: '0' },
  'workspace/app_litellm.py': {
    count: 2,
    model: 'azure/gpt-4o-mini',
    messages: [
      'user: Classify the sentiment of this review as positive, negative or neutral: {review}',
    ],
  },
  'workspace/anthropic_node.ts': { model: 'claude-3-7-sonnet-latest', effort: '4096' },
  'workspace/openai_node.ts': { count: 2, model: 'gpt-4o', effort: 'minimal' },
  'workspace/vercel.ts': { count: 2, model: 'gpt-4o-mini' },
  'workspace/effort.py': { model: 'gpt-5-mini', effort: 'minimal' },
  'workspace/analysis.ipynb': { model: 'gpt-4o-mini', begins: 'user: Three people share' },
  'workspace/agent_tools.json': { model: 'gpt-4.1', begins: 'system: You are an autonomous' },
  'workspace/chat.json': { model: 'mistral-large-latest' },
  'workspace/sql.prompty': { model: 'gpt-4o', begins: 'user: {{question}}' },
  'workspace/triage.prompt.md': { model: 'gpt-4.1' },
  'workspace/email.j2': { begins: 'user: You are writing an e-mail in a {{ tone }} tone' },
  'workspace/email.hbs': { begins: 'user: You are a planner.' },
  'workspace/blank.py': { count: 0 },
};

describe('the prompts of files as developers write them', () => {
  for (const [file, expected] of Object.entries(files)) {
    it(`are found in ${file}`, () => {
      const found = inFile(file);
      const [first] = found;
      assert.equal(found.length, expected.count ?? 1);
      if (expected.model !== undefined) assert.equal(first?.model, expected.model);
      if (expected.effort !== undefined) assert.equal(first?.effort, expected.effort);
      if (expected.messages !== undefined) assert.deepEqual(said(first), expected.messages);
      const { begins } = expected;
      if (begins !== undefined)
        assert.ok(
          said(first).some((t) => t.startsWith(begins)),
          said(first).join('\n'),
        );
    });
  }

  it('is the template behind a chain at its call and at its text', () => {
    const text = textOf('workspace/app_langchain.py');
    for (const mark of ['You are a tax', 'answer = chain', '"human", "Compute']) {
      const at = text.indexOf(mark) + 10;
      const found = findPrompt(
        { text, languageId: 'python', fileName: 'x.py' },
        { start: at, end: at },
      );
      assert.equal(found?.model, 'gpt-4o');
      assert.match(
        said(found)[0] ?? '',
        /^system: You are a tax assistant for small firms in \{country\}\.$/,
      );
      assert.deepEqual(found.placeholders, ['country', 'invoices']);
    }
  });

  it('says what is sent beside the text', () => {
    assert.deepEqual(inFile('workspace/openai_node.ts')[1]?.notes, [
      { code: 'attachments-uncounted', count: 1 },
    ]);
    assert.equal(inFile('workspace/agent_tools.json')[0]?.notes?.[0]?.code, 'tools-uncounted');
    assert.equal(inFile('array-join.js')[0]?.notes?.[0]?.code, 'longer-branch');
    assert.equal(inFile('workspace/email.j2')[0]?.notes?.[0]?.code, 'control-blocks');
  });

  it('has the model where it is declared and the parameters of the reasoning wherever they stand', () => {
    const text = textOf('workspace/app_openai.py');
    const { model } = inFile('workspace/app_openai.py')[0]!.call!;
    const cut = (r: { start: number; end: number } | null) => r && text.slice(r.start, r.end);
    assert.equal(cut(model!.written), 'MODEL');
    assert.equal(cut(model!.declared), '"gpt-4.1-mini"');
    const google = textOf('py-google-config.py');
    const [outer, inner] = inFile('py-google-config.py')[0]!.call!.thinking;
    assert.deepEqual(outer?.path, ['config', 'thinking_config']);
    assert.deepEqual(inner?.path, ['config', 'thinking_config', 'thinking_budget']);
    assert.equal(inner.argument.value.literal, 1024);
    const { range } = inner.argument.value;
    assert.equal(google.slice(range.start, range.end), '1024');
  });

  it('follows an import one file away', () => {
    const text =
      'import { SYSTEM, MODEL } from "./prompts";\ngenerateText({ model: openai(MODEL), system: SYSTEM, prompt: q })';
    const other = 'export const SYSTEM = `You sort ${things}.`;\nexport const MODEL = "gpt-4o";';
    const imports = (module: string) =>
      module === './prompts'
        ? { text: other, languageId: 'typescript', fileName: 'prompts.ts' }
        : null;
    const [found] = findPrompts({ text, languageId: 'typescript', fileName: 'a.ts', imports });
    assert.deepEqual(said(found), ['system: You sort {things}.', 'user: {q}']);
    assert.equal(found?.messages[0]?.range, null);
    assert.equal(found.model, 'gpt-4o');
    assert.equal(found.call?.model?.declared, null);
  });

  it('takes no name of a file for a prompt of promptfoo', () => {
    const config = (prompts: string) =>
      `prompts:\n${prompts}providers:\n  - id: anthropic:messages:claude-3-haiku-20240307\n`;
    const found = (prompts: string) =>
      findPrompts({ text: config(prompts), languageId: '', fileName: 'promptfooconfig.yaml' });
    const elsewhere =
      '  - prompts.py:rag_classify\n  - file://prompt.txt\n  - prompts/*.j2\n  - id: prompts.py:two\n    label: Two\n';
    assert.deepEqual(found(elsewhere), []);
    assert.deepEqual(
      found('  - "Write to help.me/a.py: {{name}}"\n').map((p) => said(p)),
      [['user: Write to help.me/a.py: {{name}}']],
    );
  });
});
