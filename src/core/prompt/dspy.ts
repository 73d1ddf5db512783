import { NOTHING, messageOf, together, type ReadMessages } from './messages';
import { plainString } from './evaluate';
import { calledName, pathOf, type Reading } from './resolve';
import type { Sender } from './sender';
import { hasWord, siteOf, type Site } from './site';
import type { SiteReader } from './siteTexts';
import type { CallValue } from './syntax/value';

const MODULE: Sender = { library: 'dspy', vendor: null, calls: '' };
/** Modules that are made of a signature. */
const MADE =
  /^(?:Predict|TypedPredictor|TypedChainOfThought|ChainOfThought|ChainOfThoughtWithHint|ReAct|ProgramOfThought|MultiChainComparison|Refine|BestOfN|CodeAct)$/;
/** Wrappers around a module: `Ensemble.wrap(module)`. */
const MAX_WRAPS = 3;

/** The call that makes the module which an object stands for: `dspy.ChainOfThought(Signature)`; null for others. */
function moduleOf(call: CallValue, reading: Reading): CallValue | null {
  let made = reading.follow(call.callee);
  for (let i = 0; i <= MAX_WRAPS && made?.kind === 'call'; i++) {
    const path = pathOf(made.callee);
    const isOwn = path.length === 1 || path.at(-2) === 'dspy';
    if (MADE.test(calledName(made)) && isOwn) return made;
    const [first] = made.args;
    made = first?.name === null ? reading.follow(first.value) : null;
  }
  return null;
}

/**
 * A module of DSPy that is called with its fields: `summarize(text=text)`. Where the signature is a class of the document, that
 * is told with its fields already.
 */
export function filledModule(
  call: CallValue,
  { reading, messages }: SiteReader,
): { site: Site; sent: ReadMessages } | null {
  if (call.args.length === 0 || call.args.some((a) => a.name === null && !a.spread)) return null;
  if (!hasWord(['dspy'], reading.program)) return null;
  const made = moduleOf(call, reading);
  const signature = made?.args[0];
  if (made === null || signature === undefined) return null;
  const known = reading.follow(signature.value);
  if (known?.kind === 'class') return null;
  const text = plainString(known);
  const asked = text === null ? NOTHING : messages.read(signature.value, 'system');
  const fields = call.args.map((a) => messages.read(a.value, 'user'));
  const empty = messageOf('user', messages.texts.text(call.args[0]!.value));
  const said = together([{ ...asked, from: [made.start] }, ...fields]);
  const sent = said.pieces.length > 0 ? said : { ...empty, from: said.from };
  return { site: siteOf(call, MODULE, reading), sent };
}
