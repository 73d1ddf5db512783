import { readPrompts, type PromptCase } from './promptCases';

const RULES =
  'You are a patient cook who answers every question in whole sentences, names the time each step takes, and never leaves out the salt.';

/** Values that are said only where something unknown is not there. */
const cases: Readonly<Record<string, PromptCase>> = {
  'a parameter that is given another value under a condition, as itself': {
    code: `def letter(topic, reader, tone):
    if not reader:
        reader = "Neighbours"
    if tone == "":
        tone = guess(topic)
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": f"Write to {reader}, {tone}, on {topic}"}])
def guess(t):
    try:
        return classify(t)
    except Exception:
        return "in a friendly tone"`,
    found: [['openai', 'gpt-4o', null, 'user: Write to {reader}, {tone}, on {topic}']],
  },
  'a word for what is not there, as the expression that it is': {
    language: 'javascript',
    code: `async function dinner(wishes, guests) {
  await client.chat.completions.create({ model: 'gpt-4o', messages: [
    { role: 'system', content: \`Cook for guests who wish: \${wishes || 'nothing special'}.\` },
    { role: 'user', content: 'Guests: ' + (guests ?? 'two') },
  ] });
}`,
    found: [
      [
        'openai',
        'gpt-4o',
        null,
        "system: Cook for guests who wish: {wishes || 'nothing special'}.",
        "user: Guests: {(guests ?? 'two')}",
      ],
    ],
  },
  'what is known on all ways, an instruction that stands in, and a model by its default': {
    code: `def ask(q, rules=None, model=None, mood="", loud=False):
    if not rules:
        rules = "${RULES}"
    if not model:
        model = "gpt-4o-mini"
    if loud:
        mood = "with a shout"
    else:
        mood = "in a whisper"
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": f"{rules} {mood} {q}"}])`,
    found: [['openai', 'gpt-4o-mini', null, `user: ${RULES} with a shout {q}`]],
  },
  'a whole message by what it is where nothing is given': {
    language: 'javascript',
    code: `async function ask(system, q) {
  await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'system', content: system || 'You are a cook.' }, { role: 'user', content: q }] });
}`,
    found: [['openai', 'gpt-4o', null, 'system: You are a cook.', 'user: {q}']],
  },
  'the default of a parameter of a constructor that a field is given, as the model and as no text':
    {
      code: `class Cook:
    def __init__(self, model="gpt-4o-mini", tone="kind"):
        self.model = model
        self.tone = tone
    def ask(self, q):
        return client.chat.completions.create(model=self.model, messages=[{"role": "user", "content": f"Be {self.tone}: {q}"}])`,
      found: [['openai', 'gpt-4o-mini', null, 'user: Be {self.tone}: {q}']],
    },
  "the default of a field in a constructor's parameters": {
    language: 'typescript',
    code: `class Cook {
  constructor(private readonly client: OpenAI, private model: string = 'gpt-4o-mini', tone = 'kind') {}
  ask(q: string) {
    return this.client.chat.completions.create({ model: this.model, messages: [{ role: 'user', content: \`Be \${this.tone}: \${q}\` }] });
  }
}`,
    found: [['openai', 'gpt-4o-mini', null, 'user: Be {this.tone}: {q}']],
  },
};

describe('texts with what stands in for an unknown value', () => readPrompts(cases));
