import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { capOf } from '../../../../src/core/prompt/model';

const GO = 'package main\n\nconst limit = 300\n\nfunc f() {\n\t';
const PYTHON = 'from openai import OpenAI\nclient = OpenAI()\n';

/** A call by where its output cap stands, and the cap. */
const cases: Readonly<
  Record<string, readonly [language: string, code: string, cap: number | null]>
> = {
  'in the call': [
    'python',
    `${PYTHON}client.responses.create(model="gpt-5", input="Hi", max_output_tokens=300)`,
    300,
  ],
  'in a configuration': [
    'typescript',
    "ai.models.generateContent({ model: 'gemini-3.1-pro-preview', contents: 'Hi', config: { maxOutputTokens: 300 } });",
    300,
  ],
  'in what Bedrock infers with': [
    'python',
    'client.converse(modelId="us.amazon.nova-pro-v1:0", messages=[{"role": "user", "content": [{"text": "Hi"}]}], inferenceConfig={"maxTokens": 300})',
    300,
  ],
  'in the options of Ollama': [
    'python',
    'import ollama\nollama.chat(model="qwen3:8b", messages=[{"role": "user", "content": "Hi"}], options={"num_predict": 300})',
    300,
  ],
  'in a constant': [
    'go',
    `${GO}client.Messages.New(ctx, anthropic.MessageNewParams{Model: "claude-opus-4-8", MaxTokens: limit, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Hi"))}})\n}`,
    300,
  ],
  'in a wrapper': [
    'go',
    `${GO}client.Responses.New(ctx, responses.ResponseNewParams{Model: "gpt-5.5", Input: responses.ResponseNewParamsInputUnion{OfString: openai.String("Hi")}, MaxOutputTokens: openai.Int(300)})\n}`,
    300,
  ],
  'in a count of C#': [
    'csharp',
    'using OpenAI.Chat;\nclass A { void B() {\n  var client = new ChatClient(model: "gpt-5.5", apiKey: "x");\n  client.CompleteChat([new UserChatMessage("Hi")], new ChatCompletionOptions { MaxOutputTokenCount = 300 });\n} }',
    300,
  ],
  'in a method of a builder': [
    'php',
    "<?php\n$r = Prism::text()->using(Provider::OpenAI, 'gpt-5.5')->withPrompt('Hi')->withMaxTokens(300)->asText();",
    300,
  ],
  'with the model': [
    'python',
    'from langchain_openai import ChatOpenAI\nllm = ChatOpenAI(model="gpt-5.5", max_completion_tokens=300)\nllm.invoke("Hi")',
    300,
  ],
  'as the default of a variable': [
    'python',
    `import os\n${PYTHON}LIMIT = int(os.environ.get("LIMIT", "300"))\nclient.responses.create(model="gpt-5", input="Hi", max_output_tokens=LIMIT)`,
    300,
  ],
  'nowhere, where it is computed': [
    'python',
    `${PYTHON}client.responses.create(model="gpt-5", input="Hi", max_output_tokens=room(text))`,
    null,
  ],
  'nowhere, where it is lifted': [
    'python',
    `${PYTHON}client.responses.create(model="gpt-5", input="Hi", max_output_tokens=0)`,
    null,
  ],
  'nowhere, where thinking alone is limited': [
    'python',
    `${PYTHON}client.responses.create(model="gpt-5", input="Hi", max_thinking_tokens=300)`,
    null,
  ],
};

describe('the output cap of a call', () => {
  for (const [where, [languageId, text, cap]] of Object.entries(cases))
    it(`is read: ${where}`, () => {
      const found = findPrompts({ text, languageId, fileName: 'x' });
      assert.deepEqual(found.map(capOf), [cap]);
    });
});
