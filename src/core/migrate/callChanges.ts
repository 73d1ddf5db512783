import { msg, type Message } from '../model/message';
import { countFigure, say, type Sentence } from '../model/sentence';
import type { Change, ModelChoice } from '../estimate/model';
import type { ModelFacts } from '../estimate/modelFacts';
import type { RequestArgument } from '../prompt/model';
import { brokenRules, planCall, type AskedCall, type Broken, type CallPlan } from './callPlan';
import { CAP_SOURCE, shortLimit } from './patience';
import type { Effect } from './rules/rule';
import { isLegacy, isRequest, serviceOf, servesNot } from './service';
import { levelNow, nearestLevel } from './target';
import { argumentAt } from './tree';

type Findings = readonly Omit<Change, 'quickFix'>[];

const VERDICT: Readonly<Record<Effect, Message>> = {
  refused: msg('{0} is refused by {1}'),
  ignored: msg('{0} is ignored by {1}'),
  changed: msg('{0} works against the reasoning of {1}'),
};

function brokenFinding({ rule, path, argument }: Broken, facts: ModelFacts): Findings[number] {
  const renamed =
    typeof rule.replacement === 'object' &&
    rule.replacement !== null &&
    'rename' in rule.replacement;
  return {
    code: renamed ? 'rename-max-tokens' : 'unsupported-parameter',
    message: {
      message: VERDICT[rule.effect],
      args: [path.includes('.') ? path : (argument.name ?? path), facts.id],
    },
    evidence: rule.source,
    range: renamed ? argument.nameRange : argument.range,
  };
}

/** The effort that the call names where the model takes no such level. */
function effortFinding({ call, facts }: Pick<AskedCall, 'call' | 'facts'>): Findings {
  const now = levelNow(call);
  const levels = facts.effort?.levels ?? [];
  if (now === null || levels.length === 0 || levels.includes(now.level)) return [];
  return [
    {
      code: 'effort-level',
      message: say('{0} takes {1}, not ‘{2}’', facts.id, levels.join(', '), now.level),
      evidence: say('models.dev, 2026'),
      range: call.thinking[now.at]!.argument.value.range,
    },
  ];
}

const paths = (plan: CallPlan): string => Object.keys(plan.switched?.set ?? {}).join(', ');

function switchFinding({ call, facts }: AskedCall, plan: CallPlan): Findings {
  if (plan.switched === null || !plan.sets) return [];
  const { level, budget, asked } = plan.target;
  const message: Sentence =
    asked === 'level' && level !== null
      ? say('The call does not ask {0} for {1} effort: set {2}', facts.id, level, paths(plan))
      : asked === 'budget' && budget !== null
        ? say(
            'The call gives {0} no budget of {1} tokens to think: set {2}',
            facts.id,
            countFigure(budget),
            paths(plan),
          )
        : say('The call does not let {0} think: set {1}', facts.id, paths(plan));
  return [
    {
      code: 'set-effort',
      message,
      evidence: plan.switched.source,
      range: call.model?.written ?? null,
    },
  ];
}

function capFinding({ facts }: AskedCall, { shortCap, target }: CallPlan): Findings {
  if (shortCap === null) return [];
  const { argument, now, tokens, underBudget } = shortCap;
  return [
    {
      code: underBudget ? 'budget-over-cap' : 'cap-too-small',
      message: underBudget
        ? say(
            'The budget to think ({0}) must be less than {1} ({2})',
            countFigure(target.budget ?? 0),
            argument.name ?? '',
            countFigure(now),
          )
        : say(
            '{0} of {1} counts the reasoning of {2} too: raise it to about {3} tokens',
            argument.name ?? '',
            countFigure(now),
            facts.id,
            countFigure(tokens),
          ),
      evidence: CAP_SOURCE,
      range: argument.value.range,
    },
  ];
}

function prefillFinding({ facts }: AskedCall, prefill: readonly RequestArgument[]): Findings {
  const [first] = prefill;
  if (first === undefined) return [];
  return [
    {
      code: 'prefill',
      message: say('{0} refuses a pre-filled answer while it thinks', facts.id),
      evidence: say('Anthropic, Thinking, 2026: an answer cannot be pre-filled with thinking on'),
      range: first.value.range,
    },
  ];
}

function replayFinding({ call, service }: AskedCall): Findings {
  const tools = argumentAt(call, ['tools', 'functions', 'config.tools', 'tool_config']);
  const why = service.rules.replay;
  if (tools === undefined || why === null) return [];
  return [
    {
      code: 'reasoning-replay',
      message: say('The tool loop must pass the model’s reasoning back with each tool result'),
      evidence: why,
      range: tools.nameRange,
    },
  ];
}

function modelFinding({ call, facts, choice, service }: AskedCall): Findings {
  const { model } = call;
  if (model === null || model.id === choice.model) return [];
  if (model.id === service.spelled(facts, choice.model, model.id)) return [];
  return [
    {
      code: 'model-id',
      message: say('The call names {0}', model.id),
      evidence: say('This call'),
      range: model.declared ?? model.written,
    },
  ];
}

/** The model is asked by another client than the call's. */
function otherClient(asked: Omit<AskedCall, 'service'>): Findings {
  const { call, choice } = asked;
  if (call.model !== null && call.model.id === choice.model) return [];
  return [
    {
      code: 'other-client',
      message: say(
        '{0} is asked by another client than this call’s: client or address, key and the shape of request and answer change too',
        choice.model,
      ),
      evidence: say('This call'),
      range: call.model?.written ?? null,
    },
  ];
}

/** The model is asked by another endpoint of the same API. */
function otherEndpoint({ call, facts, choice }: Omit<AskedCall, 'service'>): Findings {
  return [
    {
      code: 'other-client',
      message: say(
        '{0} is not asked by text completions: the call must send messages instead',
        choice.model,
      ),
      evidence:
        call.vendor === 'anthropic'
          ? say(
              'Anthropic, Migrating from Text Completions, 2025: current models are for the Messages API only',
            )
          : say('OpenAI, Models, 2026: {0} has no v1/completions', facts.id),
      range: call.model?.written ?? null,
    },
  ];
}

const titleOf = ({ model, effort }: ModelChoice): Sentence =>
  effort === null
    ? say('Change the call for {0}', model)
    : say('Change the call for {0}, effort {1}', model, effort);

/**
 * What must become of the call for the candidate: each finding with its source and, where the call can be edited so that
 * it runs, one and the same edit of the whole call. `from` are the facts of the model the call names today.
 */
export function callChanges(
  asked: Omit<AskedCall, 'service'>,
  from: ModelFacts | null,
): readonly Change[] {
  const { call, facts, cap, choice } = asked;
  const service = serviceOf(call, from);
  if (service === null || !service.serves(facts)) {
    return [
      ...(servesNot(call, from, facts)
        ? otherClient(asked)
        : isLegacy(call)
          ? otherEndpoint(asked)
          : [...otherModel(asked), ...effortFinding(asked)]),
      ...shortLimit(call, facts, cap),
    ];
  }
  const whole = { ...asked, service };
  const plan = planCall(whole);
  const effort = effortFinding(whole);
  const findings: Findings = [
    ...modelFinding(whole),
    ...plan.broken.map((b) => brokenFinding(b, facts)),
    ...effort,
    ...(effort.length > 0 ? [] : switchFinding(whole, plan)),
    ...capFinding(whole, plan),
    ...prefillFinding(whole, plan.prefill),
  ];
  const { edits } = plan;
  const fix =
    edits === null || edits.length === 0 ? {} : { quickFix: { title: titleOf(choice), edits } };
  return [...findings.map((f) => ({ ...f, ...fix })), ...replayFinding(whole)];
}

/** What the model refuses of a call that does not let it think; nothing is edited for that. */
export function refusedAnyway(
  asked: Omit<AskedCall, 'service'>,
  from: ModelFacts | null,
): Findings {
  const service = serviceOf(asked.call, from);
  if (service === null || !service.serves(asked.facts)) return [];
  return brokenRules({ ...asked, service }).map((b) => brokenFinding(b, asked.facts));
}

/** Another model of the same lab behind a library that hides the request: the id, and the effort where the model is made. */
function otherModel({ call, choice, facts }: Omit<AskedCall, 'service'>): Findings {
  const { model } = call;
  if (model === null || model.id === choice.model) return [];
  const level =
    choice.effort === null || isRequest(call)
      ? null
      : nearestLevel(facts.effort?.levels ?? [], choice.effort);
  return [
    {
      code: 'model-id',
      message:
        level === null
          ? say('The call names {0}', model.id)
          : call.library === 'helper'
            ? say(
                'The call names {0}; the function it calls has to ask for {1} effort',
                model.id,
                level,
              )
            : say(
                'The call names {0}; its library sets {1} effort where the model is made',
                model.id,
                level,
              ),
      evidence: say('This call'),
      range: model.declared ?? model.written,
    },
  ];
}
