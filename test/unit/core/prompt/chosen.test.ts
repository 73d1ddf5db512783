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

describe('a model that is looked up', () => readPrompts(keys));
