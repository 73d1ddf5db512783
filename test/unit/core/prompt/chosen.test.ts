import { readPrompts, type PromptCase } from './promptCases';

const keys: Readonly<Record<string, PromptCase>> = {
  'no key of a look-up for the model that stands behind it': {
    language: 'typescript',
    code: `import OpenAI from 'openai';
const client = new OpenAI();
await client.responses.create({ model: chosenFor('quick') ?? 'gpt-5-nano', input: 'Name a tree.' });
await client.responses.create({ model: chosenFor('quick'), input: 'Name a bird.' });`,
    found: [
      ['openai', 'gpt-5-nano', null, 'user: Name a tree.'],
      ['openai', null, null, 'user: Name a bird.'],
    ],
  },
  'no word by which a model is picked': {
    code: `from openai import OpenAI
client = OpenAI()
client.responses.create(model=active_model("openai") or "gpt-5-mini", input="Name a tree.")
client.responses.create(model=pick_model("letters"), input="Name a bird.")`,
    found: [
      ['openai', 'gpt-5-mini', null, 'user: Name a tree.'],
      ['openai', null, null, 'user: Name a bird.'],
    ],
  },
  'an id that nobody knows, given to a provider': {
    language: 'typescript',
    code: `import { generateText } from 'ai';
import { createAzure } from '@ai-sdk/azure';
import { groq } from '@ai-sdk/groq';
const azure = createAzure({ resourceName: 'mill' });
await generateText({ model: azure('mill-answers'), prompt: 'Name a tree.' });
await generateText({ model: groq('allam-2-7b'), prompt: 'Name a bird.' });`,
    found: [
      ['ai-sdk', 'mill-answers', null, 'user: Name a tree.'],
      ['ai-sdk', 'allam-2-7b', null, 'user: Name a bird.'],
    ],
  },
};

const conditions: Readonly<Record<string, PromptCase>> = {
  'the first model and the highest effort': {
    code: `client.responses.create(model="gpt-5-mini" if brief else "gpt-5", reasoning={"effort": "low" if brief else "high"}, input="Name a tree.")`,
    found: [['openai', 'gpt-5-mini', 'high', 'user: Name a tree.']],
  },
  'what is spread under a condition in Python': {
    code: `extra = {"reasoning": {"effort": "high"}} if deep else {}
client.responses.create(model="gpt-5", input="Name a tree.", **extra)
client.responses.create(model="gpt-5", input="Name a bird.", **({"reasoning": {"effort": "low"}} if deep else {}))`,
    found: [
      ['openai', 'gpt-5', 'high', 'user: Name a tree.'],
      ['openai', 'gpt-5', 'low', 'user: Name a bird.'],
    ],
  },
  'what is spread under a condition in TypeScript': {
    language: 'typescript',
    code: `await generateText({ model: openai('gpt-5'), ...(rules ? { system: 'Be brief.' } : {}), prompt: 'Name a tree.',
  providerOptions: { openai: { store: false, ...(deep ? { reasoningEffort: 'high' } : {}) } } });
await generateText({ model: openai('gpt-5'), prompt: 'Name a bird.', providerOptions: { openai: { reasoningEffort: level ?? 'low' } } });`,
    found: [
      ['ai-sdk', 'gpt-5', 'high', 'system: Be brief.', 'user: Name a tree.'],
      ['ai-sdk', 'gpt-5', 'low', 'user: Name a bird.'],
    ],
  },
  'a budget that may be switched off': {
    language: 'typescript',
    code: `await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9000, messages: [{ role: 'user', content: 'Name a tree.' }],
  thinking: brief ? { type: 'disabled' } : { type: 'enabled', budget_tokens: 4000 } });`,
    found: [['anthropic', 'claude-sonnet-4-5', '4000', 'user: Name a tree.']],
  },
};

describe('what a condition chooses', () => readPrompts(conditions));
describe('a model that is looked up', () => readPrompts(keys));
