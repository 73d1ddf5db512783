import { readPrompts, type PromptCase } from './promptCases';

const efforts: Readonly<Record<string, PromptCase>> = {
  'in Go': {
    language: 'go',
    code: `package main
import ("github.com/anthropics/anthropic-sdk-go"; "google.golang.org/genai")
func main() {
	a, err := client.Messages.New(ctx, anthropic.MessageNewParams{Model: anthropic.ModelClaudeSonnet4_5_20250929, MaxTokens: 4096, Thinking: anthropic.ThinkingConfigParamOfEnabled(2048), Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Name a river."))}})
	b, err := gen.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text("Name a lake."), &genai.GenerateContentConfig{ThinkingConfig: &genai.ThinkingConfig{ThinkingBudget: genai.Ptr[int32](1024)}})
}`,
    found: [
      ['anthropic', 'claude-sonnet-4-5-20250929', '2048', 'user: Name a river.'],
      ['google-genai', 'gemini-2.5-flash', '1024', 'user: Name a lake.'],
    ],
  },
  'in the options of C#': {
    language: 'csharp',
    code: `using OpenAI.Chat;
var client = new ChatClient("o4-mini", key);
var options = new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.High, MaxOutputTokenCount = 4000 };
var answer = await client.CompleteChatAsync([new UserChatMessage("Name a river.")], options);`,
    found: [['openai', 'o4-mini', 'high', 'user: Name a river.']],
  },
  'in a builder of Java': {
    language: 'java',
    code: `class C { void run() {
  MessageCreateParams params = MessageCreateParams.builder().model(Model.CLAUDE_SONNET_4_5).maxTokens(4096L).enabledThinking(2048L).addUserMessage("Name a lake.").build();
  anthropic.messages().create(params);
} }`,
    found: [['anthropic', 'claude-sonnet-4-5', '2048', 'user: Name a lake.']],
  },
  'in Kotlin': {
    language: 'kotlin',
    code: `val r = openAI.chatCompletion(ChatCompletionRequest(model = ModelId("o4-mini"), reasoningEffort = Effort("high"), messages = listOf(ChatMessage(role = ChatRole.User, content = "Name a river."))))`,
    found: [['openai', 'o4-mini', 'high', 'user: Name a river.']],
  },
};

const shorthands: Readonly<Record<string, PromptCase>> = {
  'a question of Ruby without brackets': {
    language: 'ruby',
    code: `chat = RubyLLM.chat(model: "claude-sonnet-4-5")
reply = chat.ask "Name a lake."
puts reply.content`,
    found: [['ruby_llm', 'claude-sonnet-4-5', null, 'user: Name a lake.']],
  },
  'what a chat of Ruby is told in a statement of its own': {
    language: 'ruby',
    code: `chat = RubyLLM.chat(model: "claude-sonnet-4-5")
chat.with_instructions("Be brief.", replace: true)
chat.ask("Name a lake.")
other = RubyLLM.chat(model: "gpt-5-mini")
other.with_instructions "Be kind."
other.ask "Name a hill."`,
    found: [
      ['ruby_llm', 'claude-sonnet-4-5', null, 'system: Be brief.', 'user: Name a lake.'],
      ['ruby_llm', 'gpt-5-mini', null, 'system: Be kind.', 'user: Name a hill.'],
    ],
  },
  'a model of PHP that stands for an unset variable': {
    language: 'php',
    code: `<?php
$model = getenv('MODEL') ?: 'gpt-5-mini';
$r = OpenAI::client($key)->chat()->create(['model' => $model, 'messages' => [['role' => 'user', 'content' => 'Name a lake.']]]);`,
    found: [['openai', 'gpt-5-mini', null, 'user: Name a lake.']],
  },
};

const texts: Readonly<Record<string, PromptCase>> = {
  'no word of a failure for what a function gives back where it goes well': {
    code: `def seen(agent, image):
    try:
        return agent.run("Tell what this picture shows.").content
    except Exception:
        return "Failed to read the picture. Please try again or write it down instead."

question = seen(viewer_agent, image)
reply = client.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": question}])`,
    found: [['openai', 'gpt-5', null, 'user: {question}']],
  },
  'here documents that variables are read from, and a model in quotes of the shell': {
    language: 'shellscript',
    code: `MODEL=\${CHAT_MODEL:-"qwen2.5:latest"}
read -r -d '' RULES <<- END
You answer in rhymes.
END
read -r -d '' BODY <<END
{"model": "\${MODEL}", "messages": [{"role": "system", "content": "\${RULES}"}, {"role": "user", "content": "Why does it rain?"}]}
END
curl -d "$BODY" "$URL/chat/completions"`,
    found: [
      [null, 'qwen2.5:latest', null, 'system: You answer in rhymes.', 'user: Why does it rain?'],
    ],
  },
  'steps of a workflow that ask a model': {
    language: 'yaml',
    code: `jobs:
  triage:
    steps:
      - uses: actions/checkout@v4
        with:
          prompt: none
      - uses: actions/ai-inference@v1
        with:
          model: openai/gpt-4o
          system-prompt: You sort reports.
          prompt: |
            Sort this report:
            \${{ github.event.issue.body }}
      - uses: anthropics/claude-code-action@094bd24 # v1
        with:
          prompt: Review the change.
          claude_args: |
            --max-turns 5
            --model claude-opus-4-6
      - uses: openai/codex-action@v1
        with:
          prompt: Fix the build.
          model: \${{ vars.MODEL }}
          effort: high
      - uses: actions/ai-inference@v1
        with:
          model: openai/gpt-5
          system-prompt: You word notes.
          prompt-file: notes.md
`,
    found: [
      [
        'github-models',
        'openai/gpt-4o',
        null,
        'system: You sort reports.',
        'user: Sort this report:\n{github.event.issue.body}\n',
      ],
      ['claude-code', 'claude-opus-4-6', null, 'user: Review the change.'],
      ['codex', null, 'high', 'user: Fix the build.'],
      ['github-models', 'openai/gpt-5', null, 'system: You word notes.', 'user: {notes.md}'],
    ],
  },
  'promptfoo’s configuration in JavaScript': {
    language: 'javascript',
    code: `/** @type {import('promptfoo').TestSuiteConfig} */
module.exports = {
  prompts: ['Add {{a}} and {{b}}.', 'file://other.txt'],
  providers: [{ id: 'openai:gpt-4o-mini', config: { temperature: 0 } }],
};`,
    found: [['promptfoo', 'gpt-4o-mini', null, 'user: Add {{a}} and {{b}}.']],
  },
  'no texts that are made into vectors': {
    code: `embedder = SentenceTransformersDocumentEmbedder(model="sentence-transformers/all-MiniLM-L6-v2")
docs = embedder.run(documents)
doc_embedder = embedder
more = doc_embedder.run(documents)`,
    found: [],
  },
  'no attributes of a span': {
    code: `span.set_attributes(get_llm_attributes({"model": "gpt-4", "messages": [{"role": "user", "content": "Was said before."}]}))`,
    found: [],
  },
};

describe('prompts in the code of users: texts', () => readPrompts(texts));
describe('prompts in the code of users: efforts', () => readPrompts(efforts));
describe('prompts in the code of users: shorthands', () => readPrompts(shorthands));
