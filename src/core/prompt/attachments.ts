/** Kinds of content blocks that hold no text (`image_url`, `inlineData`). */
const BLOCK = /image|audio|video|file|document|media|blob|inline_?data/i;
/** Classes whose objects are such blocks, and what makes one (`ImageContent.from(url)`, `Image.open(path)`). */
const CLASS =
  /^(?:(?:Image|Audio|Video|Pdf|File|Document)\w{0,12}(?:Content|Part|Block|BlockParam)|Image)$/;
/** Makers of such blocks that do not name what is in them: `Part.from_bytes(...)`, Dart's `Content.data(...)`. */
const BYTES = /(?:^|\.)(?:Part\.from_?(?:bytes|uri|data)|Content\.data|DataPart)$/i;
/** Pictures, sounds and bytes: what is named so is none of them only where it says that it gives a text. */
const MEDIUM = /^(?:image|img|picture|audio|video|media|blob|inline|pdf|attachment)s?$/;
/** Papers: as often read as text as sent whole. */
const PAPER = /^(?:file|document|doc)$/;
/** What may stand behind the medium in the name of a block. */
const TAIL =
  /^(?:part|content|block|param|params|input|message|url|uri|source|data|bytes|base|b|64|object|png|jpeg|attachment|chunk|from|of|path|id)$/;
/** Behind a paper: `content` and `data` are as often its text. */
const PAPER_TAIL = /^(?:part|block|param|params|input|url|uri|source|attachment|id|bytes|base|64)$/;
/** What may stand before the medium: making or fetching one. Others (`describe`, `process`) make something of it. */
const HEAD =
  /^(?:new|of|load|open|encode|read|get|fetch|make|create|from|to|as|add|with|build|prepare|upload|download|decode|convert|user|human|chat|message|input|output|response|request|content|part|type|types|easy|inline|raw)$/;
/** Before a paper: only what sends it whole; what opens or reads it gives its text. */
const PAPER_HEAD =
  /^(?:new|upload|attach|make|create|add|with|user|human|chat|message|input|response|request|content|part|type|types)$/;

/** The words of a name, small: `readFileSync` is read, file, sync. */
const wordsOf = (name: string): readonly string[] =>
  (name.slice(0, 80).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((w) => w.toLowerCase());

/** Whether a content block of this type, or with a field of this name, holds no text. */
export const isBlock = (name: string): boolean => BLOCK.test(name);

/**
 * Whether a call makes a picture, sound or file that is sent beside the text: `ImagePart(...)`, `encode_image(path)`,
 * `upload_file(path)`. What only has such a word in its name (`read_file`, `describe_image`, `format_documents`) gives a text.
 */
export function makesAttachment(path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  if (CLASS.test(path.at(-2) ?? '') || BYTES.test(path.slice(-2).join('.'))) return true;
  const words = wordsOf(name);
  const at = words.findIndex((w) => MEDIUM.test(w) || PAPER.test(w));
  // `file(path)` gives the text of one.
  if (at < 0 || (words.length === 1 && PAPER.test(name))) return false;
  const paper = PAPER.test(words[at]!);
  const [head, tail] = paper ? [PAPER_HEAD, PAPER_TAIL] : [HEAD, TAIL];
  return (
    words.slice(0, at).every((w) => head.test(w)) &&
    words.slice(at + 1).every((w) => tail.test(w) || MEDIUM.test(w))
  );
}
