import { NO_CHAT, NO_MODEL, OTHER_WORD } from './callWords';
import { helperOf } from './helpers';
import type { ReadMessages } from './messages';
import type { Sender } from './sender';
import { calledName, pathOf } from './resolve';
import { siteOf, type Site } from './site';
import { isChat, type SiteReader } from './siteTexts';
import { isKept } from './unknownSites';
import type { CallValue, Value } from './syntax/value';

/** What a helper is asked that stands in another file. */
const ASKED: Sender = { library: 'llm', vendor: null, calls: '', positional: ['prompt'] };

/** Names that say by themselves that a model is asked: `ask_llm`, `callGPT`, `query_openai`, `chat_with_claude`. */
const ASKS_MODEL =
  /^_?(?:a?(?:ask|call|query|prompt|invoke|run|use|chat|talk|send|get|generate|complete|request|completion)\w{0,20}?)_?(?:llms?|lm|gpt\w{0,6}|chatgpt|openai|claude|anthropic|gemini|ollama|mistral|groq|deepseek|bedrock|language_?model)(?:_?(?:api|model|async|sync|stream|json|text|chat|response|completion|answer|structured|once|with\w{1,20}))?$/i;
/** Methods that ask a model, but as often a person or a database: what they are given must be called a prompt too. */
const ASKS =
  /^_?a?(?:ask|chat|complete|completion|generate_?(?:text|response|answer|reply|completion|content|json)|get_?(?:completion|response|answer|reply|chat_?(?:completion|response))s?|chat_?completion|query_?model|ask_?(?:model|ai|question)|send_?prompt|call_?(?:ai|model)|run_?prompt)(?:_?(?:async|sync|json|stream))?$/i;
const PROMPT_NAME =
  /(?:^|_)(?:prompts?|messages|instructions?)$|[a-z](?:Prompt|Messages|Instructions?)$/i;
/** Who asks persons, or makes pictures and sounds of a text. */
const ASKS_OTHERS =
  /console|terminal|questionary|inquirer|readline|^rl$|^rich|^click|^typer|dialog|^ui$|^cli$|^(?:Int|Float)?Prompt$|^Confirm$|image|picture|photo|video|audio|music|sound|voice|speech|tts|diffus|dall|flux|imagen|sora|veo\b|midjourney|stability|replicate/i;
/** Shortest text that is asked: a sentence. */
const LEAST_WORDS = 40;

const isSentence = ({ pieces, known }: ReadMessages): boolean =>
  known &&
  pieces.some((p) => {
    const words = p.text.replace(/\{[^{}]{0,80}\}/g, '').trim();
    return words.length >= LEAST_WORDS && /\s/.test(words);
  });

const nameOf = (value: Value): string =>
  value.kind === 'name' || value.kind === 'member' ? value.name : '';

/**
 * A call of a helper that is not at hand and is given a text without a name: `ask_llm(question)`, `helper.ask(prompt, chat_id)`.
 * Its name must say that a model is asked, or that something is asked and what it is given that it is a prompt.
 */
export function askedAt(
  call: CallValue,
  reader: SiteReader,
): { site: Site; sent: ReadMessages } | null {
  const { reading, messages } = reader;
  const path = pathOf(call.callee);
  const name = calledName(call);
  const surely = ASKS_MODEL.test(name);
  const first = call.args.findIndex(
    (a) => a.name === null && !a.spread && a.value.kind !== 'record',
  );
  const given = call.args[first]?.value;
  if (given === undefined || first > 1 || (!surely && !ASKS.test(name))) return null;
  if (!surely && !PROMPT_NAME.test(nameOf(given))) return null;
  if (path.some((p) => ASKS_OTHERS.test(p) || NO_CHAT.test(p))) return null;
  if (ASKS_OTHERS.test(reading.importedFrom(call.callee)?.split(/[/.]/).at(-1) ?? '')) return null;
  // Behind other calls (`builder.withTools(tools).ask(prompt)`) a word is no object's name.
  const object = call.callee.kind === 'member' ? call.callee.object : null;
  const owner = object === null || object.kind === 'call' ? '' : (path.at(-2) ?? '');
  if (isKept(call) || NO_MODEL.test(owner)) return null;
  if (!surely && OTHER_WORD.test(owner) && !/bot$/i.test(owner)) return null;
  if (helperOf(call, reading) !== null) return null;
  const sent = messages.read(given);
  if (!isSentence(sent) && !(sent.known && isChat(given, reading))) return null;
  return { site: siteOf(call, ASKED, reading), sent };
}
