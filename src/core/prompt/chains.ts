import { Evaluator } from './evaluate';
import { foundAt, type FoundAt } from './foundPrompt';
import { calledWith, helperOf } from './helpers';
import { MessageReader, NOTHING, together, type ReadMessages } from './messages';
import type { DocumentLanguage } from './model';
import { NO_RECEIVER, receiverOf, type Receiver } from './receiver';
import { calledName, pathOf } from './resolve';
import type { Sender } from './sender';
import { siteOf } from './site';
import { systemFirst, type SiteReader } from './siteTexts';
import type { CallValue, Value } from './syntax/value';

const CHAIN: Sender = { library: 'langchain', vendor: null, calls: '', positional: [] };
const RUNS = /^run(?:_until_tool_used)?$/;
const SAYS = /^add_messages?$/;
const MAX_LINKS = 40;

/** What a chain of Elixir's LangChain holds: who it asks, and what was added to it link by link. */
interface Chain {
  readonly receiver: Receiver;
  readonly said: readonly ReadMessages[];
}

const EMPTY: Chain = { receiver: NO_RECEIVER, said: [] };

/** Reads `LLMChain.new!(...) |> LLMChain.add_message(...)`, also through functions of the document. */
function chainOf(value: Value, messages: MessageReader, depth = 0): Chain {
  const { reading } = messages.texts;
  const known = depth > MAX_LINKS || !reading.spend() ? null : reading.follow(value);
  if (known?.kind !== 'call') return EMPTY;
  const [first, ...rest] = known.args;
  const name = calledName(known);
  if (name === 'new') return { ...EMPTY, receiver: receiverOf(known, messages) };
  if (SAYS.test(name) && first !== undefined) {
    const before = chainOf(first.value, messages, depth + 1);
    return { ...before, said: [...before.said, ...rest.map((e) => messages.read(e.value))] };
  }
  const helper = helperOf(known, reading);
  const last = helper?.fn.returns.at(-1);
  if (helper !== null && last !== undefined && helper.program === reading.program) {
    const inside = new MessageReader(new Evaluator(calledWith(helper, known, reading)));
    const there = chainOf(last, inside, depth + 1);
    if (there !== EMPTY) return there;
  }
  return first === undefined ? EMPTY : chainOf(first.value, messages, depth + 1);
}

/** A chain of Elixir's LangChain that is run: `chain |> LLMChain.run()`; null for other calls. */
export function chainCall(
  call: CallValue,
  reader: SiteReader & { readonly language: DocumentLanguage },
): FoundAt | null {
  const path = pathOf(call.callee);
  const [first] = call.args;
  if (path.at(-2) !== 'LLMChain' || !RUNS.test(path.at(-1) ?? '') || first === undefined)
    return null;
  const { receiver, said } = chainOf(first.value, reader.messages);
  const told = said.length === 0 ? [reader.messages.read(first.value)] : said;
  const sent = together([receiver.messages, ...told].filter((m) => m.pieces.length > 0));
  const site = siteOf(call, CHAIN, reader.reading);
  return foundAt(site, systemFirst(sent.pieces.length === 0 ? NOTHING : sent), receiver, reader);
}
