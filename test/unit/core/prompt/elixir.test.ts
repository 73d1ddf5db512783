import { readPrompts, type PromptCase } from './promptCases';

const cases: Readonly<Record<string, PromptCase>> = {
  'a chain that is piped into a run, with its functions and attributes': {
    language: 'elixir',
    code: `defmodule Desk do
  alias LangChain.Chains.LLMChain
  @model "gpt-4o-mini"
  @rules """
  You book rooms.
  """
  defp llm, do: ChatOpenAI.new!(%{model: @model, temperature: 0})
  def answer(question) do
    {:ok, chain} =
      %{llm: llm()}
      |> LLMChain.new!()
      |> with_rules()
      |> LLMChain.add_message(Message.new_user!(question))
      |> LLMChain.run()
    chain.last_message.content
  end
  defp with_rules(chain) do
    chain |> LLMChain.add_message(Message.new_system!(@rules))
  end
end`,
    found: [['langchain', 'gpt-4o-mini', null, 'system: You book rooms.', 'user: {question}']],
  },
  'a chain that another function makes': {
    language: 'elixir',
    code: `def step(socket, text) do
  {:ok, chain} = LLMChain.run(socket.assigns.chain, mode: :while_needs_response)
end`,
    found: [['langchain', null, null, 'user: {socket.assigns.chain}']],
  },
  'a request of Instructor': {
    language: 'elixir',
    code: `@model "gpt-4o"
def label(text) do
  Instructor.chat_completion(
    model: @model,
    response_model: Label,
    messages: [%{role: "user", content: "Label this: #{text}"}]
  )
end`,
    found: [['instructor', 'gpt-4o', null, 'user: Label this: {text}']],
  },
  'options that are piped past a client': {
    language: 'elixir',
    code: `def check(client, text) do
  opts = [messages: [%{role: :user, content: "Is this private? #{text}"}], model: "claude-haiku-4-5"]
  client
  |> Anthropix.chat(opts)
  |> parse()
end`,
    found: [['anthropic', 'claude-haiku-4-5', null, 'user: Is this private? {text}']],
  },
  'a request of ReqLLM in a function of one line': {
    language: 'elixir',
    code: `def poem(topic), do: ReqLLM.generate_text!("anthropic:claude-haiku-4-5", "Write about #{topic}")`,
    found: [['req_llm', 'claude-haiku-4-5', null, 'user: Write about {topic}']],
  },
};

describe('prompts of Elixir', () => readPrompts(cases));
