import { readPrompts } from './promptCases';

const AGENT =
  'from langchain.agents import create_agent\nagent = create_agent(model="anthropic:claude-sonnet-4-6", tools=[], system_prompt="You are a clerk.")\n';
const TOLD = ['agents', 'claude-sonnet-4-6', null, 'system: You are a clerk.'] as const;

describe('agents that are given a chat', () => {
  readPrompts({
    'what they are told, and what they are asked': {
      code: `${AGENT}agent.invoke({"messages": [{"role": "user", "content": "Where are the keys?"}]})\nfor part in agent.stream({"messages": [("user", "And the lamp?")]}): print(part)`,
      found: [
        TOLD,
        ['langchain', 'claude-sonnet-4-6', null, TOLD[3], 'user: Where are the keys?'],
        ['langchain', 'claude-sonnet-4-6', null, TOLD[3], 'user: And the lamp?'],
      ],
    },
    'a template with a place for the chat once': {
      code: 'from langchain_core.prompts import ChatPromptTemplate\nprompt = ChatPromptTemplate.from_messages([("system", "You are a clerk."), ("placeholder", "{messages}")])\nchain = prompt | ChatOpenAI(model="gpt-5")\nchain.invoke({"messages": [("user", "Where are the keys?")]})',
      found: [['langchain', 'gpt-5', null, 'system: You are a clerk.', 'user: {messages}']],
    },
  });
});
