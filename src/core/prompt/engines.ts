import { ASKS, CHATS, MODEL_NAME, OTHER_WORD, PLAIN_MODEL } from './callWords';
import type { MessageReader } from './messages';
import { isDeclaredModel, isModelType } from './modelTypes';
import { receiverOf, type Receiver } from './receiver';
import { calledName, pathOf, type Reading } from './resolve';
import type { Value } from './syntax/value';

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
  const isSetting = pathOf(object).join('.') === 'Settings.llm';
  if (!isSetting && !isEngine(object, reading.follow(object))) return null;
  const all = reading.program.root.names.get('Settings') ?? [];
  const set = all.flatMap(({ kind, value }) =>
    kind === 'field' && value?.kind === 'record' ? value.entries : [],
  );
  const llm = set.findLast((e) => e.name === 'llm')?.value ?? null;
  return llm === null ? null : receiverOf(llm, messages);
}
