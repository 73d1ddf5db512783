import { readPrompts, type PromptCase } from './promptCases';

const BODY = '{"model":"{{model}}","messages":[{"role":"user","content":"Greet {{ name }}"}]}';

const cases: Readonly<Record<string, PromptCase>> = {
  'an HTTP file with variables nobody knows, and a body that is a comment': {
    language: 'http',
    code: `# {"model":"o1","messages":[{"role":"user","content":"Old"}]}
POST https://api.openai.com/v1/chat/completions

${BODY}`,
    found: [[null, null, null, 'user: Greet {name}']],
  },
  'an HTTP file that gives its variables': {
    language: 'http',
    code: `@model = gpt-5
@name = all of them

POST https://api.openai.com/v1/chat/completions

${BODY}`,
    found: [[null, 'gpt-5', null, 'user: Greet all of them']],
  },
  'a batch file': {
    language: 'bat',
    code: `set MODEL=gpt-5
rem curl -d "{\\"model\\":\\"o1\\",\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"Old\\"}]}"
curl -d "{\\"model\\":\\"%MODEL%\\",\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"Greet %USERNAME% with 5%\\"}]}"`,
    found: [[null, 'gpt-5', null, 'user: Greet {USERNAME} with 5%']],
  },
};

describe('bodies in HTTP and batch files', () => readPrompts(cases));
