import { MODEL_ARGUMENTS, bare } from './callWords';
import { plainString } from './evaluate';
import { foundAt, type FoundAt } from './foundPrompt';
import { helperOf } from './helpers';
import { together } from './messages';
import type { DocumentLanguage } from './model';
import { MODEL_ID, modelIn } from './modelIds';
import { NO_RECEIVER } from './receiver';
import { calledName, pathOf } from './resolve';
import { siteOf } from './site';
import type { SiteReader } from './siteTexts';
import type { CallValue, Value } from './syntax/value';

/** Calls that write a body, and types of bodies for a chat. */
const WRITES =
  /^(?:json|body|set_?body|send_?json|body_?json|post_?as_?json_?async|encode|encode_?to_?string|to_?json|serialize)$/i;
const REQUEST =
  /^(?:\w{0,40}(?:Chat|Completions?|Messages?|Generate|Generation|Ollama|OpenAi|OpenAI|Anthropic|Claude|Gemini|Llm|LLM)\w{0,40}?)(?:Request|Payload|Body|Params)(?:Body|Dto)?$/;
const MAKES = /^(?:new|from|create|build|of)(?:_\w{1,30})?$/;
const NO_TEXT = /embed|image|audio|speech|transcri|moderation|rerank|list|delete|history/i;
/** Paths at which servers of models listen. */
const ENDPOINT =
  /\/api\/(?:chat|generate)\b|\/chat\/completions\b|\/v1\/(?:messages|completions|responses)\b|:(?:streamG|g)enerateContent\b/;
/** Names of what is said, among what a body is made of. */
const SAID = /prompt|messages?$|context$|history$|contents?|question|input|conversation|text$/i;

/** The type that a call makes: `ChatRequest::new(...)`, `new ChatRequest(...)`; null for other calls. */
function madeType(call: CallValue): string | null {
  const path = pathOf(call.callee);
  const type = path.findLast((part) => REQUEST.test(part)) ?? null;
  const isMaker = type === path.at(-1) || MAKES.test(path.at(-1) ?? '');
  return type === null || !isMaker || NO_TEXT.test(type) ? null : type;
}

/** A body for a server of models that is made elsewhere and posted here: `.json(&ChatRequest::new(model, prompt))`; null for other calls. */
export function postedCall(
  call: CallValue,
  reader: SiteReader & { readonly language: DocumentLanguage },
): FoundAt | null {
  const { reading, messages } = reader;
  if (!WRITES.test(calledName(call)) || !ENDPOINT.test(reading.program.text)) return null;
  for (const { value } of call.args) {
    const made = reading.follow(value);
    if (made?.kind !== 'call' || madeType(made) === null || helperOf(made, reading) !== null)
      continue;
    const args = reading.entries(made.args);
    const nameOf = (v: Value): string => pathOf(v).at(-1) ?? '';
    const named = args.find(
      ({ name, value: v }) =>
        MODEL_ARGUMENTS.has(bare(name ?? nameOf(v))) || MODEL_ID.test(plainString(v) ?? ''),
    );
    const said = args.filter(
      (a) => a !== named && (SAID.test(a.name ?? nameOf(a.value)) || a.value.kind === 'string'),
    );
    const sent = together(said.map((a) => messages.read(a.value)));
    if (sent.pieces.length === 0) continue;
    const model = named === undefined ? null : modelIn(named.value, reading);
    return foundAt(siteOf(call, null, reading), sent, { ...NO_RECEIVER, model }, reader);
  }
  return null;
}
