import assert from 'node:assert/strict';
import { SENDERS } from '../../../../src/core/prompt/libraries';
import { sendersOf } from '../../../../src/core/prompt/sendersOf';
import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a chain of LangChain kept in fields of a class': {
    code: `class Bot:
    def __init__(self):
        self.llm = ChatAnthropic(model_name="claude-sonnet-4-5", thinking={"type": "enabled", "budget_tokens": 2000})
        self.prompt = PromptTemplate.from_template("Tell a joke about {topic} please.")
        self.chain = self.prompt | self.llm | StrOutputParser()
    def go(self, topic):
        return self.chain.invoke({"topic": topic})`,
    found: [['langchain', 'claude-sonnet-4-5', '2000', 'user: Tell a joke about {topic} please.']],
  },
  'a helper that passes on what it is given': {
    code: `def ask(system, user, model="gpt-4o-mini"):
    return litellm.completion(model=model, messages=[{"role": "system", "content": system}, {"role": "user", "content": user}])
SYSTEM = "You read job offers."
def one(url):
    return ask(SYSTEM, f"Read the page at {url}")
def two(text):
    return ask(user="Sum up: " + text, system=SYSTEM, model="gpt-4o")`,
    found: [
      ['litellm', 'gpt-4o-mini', null, 'system: {system}', 'user: {user}'],
      [
        'helper',
        'gpt-4o-mini',
        null,
        'system: You read job offers.',
        'user: Read the page at {url}',
      ],
      ['helper', 'gpt-4o', null, 'system: You read job offers.', 'user: Sum up: {text}'],
    ],
  },
  'a graph of steps that is given a state': {
    code: `chain = workflow.compile()
await chain.ainvoke(make_state(task))`,
    found: [],
  },
  'a body that is posted under a name, and one with settings': {
    code: `def ask(messages, model):
    payload = {"model": model, "messages": messages}
    return requests.post(url, json=payload)
async def talk(messages):
    body = {"model": config.model, "messages": messages, "stream": True}
    async with client.stream("POST", url, json=body) as answer:
        pass
def keep(messages, model):
    return {"model": model, "messages": messages}`,
    found: [
      [null, null, null, 'user: {messages}'],
      [null, null, null, 'user: {messages}'],
    ],
  },
  'a signature of DSPy whose docstring is put together': {
    code: `def make(n):
    class Rules(dspy.Signature):
        __doc__ = f"Find {n} rules."
        text = dspy.InputField()`,
    found: [['dspy', null, null, 'system: Find {n} rules.', 'user: {text}']],
  },
  'an agent in a wrapper': {
    code: `import marvin
analyst = marvin.Agent(name="analyst", model="openai:gpt-4o-mini", instructions="Be concise.")
async def go(text):
    return await observable(analyst).run_async(f"Sum up: {text}")`,
    found: [
      ['agents', 'gpt-4o-mini', null, 'system: Be concise.'],
      ['marvin', 'gpt-4o-mini', null, 'system: Be concise.', 'user: Sum up: {text}'],
    ],
  },
  'a place for messages in a template': {
    code: `p = ChatPromptTemplate.from_messages([("system", "You are kind."), MessagesPlaceholder(variable_name="history"), ("human", "{q}")])`,
    found: [['langchain', null, null, 'system: You are kind.', 'user: {history}', 'user: {q}']],
  },
  'a template whose texts are all filled in': {
    code: `p = ChatPromptTemplate.from_messages([("system", load()), MessagesPlaceholder("history")])`,
    found: [['langchain', null, null, 'system: {load()}', 'user: {history}']],
  },
  'the functions of Marvin': {
    code: `import marvin
out = await marvin.cast_async(text, target=Summary, instructions="Sum up the thread.")`,
    found: [['marvin', null, null, 'system: Sum up the thread.', 'user: {text}']],
  },
  'a helper of a class, its defaults, and a helper of that': {
    code: `class Llm:
    def call(self, prompt, system="You are short and kind."):
        kwargs = dict(model="claude-sonnet-4-5", system=system, messages=[{"role": "user", "content": prompt}])
        return self._client.messages.create(**kwargs)
    def kindly(self, prompt):
        return self.call(prompt)
    def title(self, text):
        return self.call(f"Write a title for this article: {text}")
llm = Llm()
llm.kindly("Say hello to all the readers.")
llm.title("What the weather will be like")`,
    found: [
      ['anthropic', 'claude-sonnet-4-5', null, 'system: {system}', 'user: {prompt}'],
      ['helper', 'claude-sonnet-4-5', null, 'system: You are short and kind.', 'user: {prompt}'],
      [
        'helper',
        'claude-sonnet-4-5',
        null,
        'system: You are short and kind.',
        'user: Write a title for this article: {text}',
      ],
      [
        'helper',
        'claude-sonnet-4-5',
        null,
        'system: You are short and kind.',
        'user: Say hello to all the readers.',
      ],
    ],
  },
  'LlamaIndex with a model made before': {
    code: 'llm = OpenAI(model="gpt-4o")\nllm.complete("Paul Graham is a what?")\nllm.chat([ChatMessage(role="system", content="Be a pirate")])',
    found: [
      ['llamaindex', 'gpt-4o', null, 'user: Paul Graham is a what?'],
      ['llamaindex', 'gpt-4o', null, 'system: Be a pirate'],
    ],
  },
  'a body for OpenRouter that requests posts': {
    code: 'requests.post("https://openrouter.ai/api/v1/chat/completions", json={"model": "deepseek/deepseek-r1", "reasoning": {"effort": "high"}, "messages": [{"role": "user", "content": "Why?"}]})',
    found: [[null, 'deepseek/deepseek-r1', 'high', 'user: Why?']],
  },
  'Bedrock with nested fields, and a body as JSON': {
    code: 'b.converse(modelId="anthropic.claude-sonnet-4", system=[{"text": "Be brief."}], messages=[{"role":"user","content":[{"text":"Hi"}]}], additionalModelRequestFields={"thinking": {"type": "enabled", "budget_tokens": 1024}})\nbody = json.dumps({"messages": [{"role": "user", "content": "Name it"}]})\nb.invoke_model(body=body, modelId="anthropic.claude-v2")',
    found: [
      ['bedrock', 'anthropic.claude-sonnet-4', '1024', 'system: Be brief.', 'user: Hi'],
      ['bedrock', 'anthropic.claude-v2', null, 'user: Name it'],
    ],
  },
  'Cohere with its preamble': {
    code: 'co.chat(model="command-r", message="Who are you?", preamble="You are C.")',
    found: [['cohere', 'command-r', null, 'system: You are C.', 'user: Who are you?']],
  },
  'Ollama by position': {
    code: "from ollama import chat\nchat('qwen3', messages=[{'role': 'user', 'content': 'Why?'}])",
    found: [['ollama', 'qwen3', null, 'user: Why?']],
  },
  'arguments that are spread from a record': {
    code: 'kwargs = dict(model="gpt-4.1", messages=[{"role": "user", "content": "Hi"}])\nclient.chat.completions.create(**kwargs)',
    found: [['openai', 'gpt-4.1', null, 'user: Hi']],
  },
  'the default of a parameter and of the environment as the model': {
    code: 'M = os.getenv("M", "gpt-4o-mini")\ndef ask(q, model="gpt-4.1-nano"):\n    client.responses.create(model=model, input=q)\nclient.responses.create(model=M, input="Hi there")',
    found: [
      ['openai', 'gpt-4.1-nano', null, 'user: {q}'],
      ['openai', 'gpt-4o-mini', null, 'user: Hi there'],
    ],
  },
  'signs that are filled in': {
    code: 'text = "Hello %s, how are %(kind)s?" % (name, kind)\nclient.responses.create(model="o3", input=text)',
    found: [['openai', 'o3', null, 'user: Hello {name}, how are {kind}?']],
  },
  'an agent of the OpenAI Agents SDK and its run': {
    code: 'agent = Agent(name="A", instructions="You help with taxes.", model="gpt-5")\nRunner.run_sync(agent, "How much VAT?")',
    found: [
      ['agents', 'gpt-5', null, 'system: You help with taxes.'],
      ['openai-agents', 'gpt-5', null, 'system: You help with taxes.', 'user: How much VAT?'],
    ],
  },
  'an agent of smolagents': {
    code: 'a = CodeAgent(tools=[], model=InferenceClientModel(model_id="Qwen/Qwen3-32B"))\na.run("Compute a number.")',
    found: [['agents', 'Qwen/Qwen3-32B', null, 'user: Compute a number.']],
  },
  'a chat of Gemini by the model it was started from': {
    code: 'import google.generativeai as genai\nmodel = genai.GenerativeModel("gemini-1.5-pro", system_instruction="You are a cat.")\nmodel.start_chat().send_message("How are you?")',
    found: [
      ['google-genai', 'gemini-1.5-pro', null, 'system: You are a cat.', 'user: How are you?'],
    ],
  },
  'an agent that is called itself': {
    code: 'agent = Agent(model="us.amazon.nova-2-lite-v1:0", tools=[now])\nresult = agent("Hi, what time is it?")',
    found: [['agents', 'us.amazon.nova-2-lite-v1:0', null, 'user: Hi, what time is it?']],
  },
  'messages with settings beside them, not the state of a graph': {
    code: 'state = {"messages": [{"role": "user", "content": "Draft a response"}]}\nbody = {"messages": [{"role": "user", "content": "Draft it"}], "temperature": 0}\nagent.ainvoke({"messages": [{"role": "user", "content": "Find a time"}]})',
    found: [
      [null, null, null, 'user: Draft it'],
      ['langchain', null, null, 'user: Find a time'],
    ],
  },
  'nothing in calls of tools, retrievers, tables, forms and schemas': {
    code: 'tool.invoke(tool_call["args"])\nretriever.invoke(question)\ndb.messages.insert(messages=[{"role": "user", "content": "x"}])\nmodel.predict(X_test)\nform.submit(model="user", prompt="Are you sure?")\nclient.images.generate(model="gpt-image-1", prompt="A cat")\ntwilio.messages.create(body="Hi", to=number)\nrl.question("What is it?")',
    found: [],
  },
  'calls that switch reasoning off, in each vendor’s words': {
    code: `import ollama
ollama.chat(model="qwen3:8b", think=False, messages=[{"role": "user", "content": "One?"}])
client.chat.completions.create(model="Qwen/Qwen3-8B", extra_body={"chat_template_kwargs": {"enable_thinking": False}}, messages=[{"role": "user", "content": "Two?"}])
client.chat.completions.create(model="glm-4.6", extra_body={"thinking": {"type": "disabled"}}, messages=[{"role": "user", "content": "Three?"}])
client.chat.completions.create(model="x-ai/grok-4", extra_body={"reasoning": {"enabled": False}}, messages=[{"role": "user", "content": "Four?"}])
client.responses.create(model="gpt-5.2", input="Five?", reasoning={"effort": "none"})`,
    found: [
      ['ollama', 'qwen3:8b', 'off', 'user: One?'],
      ['openai', 'Qwen/Qwen3-8B', 'off', 'user: Two?'],
      ['openai', 'glm-4.6', 'off', 'user: Three?'],
      ['openai', 'x-ai/grok-4', 'off', 'user: Four?'],
      ['openai', 'gpt-5.2', 'off', 'user: Five?'],
    ],
  },
  'no prompt where tokens are counted': {
    code: 'client.messages.count_tokens(model="claude-sonnet-4-5", messages=[{"role": "user", "content": "Hi"}])\nclient.models.count_tokens(model="gemini-2.5-pro", contents="How long is this?")',
    found: [],
  },
  'a call that another function makes': {
    code: 'r = await asyncio.to_thread(client.chat.complete, model="mistral-small-latest", messages=[{"role": "user", "content": "Why?"}])\nask = partial(oai.chat.completions.create, model="gpt-4o", messages=[{"role": "user", "content": "Who?"}])',
    found: [
      ['mistral', 'mistral-small-latest', null, 'user: Why?'],
      ['openai', 'gpt-4o', null, 'user: Who?'],
    ],
  },
  'messages of Haystack, and a template of its builder': {
    code: 'client = OpenAIChatGenerator(model="gpt-4o")\nclient.run(messages=[ChatMessage.from_system("Be brief."), ChatMessage.from_user("Why?")])\ntemplate = """Extract the dates from {{query}}."""\npipeline.add_component(name="builder", instance=PromptBuilder(template=template))',
    found: [
      ['agents', 'gpt-4o', null, 'system: Be brief.', 'user: Why?'],
      ['langchain', null, null, 'user: Extract the dates from {{query}}.'],
    ],
  },
  'messages with roles that are sent to something named like a chat': {
    code: 'chat = OAIChat()\nchat.generate(messages=[{"role": "user", "content": prompt}], max_tokens=limit)',
    found: [['llm', null, null, 'user: {prompt}']],
  },
  'an agent of Agno, its role and what it is asked': {
    code: 'from agno.agent import Agent\nagent = Agent(model=Claude(id="claude-sonnet-4-6", output_config={"effort": "high"}), role="Search the web for news.", markdown=True)\nagent.print_response("Explain recursion and iteration.", stream=True)',
    found: [
      ['agents', 'claude-sonnet-4-6', 'high', 'system: Search the web for news.'],
      [
        'agents',
        'claude-sonnet-4-6',
        'high',
        'system: Search the web for news.',
        'user: Explain recursion and iteration.',
      ],
    ],
  },
  'a stream of AutoGen’s client for models': {
    code: 'from autogen_core.models import SystemMessage, UserMessage\nclass A:\n    async def go(self, messages):\n        async for i in self._model_client.create_stream([SystemMessage(content="Be brief.")] + messages):\n            pass',
    found: [['autogen', null, null, 'system: Be brief.', 'user: {messages}']],
  },
  'templates of LangChain that no call of the file takes': {
    code: 'p = PromptTemplate.from_template("Tell {x} a joke.")\nq = ChatPromptTemplate.from_messages([("system", "Be brief {y}."), ("human", "{z}")])',
    found: [
      ['langchain', null, null, 'user: Tell {x} a joke.'],
      ['langchain', null, null, 'system: Be brief {y}.', 'user: {z}'],
    ],
  },
  'messages by name in a stream of AutoGen': {
    code: 'import autogen_core\nllm_stream = self._model_client.create_stream(messages=[self._system_message] + task.context, tools=tools)',
    found: [['autogen', null, null, 'user: {self._system_message}', 'user: {task.context}']],
  },
  'arguments that are put into a record one by one': {
    code: 'def send(self, messages):\n    kwargs = dict(model="gpt-4o", stream=False)\n    kwargs["temperature"] = 0\n    kwargs["messages"] = [{"role": "user", "content": "Say hi."}]\n    return litellm.completion(**kwargs)',
    found: [['litellm', 'gpt-4o', null, 'user: Say hi.']],
  },
};

describe('the libraries whose calls send prompts', () => {
  readPrompts(cases);

  it('are found by the end of a dotted name, in any spelling', () => {
    for (const sender of SENDERS)
      for (const call of sender.calls.split(' '))
        assert.ok(sendersOf(['client', ...call.split('.')]).includes(sender), call);
    const [first] = sendersOf(['c', 'Chat', 'Completions', 'New']);
    assert.equal(first?.library, 'openai');
    assert.deepEqual(sendersOf(['c', 'archat', 'completions']), []);
  });
});
