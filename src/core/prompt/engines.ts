import { ASKS, CHATS, MODEL_NAME, OTHER_WORD, PLAIN_MODEL } from './callWords';
import { NOTHING, type MessageReader } from './messages';
import { isDeclaredModel, isModelType } from './modelTypes';
import { modelIn, type NamedModel } from './modelIds';
import { NO_RECEIVER, receiverOf, type Receiver } from './receiver';
import { calledName, pathOf, type Reading } from './resolve';
import type { Program, Value } from './syntax/value';

const MAKES_ENGINE = /^as_?(?:chat|query)_?engine$/i;
const ENGINE = /(?:Chat|Query)Engine$|(?:^|_)(?:chat|query)_?engine$/i;

/** Whether the name of an object says that it answers what the method asks it. */
export const isNamedModel = (own: string, method: string): boolean =>
  (PLAIN_MODEL.test(own) && CHATS.test(method)) ||
  (MODEL_NAME.test(own) && ASKS.test(method) && (ENGINE.test(own) || !OTHER_WORD.test(own)));

/** Whether an object is declared to be a model, or made by what makes one (`buildChatModel(client)`). */
export function isMadeModel(object: Value, reading: Reading): boolean {
  const own = pathOf(object).at(-1) ?? '';
  if (object.kind !== 'call' && isDeclaredModel(own, reading.program)) return true;
  const made = reading.follow(object);
  if (isEngine(object, made)) return true;
  const path = made?.kind === 'call' ? pathOf(made.callee) : [];
  return path.some(isModelType) || MODEL_NAME.test(path.at(-1) ?? '');
}

/** Whether an object is an engine of LlamaIndex, by the call that made it or by its name. */
function isEngine(object: Value, made: Value | null): boolean {
  const makes =
    made?.kind === 'call' &&
    (MAKES_ENGINE.test(calledName(made)) || pathOf(made.callee).some((p) => ENGINE.test(p)));
  return makes || ENGINE.test(pathOf(object).at(-1) ?? '');
}

/** What the model is that all engines of a document ask where they are given none: `Settings.llm = OpenAI(...)`. */
export function settingsModel(object: Value, messages: MessageReader): Receiver | null {
  const { reading } = messages.texts;
  if (pathOf(object).join('.') === 'dspy') return dspyReceiver(messages);
  const isSetting = pathOf(object).join('.') === 'Settings.llm';
  if (!isSetting && !isEngine(object, reading.follow(object))) return null;
  const all = reading.program.root.names.get('Settings') ?? [];
  const set = all.flatMap(({ kind, value }) =>
    kind === 'field' && value?.kind === 'record' ? value.entries : [],
  );
  const llm = set.findLast((e) => e.name === 'llm')?.value ?? null;
  return llm === null ? null : receiverOf(llm, messages);
}

/** What DSPy is set to in a document: `dspy.configure(lm=dspy.LM("openai/gpt-5-mini"))`. */
const dspyModels = new WeakMap<Program, Value | null>();

function dspyModel(program: Program): Value | null {
  const before = dspyModels.get(program);
  if (before !== undefined) return before;
  const sets = program.calls.filter(
    (c) => calledName(c) === 'configure' && pathOf(c.callee)[0] === 'dspy',
  );
  const model = sets.flatMap((c) => c.args.filter((a) => a.name === 'lm')).at(-1)?.value ?? null;
  dspyModels.set(program, model);
  return model;
}

/** The model that the modules of DSPy in a document ask. */
export function dspyReceiver(messages: MessageReader): Receiver {
  const model = dspyModel(messages.texts.reading.program);
  return model === null ? NO_RECEIVER : { ...receiverOf(model, messages), messages: NOTHING };
}

/** Methods that give Semantic Kernel its model, which stands before all else: `AddOllamaChatCompletion("gemma3", address)`. */
const ADDS_CHAT = /^Add\w{0,40}ChatCompletion$/;

/** Kernels of a document whose models are compared. */
const MAX_KERNELS = 10;
/** What the kernels of a document are given as their model. */
const kernelModels = new WeakMap<Program, readonly Value[]>();

function modelsGiven(program: Program): readonly Value[] {
  const before = kernelModels.get(program);
  if (before !== undefined) return before;
  const models = program.calls.flatMap((call): readonly Value[] => {
    const { args } = call;
    const named = args.find((a) => /^(?:modelId|deploymentName)$/.test(a.name ?? '')) ?? args[0];
    if (ADDS_CHAT.test(calledName(call))) return named === undefined ? [] : [named.value];
    // A link of a builder's chain.
    const links = args.filter((a) => ADDS_CHAT.test(a.name ?? '')).map((a) => a.value);
    return links.flatMap((v) => (v.kind === 'list' ? v.items.slice(0, 1) : [v]));
  });
  kernelModels.set(program, models.slice(0, MAX_KERNELS));
  return models.slice(0, MAX_KERNELS);
}

/** The model that the kernel of a document is given; null where it is given none or several. */
export function kernelModel(reading: Reading): NamedModel | null {
  const models = modelsGiven(reading.program).map((value) => modelIn(value, reading));
  const [model = null] = models;
  return models.every((m) => m?.id === model?.id) ? model : null;
}
