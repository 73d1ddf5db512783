import { anyOf } from '../../text/reasoningTags';
import { skipBlank } from './taggedText';

/** How the turns of a chat are put into one text: a header with the role, then the words. */
interface ChatTemplate {
  /** The models that use it. */
  readonly name: string;
  /** One of the groups is the role. */
  readonly header: RegExp;
}

/** Chat templates by their headers (the templates of the models on Hugging Face, November 2026). */
const TEMPLATES: readonly ChatTemplate[] = [
  { name: 'ChatML', header: /<\|im_start\|>([\w-]{1,30})(?:<\|im_sep\|>|\n)?/g },
  { name: 'Kimi', header: /<\|im_(system|user|assistant)\|>(?:[\w.-]{1,60})?<\|im_middle\|>/g },
  {
    name: 'DeepSeek, GLM, Phi, Hunyuan, Apertus',
    header:
      /<[|｜](?:hy_)?(system|user|assistant|observation|tool|developer)(?:_start)?[|｜]>\n?/gi,
  },
  {
    name: 'Llama 3 and 4',
    header:
      /<\|(?:start_header_id|header_start)\|>(\w{1,30})<\|(?:end_header_id|header_end)\|>\n{0,2}/g,
  },
  { name: 'Granite', header: /<\|start_of_role\|>(\w{1,30})<\|end_of_role\|>/g },
  { name: 'Gemma', header: /(?:<start_of_turn>|<\|turn>)(\w{1,20})\n?/g },
  { name: 'Mistral, Llama 2', header: /\[(\/?INST|\/?SYSTEM_PROMPT)\]/g },
  { name: 'Cohere', header: /<\|START_OF_TURN_TOKEN\|><\|(\w{1,20})_TOKEN\|>/g },
  { name: 'MiniMax', header: /\]~b\](\w{1,20})(?: [^\n]{0,60})?\n?/g },
  { name: 'EXAONE', header: /\[\|(system|user|assistant|tool)\|\]\n?/g },
  { name: 'Seed', header: /<seed:bos>(\w{1,20})\n?/g },
  { name: 'Solar', header: /<\|begin\|>(\w{1,20})(?=<\|)/g },
];

/** Tokens that begin a text. */
const BEGIN_MARKS = [
  '<｜begin▁of▁sentence｜>',
  '<｜hy_begin▁of▁sentence｜>',
  '<|begin_of_sentence|>',
  '<|begin_of_text|>',
  '<|startoftext|>',
  '<BOS_TOKEN>',
  '[gMASK]',
  '<sop>',
  ']~!b[',
  '<bos>',
  '[BOS]',
  '<s>',
];

/** Tokens that end a turn or a text: never a part of an answer. */
const END_MARKS = [
  '<|im_end|>',
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<|eot|>',
  '<|end|>',
  '<|return|>',
  '<|flush|>',
  '<|eos|>',
  '<|EOT|>',
  '<|user_end|>',
  '<|assistant_end|>',
  '<|system_end|>',
  '<｜end▁of▁sentence｜>',
  '<|end_of_sentence|>',
  '<|END_OF_TURN_TOKEN|>',
  '<|END_RESPONSE|>',
  '[END FINAL RESPONSE]',
  '[|endofturn|]',
  '<seed:eos>',
  '<end_of_turn>',
  '<turn|>',
  '[e~[',
  '[unused10]',
  '<eos>',
  '</s>',
];

const BEGIN = new RegExp(`(?:${anyOf(BEGIN_MARKS)})`, 'y');
const HIDDEN_END = new RegExp(`(?:${anyOf(END_MARKS)})$`);
const LONGEST_MARK = Math.max(...END_MARKS.map((mark) => mark.length));
/** A template itself, or a program that fills one in. */
const JINJA = /\{%-?\s|\{\{-?\s*(?:message|messages|content|prompt|bos_token|system)\b/;

/** One turn of a chat; offsets of its words in the text. */
export interface ChatTurn {
  /** As written, lower case ("chatbot", "model"). */
  readonly role: string;
  readonly start: number;
  readonly end: number;
  /** An end mark or another turn follows. */
  readonly closed: boolean;
}

const ROLES: Readonly<Record<string, string>> = {
  inst: 'user',
  '/inst': 'assistant',
  system_prompt: 'system',
  chatbot: 'assistant',
  model: 'assistant',
  ai: 'assistant',
  observation: 'tool',
  ipython: 'tool',
  function: 'tool',
};

/**
 * The turns of a text that a chat template made (`tokenizer.decode(..., skip_special_tokens=False)`, a saved prompt
 * with its completion); `null` when it does not begin as one does. A text before the first header belongs to the system.
 */
export function chatTurns(text: string): readonly ChatTurn[] | null {
  const lead = skipBegin(text);
  const begun = lead > skipBlank(text, 0);
  for (const { header } of TEMPLATES) {
    const headers = headersOf(text, header, lead);
    const first = headers[0];
    if (first === undefined || (first.at !== lead && !begun)) continue;
    if (JINJA.test(text)) return null;
    return turnsBetween(text, lead, headers);
  }
  return null;
}

function skipBegin(text: string): number {
  let i = skipBlank(text, 0);
  for (;;) {
    BEGIN.lastIndex = i;
    const mark = BEGIN.exec(text)?.[0];
    if (mark === undefined) return i;
    i = skipBlank(text, i + mark.length);
  }
}

interface Header {
  readonly role: string;
  readonly at: number;
  readonly end: number;
}

function headersOf(text: string, pattern: RegExp, from: number): readonly Header[] {
  const headers: Header[] = [];
  pattern.lastIndex = from;
  for (let m = pattern.exec(text); m !== null; m = pattern.exec(text)) {
    const quoted = text[m.index - 1] === '`';
    const role = (m[1] ?? '').toLowerCase();
    if (!quoted) {
      headers.push({
        role: Object.hasOwn(ROLES, role) ? ROLES[role]! : role,
        at: m.index,
        end: m.index + m[0].length,
      });
    }
  }
  return headers;
}

function turnsBetween(text: string, lead: number, headers: readonly Header[]): readonly ChatTurn[] {
  const turns: ChatTurn[] = [];
  const add = (role: string, start: number, next: number) => {
    const end = withoutEndMarks(text, start, next);
    const isMark = role.startsWith('/');
    if (!isMark) turns.push({ role, start, end, closed: end < next || next < text.length });
  };
  const first = headers[0]?.at ?? text.length;
  if (text.slice(lead, first).trim() !== '') add('system', lead, first);
  for (const [i, { role, end }] of headers.entries()) {
    add(role, end, headers[i + 1]?.at ?? text.length);
  }
  return turns;
}

/** End of the words that end at `to`, without end marks and the white space between them. */
export function withoutEndMarks(text: string, from: number, to: number): number {
  let end = to;
  // Looked for once: a text of nothing but marks is read in linear time.
  let crossed: boolean | null = null;
  for (;;) {
    let last = end;
    while (last > from && /\s/.test(text[last - 1] ?? '')) last -= 1;
    const mark = HIDDEN_END.exec(text.slice(Math.max(from, last - LONGEST_MARK), last))?.[0];
    if (mark === undefined) return end;
    // `</s>` also ends a crossed out text of HTML.
    if (mark === '</s>' && (crossed ??= text.slice(from, last).includes('<s>'))) return end;
    end = last - mark.length;
  }
}
