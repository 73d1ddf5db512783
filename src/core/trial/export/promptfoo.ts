import { dump } from 'js-yaml';
import { likelyEndpoint } from '../../capture/endpoints';
import { budgetOf } from '../../estimate/effort';
import { templateParts } from '../holes';
import type { CheckSpec, TrialCase, TrialFile, TrialModel } from '../model';
import type { TrialExportInput } from './exports';

/** How promptfoo names the providers of endpoints (promptfoo.dev/docs/providers, November 2026). */
const PROVIDERS: Readonly<Record<string, string>> = {
  OpenAI: 'openai:chat',
  Anthropic: 'anthropic:messages',
  'Google Gemini': 'google',
  OpenRouter: 'openrouter',
  DeepSeek: 'deepseek',
  Ollama: 'ollama:chat',
};

/**
 * A promptfoo configuration that asks the same models about the same cases, with the nearest check there is. What has no
 * counterpart is told in a comment at the top. Looked at with promptfoo 0.123.1 in November 2026: it validates, and what it sends
 * is what the trial sends, marks of its templates in prompt, values and expected answers included.
 */
export function promptfooConfig({ trial, name, date }: TrialExportInput): string {
  const { check } = trial;
  const config = {
    description: `Trial ${name}, handed over by LRM Lens on ${date}`,
    prompts: [promptOf(trial)],
    providers: trial.models.map((model) => providerOf(model, trial)),
    ...(check.kind === 'judge'
      ? { defaultTest: { options: { provider: providerOf(check.model, trial) } } }
      : {}),
    evaluateOptions: { maxConcurrency: trial.concurrency, repeat: trial.repeats },
    tests: trial.cases.map((item, i) => testOf(item, i, trial)),
  };
  const schema = '# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n';
  const note = NOTES[check.kind] ?? null;
  return `${schema}${note === null ? '' : `# ${note}\n`}${dump(config, { lineWidth: 110, noRefs: true })}`;
}

const NOTES: Partial<Readonly<Record<CheckSpec['kind'], string>>> = {
  equals:
    'The trial compared normalised answers; here it is enough that the expected one is contained.',
  code: 'The command of the trial has no counterpart here: add a javascript or python assertion.',
  hand: 'The trial was judged by hand: add assertions.',
};

/** Chat messages as JSON: promptfoo fills the variables inside of them. */
function promptOf({ prompt }: TrialFile): string {
  const messages = prompt.messages.map(({ role, text }) => ({
    role,
    content: templateParts(text, prompt.holes)
      .map((part) => ('text' in part ? literal(part.text) : `{{ ${nameOf(part.hole)} }}`))
      .join(''),
  }));
  return JSON.stringify(messages, null, 2);
}

/** Text in which its templates find no marks of their own: the last brace may stand before one of ours, and `#}` ends a comment. */
const literal = (text: string): string =>
  text.replace(/\{(?=[{%#]|$)|#(?=\})/g, (mark) => `{{ '${mark}' }}`);

/** Names of variables in its templates are words. */
const nameOf = (hole: string): string => hole.replace(/\W+/g, '_').replace(/^(?=\d)/, '_');

function providerOf({ model, effort, endpoint }: TrialModel, trial: TrialFile) {
  const provider = PROVIDERS[endpoint ?? likelyEndpoint(model) ?? ''] ?? 'openai:chat';
  const limit = trial.maxOutputTokens;
  return {
    id: `${provider}:${model}`,
    label: effort === null ? model : `${model}:${effort}`,
    config: { ...effortOf(provider, effort), ...limitOf(provider, limit) },
  };
}

function effortOf(provider: string, effort: string | null): object {
  if (effort === null) return {};
  const budget = budgetOf(effort);
  if (provider === 'anthropic:messages')
    return budget === null
      ? effort === 'off'
        ? {}
        : { thinking: { type: 'adaptive' }, effort }
      : { thinking: { type: 'enabled', budget_tokens: budget } };
  if (provider === 'google') {
    const thinkingConfig =
      effort === 'off'
        ? { thinkingBudget: 0 }
        : budget === null
          ? { thinkingLevel: effort }
          : { thinkingBudget: budget };
    return { generationConfig: { thinkingConfig } };
  }
  return budget === null ? { reasoning_effort: effort === 'off' ? 'none' : effort } : {};
}

function limitOf(provider: string, limit: number | null): object {
  if (limit === null) return {};
  if (provider === 'google') return { maxOutputTokens: limit };
  return provider === 'openai:chat' ? { max_completion_tokens: limit } : { max_tokens: limit };
}

function testOf(item: TrialCase, row: number, trial: TrialFile) {
  const vars = Object.fromEntries(
    Object.entries(item.values).map(([hole, value]) => [nameOf(hole), value]),
  );
  const asserted = assertOf(trial.check, item.expected);
  return {
    description: `row ${row + 1}`,
    vars,
    ...(asserted === null ? {} : { assert: [asserted] }),
    ...(Object.keys(item.about).length === 0 ? {} : { metadata: item.about }),
  };
}

/** The last number of an answer, in the words of an assertion. */
const LAST_NUMBER = String.raw`Number((output.replace(/,(?=\d{3})/g, '').match(/-?\d+(?:\.\d+)?/g) ?? ['NaN']).at(-1))`;

function assertOf(check: CheckSpec, expected: string | null): object | null {
  switch (check.kind) {
    case 'equals':
    case 'contains':
      return expected === null ? null : { type: 'icontains', value: literal(expected) };
    case 'number': {
      const wanted = Number(expected?.replace(/[,$€£%\s]/g, ''));
      if (expected === null || Number.isNaN(wanted)) return null;
      const distance = check.relative ? check.within * Math.abs(wanted) : check.within;
      return {
        type: 'javascript',
        value: `Math.abs(${LAST_NUMBER} - ${wanted}) <= ${distance + 1e-9}`,
      };
    }
    case 'pattern': {
      const source = check.pattern ?? expected;
      return source === null ? null : { type: 'regex', value: literal(source) };
    }
    case 'json-field': {
      if (expected === null) return null;
      const path = check.path
        .split(/[.[\]]+/)
        .filter((part) => part !== '')
        .map((part) => `?.[${JSON.stringify(part)}]`)
        .join('');
      return {
        type: 'javascript',
        value: `String(JSON.parse(output)${path}) === ${JSON.stringify(expected)}`,
      };
    }
    case 'json-schema':
      return { type: 'contains-json', value: check.schema };
    case 'judge':
      return {
        type: 'llm-rubric',
        value: literal(
          expected === null ? check.rubric : `${check.rubric}\n\nExpected: ${expected}`,
        ),
      };
    case 'code':
    case 'hand':
      return null;
  }
}
