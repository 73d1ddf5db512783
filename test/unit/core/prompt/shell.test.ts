import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';
import { readPrompts, type PromptCase } from './promptCases';

const HEAD = `#!/bin/bash
MODEL="\${MODEL:-gpt-4o-mini}"
SYSTEM='You sum up changes.'
question="$1"
`;
const ADDRESS = 'https://api.openai.com/v1/chat/completions';

const shell = (
  code: string,
  ...found: readonly (readonly [string | null, ...string[]])[]
): PromptCase => ({
  language: 'shellscript',
  code: HEAD + code,
  found: found.map(([model, ...said]) => [null, model, null, ...said]),
});

const cases: Readonly<Record<string, PromptCase>> = {
  'a body that is printed': shell(
    `body=$(printf '{"model":"%s","max_tokens":%d,"messages":[{"role":"user","content":"Sum up: %s"}]}' "$MODEL" 1024 "$question")
curl ${ADDRESS} -d "$body"`,
    ['gpt-4o-mini', 'user: Sum up: {question}'],
  ),
  'a body that is printed with a model nobody knows': shell(
    `body=$(printf '{"model":"%s","max_tokens":10,"messages":[{"role":"user","content":"%s"}]}' "$LLM" "$(escape "$question")")`,
    [null, 'user: {$(escape "$question")}'],
  ),
  'variables between quoted pieces': shell(
    `curl ${ADDRESS} -d '{
  "model": "'"$MODEL"'",
  "messages": [{"role": "system", "content": "'"$SYSTEM"'"}, {"role": "user", "content": "Sum up: '$question'"}]
}'`,
    ['gpt-4o-mini', 'system: You sum up changes.', 'user: Sum up: {question}'],
  ),
  'a body in double quotes': shell(
    `curl ${ADDRESS} -d "{\\"model\\": \\"$MODEL\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"Say \\\\\\"hi\\\\\\" to $question\\"}]}"`,
    ['gpt-4o-mini', 'user: Say "hi" to {question}'],
  ),
  'a body that jq builds': shell(
    `body=$(jq -n --arg model "$MODEL" --arg ask "$question" --arg rules "$SYSTEM" '{
  model: $model, max_tokens: 200,
  messages: [{role: "system", content: $rules}, {role: "user", content: ("Greet " + $ask)}]
}')`,
    ['gpt-4o-mini', 'system: You sum up changes.', 'user: Greet {$ask}'],
  ),
  'a variable between quoted pieces alone, of those in single quotes': shell(
    `curl ${ADDRESS} -d '{"model":"'"$MODEL"'","messages":[{"role":"user","content":"It costs $5 and $question: '"$question"'"}]}'`,
    ['gpt-4o-mini', 'user: It costs $5 and $question: {question}'],
  ),
  'a here document whose word is quoted, as it is': shell(
    `curl ${ADDRESS} -d @- <<'EOF'
{"model":"o3","messages":[{"role":"user","content":"Say $question, price $10"}]}
EOF`,
    ['o3', 'user: Say $question, price $10'],
  ),
  'a variable that each function is given': shell(
    `a() {
  local prompt="Name a sea."
  curl ${ADDRESS} -d "{\\"model\\": \\"o3\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"$prompt\\"}]}"
}
b() {
  local prompt="$1"
  curl ${ADDRESS} -d "{\\"model\\": \\"o3\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"$prompt\\"}]}"
}`,
    ['o3', 'user: Name a sea.'],
    ['o3', 'user: {prompt}'],
  ),
  'variables that a loop, a command or a reader gives': shell(
    `PROMPT="Old"; PROMPT=$(cat question.txt)
ASKED="Old"
while read -r ASKED; do
for MODEL in gpt-4o o3; do
  curl ${ADDRESS} -d "{\\"model\\": \\"$MODEL\\", \\"messages\\": [{\\"role\\": \\"system\\", \\"content\\": \\"$PROMPT\\"}, {\\"role\\": \\"user\\", \\"content\\": \\"$ASKED\\"}]}"
done
done`,
    [null, 'system: {PROMPT}', 'user: {ASKED}'],
  ),
  'a variable rather than what stands for it where it is not set': shell(
    `NAME="gpt-5"
curl ${ADDRESS} -d "{\\"model\\": \\"\${NAME:-gpt-4o}\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"Hi there\\"}]}"`,
    ['gpt-5', 'user: Hi there'],
  ),
  'no body in a comment': shell(
    `# curl ${ADDRESS} -d '{"model":"o1","messages":[{"role":"user","content":"Old"}]}'
curl ${ADDRESS} -d '{"model":"o3","messages":[{"role":"user","content":"New"}]}'`,
    ['o3', 'user: New'],
  ),
  'a body in a here document, with a text from another': shell(
    `RULES=$(cat <<'TEXT'
Name it
in one word.
TEXT
)
curl http://localhost:11434/api/generate -d @- <<EOF
{ "model": "$MODEL", "system": "$RULES", "prompt": "It is: \${question}", "stream": false }
EOF`,
    ['gpt-4o-mini', 'system: Name it\nin one word.', 'user: It is: {question}'],
  ),
};

describe('prompts of shell scripts', () => {
  readPrompts(cases);

  for (const [what, code] of [
    ['an object without messages', `jq -n --arg name "$1" '{name: $name, model: "gpt-4o"}'`],
    [
      'a record that is printed',
      `printf '{"model":"%s","input":"%s"}' text-embedding-3-small "$1"`,
    ],
    ['what jq takes out of an answer', `curl x | jq '{model: .model, messages: .choices}'`],
  ] as const)
    it(`are none: ${what}`, () =>
      assert.deepEqual(findPrompts({ text: code, languageId: 'shellscript', fileName: 'x' }), []));
});
