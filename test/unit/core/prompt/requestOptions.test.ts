import { readPrompts } from './promptCases';

describe('requests of clients that are given options', () => {
  readPrompts({
    'a text or messages with the model before them, in C#': {
      language: 'csharp',
      code: 'using OpenAI.Responses;\nclass A { async Task B(string question) {\n  var client = new ResponsesClient(key);\n  var a = await client.CreateResponseAsync("gpt-5.2", [ResponseItem.CreateDeveloperMessageItem("Be terse."), ResponseItem.CreateUserMessageItem($"Where is {question}?")], cancellationToken: ct);\n  var b = await client.CreateResponseAsync("gpt-5-mini", "Where is the pilot?");\n} }',
      found: [
        ['openai', 'gpt-5.2', null, 'system: Be terse.', 'user: Where is {question}?'],
        ['openai', 'gpt-5-mini', null, 'user: Where is the pilot?'],
      ],
    },
    'a client for one model, with the options behind the text, in C#': {
      language: 'csharp',
      code: 'using OpenAI.Responses;\nclass A { async Task B(string question) {\n  var client = new OpenAIResponseClient(model: "gpt-5-mini", apiKey: key);\n  OpenAIResponse a = await client.CreateResponseAsync(userInputText: question, new ResponseCreationOptions { Instructions = "You are a clerk.", ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = ResponseReasoningEffortLevel.Low } }, ct);\n} }',
      found: [['openai', 'gpt-5-mini', 'low', 'system: You are a clerk.', 'user: {question}']],
    },
    'the options alone, filled before they are sent, in C#': {
      language: 'csharp',
      code: 'using OpenAI.Responses;\nclass A { async Task B(string question) {\n  var client = new ResponsesClient(key);\n  var options = new CreateResponseOptions { Model = "gpt-5.1", Instructions = "You tag mail." };\n  options.InputItems.Add(ResponseItem.CreateUserMessageItem("Tag this: " + question));\n  var a = await client.CreateResponseAsync(options, ct);\n} }',
      found: [['openai', 'gpt-5.1', null, 'system: You tag mail.', 'user: Tag this: {question}']],
    },
    "the options of Azure's client, filled before they are sent, in C#": {
      language: 'csharp',
      code: 'using Azure.AI.OpenAI;\nclass A { async Task B(string question) {\n  var options = new ChatCompletionsOptions() { DeploymentName = "gpt-4o", Messages = { new ChatRequestSystemMessage("Be brief.") } };\n  options.Messages.Add(new ChatRequestUserMessage("Where is " + question));\n  var a = await client.GetChatCompletionsAsync(options);\n} }',
      found: [['openai', 'gpt-4o', null, 'system: Be brief.', 'user: Where is {question}']],
    },
    'an answer of a bot in a chat, which is sent to no model, in C#': {
      language: 'csharp',
      code: 'class A { async Task B(InteractionContext ctx) {\n  await ctx.CreateResponseAsync("Invalid channel");\n} }',
      found: [],
    },
    'a session of Copilot, in JavaScript': {
      language: 'javascript',
      code: "import { CopilotClient } from '@github/copilot-sdk';\nconst client = new CopilotClient();\nconst session = await client.createSession({ model: process.env.MODEL || 'gpt-5.4', systemMessage: { content: 'Be brief.' } });\nconst response = await session.sendAndWait({ prompt: `Where is ${who}?` });",
      found: [['copilot-sdk', 'gpt-5.4', null, 'system: Be brief.', 'user: Where is {who}?']],
    },
    'sessions of Copilot, in Python': {
      language: 'python',
      code: 'from copilot import CopilotClient\nclient = CopilotClient()\nsession = await client.create_session(model="gpt-5.4", on_permission_request=approve)\nawait session.send_and_wait(f"Where is {who}?", timeout=60.0)\nother = await client.create_session({"model": "gpt-5-mini", "system_message": {"mode": "replace", "content": "Be brief."}})\nr = await other.send_and_wait({"prompt": "Where is " + who}, timeout=600)',
      found: [
        ['copilot-sdk', 'gpt-5.4', null, 'user: Where is {who}?'],
        ['copilot-sdk', 'gpt-5-mini', null, 'system: Be brief.', 'user: Where is {who}'],
      ],
    },
    'a session of Copilot, in Go': {
      language: 'go',
      code: 'package a\nimport copilot "github.com/github/copilot-sdk/go"\nfunc ask(ctx context.Context, who string) {\n\tclient := copilot.NewClient(nil)\n\tsession, err := client.CreateSession(ctx, &copilot.SessionConfig{Model: "claude-sonnet-4.6", ReasoningEffort: "high", SystemMessage: &copilot.SystemMessageConfig{Content: "Be brief."}})\n\tresponse, err := session.SendAndWait(ctx, copilot.MessageOptions{Prompt: "Where is " + who})\n}',
      found: [
        ['copilot-sdk', 'claude-sonnet-4.6', 'high', 'system: Be brief.', 'user: Where is {who}'],
      ],
    },
    'a session of Copilot, in C#': {
      language: 'csharp',
      code: 'using GitHub.Copilot.SDK;\nawait using var client = new CopilotClient();\nawait using var session = await client.CreateSessionAsync(new SessionConfig { Model = "gpt-5.4", SystemMessage = new SystemMessageConfig { Content = "Be brief." } });\nvar reply = await session.SendAndWaitAsync(new MessageOptions { Prompt = "Where is the pilot?" }, timeout: TimeSpan.FromMinutes(5));',
      found: [['copilot-sdk', 'gpt-5.4', null, 'system: Be brief.', 'user: Where is the pilot?']],
    },
    'the options of Genkit, in Go': {
      language: 'go',
      code: 'package a\nimport "github.com/firebase/genkit/go/genkit"\nfunc run(ctx context.Context, topic string) {\n\tg := genkit.Init(ctx, genkit.WithPlugins(&googlegenai.GoogleAI{}), genkit.WithDefaultModel("googleai/gemini-3.5-flash"))\n\tdata, _, err := genkit.GenerateData[Answer](ctx, g,\n\t\tai.WithSystem("Be brief."),\n\t\tai.WithPrompt("Tell of %s", topic),\n\t\tai.WithConfig(&genai.GenerateContentConfig{ThinkingConfig: &genai.ThinkingConfig{ThinkingLevel: genai.ThinkingLevelHigh}}),\n\t)\n\ttext, err := genkit.GenerateText(ctx, g, ai.WithModelName("openai/gpt-5.5"), ai.WithMessages(ai.NewSystemTextMessage("Be kind."), ai.NewUserTextMessage(topic)))\n}',
      found: [
        [
          'genkit',
          'googleai/gemini-3.5-flash',
          'high',
          'system: Be brief.',
          'user: Tell of {topic}',
        ],
        ['genkit', 'openai/gpt-5.5', null, 'system: Be kind.', 'user: {topic}'],
      ],
    },
    'a prompt that Genkit is told of, in Go': {
      language: 'go',
      code: 'package a\nimport "github.com/firebase/genkit/go/genkit"\nfunc run(ctx context.Context) {\n\tp := genkit.DefinePrompt(g, "json-fixer",\n\t\tai.WithSystem("You mend JSON."),\n\t\tai.WithModelName("openai/gpt-5.5"),\n\t)\n}',
      found: [['genkit', 'openai/gpt-5.5', null, 'system: You mend JSON.']],
    },
    'the text of a template that is filled, in Java': {
      language: 'java',
      code: 'import dev.langchain4j.model.input.PromptTemplate;\nclass A { void b() {\n  ChatLanguageModel model = OpenAiChatModel.builder().modelName("gpt-4o").build();\n  PromptTemplate template = PromptTemplate.from("Where is {{it}}?");\n  Prompt prompt = template.apply(variables);\n  String response = model.chat(prompt.text());\n} }',
      found: [['langchain4j', 'gpt-4o', null, 'user: Where is {{it}}?']],
    },
    'the text of an answer, which is no template': {
      language: 'javascript',
      code: "import { ChatOpenAI } from '@langchain/openai';\nconst model = new ChatOpenAI({ model: 'gpt-5.5' });\nconst reply = await model.invoke([new SystemMessage('Be brief.'), new HumanMessage('Where is the pilot?')]);\nawait model.invoke(reply.text());",
      found: [
        ['langchain', 'gpt-5.5', null, 'system: Be brief.', 'user: Where is the pilot?'],
        ['langchain', 'gpt-5.5', null, 'user: {reply.text()}'],
      ],
    },
    'what Codex is told before all else, in its configuration': {
      language: 'typescript',
      code: "import { Codex } from '@openai/codex-sdk';\nconst codex = new Codex({ config: { developer_instructions: 'Be brief.' } as never });\nconst thread = codex.startThread({ model: 'gpt-5.4-mini', modelReasoningEffort: 'high' });\nconst turn = await thread.run('Where is the pilot?');",
      found: [['agents', 'gpt-5.4-mini', 'high', 'system: Be brief.', 'user: Where is the pilot?']],
    },
    'agents of Laravel, with the model over the class or in a method': {
      language: 'php',
      code: "<?php\nuse Laravel\\Ai\\Contracts\\Agent;\n\n#[Provider('openai')]\n#[Model('gpt-5.6-luna')]\nfinal class Adapt implements Agent\n{\n    public function instructions(): string\n    {\n        return <<<'INSTRUCTIONS'\nBe brief.\nINSTRUCTIONS;\n    }\n    public function providerOptions(Lab|string $provider): array\n    {\n        return match ($provider) {\n            Lab::OpenAI => ['reasoning' => ['effort' => 'medium']],\n            default => [],\n        };\n    }\n}\n\nclass Meals implements Agent\n{\n    public function model(): string\n    {\n        return 'gemini-3-flash-preview';\n    }\n    public function instructions(): string\n    {\n        return 'Be kind.';\n    }\n}\n",
      found: [
        ['laravel-ai', 'gpt-5.6-luna', 'medium', 'system: Be brief.'],
        ['laravel-ai', 'gemini-3-flash-preview', null, 'system: Be kind.'],
      ],
    },
    'instructions of a class that is no agent of Laravel': {
      language: 'php',
      code: "<?php\nclass Recipe implements Dish\n{\n    public function instructions(): string\n    {\n        return 'Stir the soup and wait.';\n    }\n}\n",
      found: [],
    },
  });
});
