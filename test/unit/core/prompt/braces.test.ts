import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { namedHoles } from '../../../../src/core/prompt/templates';
import { readPrompts, type PromptCase } from './promptCases';

const LANGCHAIN = `from langchain_openai import ChatOpenAI
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
llm = ChatOpenAI(model="gpt-4o")
`;
const TEMPLATE = `${LANGCHAIN}p = PromptTemplate.from_template('Answer as {{"answer": 1}} to {question}')
(p | llm).invoke({"question": q})`;

const cases: Readonly<Record<string, PromptCase>> = {
  'a template of LangChain with braces that are text': {
    code: TEMPLATE,
    found: [['langchain', 'gpt-4o', null, 'user: Answer as {"answer": 1} to {question}']],
  },
  'a chat of LangChain with data in data, its own messages as they are': {
    code: `${LANGCHAIN}p = ChatPromptTemplate.from_messages([
  ("system", 'Answer as {{"a": {{"b": 1}}}}.'),
  HumanMessagePromptTemplate.from_template('{{"c": {{"d": {e}}}}}'),
  SystemMessage(content="Write {{x}}."),
])
(p | llm).invoke({"e": q})`,
    found: [
      [
        'langchain',
        'gpt-4o',
        null,
        'system: Answer as {"a": {"b": 1}}.',
        'system: Write {{x}}.',
        'user: {"c": {"d": {e}}}',
      ],
    ],
  },
  'a template of LangChain that names another format': {
    code: `${LANGCHAIN}p = PromptTemplate.from_template('Say {{question}}', template_format="mustache")
(p | llm).invoke({"question": q})`,
    found: [['langchain', 'gpt-4o', null, 'user: Say {{question}}']],
  },
  'what is filled in by place and by name': {
    code: `c.responses.create(model="gpt-4o", input='As {{"a": 1}} for {x} and {} and {0}'.format(y, x=1))
c.responses.create(model="gpt-4o", input='As {"a": 1} for %s, 50%% done' % y)`,
    found: [
      ['openai', 'gpt-4o', null, 'user: As {"a": 1} for {x} and {y} and {y}'],
      ['openai', 'gpt-4o', null, 'user: As {"a": 1} for {y}, 50% done'],
    ],
  },
  'a macro of Rust with names in its text and braces that are text': {
    language: 'rust',
    code: `let body = json!({"model": "gpt-4o", "messages": [{"role": "user", "content": format!("As {{\\"a\\": 1}} for {name} and {}", text)}]});`,
    found: [[null, 'gpt-4o', null, 'user: As {"a": 1} for {name} and {text}']],
  },
};

describe('braces of a text that is filled in', () => {
  readPrompts(cases);

  it('are no hole where they are text', () => {
    const [found] = findPrompts({ text: TEMPLATE, languageId: 'python', fileName: 'x' });
    assert.deepEqual(found?.placeholders, ['question']);
    assert.deepEqual(namedHoles('As {{"answer": 1}} to {question}'), ['question']);
    assert.deepEqual(namedHoles('Say {{question}} in {{ language }}'), ['question', 'language']);
  });
});
