import cues from './cues.data.json';
import type { Phase, Step } from './model';

const FILLERS: ReadonlySet<string> = new Set(cues.filler);
const STOPS: ReadonlySet<string> = new Set(cues.titleStops);
const LEAD = new RegExp(
  `^(?:(?:${cues.titleLeads.join('|')})(?![\\p{L}'’])|(?:${cues.titleLeadsWide.join('|')}))[\\s,:]*`,
  'iu',
);
/** Longest title, in characters. */
export const TITLE_LENGTH = 60;
/** How much of a step, and how many of its sentences, are looked at for a title. */
const WINDOW = 400;
const SENTENCES = 4;
/** Openings that are passed over one after another. */
const MOST_LEADS = 6;
/** What opens a clause whose main one is still to come: a title never ends with it alone. */
const SUBORDINATE =
  /^(?:if|when|since|as|because|although|though|while|to|given|considering|in|sometimes|for|by|after|before|once|with)\b/iu;
/** Ends a clause whose main one is still to come ("found that during replication", "mention laws - e.g."). */
const OPEN_END =
  /(?:\b(?:that|which|because|since|if|when|where|while|so)\b(?:\s\S+){0,3}|\b(?:e\.g|i\.e)\.?)$/iu;
/** A title cut at a comma has at least so many characters. */
const SHORTEST_CLAUSE = 26;

/** What of a step a title is made of. */
export type Titled = Pick<Step, 'start' | 'end' | 'spans'>;

/**
 * Short lines that stand for steps in a list, in order, each in a text of its own: what the first sentence with something
 * to say is about, without Markdown marks, fillers ("Okay, so"), openings ("let me", "the user wants") and full stop, cut
 * at a clause or a word. Never empty for a step with visible text; no two neighbours are alike, whatever the case of letters.
 */
export function stepTitles(
  steps: readonly { readonly text: string; readonly step: Titled }[],
): readonly string[] {
  return named(steps.map(({ text, step }) => found([candidates(text, step)])));
}

/** The titles of phases, in order, each of its first step with something to say: no two neighbours alike. */
export function phaseTitles(
  text: string,
  steps: readonly Step[],
  phases: readonly Pick<Phase, 'first' | 'last'>[],
): readonly string[] {
  return named(
    phases.map(({ first, last }) =>
      found(
        steps
          .slice(first, Math.min(last, first + SENTENCES - 1) + 1)
          .map((step) => candidates(text, step)),
      ),
    ),
  );
}

/** All that may be a title of what has these parts; what says little where nothing says more. */
function found(parts: readonly Candidates[]): readonly string[] {
  const titles = parts.flatMap(({ title }) => title);
  return titles.length > 0 ? titles : [parts.find((part) => part.fallback !== '')?.fallback ?? ''];
}

/** Where neighbours would be alike, the later one is named after its next sentence, or numbered. */
function named(all: readonly (readonly string[])[]): readonly string[] {
  const titles: string[] = [];
  for (const one of all) titles.push(unlike(titles.at(-1), one));
  return titles;
}

/** The first of the candidates whose title is not that of the neighbour; numbered where all are. */
function unlike(before: string | undefined, candidate: readonly string[]): string {
  const short = candidate.map((title) => cut(title, TITLE_LENGTH));
  const [first = ''] = short;
  const other = short.find((title) => !alike(title, before));
  if (other !== undefined || first === '') return other ?? first;
  return `${cut(first, TITLE_LENGTH - 4)} (2)`;
}

function alike(title: string, other: string | undefined): boolean {
  return title.toLowerCase() === other?.toLowerCase();
}

interface Candidates {
  readonly title: readonly string[];
  readonly fallback: string;
}

/** What the sentences of a step are about, those that say something; `fallback` when none does. */
function candidates(text: string, { start, end, spans }: Titled): Candidates {
  const pieces = spans.length === 0 ? [{ start, end }] : spans.slice(0, SENTENCES);
  const title: string[] = [];
  let fallback = '';
  for (const piece of pieces) {
    const raw = text.slice(piece.start, Math.min(piece.end, piece.start + WINDOW));
    const plain = withoutMarks(raw);
    const said = withoutLeads(plain);
    const left = capital(said);
    const core = isGuess(plain.slice(0, plain.length - said.length)) ? asked(left) : left;
    fallback ||= core === '' ? plain : core;
    if (saysSomething(core, isTitleLine(raw))) title.push(core);
  }
  return { title, fallback };
}

/** The words that a title leaves out make what follows a guess, unless they only propose to do it. */
function isGuess(passedOver: string): boolean {
  return (
    /\b(?:maybe|perhaps|possibly|quizás?|tal vez|vielleicht)\b/iu.test(passedOver) &&
    !/\b(?:can|could|should|need|must|try|let)\b/iu.test(passedOver)
  );
}

/** "Maybe I misread it" is no "Misread it": a question mark says so where there is room. */
function asked(title: string): string {
  const short = cut(title, TITLE_LENGTH - 1);
  return /[?？…]$/u.test(short) || short === '' ? title : `${short}?`;
}

function isTitleLine(raw: string): boolean {
  return /^\s*(?:#{1,6}\s|\*\*[^\n]*\*\*:?\s*$)/u.test(raw);
}

/** Two words with a meaning, numbers or formulas; one where the author made it a heading; in Chinese a few characters. */
function saysSomething(title: string, heading: boolean): boolean {
  if (/[\u3040-\u30ff\u4e00-\u9fff]{4}/u.test(title)) return true;
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  const own = words.filter(
    (w) => (w.length > 2 || /\p{N}/u.test(w)) && !STOPS.has(w.toLowerCase()),
  );
  return (
    own.length >= (heading ? 1 : 2) || /[\p{L}\p{N})] ?[=<>≤≥≈] ?[-\p{L}\p{N}(\\]/u.test(title)
  );
}

function withoutMarks(sentence: string): string {
  return sentence
    .replace(/^\s*(?:#{1,6}\s|[-*+•]\s|>\s?|\d{1,3}[.)]\s|```\w*)/u, '')
    .replace(/\*\*|__|`|\\[[\]()]|\$\$?|<\/?think>/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,.:;…–—)\]}”]+/u, '')
    .trim();
}

/** Takes fillers and openings away while something is left. */
function withoutLeads(sentence: string): string {
  let rest = sentence;
  for (let i = 0; i < MOST_LEADS; i++) {
    const next = withoutFillers(rest).replace(LEAD, '');
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

function withoutFillers(sentence: string): string {
  let rest = sentence;
  for (let i = 0; i < 4; i++) {
    const word = /^\p{L}+/u.exec(rest)?.[0];
    if (word === undefined || !FILLERS.has(word.toLowerCase())) break;
    const after = rest.slice(word.length);
    // "So" alone at the start is a filler, "so that" is not: a comma, dots or another filler or opening must follow.
    const mark = /^(?:\s?[,.…!—-]+)/u.exec(after)?.[0];
    const next = after.slice(mark?.length ?? 0).trimStart();
    if (mark === undefined && !opens(next)) break;
    rest = next;
  }
  return rest;
}

/** Whether a filler or an opening stands here. */
function opens(rest: string): boolean {
  const word = /^\p{L}+/u.exec(rest)?.[0];
  return (word !== undefined && FILLERS.has(word.toLowerCase())) || LEAD.test(rest);
}

function capital(sentence: string): string {
  // A name stays as it is: "src/app.ts", "sec⁻¹(x)", "note标签".
  return /^(?:\p{Ll}{2,}(?![\p{L}\p{N}_/(^⁻]|\.\p{L})|a (?:\d|\p{L}{2}))/u.test(sentence)
    ? sentence.charAt(0).toUpperCase() + sentence.slice(1)
    : sentence;
}

/** The whole when it fits, else its first clauses, else its first words with an ellipsis. */
function cut(sentence: string, length: number): string {
  const whole = sentence.replace(/(?<![.…])[:,;.。]$/u, '');
  if (whole.length <= length) return whole;
  const room = whole.slice(0, length);
  const least = SUBORDINATE.test(whole) ? room.length : SHORTEST_CLAUSE;
  for (let at = room.length - 1; at >= least; at--) {
    if (/[,;—。，；]/u.test(room.charAt(at)) && /[\s\u3040-\u9fff]/u.test(whole.charAt(at + 1))) {
      const clause = room.slice(0, at).trimEnd();
      if (!OPEN_END.test(clause)) return clause;
    }
  }
  const short = whole.slice(0, length - 1);
  const blank = short.lastIndexOf(' ');
  let kept = blank > length / 2 ? short.slice(0, blank) : short;
  for (
    let last = lastWord(kept);
    last !== '' && STOPS.has(last.toLowerCase());
    last = lastWord(kept)
  ) {
    kept = kept.slice(0, kept.length - last.length).trimEnd();
  }
  return `${kept.replace(/[\s,;:.(=+\-\uD800-\uDBFF]+$/u, '')}…`;
}

/** The last word after a blank; '' where the text is one word. */
function lastWord(text: string): string {
  return / ([\p{L}'’]+)$/u.exec(text)?.[1] ?? '';
}
