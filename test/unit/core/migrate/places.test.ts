import assert from 'node:assert/strict';
import { callFix, changesFor, fixedWith, promptsIn } from './moves';

/** What is said of the first call of a file, each as code and words with their arguments; marked where it can be fixed. */
function said(text: string, to: string, fileName = 'x.py'): readonly string[] {
  const [found] = promptsIn(text, fileName);
  assert.ok(found !== undefined, 'a prompt is found');
  return changesFor(found, text, to).map(({ code, message, quickFix }) => {
    const words = typeof message.message === 'string' ? message.message : String(message.message);
    const args = message.args.map((a) => (typeof a === 'string' ? a : '#'));
    return `${code}${quickFix === undefined ? '' : '*'}: ${words.replace(/\{(\d)\}/g, (_, i: string) => args[Number(i)] ?? '')}`;
  });
}
const codes = (all: readonly string[]): readonly string[] => all.map((s) => s.split(':')[0]!);

const CHAT = 'messages=[{"role": "user", "content": "Prove it."}]';

describe('what must change, at calls as they are written', () => {
  it('edits a call whose name is broken over two lines', () => {
    const text =
      "import OpenAI from 'openai';\nconst s = new OpenAI().chat.completions\n  .stream({\n    model: 'gpt-4',\n    messages: [{ role: 'user', content: 'Hi' }],\n    max_tokens: 9000,\n  })\n  .on('x', y);\n";
    assert.deepEqual(codes(said(text, 'gpt-5.5:high', 'x.ts')), [
      'model-id*',
      'set-effort*',
      'rename-max-tokens*',
    ]);
  });

  it('does not put a model of one address into a call to another', () => {
    const text =
      "const model = process.env['BEDROCK_MODEL'] ?? 'us.openai.gpt-5.6-sol';\nclient.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }] });\n";
    const all = said(text, 'gpt-5.5:high', 'x.ts');
    assert.deepEqual(codes(all), ['other-client']);
  });

  it('says of text completions that the endpoint changes too', () => {
    const text =
      'from openai import OpenAI\nOpenAI().completions.create(model="gpt-3.5-turbo-instruct", prompt="1,2,3,", max_tokens=9000)\n';
    const all = said(text, 'gpt-5.5:high');
    assert.deepEqual(codes(all), ['other-client']);
    assert.match(all[0]!, /text completions/);
    const claude =
      'client = Anthropic()\nclient.completions.create(model=name, prompt=question, temperature=0.2)\n';
    assert.deepEqual(codes(said(claude, 'claude-opus-5-5')), ['other-client']);
  });

  it('knows whose client is made', () => {
    const call = (made: string) =>
      `const client = new ${made}();\nclient.chat.completions.create({ model, temperature: 0.4, messages: [{ role: 'user', content: 'Describe it.' }] });\n`;
    assert.deepEqual(codes(said(call('Together'), 'gpt-5.5:high', 'x.ts')), ['other-client']);
    assert.deepEqual(codes(said(call('Groq'), 'claude-opus-5-5', 'x.ts')), ['other-client']);
    assert.deepEqual(codes(said(call('OpenAI'), 'gpt-5.5', 'x.ts')), ['unsupported-parameter']);
  });

  it('says nothing of the client where nobody knows which model is asked', () => {
    const text = 'llm = make_model()\nllm.invoke("Summarise the novel, please.")\n';
    for (const to of ['gpt-5.5:high', 'claude-opus-5-5', 'gemini-3.8-flash:low'])
      assert.deepEqual(said(text, to), []);
  });

  it('tells what OpenAI refuses of a call in Go, without a fix and without a word of libraries', () => {
    const text = `package main
func main() {
	client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model: openai.GPT4o, MaxTokens: 900, Temperature: 0.2,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "Hi there"}},
	})
}
`;
    const all = said(text, 'gpt-5.5:high', 'main.go');
    assert.deepEqual([...codes(all)].sort(), [
      'cap-too-small',
      'model-id',
      'rename-max-tokens',
      'set-effort',
      'unsupported-parameter',
    ]);
    assert.ok(!all.some((s) => s.includes('library')));
  });

  it('tells what Claude refuses in a body for Bedrock, without a fix', () => {
    const text = `import json
body = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 8000, "temperature": 0.2, "messages": [{"role": "user", "content": "Prove it."}]}
client.invoke_model(modelId="anthropic.claude-3-sonnet-20240229-v1:0", body=json.dumps(body))
`;
    const all = said(text, 'us.anthropic.claude-opus-4-6-v1:high');
    assert.deepEqual([...codes(all)].sort(), ['model-id', 'set-effort', 'unsupported-parameter']);
  });

  it('leaves a call alone whose parameter stands in a statement of its own', () => {
    const text = `kwargs = dict(model="gpt-4o", ${CHAT})\nkwargs["temperature"] = 0\nOpenAI().chat.completions.create(**kwargs)\n`;
    const [found] = promptsIn(text, 'x.py');
    const changes = changesFor(found!, text, 'o3:high');
    assert.ok(changes.some((c) => c.code === 'unsupported-parameter'));
    assert.equal(callFix(changes), undefined);
  });

  it('raises a budget that Claude finds too small', () => {
    const text = `import anthropic\nanthropic.Anthropic().messages.create(model="claude-3-7-sonnet-20250219", max_tokens=9000, thinking={"type": "enabled", "budget_tokens": 500}, ${CHAT})\n`;
    const [found] = promptsIn(text, 'x.py');
    const changes = changesFor(found!, text, 'claude-3-7-sonnet-20250219');
    assert.deepEqual(
      changes.map((c) => c.code),
      ['unsupported-parameter'],
    );
    assert.match(fixedWith(text, changes), /"budget_tokens": 1024/);
  });

  it('does not call a budget refused that Gemini 3 still takes', () => {
    const text =
      'from google import genai\nclient = genai.Client()\nclient.models.generate_content(model="gemini-3-pro-preview", contents="Prove it.", config={"thinking_config": {"thinking_budget": 2000}})\n';
    assert.ok(!said(text, 'gemini-3-pro-preview').some((s) => s.includes('is refused')));
    assert.ok(said(text, 'gemini-3.8-flash').some((s) => s.includes('is refused')));
  });

  const off: Readonly<Record<string, string>> = {
    Ollama: `import ollama\nollama.chat(model="qwen3:8b", think=False, options={"num_predict": 40}, ${CHAT})`,
    vLLM: `client.chat.completions.create(model="Qwen/Qwen3-8B", max_tokens=24, extra_body={"chat_template_kwargs": {"enable_thinking": False}}, ${CHAT})`,
  };
  for (const [whose, text] of Object.entries(off)) {
    it(`needs nothing where ${whose} is told not to think and is to stay so`, () => {
      const [found] = promptsIn(text, 'x.py');
      assert.equal(found?.effort, 'off');
      assert.deepEqual(changesFor(found, text, `${found.model}:off`), []);
    });
  }
});
