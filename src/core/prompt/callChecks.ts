import rules from './migration.data.json';
import type { ModelFacts } from '../estimate/catalogue';
import type { Change, ModelChoice } from '../estimate/model';
import type { CallParameter, FoundPrompt, PromptCall } from './model';

/** What the estimate knows of the candidate that a call must allow for. */
export interface CallNeeds {
  /** Output tokens that 98 of 100 calls stay under. */
  readonly suggestedCap: number | null;
  /** Seconds that nine of ten calls take. */
  readonly slowSeconds: number | null;
}

/** `topP` and `top_p` are one parameter. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const find = (call: PromptCall, names: readonly string[]): CallParameter | undefined =>
  call.parameters.find((p) => names.includes(p.name) || names.includes(snake(p.name)));

const remove = (p: CallParameter) => ({
  range: p.range,
  quickFix: { title: `Remove ${p.name}`, newText: '' },
});

function unsupported(call: PromptCall, facts: ModelFacts): readonly Change[] {
  return rules.parameters
    .filter((rule) => rule.lab === facts.lab)
    .flatMap((rule) =>
      call.parameters
        .filter((p) => rule.names.includes(snake(p.name)))
        // Claude takes the default of 1, whatever else.
        .filter((p) => !(facts.lab === 'anthropic' && p.name === 'temperature' && p.value === 1))
        .map((p) => ({
          code: 'unsupported-parameter',
          message: `${p.name} is ${rule.verdict} by ${facts.id}`,
          evidence: rule.evidence,
          ...remove(p),
        })),
    );
}

function renamed(call: PromptCall, facts: ModelFacts): readonly Change[] {
  const p =
    facts.lab === 'openai' && facts.openWeights !== true ? find(call, ['max_tokens']) : undefined;
  if (p?.name !== 'max_tokens') return [];
  return [
    {
      code: 'rename-max-tokens',
      message: `max_tokens is refused by ${facts.id}; the new name counts reasoning too`,
      evidence: rules.rename,
      range: p.nameRange,
      quickFix: {
        title: 'Rename to max_completion_tokens',
        newText: 'max_completion_tokens',
      },
    },
  ];
}

/** A rename keeps the quotes of a JSON or object key: `nameRange` may or may not include them. */
function keepQuotes(change: Change, document: string): Change {
  const { range, quickFix } = change;
  const quote = range === null ? '' : (document[range.start] ?? '');
  return quickFix === undefined || (quote !== '"' && quote !== "'")
    ? change
    : { ...change, quickFix: { ...quickFix, newText: `${quote}${quickFix.newText}${quote}` } };
}

function tooSmallCap(call: PromptCall, facts: ModelFacts, needs: CallNeeds): readonly Change[] {
  const p = find(call, rules.cap.names);
  const least = needs.suggestedCap ?? rules.cap.least;
  if (p === undefined || typeof p.value !== 'number' || p.value >= least) return [];
  const cap = needs.suggestedCap ?? rules.cap.suggested;
  return [
    {
      code: 'cap-too-small',
      message: `${p.name} of ${p.value} counts the reasoning of ${facts.id} too: raise it to about ${cap} tokens`,
      evidence: rules.cap.evidence,
      range: p.valueRange,
      quickFix: { title: `Raise ${p.name} to ${cap}`, newText: String(cap) },
    },
  ];
}

function budgetOverCap(call: PromptCall, facts: ModelFacts): readonly Change[] {
  const cap = find(call, ['max_tokens']);
  const budget = find(call, ['budget_tokens']);
  if (
    facts.lab !== 'anthropic' ||
    typeof cap?.value !== 'number' ||
    typeof budget?.value !== 'number'
  )
    return [];
  return budget.value < cap.value
    ? []
    : [
        {
          code: 'budget-over-cap',
          message: `budget_tokens (${budget.value}) must be less than max_tokens (${cap.value})`,
          evidence: rules.roles.budget,
          range: cap.valueRange,
          quickFix: {
            title: `Raise max_tokens to ${budget.value + 4000}`,
            newText: String(budget.value + 4000),
          },
        },
      ];
}

function effortLevel(call: PromptCall, facts: ModelFacts): readonly Change[] {
  const p = find(call, ['reasoning_effort', 'effort']);
  const levels = facts.effort?.levels ?? [];
  const last = levels.at(-1);
  if (
    p === undefined ||
    typeof p.value !== 'string' ||
    last === undefined ||
    levels.includes(p.value)
  )
    return [];
  return [
    {
      code: 'effort-level',
      message: `${facts.id} takes ${levels.join(', ')}, not '${p.value}'`,
      evidence: 'models.dev, 2026',
      range: p.valueRange,
      quickFix: { title: `Set ${p.name} to ${last}`, newText: `"${last}"` },
    },
  ];
}

function toolLoop(call: PromptCall, facts: ModelFacts): readonly Change[] {
  const tools = find(call, ['tools', 'functions']);
  if (tools === undefined) return [];
  const replay: Readonly<Record<string, string>> = rules.replay;
  const evidence = replay[facts.lab];
  const choice = find(call, ['tool_choice']);
  const forced =
    facts.lab === 'anthropic' &&
    choice !== undefined &&
    choice.value !== 'auto' &&
    choice.value !== 'none';
  return [
    ...(evidence === undefined
      ? []
      : [
          {
            code: 'reasoning-replay',
            message: 'The tool loop must pass the model’s reasoning back with each tool result',
            evidence,
            range: tools.nameRange,
          },
        ]),
    ...(forced
      ? [
          {
            code: 'tool-choice',
            message: `tool_choice must be auto or none for ${facts.id} with thinking`,
            evidence: rules.toolChoice,
            range: choice.range,
          },
        ]
      : []),
  ];
}

/** SDKs count time-outs in seconds (Python) or milliseconds (JavaScript). */
const secondsOf = (value: number, language: FoundPrompt['language']): number =>
  language === 'javascript' && value >= 1000 ? value / 1000 : value;

function patience(
  found: FoundPrompt,
  call: PromptCall,
  facts: ModelFacts,
  needs: CallNeeds,
): readonly Change[] {
  const limit = find(call, ['timeout', 'request_timeout']);
  const slow = needs.slowSeconds;
  if (typeof limit?.value === 'number') {
    const seconds = secondsOf(limit.value, found.language);
    return seconds >= (slow ?? 120)
      ? []
      : [
          {
            code: 'time-out',
            message: `The client gives up after ${seconds} s; one call in ten to ${facts.id} takes longer than ${slow === null ? 'minutes' : `${Math.round(slow)} s`}: raise the limit or stream`,
            evidence: rules.slow,
            range: limit.valueRange,
          },
        ];
  }
  const streams = find(call, ['stream', 'background']);
  return slow === null || slow < 60 || (streams !== undefined && streams.value !== false)
    ? []
    : [
        {
          code: 'stream',
          message: `One call in ten takes longer than ${Math.round(slow)} s: stream the answer or run it in the background`,
          evidence: rules.slow,
          range: streams?.range ?? null,
        },
      ];
}

/** `model="gpt-4o"` becomes the candidate, in the same quotes. */
function modelName(call: PromptCall, document: string, to: ModelChoice): readonly Change[] {
  const p = find(call, ['model', 'model_name', 'model_id']);
  if (p === undefined || typeof p.value !== 'string' || p.value === to.model) return [];
  const quote = document[p.valueRange.start] ?? '"';
  return [
    {
      code: 'model-id',
      message: `The call names ${p.value}`,
      evidence: 'This call',
      range: p.valueRange,
      quickFix: {
        title: `Change the model to ${to.model}`,
        newText: `${quote}${to.model}${quote}`,
      },
    },
  ];
}

/** Findings in the call that sends the prompt, for a reasoning model. Ranges are UTF-16 offsets into the document. */
export function callChecks(
  found: FoundPrompt,
  document: string,
  facts: ModelFacts,
  to: ModelChoice,
  needs: CallNeeds,
): readonly Change[] {
  const { call } = found;
  if (call === null) return [];
  return [
    ...modelName(call, document, to),
    ...renamed(call, facts).map((c) => keepQuotes(c, document)),
    ...tooSmallCap(call, facts, needs),
    ...budgetOverCap(call, facts),
    ...unsupported(call, facts),
    ...effortLevel(call, facts),
    ...toolLoop(call, facts),
    ...patience(found, call, facts, needs),
  ];
}
