import { filledMessages } from '../holes';
import type { CheckSpec, TrialFile } from '../model';
import type { ExportInput } from './exports';

/** JSON texts are literals of Python too. */
const literal = (text: string): string => JSON.stringify(text);

const MESSAGES = {
  system: 'ChatMessageSystem',
  user: 'ChatMessageUser',
  assistant: 'ChatMessageAssistant',
  tool: 'ChatMessageUser',
} as const;

/**
 * A task of Inspect (inspect.aisi.org.uk) with the same cases and the nearest scorer there is, in one file: run with
 * `inspect eval FILE --model openai/gpt-4o`.
 */
export function inspectTask({ trial, name, date }: ExportInput): string {
  const scorer = scorerOf(trial.check);
  const samples = trial.cases.map((item, i) => {
    const messages = filledMessages(trial.prompt, item.values).map(
      ({ role, text }) => `${MESSAGES[role]}(content=${literal(text)})`,
    );
    const about = Object.entries(item.about).map(
      ([key, value]) => `${literal(key)}: ${literal(value)}`,
    );
    return `    Sample(
        id="row-${i + 1}",
        input=[${messages.join(', ')}],
        target=${literal(item.expected ?? '')},
        metadata={${about.join(', ')}},
    ),`;
  });
  return `"""Trial ${name.replace(/[^\w .-]/g, '_')}, handed over by LRM Lens on ${date}.

${commands(trial)}
${scorer.note === null ? '' : `\n${scorer.note}\n`}"""

from inspect_ai import Epochs, Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser, GenerateConfig
from inspect_ai.scorer import ${scorer.name}
from inspect_ai.solver import generate

SAMPLES = [
${samples.join('\n')}
]


@task
def trial() -> Task:
    return Task(
        dataset=MemoryDataset(SAMPLES),
        solver=generate(),
        scorer=${scorer.call},
        epochs=Epochs(${trial.repeats}, "mean"),
        config=GenerateConfig(${trial.maxOutputTokens === null ? '' : `max_tokens=${trial.maxOutputTokens}`}),
    )
`;
}

/** One command for each model of the trial; names of providers are the reader's to check. */
function commands({ models }: TrialFile): string {
  return models
    .map(({ model, effort }) => {
      const provider = /^claude/i.test(model)
        ? 'anthropic/'
        : /^gemini/i.test(model)
          ? 'google/'
          : model.includes('/')
            ? 'openrouter/'
            : 'openai/';
      const level =
        effort === null || effort === 'off'
          ? ''
          : /^\d/.test(effort)
            ? ` --reasoning-tokens ${effort}`
            : ` --reasoning-effort ${effort}`;
      return `inspect eval THIS_FILE --model ${provider}${model.replace(/[^\w./:-]/g, '')}${level.replace(/[^\w -]/g, '')}`;
    })
    .join('\n');
}

interface Scorer {
  readonly name: string;
  readonly call: string;
  /** What differs from the trial; `null` when nothing does. */
  readonly note: string | null;
}

function scorerOf(check: CheckSpec): Scorer {
  switch (check.kind) {
    case 'equals':
      return {
        name: 'match',
        call: 'match(location="end")',
        note: 'The trial compared normalised answers; here the answer must end with the expected one.',
      };
    case 'contains':
      return { name: 'includes', call: 'includes()', note: null };
    case 'number':
      return {
        name: 'match',
        call: 'match(location="end", numeric=True)',
        note: `The trial allowed a distance of ${check.within}; here numbers must be equal.`,
      };
    case 'pattern':
      return {
        name: 'pattern',
        call: `pattern(${literal(`(${check.pattern ?? '.*'})`)})`,
        note: 'A pattern of Inspect extracts the answer that is compared with the target.',
      };
    case 'judge':
      return {
        name: 'model_graded_qa',
        call: `model_graded_qa(instructions=${literal(`${check.rubric}\n\nEnd with GRADE: C when it is right, GRADE: I when it is not.`)})`,
        note: null,
      };
    case 'json-field':
    case 'json-schema':
    case 'code':
    case 'hand':
      return {
        name: 'includes',
        call: 'includes()',
        note: `The check "${check.kind}" of the trial has no counterpart: write a scorer.`,
      };
  }
}
