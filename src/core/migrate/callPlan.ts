import type { ModelChoice } from '../estimate/model';
import type { ModelFacts } from '../estimate/modelFacts';
import type { FoundPrompt, PromptCall, RequestArgument, TextRange } from '../prompt/model';
import { joined, removals, type TextEdit } from './edits';
import type { Accepted, Rule, Switch, Template } from './rules/rule';
import type { Service } from './service';
import { endOf, isSet, settingEdits, wantedTree } from './settings';
import { filled, rulesFor, switchFor, targetOf, type CallTarget } from './target';
import { argumentAt, argumentsAt, bareName, calledPath } from './tree';
import { styleOf, writtenValue, type Style } from './written';

/** What is asked of a call: to run on this model, with this effort. */
export interface AskedCall {
  readonly found: FoundPrompt;
  readonly call: PromptCall;
  readonly document: string;
  readonly facts: ModelFacts;
  readonly choice: ModelChoice;
  readonly service: Service;
  /** The least limit of the output that leaves room for the reasoning, and the one to write. */
  readonly cap: { readonly least: number; readonly suggested: number };
}

/** A rule that a call breaks, and the argument that breaks it. */
export interface Broken {
  readonly rule: Rule;
  readonly path: string;
  readonly argument: RequestArgument;
}

/** A limit that is too small for reasoning and answer. */
export interface ShortCap {
  readonly argument: RequestArgument;
  readonly now: number;
  readonly tokens: number;
  /** It is not even above the budget for thinking. */
  readonly underBudget: boolean;
}

/** All that must become of a call. */
export interface CallPlan {
  readonly target: CallTarget;
  readonly broken: readonly Broken[];
  readonly switched: Switch | null;
  /** The call does not set what the switch sets. */
  readonly sets: boolean;
  readonly shortCap: ShortCap | null;
  readonly prefill: readonly RequestArgument[];
  /** One edit of the whole call, in document order and without overlap; null where the call cannot be edited so that it runs. */
  readonly edits: readonly TextEdit[] | null;
}

const CAPS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'];
/** Above this Anthropic's clients refuse a call that does not stream: 10 minutes at 128,000 tokens an hour. */
const UNSTREAMED = 21_000;
/** Room for the answer beside a budget for thinking. */
const ANSWER = 4_000;

function isMeant(value: RequestArgument['value'], values: readonly Accepted[]): boolean {
  return value.literal !== undefined && values.some((v) => v === value.literal);
}

const isBelow = ({ literal }: RequestArgument['value'], least: number): boolean =>
  typeof literal === 'number' && literal < least;

/** The rules that a call breaks; one that does not let the model think, only those that hold anyway. */
export function brokenRules({ call, facts, service, choice }: AskedCall): readonly Broken[] {
  const holds = (rule: Rule): boolean => choice.effort !== 'off' || rule.anyway?.(facts) === true;
  const all = rulesFor(service.rules, facts)
    .filter(holds)
    .flatMap((rule) =>
      rule.paths.flatMap((path) =>
        argumentsAt(call, path)
          .filter(({ value }) => rule.values === undefined || isMeant(value, rule.values))
          .filter(({ value }) => rule.except === undefined || !isMeant(value, rule.except))
          .filter(({ value }) => rule.least === undefined || isBelow(value, rule.least))
          .map((argument) => ({ rule, path, argument })),
      ),
    );
  // The first rule about an argument counts.
  return all.filter((b, i) => all.findIndex((o) => o.argument === b.argument) === i);
}

/** The value of the limit; where it stands in a constant, that of its name. */
function shortCap({ call, facts, service, cap }: AskedCall, budget: number): ShortCap | null {
  const own = service.rules.cap;
  if (own === null) return null;
  const names = [
    own,
    ...CAPS.map((c) => [...own.split('.').slice(0, -1), c].join('.')),
    'maxTokens',
  ];
  const argument = argumentAt(call, names);
  const now = argument?.value.literal;
  if (argument === undefined || typeof now !== 'number') return null;
  const streams = call.arguments.some(
    (a) => a.name !== null && /^(?:stream|timeout)$/.test(a.name) && a.value.literal !== false,
  );
  const unstreamed = call.library === 'anthropic' && !/stream/i.test(calledPath(call)) && !streams;
  const most = Math.min(
    facts.maxOutputTokens ?? Infinity,
    unstreamed && now <= UNSTREAMED ? UNSTREAMED : Infinity,
  );
  const enough = budget === 0 ? cap.least : Math.max(Math.min(cap.least, most), budget + 1);
  if (now >= Math.min(enough, most)) return null;
  const wanted = Math.max(cap.suggested, budget === 0 ? 0 : budget + ANSWER);
  const tokens = Math.max(Math.min(wanted, most), budget === 0 ? 0 : budget + 1);
  return { argument, now, tokens, underBudget: now <= budget };
}

/** Answers that the call begins for the model, at the end of its messages. */
function prefillOf({ call, facts }: AskedCall): readonly RequestArgument[] {
  if (facts.lab !== 'anthropic') return [];
  const items = argumentAt(call, ['messages'])?.value.members ?? [];
  const isAnswer = ({ value }: RequestArgument): boolean =>
    value.members.some((m) => m.name === 'role' && m.value.literal === 'assistant');
  const from = items.findLastIndex((item) => !isAnswer(item)) + 1;
  return from === 0 ? [] : items.slice(from);
}

/** The parameters a switch sets, where the client takes them. */
function settingsOf(
  { call, service, found }: AskedCall,
  { switched, broken, target }: Pick<CallPlan, 'switched' | 'broken' | 'target'>,
) {
  const wrapped =
    service.openaiClient &&
    found.language === 'python' &&
    call.library === 'openai' &&
    call.vendor !== 'openai';
  const instead = broken.flatMap(({ rule: { replacement } }) =>
    replacement !== null && typeof replacement === 'object' && 'set' in replacement
      ? Object.entries(replacement.set)
      : [],
  );
  const all = [...Object.entries(switched?.set ?? {}), ...instead];
  const entries = all.map(([path, value]): [string, Template] => {
    // Already beside the others: it is changed where it stands.
    const outside = path === 'reasoning_effort' || call.arguments.some((a) => a.name === path);
    return [wrapped && !outside ? `extra_body.${path}` : path, filled(value, target)];
  });
  return wantedTree(Object.fromEntries(entries));
}

/** The argument that a new one is put behind: the model, else the messages, else the last one of the call itself. */
function anchorOf(call: PromptCall, goes: (a: RequestArgument) => boolean): RequestArgument | null {
  const own = call.arguments.filter(
    (a) =>
      a.nameRange !== null &&
      a.nameRange.start >= call.range.start &&
      a.nameRange.end <= call.range.end &&
      !goes(a),
  );
  const called = (...names: readonly string[]) =>
    own.find((a) => names.includes(bareName(a.name ?? '')));
  return (
    called('model', 'modelid') ??
    called('messages', 'input', 'contents', 'prompt') ??
    own.at(-1) ??
    null
  );
}

function ruleEdits(
  broken: readonly Broken[],
  document: string,
  style: Style,
  call: PromptCall,
): readonly TextEdit[] {
  return broken.flatMap(({ rule: { replacement }, argument }): readonly TextEdit[] => {
    const { nameRange, value } = argument;
    if (replacement === null || replacement === 'remove' || nameRange === null) return [];
    if ('value' in replacement)
      return [{ range: value.range, newText: writtenValue(replacement.value, style) }];
    if (!('rename' in replacement)) return [];
    if (call.arguments.some((a) => a.name === replacement.rename)) return [];
    const quote = /["']/.exec(document[nameRange.start] ?? '')?.[0] ?? '';
    const name = quote + replacement.rename + quote;
    const shorthand = value.range.start === nameRange.start;
    return [{ range: nameRange, newText: shorthand ? `${name}: ${argument.name ?? ''}` : name }];
  });
}

const isIn = (inner: TextRange, outer: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** The edit of the model's id at its declaration; null where it cannot be made, none where it is right already. */
function modelEdit({
  call,
  document,
  facts,
  choice,
  service,
}: AskedCall): readonly TextEdit[] | null {
  const { model } = call;
  const id = service.spelled(facts, choice.model, model?.id ?? '');
  if (model === null || id === null) return null;
  if (model.id === id || model.id === choice.model) return [];
  const quote = model.declared === null ? undefined : document[model.declared.start];
  if (model.declared === null || !/^["'`]$/.test(quote ?? '')) return null;
  return [{ range: model.declared, newText: quote! + id + quote! }];
}

function editsOf(
  asked: AskedCall,
  plan: Omit<CallPlan, 'edits' | 'sets'>,
): { readonly edits: CallPlan['edits']; readonly sets: boolean } {
  const { call, document, found, service } = asked;
  const { broken, shortCap: cap, prefill, target } = plan;
  const doubled = (b: Broken): boolean =>
    typeof b.rule.replacement === 'object' &&
    b.rule.replacement !== null &&
    'rename' in b.rule.replacement &&
    call.arguments.some((a) => a.name === (b.rule.replacement as { rename: string }).rename);
  const gone = broken.filter((b) => b.rule.replacement === 'remove' || doubled(b));
  const goes = (a: RequestArgument): boolean =>
    gone.some((b) => b.argument.range.start === a.range.start);
  const anchor = anchorOf(call, goes);
  const model = modelEdit(asked);
  const quote = /["'`]/.exec(document[call.model?.declared?.start ?? -1] ?? '')?.[0] ?? '"';
  const plainQuote = found.language === 'json' || quote === '`' ? '"' : quote;
  const style = anchor && styleOf(anchor, document, found.language, plainQuote);
  const wanted = settingsOf(asked, plan);
  const sets = !isSet(call.arguments, wanted);
  if (anchor === null || style === null || !service.editable) return { edits: null, sets };
  const set = settingEdits({ call, document, service, style, anchor, goes }, wanted);
  const byHand = broken.some(
    (b) =>
      (b.rule.effect === 'refused' && b.rule.replacement === null) ||
      // It stands in a statement of its own (`request["temperature"] = 0`).
      b.argument.nameRange === null,
  );
  const unknownCap =
    target.budget !== null &&
    target.asked === 'budget' &&
    argumentAt(call, CAPS)?.value.literal === undefined &&
    argumentAt(call, CAPS) !== undefined;
  if (set === null || model === null || byHand || unknownCap) return { edits: null, sets };
  const other = [
    ...ruleEdits(broken, document, style, call),
    ...(cap === null ? [] : capEdit(cap)),
  ].filter((e) => !set.some((s) => isIn(e.range, s.range)));
  const core = [...gone.map((b) => b.argument), ...prefill]
    .map((a) => ({ start: a.range.start, end: endOf(a, document) }))
    .filter((r) => !set.some((s) => isIn(r, s.range)));
  return {
    edits: joined([...model, ...other, ...set, ...removals(core, document)], document),
    sets,
  };
}

/** Where a limit is a constant, the constant changes. */
function capEdit({ argument: { value }, tokens }: ShortCap): readonly TextEdit[] {
  const range = value.kind === 'number' ? value.range : value.declared;
  return range === null ? [] : [{ range, newText: String(tokens) }];
}

/** What must become of a call so that it runs on the candidate with the effort that was estimated. */
export function planCall(asked: AskedCall): CallPlan {
  const { call, facts, choice, service } = asked;
  const target = targetOf(call, facts, choice);
  const switched = switchFor(service.rules, facts, target);
  // A level needs no room of a size of its own.
  const budget = JSON.stringify(switched?.set ?? {}).includes('"$budget"') ? target.budget : null;
  const plan = {
    target,
    broken: brokenRules(asked),
    switched,
    shortCap: shortCap(asked, budget ?? 0),
    prefill: prefillOf(asked),
  };
  return { ...plan, ...editsOf(asked, plan) };
}
