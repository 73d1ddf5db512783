import type { TextRange } from './model';
import { environmentDefault, plainString } from './evaluate';
import { MODEL_ARGUMENTS, bare } from './callWords';
import { seenFrom } from './functionRanges';
import { calledName, pathOf, record, type Reading } from './resolve';
import type { Sender } from './sender';
import type { CallValue, StringValue, Value } from './syntax/value';

/** Written like the id of a chat model of a known lab; only a guess, shown as one. */
export const MODEL_ID =
  /^(?:[\w.-]{1,40}[/:]){0,3}(?:gpt-|chatgpt-|o[134](?:-|$)|claude-|gemini-|gemma|deepseek-|qwen|qwq|grok-|mistral-|mixtral|magistral-|ministral|codestral|devstral|llama-?\d|llama|meta-llama|glm-|kimi-|minimax-|command-|phi-?\d|phi-|nova-|text-davinci|davinci|smollm|sonar|ft:|(?:us|eu|apac)\.)[\w.:/@-]{0,80}$/i;

/** A model that a call names. */
export interface NamedModel {
  readonly id: string;
  /** The literal with the id, null where it stands in another document. */
  readonly declared: TextRange | null;
  /** Whether a condition chooses it, and others stand there too. */
  readonly chosen?: boolean;
}

/** A model's name in a list of constants: `GPT_4O`, `ChatModelGPT4_1Mini`, `ModelClaude3_7SonnetLatest`; null for other words. */
function constantId(name: string): string | null {
  const word = name.replace(/^(?:Chat)?Model(?=[A-Z])/, '').replace(/(?<=\d)Dot(?=\d)/, '.');
  const dashed = word
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .replace(/^(GPT|Gpt|gpt|[Cc]laude|[Gg]emini|O)(?=\d)/, (_, lab: string) =>
      lab === 'O' ? 'O' : `${lab}-`,
    )
    // Genkit's `gemini15Flash`
    .replace(/^(gpt-|gemini-|claude-)(\d)(\d)(?!\d)/, (_, lab: string, a: string, b: string) =>
      lab === 'claude-' ? `${lab}${a}-${b}` : `${lab}${a}.${b}`,
    )
    .replace(/(?<=\d)(?=[A-Z][a-z])/g, '-')
    .replace(/_/g, '-')
    .toLowerCase();
  const spaced = dashed.replace(/(sonnet|opus|haiku)(?=\d)/, '$1-');
  const versions = /^gpt-\d-o(?:-|$)/.test(spaced)
    ? spaced.replace('-o', 'o')
    : /^gpt|^gemini/.test(spaced)
      ? spaced.replace(/(\d)-(\d)(?=-|$)/, '$1.$2')
      : spaced;
  return /\d/.test(versions) && MODEL_ID.test(versions) ? versions : null;
}

/** Without the provider before a colon (`openai:gpt-4o`, `google-gla:gemini-2.5-pro`). */
function withoutProvider(id: string): string {
  const rest = id.slice(id.indexOf(':') + 1);
  return id.startsWith('ft:') || !MODEL_ID.test(rest) ? id : rest;
}

/** Addresses that name the model: Google's, Azure's, Bedrock's. */
const IN_ADDRESS =
  /\/models\/([\w.-]{3,80}):(?:streamG|g)enerateContent|\/deployments\/([\w.-]{3,80})\/(?:chat\/)?completions|\/model\/([\w.:-]{3,80})\/(?:converse|invoke)/g;
/** The beginning of a line that is a comment. */
const IN_COMMENT = /^\s{0,200}(?:#|\/\/|\*|--)/;
/** How far before a body its address is looked for, and behind its start. */
const NEAR = 1_500;

/** The models in the addresses round a body, in order; what a comment says is none. */
function modelsNear(text: string, body: TextRange): readonly (NamedModel & TextRange)[] {
  const from = Math.max(0, body.start - NEAR);
  return [...text.slice(from, body.end + NEAR / 3).matchAll(IN_ADDRESS)].flatMap((m) => {
    const id = m[1] ?? m[2] ?? m[3] ?? '';
    const at = from + m.index;
    const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - NEAR), at);
    if (IN_COMMENT.test(line)) return [];
    const start = at + m[0].indexOf(id);
    const end = start + id.length;
    return [{ id, start, end, declared: { start, end } }];
  });
}

/**
 * The model in the last address before a request's body, or in the next one; what stands in other functions counts only where
 * nothing else is near and all of it names one model. Null where none names it.
 */
export function modelInAddress({ program }: Reading, body: TextRange): NamedModel | null {
  const near = modelsNear(program.text, body);
  const seen = near.filter(seenFrom(program, body));
  const isOne = near.every((m) => m.id === near[0]?.id);
  const all = seen.length > 0 || !isOne ? seen : near;
  const found = all.findLast((m) => m.start <= body.start) ?? all[0];
  return found === undefined ? null : { id: found.id, declared: found.declared };
}

/** The model in the text of an address; null where it names none. */
export function modelInText(address: string): string | null {
  const [m] = [...address.matchAll(IN_ADDRESS)];
  return m?.[1] ?? m?.[2] ?? m?.[3] ?? null;
}

/** Whether a text without a name is an agent's name (`AssistantAgent("writer", ...)`) rather than the model of it. */
export const isAgentName = (value: Value | null, sender: Sender | undefined | null): boolean => {
  const text = sender?.library === 'agents' ? plainString(value) : null;
  return text !== null && !MODEL_ID.test(text) && !/[/:]/.test(text);
};

/** Whether a word is written like a variable of the environment, and not like an id. */
export const isVariable = (word: string): boolean =>
  /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(word) && !MODEL_ID.test(word);

const MAX_DEPTH = 10;
const GETTERS = /^(?:get\w*|pop|env|require|read\w*|load\w*|fetch\w*|resolve\w*|str|String)$/i;

/** The model id in a value: a string, a name that is assigned one, a provider's wrapper (`openai('gpt-4o')`), a default. */
export function modelIn(value: Value, reading: Reading, depth = 0): NamedModel | null {
  if (depth > MAX_DEPTH || !reading.spend()) return null;
  const range = { start: value.start, end: value.end };
  switch (value.kind) {
    case 'string': {
      const filled = filledIn(value, reading, depth);
      if (filled !== null) return filled;
      const id = withoutProvider(plainString(value)?.trim() ?? '');
      return id === '' || id.length > 120 || /\s\S+\s|:\/\//.test(id)
        ? null
        : { id, declared: range };
    }
    case 'name':
    case 'member': {
      const known = reading.follow(value);
      if (known !== null && known.kind !== 'class') return modelIn(known, reading, depth + 1);
      const name = value.kind === 'name' ? value : reading.fieldGiven(value);
      const fallback = name === null ? null : reading.defaultOf(name.scope, name.name);
      if (fallback !== null) return modelIn(fallback, reading, depth + 1);
      const said = reading.furthest(value);
      const id = said.kind === 'name' || said.kind === 'member' ? constantId(said.name) : null;
      return id === null ? null : { id, declared: { start: said.start, end: said.end } };
    }
    case 'foreign': {
      const there = modelIn(value.value, reading.abroad(value.program), depth + 1);
      return there === null ? null : { ...there, declared: null };
    }
    case 'choice': {
      // A word that is no known id may be the key of something else: `lookup('fast') ?? 'gpt-5-nano'`.
      const models = value.options.flatMap((o) => modelIn(o, reading, depth + 1) ?? []);
      const model = models.find((m) => MODEL_ID.test(m.id)) ?? models[0] ?? null;
      const isOne = value.falls || models.every((m) => m.id === model?.id);
      return model === null || isOne ? model : { ...model, chosen: true };
    }
    case 'call': {
      const fallback = environmentDefault(value);
      if (fallback !== null) return modelIn(fallback, reading, depth + 1);
      if (PICKED.test(calledName(value))) return firstChoice(value, reading, depth);
      const inner = keptBy(value);
      if (inner !== null) return modelIn(inner, reading, depth + 1);
      // `config.get("model", "gpt-4o")`
      const second = plainString(value.args[1]?.value);
      if (GETTERS.test(calledName(value)) && second !== null && MODEL_ID.test(second))
        return modelIn(value.args[1]!.value, reading, depth + 1);
      if (GETTERS.test(calledName(value)) || /\benv\b/.test(pathOf(value.callee).join('.')))
        return null;
      const named = modelArgument(value, reading, depth);
      if (named !== null) return modelIn(named, reading, depth + 1);
      const first = value.args[0];
      if (first?.name !== null || first.value.kind === 'record') return null;
      // `flags.String("MODEL")`: the name of a variable is no id.
      const word = plainString(first.value) ?? '';
      // `st.selectbox("Email style", ...)`: words are no id either.
      if (isVariable(word) || (/\s/.test(word.trim()) && !MODEL_ID.test(word))) return null;
      const model = modelIn(first.value, reading, depth + 1);
      return model !== null && (MODEL_ID.test(model.id) || givesModel(value, reading))
        ? model
        : null;
    }
    case 'literal':
    case 'record':
    case 'list':
    case 'spread':
    case 'sum':
    case 'pipe':
    case 'format':
    case 'function':
    case 'class':
    case 'other':
      return null;
  }
}

/** Names of functions that give the model whose id they are given. */
const MODEL_MAKER = /^[A-Z]|model|chat|llm|provider|^new$/;
/** Names of functions that look a model up by a word, which need be no id: `pick_model("summaries")`. */
const LOOKS_UP_MODEL =
  /^(?:look|pick|choose|select|active|current|default|resolve|model_?(?:for|of|by|from)|which)/i;

/** Whether a call looks a model up by the text that it is given. */
export const looksUpModel = (call: CallValue): boolean => LOOKS_UP_MODEL.test(calledName(call));

/** Whether the first text of a call may be an id that nobody knows: the call is named like what makes a model, or a library's (`azure('my-deployment')`). */
function givesModel(call: CallValue, reading: Reading): boolean {
  if (looksUpModel(call)) return false;
  if (MODEL_MAKER.test(calledName(call))) return true;
  let first = call.callee;
  while (first.kind === 'member' && reading.spend()) first = first.object;
  const made = reading.follow(first);
  const module = reading.importedFrom(made?.kind === 'call' ? made.callee : first);
  return module !== null && !/^(?:\.|[@~]\/)/.test(module);
}

/** Methods that leave an id as it is, and those that give what stands for one that is not there. */
const SAME =
  /^(?:to_?string|to_owned|into|as_str|clone|cloned|unwrap|trim|strip|lower|to_?lower_?case|expect)$/i;
const OR_ELSE = /^(?:unwrap_or(?:_else)?|or_?else(?:_?get)?|get_?or_?else)$/i;

/** The value that a method leaves as it is (`"gpt-4o".to_string()`), or the one it falls back to (`.unwrap_or("gpt-4o".into())`); null for others. */
function keptBy({ callee, args }: CallValue): Value | null {
  if (callee.kind !== 'member') return null;
  // Of a closure (`|_| "gpt-4o".to_string()`) the last value is what it gives back.
  const last = args.at(-1)?.value ?? null;
  if (OR_ELSE.test(callee.name))
    return last?.kind === 'function'
      ? (last.returns.at(-1) ?? null)
      : last?.kind === 'list'
        ? (last.items.at(-1) ?? null)
        : last;
  return SAME.test(callee.name) && last === null ? callee.object : null;
}

/** What a page lets a person choose or write: `st.selectbox("Model", ["gpt-4o", "o3"])`. */
const PICKED =
  /^(?:select_?box|radio|select_?slider|pills|segmented_?control|combo_?box|drop_?down|text_?input|text_?area|input|prompt)$/i;

/** The model that stands there before the person does anything: the value or the first choice; null where that is no id. */
function firstChoice({ args }: CallValue, reading: Reading, depth: number): NamedModel | null {
  const given =
    args.find((a) => /^(?:value|options|choices)$/.test(a.name ?? '')) ??
    args.filter((a) => a.name === null)[1];
  const known = given === undefined ? null : (reading.follow(given.value) ?? given.value);
  const first = known?.kind === 'list' ? (known.items[0] ?? null) : known;
  const model = first === null ? null : modelIn(first, reading, depth + 1);
  return model !== null && MODEL_ID.test(model.id) ? model : null;
}

/** The model behind its provider in a text that is put together (`f"{provider}/{MODEL}"`); null for other texts. */
function filledIn({ parts }: StringValue, reading: Reading, depth: number): NamedModel | null {
  const last = parts.at(-1);
  if (last?.kind !== 'hole' || last.value === null) return null;
  const before = parts.slice(0, -1).map((p) => (p.kind === 'text' ? p.text : '{}'));
  const prefix = before.join('');
  // Google's path: `projects/{project}/locations/{place}/publishers/google/models/{MODEL}`.
  const isPath = /^(?:[\w.{}-]{1,60}\/){1,9}models\/$/.test(prefix);
  if (prefix !== '' && !isPath && !/^[\w.{}-]{1,60}[/:]$/.test(prefix)) return null;
  const model = modelIn(last.value, reading, depth + 1);
  if (model === null || !MODEL_ID.test(model.id)) return null;
  if (isPath) return model;
  return prefix.includes('{') || !prefix.endsWith('/')
    ? model
    : { ...model, id: prefix + model.id };
}

/** The value of a call's or record's model argument, null where it has none. */
function modelArgument(value: Value, reading: Reading, depth: number): Value | null {
  const entries = value.kind === 'call' || value.kind === 'record' ? record(value) : null;
  if (entries === null) return null;
  const all = reading.entries(entries);
  const named = all.find((e) => e.name !== null && MODEL_ARGUMENTS.has(bare(e.name)));
  // `Claude(id="claude-sonnet-4-6")`
  const byId = all.find(
    (e) => e.name === 'id' && MODEL_ID.test(modelIn(e.value, reading, depth + 1)?.id ?? ''),
  );
  return (named ?? (value.kind === 'call' ? byId : undefined))?.value ?? null;
}
