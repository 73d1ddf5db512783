import { readPrompts, type PromptCase } from './promptCases';

const HEAD = `from langchain_openai import ChatOpenAI
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableParallel, RunnablePassthrough
llm = ChatOpenAI(model="gpt-4o")
answer = ChatPromptTemplate.from_messages([("system", "Answer from {context}."), ("human", "{question}")]) | llm
`;
const ANSWER = [
  'langchain',
  'gpt-4o',
  null,
  'system: Answer from {context}.',
  'user: {question}',
] as const;

const cases: Readonly<Record<string, PromptCase>> = {
  'a chain whose answer is put beside what it is given': {
    code: `${HEAD}def made():
    return RunnableParallel({"context": finder, "question": RunnablePassthrough()}).assign(answer=answer)
made().invoke("Why is the sea salty?")`,
    found: [ANSWER],
  },
  'a chain at the end of a pipe': {
    code: `${HEAD}chain = {"context": finder, "question": RunnablePassthrough()} | RunnablePassthrough.assign(answer=answer)
chain.invoke("Why is the sea salty?")`,
    found: [ANSWER],
  },
  'the chain itself, not what is gathered for it': {
    code: `${HEAD}chain = RunnablePassthrough.assign(context=answer) | ChatPromptTemplate.from_template("Explain {context}.") | llm
chain.invoke({"question": "Why?"})`,
    found: [
      ['langchain', null, null, 'system: Answer from {context}.', 'user: {question}'],
      ['langchain', 'gpt-4o', null, 'user: Explain {context}.'],
    ],
  },
};

describe('chains that are assigned a name of their answer', () => readPrompts(cases));
