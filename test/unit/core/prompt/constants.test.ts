import { readPrompts } from './promptCases';

describe('models and efforts in the constants and symbols of a language', () => {
  readPrompts({
    'a constant that stands for a constant of the library, in Go': {
      language: 'go',
      code: 'package a\n\nconst (\n\tmodel = anthropic.ModelClaudeOpus4_8\n\troom  = 4096\n)\n\nfunc ask(c anthropic.Client) {\n\tc.Messages.New(ctx, anthropic.MessageNewParams{Model: model, MaxTokens: room, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Where is the pilot?"))}})\n}',
      found: [['anthropic', 'claude-opus-4-8', null, 'user: Where is the pilot?']],
    },
    'a model and an effort that are made of their type, in Java': {
      language: 'java',
      code: 'class A { void b(AnthropicClient client) {\n  MessageCreateParams params = MessageCreateParams.builder().model(Model.of("claude-opus-4-8")).outputConfig(OutputConfig.builder().effort(OutputConfig.Effort.MEDIUM).build()).addUserMessage("Where is the pilot?").build();\n  client.messages().create(params);\n} }',
      found: [['anthropic', 'claude-opus-4-8', 'medium', 'user: Where is the pilot?']],
    },
    'an effort that may be absent, in Rust': {
      language: 'rust',
      code: 'fn ask() {\n  let request = CreateResponseArgs::default().model("gpt-5.5").input("Where is the pilot?").reasoning(Reasoning { effort: Some(ReasoningEffort::High), summary: None }).build()?;\n}',
      found: [['openai', 'gpt-5.5', 'high', 'user: Where is the pilot?']],
    },
    'a symbol in quotes, in Ruby': {
      language: 'ruby',
      code: 'client = Anthropic::Client.new\nclient.messages.create(model: :"claude-opus-4-8", max_tokens: 400, output_config: {effort: :high}, messages: [{role: :user, content: "Where is the pilot?"}])',
      found: [['anthropic', 'claude-opus-4-8', 'high', 'user: Where is the pilot?']],
    },
    'what a method of a chain is given by name, in Ruby': {
      language: 'ruby',
      code: 'chat = RubyLLM.chat(model: "deepseek-v4-flash").with_instructions("Be brief.").with_thinking(effort: :low)\nchat.ask("Where is the pilot?")\nRubyLLM.chat(model: "gpt-5-mini").with_params(reasoning_effort: "low").with_instructions("Be brief.").ask("Where is the pilot?")',
      found: [
        ['ruby_llm', 'deepseek-v4-flash', 'low', 'system: Be brief.', 'user: Where is the pilot?'],
        ['ruby_llm', 'gpt-5-mini', 'low', 'system: Be brief.', 'user: Where is the pilot?'],
      ],
    },
    'what a method of a chain is given by its own name, in PHP': {
      language: 'php',
      code: "<?php\nPrism::text()->using(provider: Provider::OpenAI, model: 'gpt-5.5')->withPrompt(prompt: 'Where is the pilot?')->withProviderOptions(['reasoning' => ['effort' => 'high']])->asText();",
      found: [['prism', 'gpt-5.5', 'high', 'user: Where is the pilot?']],
    },
    'the parameters of a prompt of GitHub': {
      language: 'yaml',
      code: 'name: berths\nmodel: openai/gpt-5\nmodelParameters:\n  reasoning_effort: high\nmessages:\n  - role: user\n    content: Where is the pilot?\n',
      found: [[null, 'openai/gpt-5', 'high', 'user: Where is the pilot?']],
    },
  });
});
