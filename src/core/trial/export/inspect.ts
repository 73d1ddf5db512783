import { filledMessages } from '../holes';
import type { TrialFile } from '../model';
import type { TrialExportInput } from './exports';
import { literal, scorerOf } from './inspectScorers';

const dictionary = (values: Readonly<Record<string, string>>): string =>
  `{${Object.entries(values)
    .map(([key, value]) => `${literal(key)}: ${literal(value)}`)
    .join(', ')}}`;

const MESSAGES = {
  system: 'ChatMessageSystem',
  user: 'ChatMessageUser',
  assistant: 'ChatMessageAssistant',
  tool: 'ChatMessageUser',
} as const;

/**
 * A task of Inspect (inspect.aisi.org.uk) with the same cases and the scorer that is nearest to the check, in one file: run with
 * `inspect eval FILE --model openai/gpt-4o`.
 */
export function inspectTask({ trial, name, date }: TrialExportInput): string {
  const scorer = scorerOf(trial.check);
  const samples = trial.cases.map((item, i) => {
    const messages = filledMessages(trial.prompt, item.values).map(
      ({ role, text }) => `${MESSAGES[role]}(content=${literal(text)})`,
    );
    return `    Sample(
        id="row-${i + 1}",
        input=[${messages.join(', ')}],
        target=${literal(item.expected ?? '')},
        metadata={"values": ${dictionary(item.values)}, "about": ${dictionary(item.about)}},
    ),`;
  });
  return `"""Trial ${name.replace(/[^\w .-]/g, '_')}, handed over by LRM Lens on ${date}.

${commands(trial)}
${scorer.note === null ? '' : `\n${scorer.note}\n`}"""

from inspect_ai import Epochs, Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser, GenerateConfig
${scorer.imports.length === 0 ? '' : `from inspect_ai.scorer import ${scorer.imports.join(', ')}\n`}from inspect_ai.solver import generate
${scorer.code === '' ? '' : `${scorer.code}\n`}
SAMPLES = [
${samples.join('\n')}
]


@task
def trial() -> Task:
    return Task(
        dataset=MemoryDataset(SAMPLES),
        solver=generate(),
${scorer.call === null ? '' : `        scorer=${scorer.call},\n`}        epochs=Epochs(${trial.repeats}, "mean"),
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
