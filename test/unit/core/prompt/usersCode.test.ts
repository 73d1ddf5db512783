import { readPrompts, type PromptCase } from './promptCases';

const agents: Readonly<Record<string, PromptCase>> = {
  'an agent that is given to a function, by what its callers give': {
    code: `from agno.agent import Agent
from agno.models.openai import OpenAIChat

def make():
    writer = Agent(model=OpenAIChat(id="o3-mini", system_prompt="Write short verses."), markdown=True)
    return writer

def sing(poet: Agent, theme):
    return poet.run(f"Sing of {theme} in four lines.").content

writer = make()
print(sing(writer, "rain"))`,
    found: [
      [
        'agents',
        'o3-mini',
        null,
        'system: Write short verses.',
        'user: Sing of {theme} in four lines.',
      ],
    ],
  },
  'an agent of ADK whose planner is given a budget, and its runner': {
    code: `from google.adk.agents import Agent
from google.adk.planners import BuiltInPlanner
from google.adk.runners import Runner
from google.genai import types

sailor = Agent(name="sailor", model="gemini-2.5-flash", instruction="Answer as a sailor would.",
    planner=BuiltInPlanner(thinking_config=types.ThinkingConfig(thinking_budget=2048)))
runner = Runner(agent=sailor, app_name="sea")
said = types.Content(role="user", parts=[types.Part(text="Why is the sea salty?")])
for event in runner.run(user_id="a", session_id="b", new_message=said):
    print(event)`,
    found: [
      ['agents', 'gemini-2.5-flash', '2048', 'system: Answer as a sailor would.'],
      [
        'google-adk',
        'gemini-2.5-flash',
        '2048',
        'system: Answer as a sailor would.',
        'user: Why is the sea salty?',
      ],
    ],
  },
  'an agent whose model stands in a configuration of its own': {
    code: `from autogen import ConversableAgent, LLMConfig
config = LLMConfig({"api_type": "openai", "model": "gpt-4o-mini"})
clerk = ConversableAgent(name="clerk", system_message="You keep the books.", llm_config=config)`,
    found: [['agents', 'gpt-4o-mini', null, 'system: You keep the books.']],
  },
  'a question to Claude Code’s kit': {
    code: `from claude_agent_sdk import ClaudeAgentOptions, ClaudeSDKClient, query

async def once():
    options = ClaudeAgentOptions(model="claude-opus-4-6", system_prompt="Be brief.", max_thinking_tokens=4000)
    async for message in query(prompt="Count the files here.", options=options):
        print(message)

async def twice():
    async with ClaudeSDKClient(options=ClaudeAgentOptions(model="claude-haiku-4-5")) as client:
        await client.query("Now name the largest one.")`,
    found: [
      [
        'claude-agent-sdk',
        'claude-opus-4-6',
        '4000',
        'system: Be brief.',
        'user: Count the files here.',
      ],
      ['claude-agent-sdk', 'claude-haiku-4-5', null, 'user: Now name the largest one.'],
    ],
  },
  'an agent by its name and not by a model, and one that a function makes': {
    code: `from autogen_agentchat.agents import AssistantAgent
writer = AssistantAgent("writer", system_message="You write letters.")

def make(style):
    return AssistantAgent("reader", model_client=OpenAIChatCompletionClient(model="gpt-4o"), system_message="You read letters.")

clerk = make(st.selectbox("Letter style", ["plain", "warm"]))
print(await clerk.run(task="Read the last letter aloud."))`,
    found: [
      ['agents', null, null, 'system: You write letters.'],
      ['agents', 'gpt-4o', null, 'system: You read letters.'],
      ['agents', 'gpt-4o', null, 'system: You read letters.', 'user: Read the last letter aloud.'],
    ],
  },
  'what an agent of agno is described as, and the task of one that browses': {
    code: `from agno.agent import Agent
from browser_use import Agent as BrowserAgent
judge = Agent(name="judge", model=OpenAIChat(id="gpt-4o"), description="You judge the launches of others.", instructions=["Be strict."])
walker = BrowserAgent(task="Find the opening hours of the museum.", llm=ChatOpenAI(model="gpt-4.1"))`,
    found: [
      ['agno', 'gpt-4o', null, 'system: You judge the launches of others.', 'system: Be strict.'],
      ['browser-use', 'gpt-4.1', null, 'user: Find the opening hours of the museum.'],
    ],
  },
  'a session of Claude Code’s kit': {
    language: 'typescript',
    code: `import { unstable_v2_createSession } from '@anthropic-ai/claude-agent-sdk';
const session = unstable_v2_createSession({ model: 'claude-haiku-4-5' });
await session.send('List the open tasks.');
const result = await unstable_v2_prompt('Close the oldest task.', { model: 'claude-opus-4-6' });`,
    found: [
      ['claude-agent-sdk', 'claude-haiku-4-5', null, 'user: List the open tasks.'],
      ['claude-agent-sdk', 'claude-opus-4-6', null, 'user: Close the oldest task.'],
    ],
  },
  'an agent of the AI SDK that is asked to stream': {
    language: 'typescript',
    code: `import { openai } from '@ai-sdk/openai';
import { ToolLoopAgent } from 'ai';
const guide = new ToolLoopAgent({ model: openai('gpt-5-mini'), instructions: 'Guide walkers.' });
const walk = await guide.stream({ prompt: 'Where does the river path begin?' });`,
    found: [
      ['agents', 'gpt-5-mini', null, 'system: Guide walkers.'],
      [
        'ai-sdk',
        'gpt-5-mini',
        null,
        'system: Guide walkers.',
        'user: Where does the river path begin?',
      ],
    ],
  },
};

const models: Readonly<Record<string, PromptCase>> = {
  'modules of DSPy, with what all of them ask': {
    code: `import dspy
dspy.configure(lm=dspy.LM("openai/gpt-5-mini", reasoning_effort="minimal", max_tokens=16_000))

class Sort(dspy.Signature):
    """Sort the letter into a drawer."""
    letter = dspy.InputField()

rate = dspy.Predict("review -> mood")
print(rate(review=text))`,
    found: [
      [
        'dspy',
        'openai/gpt-5-mini',
        'minimal',
        'system: Sort the letter into a drawer.',
        'user: {letter}',
      ],
      ['dspy', 'openai/gpt-5-mini', 'minimal', 'system: review -> mood', 'user: {text}'],
    ],
  },
  'a model that an environment is asked for in words of a project': {
    language: 'go',
    code: `package main
func main() {
	model := conf.EnvString("MODEL", "qwen3:0.6b")
	req := &api.ChatRequest{Model: model, Messages: []api.Message{{Role: "user", Content: "Name three rare birds."}}, Think: &api.ThinkValue{Value: false}}
	client.Chat(ctx, req, show)
}`,
    found: [[null, 'qwen3:0.6b', 'off', 'user: Name three rare birds.']],
  },
  'no model by the name of a variable': {
    language: 'go',
    code: `package main
func main() {
	req := &api.ChatRequest{Model: flags.Lookup("CHAT_MODEL"), Messages: []api.Message{{Role: "user", Content: "Name three rare birds."}}}
	client.Chat(ctx, req, show)
}`,
    found: [[null, null, null, 'user: Name three rare birds.']],
  },
  'a budget by the default of a parameter': {
    code: `from anthropic import Anthropic
class Thinker:
    def __init__(self, budget: int = 3000):
        self.client = Anthropic()
        self.budget = budget
    def ask(self, question):
        return self.client.messages.create(model="claude-sonnet-4-5", max_tokens=9000,
            thinking={"type": "enabled", "budget_tokens": self.budget},
            messages=[{"role": "user", "content": f"Think about {question} with care."}])`,
    found: [['anthropic', 'claude-sonnet-4-5', '3000', 'user: Think about {question} with care.']],
  },
  'models of Genkit, and what its instance asks of its own': {
    language: 'javascript',
    code: `import { gemini15Flash, gemini20Flash, googleAI } from '@genkit-ai/googleai';
import { genkit } from 'genkit';
const ai = genkit({ plugins: [googleAI()], model: gemini15Flash });
const { text } = await ai.generate(\`Greet \${name} warmly.\`);
const other = await ai.generate({ model: gemini20Flash, prompt: 'Say goodbye.' });`,
    found: [
      ['genkit', 'gemini-1.5-flash', null, 'user: Greet {name} warmly.'],
      ['llm', 'gemini-2.0-flash', null, 'user: Say goodbye.'],
    ],
  },
  'an adapter of TanStack with a model that stands in for a variable': {
    language: 'typescript',
    code: `import { chat } from '@tanstack/ai';
const stream = chat({
  adapter: anthropicText((process.env['MODEL'] as Name) ?? 'claude-haiku-4-5'),
  messages: [{ role: 'user', content: 'Compare two towns.' }],
});`,
    found: [[null, 'claude-haiku-4-5', null, 'user: Compare two towns.']],
  },
  'the options that a model of Spring is built with': {
    language: 'java',
    code: `import org.springframework.ai.openai.OpenAiChatModel;
class Sea { void run() {
  OpenAiChatOptions options = OpenAiChatOptions.builder().model("gpt-5-mini").maxTokens(200).build();
  OpenAiChatModel chatModel = OpenAiChatModel.builder().openAiApi(api).defaultOptions(options).build();
  chatModel.call(new Prompt("Name five famous pirates."));
} }`,
    found: [['spring-ai', 'gpt-5-mini', null, 'user: Name five famous pirates.']],
  },
  'the model in Google’s path, put together': {
    code: `model = "gemini-2.5-flash"
request = GenerateContentRequest({
    "contents": [Content(dict(role="user", parts=[Part(dict(text="Write a short verse."))]))],
    "model": f"projects/{project}/locations/{place}/publishers/google/models/{model}",
})
client.generate_content(request)`,
    found: [['google-genai', 'gemini-2.5-flash', null, 'user: Write a short verse.']],
  },
  'a model by the default of a parameter, in a list of configurations, and in what one run is given':
    {
      code: `from agno.agent import Agent
from agents import RunConfig, Runner
DEFAULT = "gpt-4.1"
class Judge:
    def __init__(self, model_id: str = None):
        self.model_id = model_id or DEFAULT
        self.agent = Agent(model=OpenAIChat(id=self.model_id), instructions=["Judge the cakes."])
white = ConversableAgent(name="white", system_message="You play chess.", llm_config={"config_list": [{"model": "gpt-4o-mini"}]})
aide = Agent(name="aide", instructions="Help the guests.", model="gpt-5-mini")
print(Runner.run_sync(aide, "Where is the hall?", run_config=RunConfig(model="gpt-5", model_settings=ModelSettings(reasoning=Reasoning(effort="low")))))`,
      found: [
        ['agents', 'gpt-4.1', null, 'system: Judge the cakes.'],
        ['agents', 'gpt-4o-mini', null, 'system: You play chess.'],
        ['agents', 'gpt-5-mini', null, 'system: Help the guests.'],
        ['openai-agents', 'gpt-5', 'low', 'system: Help the guests.', 'user: Where is the hall?'],
      ],
    },
  'a chain over a template of which a part is filled in, and an agent of Haystack': {
    code: `from haystack.components.agents import Agent
prompt = ChatPromptTemplate.from_template("{why} {what}?").partial(why="why is")
chain = prompt | ChatOpenAI(model_name="gpt-4o")
chain.invoke({"what": "grass green"})
clerk = Agent(chat_generator=OpenAIChatGenerator(model="gpt-5-mini"), system_prompt="Keep the list of names.")`,
    found: [
      ['langchain', 'gpt-4o', null, 'user: {why} {what}?'],
      ['agents', 'gpt-5-mini', null, 'system: Keep the list of names.'],
    ],
  },
  'the first model that a person may choose, and no label of the choice': {
    code: `from openai import OpenAI
import streamlit as st
model = st.selectbox("Model", ["gpt-4o", "gpt-4o-mini"])
other = st.text_input("Model", key="m")
OpenAI().chat.completions.create(model=model, messages=[{"role": "user", "content": "Name a river."}])
OpenAI().chat.completions.create(model=other, messages=[{"role": "user", "content": "Name a lake."}])`,
    found: [
      ['openai', 'gpt-4o', null, 'user: Name a river.'],
      ['openai', null, null, 'user: Name a lake.'],
    ],
  },
  'what stands in an object of settings, and no level by the name of a setting': {
    code: `from openai import OpenAI
@dataclass
class Settings:
    model: str = "gpt-5-mini"
    effort: str = "low"
class Kept(BaseSettings):
    model: str = Field(default="gpt-5", description="which")
settings = Settings()
deep = Settings(model="gpt-5.1", effort="high")
kept = Kept()
read = Settings(**json.load(file))
client = OpenAI()
client.chat.completions.create(model=read.model, messages=[{"role": "user", "content": f"Name a {read.effort} hill."}])
client.chat.completions.create(model=settings.model, reasoning_effort=settings.effort, messages=[{"role": "user", "content": "Name a river."}])
client.chat.completions.create(model=deep.model, reasoning_effort=deep.effort, messages=[{"role": "user", "content": "Name a lake."}])
client.chat.completions.create(model=kept.model, reasoning_effort=elsewhere.effort, messages=[{"role": "user", "content": "Name a pond."}])
client.chat.completions.create(model="gpt-5", reasoning_effort=Effort.HIGH, messages=[{"role": "user", "content": "Name a sea."}])`,
    found: [
      ['openai', null, null, 'user: Name a {read.effort} hill.'],
      ['openai', 'gpt-5-mini', 'low', 'user: Name a river.'],
      ['openai', 'gpt-5.1', 'high', 'user: Name a lake.'],
      ['openai', 'gpt-5', null, 'user: Name a pond.'],
      ['openai', 'gpt-5', 'high', 'user: Name a sea.'],
    ],
  },
  'models that Rust makes texts of, and those that stand for an unset variable': {
    language: 'rust',
    code: `use anthropic_sdk::Anthropic;
async fn main() {
    let wanted = std::env::var("MODEL").unwrap_or_else(|_| "claude-opus-4-6".to_string());
    client.messages.create(MessageCreateParams { model: "claude-sonnet-4-5".to_string(), max_tokens: 128, messages: vec![MessageParam::user("Greet the crew.")], ..Default::default() }, None).await?;
    client.messages.create(MessageCreateParams { model: "claude-haiku-4-5".into(), max_tokens: 128, messages: vec![MessageParam::user("Wake the crew.")] }).await?;
    client.messages.create(MessageCreateParams { model: wanted.clone(), max_tokens: 128, messages: vec![MessageParam::user("Thank the crew.")] }).await?;
}`,
    found: [
      ['anthropic', 'claude-sonnet-4-5', null, 'user: Greet the crew.'],
      ['anthropic', 'claude-haiku-4-5', null, 'user: Wake the crew.'],
      ['anthropic', 'claude-opus-4-6', null, 'user: Thank the crew.'],
    ],
  },
  'a request of Rust that a function makes': {
    language: 'rust',
    code: `use anthropic::{Anthropic, MessageCreateParams, MessageParam};
async fn main() {
    let params = MessageCreateParams::new("claude-sonnet-4-5", 1024, vec![MessageParam::new("user", "Greet the crew.")]);
    client.send(params).await?;
}`,
    found: [['anthropic', 'claude-sonnet-4-5', null, 'user: Greet the crew.']],
  },
  'a chat of BeeAI': {
    language: 'typescript',
    code: `import { OllamaChatModel } from 'beeai-framework/adapters/ollama/backend/chat';
const llm = new OllamaChatModel('llama3.1');
await llm.create({ messages: [new UserMessage('How deep is the lake?')] });`,
    found: [['beeai', 'llama3.1', null, 'user: How deep is the lake?']],
  },
};

describe('prompts in the code of users: agents', () => readPrompts(agents));
describe('prompts in the code of users: models', () => readPrompts(models));
