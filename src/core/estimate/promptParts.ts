/** What a prompt asks, apart from the material it is asked about. */
export interface PromptParts {
  /** The prompt without fences, quotes, tagged blocks and labelled material: what words are looked for in. */
  readonly instruction: string;
  /** Lines in which program text can stand: everything but fences of data. */
  readonly code: string;
  /** Whether a fence names a programming language. */
  readonly fencedCode: boolean;
  /** Whether material to work on is set apart, or a placeholder stands for it. */
  readonly material: boolean;
}

/** Fences of these languages hold data or prose, not a program. */
const DATA_FENCE =
  /^(?:json[c5l]?|jsonl|text|txt|plain|plaintext|md|markdown|csv|tsv|ya?ml|xml|toml|log|email|output)$/i;
/** Labels of material: `Context:`, `Ticket text:`, `The invoice:`. */
const MATERIAL_LABEL =
  /^\W{0,4}(?:(?:the|user|customer|original|source|model|reference|input|support|meeting|email|e-mail|ticket|review) ){0,2}(?:text|context|documents?|passages?|articles?|invoice|receipt|e-?mails?|tickets?|transcripts?|messages?|reviews?|comments?|input|notes?|excerpts?|paragraphs?|r[ée]sum[ée]|cv|lease|contract|issue|conversation|clause(?: \w)?|policy|sentences?|data|chat|thread|reference|answer|log)\W{0,2}:/iu;
/** Labels after which the prompt speaks again. */
const ASKING_LABEL =
  /^\W{0,4}(?:question|task|instructions?|query|request|user|system|output|example|answer format|format|rules?|steps?)\W{0,2}:/i;
const PLACEHOLDER = /\{\{?\s?[\w.$]{1,60}\s?\}\}?|<<?[A-Z_]{3,40}>>?|\$\{[\w.]{1,60}\}/;

/** Walks a prompt line by line; each line is looked at once. */
export function partsOf(prompt: string): PromptParts {
  const instruction: string[] = [];
  const code: string[] = [];
  let fence: { readonly data: boolean } | null = null;
  /** Line that ends the material which a tag or quotes opened. */
  let closing: string | null = null;
  let labelled = false;
  let fencedCode = false;
  let material = PLACEHOLDER.test(prompt);
  for (const line of prompt.split('\n')) {
    const text = line.trim();
    if (text.startsWith('```') || text.startsWith('~~~')) {
      const language = text.slice(3).trim();
      if (fence !== null) fence = null;
      else if (!text.includes('```', 3)) {
        fence = { data: DATA_FENCE.test(language) };
        if (language !== '' && !fence.data) fencedCode = true;
        material = true;
      }
      continue;
    }
    if (fence !== null) {
      if (!fence.data) code.push(line);
      continue;
    }
    code.push(line);
    if (closing !== null) {
      if (text.includes(closing)) closing = null;
      continue;
    }
    const opened = closingOf(text, prompt);
    if (opened !== null || text.startsWith('>')) {
      material = true;
      closing = opened === null || text.indexOf(opened, 1) > 0 ? null : opened;
      continue;
    }
    const label = text.startsWith('#') ? `${text}:` : text;
    if (ASKING_LABEL.test(label)) labelled = false;
    else if (MATERIAL_LABEL.test(label)) labelled = true;
    if (labelled) material = true;
    else instruction.push(line);
  }
  const asked = instruction.join('\n');
  return {
    instruction: asked.trim() === '' && !material ? prompt : asked,
    code: code.join('\n'),
    fencedCode,
    material,
  };
}

/** What ends a block that this line opens: a tag that is closed later, three quotes, a rule. */
function closingOf(text: string, prompt: string): string | null {
  const tag = /^<([a-z][\w-]{0,40})(?: [^<>]{0,200})?>/i.exec(text)?.[1];
  if (tag !== undefined) return prompt.includes(`</${tag}>`) ? `</${tag}>` : null;
  if (text.startsWith('"""') || text.startsWith("'''")) return text.slice(0, 3);
  return null;
}
