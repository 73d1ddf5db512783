import { readPrompts, type PromptCase } from './promptCases';

const typescript = (code: string, ...found: PromptCase['found']): PromptCase => ({
  language: 'typescript',
  code,
  found,
});

const cases: Readonly<Record<string, PromptCase>> = {
  'no request in a table of prices': typescript(`export const PRICES = [
  { model: 'gpt-4o', input: 2.5, output: 10 },
  { model: 'o3', input: '$2.00', output: '$8.00' },
  { model: 'gpt-4o', prompt: 0.0025, completion: 0.01 },
];`),
  'no request in data of prices': {
    language: 'json',
    code: '[{"model": "gpt-4o", "input": 2.5, "output": 10}, {"model": "o3", "input": 2, "cached": 1}]',
    found: [],
  },
  'no request in what was counted': {
    code: `Usage(model="gpt-4o", input=12, output=3)
usage = {"model": "gpt-4o", "input": response.usage.input_tokens}
cost = calculate_cost(model="gpt-4o", input=n_in, output=n_out)
estimate(model="gpt-4o", prompt=prompt_tokens)`,
    found: [],
  },
  'no request in a record of one and its answer': typescript(
    `const row = { model: 'gpt-4o', prompt: question, response: answer };`,
  ),
  'a request whose answer has a shape': typescript(
    `await callModel({ model: 'gpt-4o', prompt: 'List three colours.', output: 'array' });
await callModel({ model: 'gpt-4o', prompt: 'List three seas.', output: { schema: Seas } });
await callModel({ model: 'gpt-4o', prompt: 'List three lakes.', output: z.object({ name: z.string() }) });`,
    [null, 'gpt-4o', null, 'user: List three colours.'],
    [null, 'gpt-4o', null, 'user: List three seas.'],
    [null, 'gpt-4o', null, 'user: List three lakes.'],
  ),
  'no request in what a log or a database is told': typescript(
    `logger.info('asked', { model: 'gpt-4o', prompt });
log.warn({ request: { model: 'gpt-4o', input: text } });
await db.insert({ model: 'gpt-4o', prompt: userText, createdAt: now });
await db.insert(calls).values({ model: 'gpt-4o', prompt: userText });
await table.insertMany([{ model: 'gpt-4o', prompt: userText }]);
trackEvent('ask', { model: 'gpt-4o', input: userText });`,
  ),
  'no request among the named fields of a log': {
    code: 'logger.info("call", extra={"model": "gpt-4o", "prompt": prompt})',
    found: [],
  },
  'a request whose answer is printed at once, or that is pushed': typescript(
    `console.log(await callModel({ model: 'gpt-4o', prompt: 'Name a colour.' }));
requests.push({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Name a sea.' }] });`,
    [null, 'gpt-4o', null, 'user: Name a colour.'],
    [null, 'gpt-4o', null, 'user: Name a sea.'],
  ),
  'no call of Cohere where nothing else speaks of it': typescript(
    `const answer = await api.chat({ message: userInput });
const reply = await bot.chat({ message: 'Hello there my friend' });`,
  ),
  "Cohere's message": typescript(
    `import { CohereClient } from 'cohere-ai';
const co = new CohereClient();
await co.chat({ message: 'Hello there my friend' });`,
    ['cohere', null, null, 'user: Hello there my friend'],
  ),
  'no question to a person by a function that a module of the terminal has': typescript(
    `import { ask } from './cli';
const prompt = 'Please enter the name of the directory that is to be removed:';
const answer = await ask(prompt);`,
  ),
  'a question to a model by a function of another module': typescript(
    `import { ask } from './model';
const prompt = 'Name the directory that is most likely to be removed, in one word.';
const answer = await ask(prompt);`,
    ['llm', null, null, 'user: Name the directory that is most likely to be removed, in one word.'],
  ),
  'no request to what is only called a runner': {
    language: 'rust',
    code: `let runner = PhaseRunner::new(store, phases)?.with_watch(watch);
let report = runner.run(&harbour, stop_token)?;`,
    found: [],
  },
  'no request to a runner of tests': typescript(`const runner = new Runner(suite);
const told = await runner.run(folder, pattern);`),
};

describe('what looks like a request', () => readPrompts(cases));
