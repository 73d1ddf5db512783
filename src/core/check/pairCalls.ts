import { promptText, type FoundPrompt } from '../prompt/model';

/** A prompt or model call of one state of a file. */
export interface CallAt {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly found: FoundPrompt;
  /** The whole text that `found` points into. */
  readonly document: string;
}

/** One call before and after; `null` where it was not there, or is not any more. */
export type CallPair =
  | { readonly before: CallAt; readonly after: CallAt }
  | { readonly before: null; readonly after: CallAt }
  | { readonly before: CallAt; readonly after: null };

/** Two calls with less in common than this are two calls, not one that was changed; of 3. */
const ONE_CALL = 1.2;
/** Most calls of one file that are paired by likeness, which compares each with each; more are told as removed and added. */
const MOST_COMPARED = 300;

/** What is sent: text, model, effort and how. Where the call stands is not part of it. */
function content({ found, document }: CallAt): string {
  const { call } = found;
  const written = call === null ? '' : document.slice(call.range.start, call.range.end);
  return JSON.stringify([promptText(found), found.model, found.effort, written]);
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\p{L}\p{N}_]+/gu));

/** Share of all words that two texts have in common, 0 to 1. */
function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / (a.size + b.size - both);
}

interface Likeness {
  readonly before: number;
  readonly after: number;
  readonly score: number;
}

/**
 * The calls that differ between two states of a file. A call that is the same but for its place is left out; the others are
 * paired by what they have in common (callee, model, words of the prompt), the most alike first.
 */
export function pairCalls(
  before: readonly CallAt[],
  after: readonly CallAt[],
): readonly CallPair[] {
  const same = new Map<string, CallAt[]>();
  for (const call of before) {
    const key = content(call);
    const alikes = same.get(key);
    if (alikes === undefined) same.set(key, [call]);
    else alikes.push(call);
  }
  const added = after.filter((call) => same.get(content(call))?.shift() === undefined);
  const kept = new Set([...same.values()].flat());
  const removed = before.filter((call) => kept.has(call));

  const pairs: CallPair[] = [];
  const [goneNow, newNow] = [new Set(removed), new Set(added)];
  for (const { before: b, after: a } of alike(removed, added)) {
    const [old, now] = [removed[b]!, added[a]!];
    if (!goneNow.has(old) || !newNow.has(now)) continue;
    goneNow.delete(old);
    newNow.delete(now);
    pairs.push({ before: old, after: now });
  }
  for (const call of newNow) pairs.push({ before: null, after: call });
  for (const call of goneNow) pairs.push({ before: call, after: null });
  const at = ({ before: b, after: a }: CallPair): number => (a ?? b).line;
  return pairs.sort((x, y) => at(x) - at(y));
}

function alike(removed: readonly CallAt[], added: readonly CallAt[]): readonly Likeness[] {
  if (removed.length > MOST_COMPARED || added.length > MOST_COMPARED) return [];
  const words = new Map(
    [...removed, ...added].map((call) => [call, wordsOf(promptText(call.found))]),
  );
  const found: Likeness[] = [];
  removed.forEach((old, before) => {
    added.forEach((now, after) => {
      const score =
        Number(old.found.call?.callee === now.found.call?.callee) +
        Number(old.found.model === now.found.model) +
        common(words.get(old)!, words.get(now)!);
      if (score >= ONE_CALL) found.push({ before, after, score });
    });
  });
  return found.sort((x, y) => y.score - x.score || x.after - y.after || x.before - y.before);
}
