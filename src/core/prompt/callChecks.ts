import rules from './migration.data.json';
import { msg } from '../model/message';
import { countFigure, say, waitFigure } from '../model/sentence';
import type { ModelFacts } from '../estimate/modelFacts';
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
  quickFix: { title: say('Remove {0}', p.name), newText: '' },
});

const VERDICT: Readonly<Record<string, string>> = {
  refused: msg('{0} is refused by {1}'),
  'refused with thinking': msg('{0} is refused with thinking by {1}'),
  ignored: msg('{0} is ignored by {1}'),
};

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
          message: { message: VERDICT[rule.verdict] ?? '', args: [p.name, facts.id] },
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
      message: say('max_tokens is refused by {0}; the new name counts reasoning too', facts.id),
      evidence: rules.rename,
      range: p.nameRange,
      quickFix: {
        title: say('Rename to {0}', 'max_completion_tokens'),
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
      message: say(
        '{0} of {1} counts the reasoning of {2} too: raise it to about {3} tokens',
        p.name,
        countFigure(p.value),
        facts.id,
        countFigure(cap),
      ),
      evidence: rules.cap.evidence,
      range: p.valueRange,
      quickFix: { title: say('Raise {0} to {1}', p.name, countFigure(cap)), newText: String(cap) },
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
          message: say(
            'budget_tokens ({0}) must be less than max_tokens ({1})',
            countFigure(budget.value),
            countFigure(cap.value),
          ),
          evidence: rules.roles.budget,
          range: cap.valueRange,
          quickFix: {
            title: say('Raise {0} to {1}', 'max_tokens', countFigure(budget.value + 4000)),
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
      message: say('{0} takes {1}, not ‘{2}’', facts.id, levels.join(', '), p.value),
      evidence: 'models.dev, 2026',
      range: p.valueRange,
      quickFix: { title: say('Set {0} to {1}', p.name, last), newText: `"${last}"` },
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
            message: say(
              'The tool loop must pass the model’s reasoning back with each tool result',
            ),
            evidence,
            range: tools.nameRange,
          },
        ]),
    ...(forced
      ? [
          {
            code: 'tool-choice',
            message: say('tool_choice must be auto or none for {0} with thinking', facts.id),
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
            message: say(
              'The client gives up after {0}; one call in ten to {1} takes longer than {2}: raise the limit or stream',
              waitFigure(seconds),
              facts.id,
              slow === null ? say('minutes') : waitFigure(slow),
            ),
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
          message: say(
            'One call in ten takes longer than {0}: stream the answer or run it in the background',
            waitFigure(slow),
          ),
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
      message: say('The call names {0}', p.value),
      evidence: 'This call',
      range: p.valueRange,
      quickFix: {
        title: say('Change the model to {0}', to.model),
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
