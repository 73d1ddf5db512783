import { readPrompts, type PromptCase } from './promptCases';

const shell = (code: string, ...found: PromptCase['found']): PromptCase => ({
  language: 'shellscript',
  code: `#!/bin/bash\nMODEL="\${1:-gpt-5-codex}"\nRULES='Be brief.'\n${code}\n`,
  found,
});

const cases: Readonly<Record<string, PromptCase>> = {
  'Claude Code, with its model, its effort and what is said first': shell(
    `NAME=$(claude --print --model opus --effort high --append-system-prompt "$RULES" --output-format json "Name a tree for $USER")`,
    ['claude-code', 'opus', 'high', 'system: Be brief.', 'user: Name a tree for {USER}'],
  ),
  'a command on several lines, in a condition': shell(
    `if ! $DONE; then
  claude -p "Look through $1" \\
    $FLAGS \\
    > "$LOG" 2>&1 || true
fi`,
    ['claude-code', null, null, 'user: Look through {$1}'],
  ),
  'no tools for the prompt': shell(
    `git diff | claude -p "Judge the difference" --allowedTools "Bash(git:*)" "Read"`,
    ['claude-code', null, null, 'user: Judge the difference'],
  ),
  'a here document': shell(
    `claude -p "$(cat <<END
Write a poem
about the sea.
END
)" --model=sonnet`,
    ['claude-code', 'sonnet', null, 'user: Write a poem\nabout the sea.'],
  ),
  'Codex, with what it is told of its configuration': shell(
    `codex exec --full-auto -m "$MODEL" -c model_reasoning_effort="high" "Mend the gate"
timeout 300 codex exec -c 'model="gpt-5"' -c 'model_reasoning_effort="low"' "Mend the roof" || exit 1`,
    ['codex', 'gpt-5-codex', 'high', 'user: Mend the gate'],
    ['codex', 'gpt-5', 'low', 'user: Mend the roof'],
  ),
  'Gemini, llm and Ollama': shell(
    `gemini -m gemini-2.5-pro -p "Greet the crew"; llm -m gpt-4o-mini -s "Be kind" "Name a bird"
cat letter.txt | llm -s "Sum it up"
ollama run llama3.2 "Name a fish"`,
    ['gemini-cli', 'gemini-2.5-pro', null, 'user: Greet the crew'],
    ['llm', 'gpt-4o-mini', null, 'system: Be kind', 'user: Name a bird'],
    ['llm', null, null, 'system: Sum it up', 'user: {letter.txt}'],
    ['ollama', 'llama3.2', null, 'user: Name a fish'],
  ),
  'what is piped in, or stands on the input': shell(
    `echo -n "Name a tree" | claude -p --model opus --effort high
cat task.md | codex exec -m gpt-5.5 -
claude -p --model haiku < "task.md"
claude -p --model haiku <<'END'
Name one fish
and one bird.
END
llm -m gpt-5-mini <<< "$RULES"
OUT=$(printf '%s\\n' "$RULES" "Name a bird" | claude --print)
( echo "$RULES"; cat task.md ) \\
  | claude -p --model opus
cat <<'END' | claude -p --model opus
Name a gull.
END
git log | claude -p`,
    ['claude-code', 'opus', 'high', 'user: Name a tree'],
    ['codex', 'gpt-5.5', null, 'user: {task.md}'],
    ['claude-code', 'haiku', null, 'user: {task.md}'],
    ['claude-code', 'haiku', null, 'user: Name one fish\nand one bird.'],
    ['llm', 'gpt-5-mini', null, 'user: Be brief.'],
    ['claude-code', null, null, 'user: Be brief. Name a bird'],
    ['claude-code', 'opus', null, 'user: Be brief.\n{task.md}'],
    ['claude-code', 'opus', null, 'user: Name a gull.'],
  ),
  'nothing that is only told of, or asks nothing': shell(`# claude -p "In a comment"
echo "run claude -p 'In a text'"
cat <<END
  claude -p "In the help"
END
claude mcp add "server"
ollama run llama3.2
codex "Not sent here"
claude -p "\${words[@]}"`),
  'a model that stands for an argument that is not given': shell(
    `curl "$ADDRESS" -d "{\\"model\\": \\"$MODEL\\", \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"Hello\\"}]}"`,
    [null, 'gpt-5-codex', null, 'user: Hello'],
  ),
};

describe('commands of a shell that send a prompt', () => readPrompts(cases));
