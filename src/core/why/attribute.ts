import { alignRuns, fillGaps, placesOf, type Allowed } from './align';
import { inOrder, type EditIndex } from './editIndex';
import { comeBack } from './cameBack';
import { dropCopies } from './home';
import { DISTINCT, lineFacts, type LineFacts } from './lineFacts';
import { NO_ORIGIN, type EditRef, type LineOrigin } from './model';
import { impliedRoot } from '../text/paths';
import { Replay, type WrittenLine } from './replay';
import { similarLines } from './similar';

/** The commit in which a line came in, as `git blame` follows it. */
export interface LineCommit {
  /** `null` for a line that is not committed. */
  readonly commit: string | null;
  /** When it was committed, epoch milliseconds. */
  readonly at: number | null;
  /** Its path and number, from 1, in that commit. */
  readonly path: string;
  readonly line: number;
}

/** Lines that git says were moved here out of another file, which has them no more. */
export interface MovedLines {
  readonly path: string;
  /** From 0. */
  readonly lines: readonly number[];
}

/** A file of which is asked, and what git tells of it. */
export interface AskedFile {
  readonly lines: readonly string[];
  /** Its path under the root of its repository, then those it had before. */
  readonly names: readonly string[];
  /** Where its repository is checked out: its root first, then other worktrees. */
  readonly roots: readonly string[];
  /** A line each; `null` without git. */
  readonly commits: readonly LineCommit[] | null;
}

/** A commit's time has whole seconds: an edit may be so much later, in milliseconds. */
const CLOCK = 1_500;
/** So many telling lines must be alike before edits count that were made in a folder that git does not know. */
const MIN_EVIDENCE = 3;

const RANK = { exact: 3, formatted: 2, 'came-back': 1, changed: 0 } as const;

/**
 * For each line of the file the recorded edit that made it what it is: the edits of its path are played in order for
 * each checkout, and what they leave is laid beside the file. A line that was committed before an edit was not written
 * by it. Several edits that fit alike are all told; where none fits, none is. Lines that were `moved` here are looked for
 * among the edits of the file that they came from.
 */
export function originsOf(
  index: EditIndex,
  file: AskedFile,
  moved: readonly MovedLines[] = [],
): readonly LineOrigin[] {
  const origins = [...ownOrigins(index, file)];
  for (const { path, lines } of moved) {
    const here = new Set(lines);
    const part = file.lines.map((line, i) => (here.has(i) ? line : ''));
    const found = ownOrigins(index, { ...file, lines: part, names: [path] });
    for (const i of lines) if (origins[i]?.kind === 'none') origins[i] = found[i]!;
  }
  return origins;
}

function ownOrigins(index: EditIndex, file: AskedFile): readonly LineOrigin[] {
  const facts = file.lines.map((line) => lineFacts(line, file.names[0]));
  const places = facts.flatMap((f, i) => (f === null ? [] : [i]));
  const shown = places.map((i) => facts[i]!);
  const commits = places.map((i) => file.commits?.[i] ?? null);
  const origins: LineOrigin[] = shown.map(() => NO_ORIGIN);
  for (const [root, refs] of editsByRoot(index, file)) {
    const found = originsIn(inOrder(refs), shown, commits);
    if (!file.roots.includes(root) && evidence(found, shown) < MIN_EVIDENCE) continue;
    for (const [j, origin] of found.entries()) origins[j] = merged(origins[j]!, origin);
  }
  const all: LineOrigin[] = file.lines.map(() => NO_ORIGIN);
  for (const [k, i] of places.entries()) all[i] = origins[k]!;
  return all;
}

/** What was looked through, for an answer that is none. */
export interface Searched {
  readonly logs: number;
  readonly edits: number;
  /** Edits of this file. */
  readonly ofFile: number;
  /** Epoch milliseconds of the first and the last record of the logs. */
  readonly from: number | null;
  readonly to: number | null;
}

export function searchedIn(index: EditIndex, file: Pick<AskedFile, 'names' | 'roots'>): Searched {
  const { logs } = index;
  const ofFile = [...editsByRoot(index, file).values()].reduce((sum, refs) => sum + refs.length, 0);
  const times = logs.flatMap((l) => [l.startedAt, l.endedAt]).filter((t) => t !== null);
  return {
    logs: logs.length,
    edits: index.size,
    ofFile,
    from: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    to: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
  };
}

/** The edits of a file's names, by the folder that would be the root of its repository. */
export function editsByRoot(
  index: EditIndex,
  { names, roots }: Pick<AskedFile, 'names' | 'roots'>,
): ReadonlyMap<string, readonly EditRef[]> {
  const byRoot = new Map<string, EditRef[]>();
  for (const name of new Set(names)) {
    for (const ref of index.named(name)) {
      const root = impliedRoot(ref.edit.path, name);
      // A folder inside the repository has a file of its own under this path.
      if (root === null || roots.some((r) => root.startsWith(`${r}/`) && !roots.includes(root)))
        continue;
      const known = byRoot.get(root);
      if (known === undefined) byRoot.set(root, [ref]);
      else known.push(ref);
    }
  }
  return byRoot;
}

function evidence(origins: readonly LineOrigin[], shown: readonly LineFacts[]): number {
  return origins.filter(
    (origin, j) =>
      origin.kind === 'edit' && origin.match === 'exact' && shown[j]!.weight >= DISTINCT,
  ).length;
}

function merged(a: LineOrigin, b: LineOrigin): LineOrigin {
  if (a.kind === 'none') return b;
  if (b.kind === 'none') return a;
  if (a.kind === 'edit' && b.kind === 'edit') {
    if (a.ref.edit === b.ref.edit) return a;
    if (RANK[a.match] !== RANK[b.match]) return RANK[a.match] > RANK[b.match] ? a : b;
    return { kind: 'several', refs: [a.ref, b.ref] };
  }
  const refs = [a, b].flatMap((o) => (o.kind === 'several' ? o.refs : [o.ref]));
  return { kind: 'several', refs: [...new Set(refs)] };
}

function originsIn(
  refs: readonly EditRef[],
  shown: readonly LineFacts[],
  commits: readonly (LineCommit | null)[],
): readonly LineOrigin[] {
  const replay = new Replay(shown);
  for (const ref of refs) if (ref.edit.made !== 'no') replay.play(ref);
  const { lines } = replay;
  const fits = (line: WrittenLine, j: number): boolean => {
    const [at, edited] = [commits[j]?.at ?? null, line.writer?.edit.at ?? null];
    return at === null || edited === null || edited <= at + CLOCK;
  };
  const copies = laterCopies(lines, shown, commits, fits);
  const allowed: Allowed = (i, j) => !copies.has(j) && fits(lines[i]!, j);
  const ties: (readonly [number, number])[] = [];
  const partner = alignRuns(lines, shown, {
    allowed,
    onTie: (j, other) => ties.push([j, other]),
  });
  dropCopies(lines, shown, partner);
  fillGaps(lines, shown, partner, (i, j) => shown[j]!.weight > 0 && allowed(i, j));
  const sides = { lines, shown, partner };
  const [before, after] = [heldBeside(sides, -1), heldBeside(sides, 1)];
  const isHeld = (j: number): boolean =>
    shown[j]!.weight >= DISTINCT || (before[j] === 1 && after[j] === 1);
  const aligned = { ...sides, allowed, taken: new Set(partner), equals: equalsOf(lines) };
  const origins = shown.map((_, j): LineOrigin => {
    const i = partner[j]!;
    return i < 0 || !isHeld(j) ? NO_ORIGIN : exactOrigin(i, j, aligned);
  });
  // A copy without a partner, in the same commit: which of the two is the copy cannot be told.
  for (const [j, other] of ties) if (partner[other] === -1) origins[j] = NO_ORIGIN;
  const known = [...partner].map((i, j) => i >= 0 || copies.has(j));
  for (const [j, other] of ties) if (partner[other] === -1) known[other] = known[j]!;
  const committedAt = (j: number): number | null => commits[j]?.at ?? null;
  comeBack(replay.gone, shown, { fits, known, committedAt, origins });
  for (const { line, ref, share } of similarLines(lines, shown, partner)) {
    if (known[line] === true || ref === null || !fits({ ...shown[line]!, writer: ref }, line))
      continue;
    origins[line] = { kind: 'edit', ref, match: share === 1 ? 'formatted' : 'changed', share };
  }
  return origins;
}

/**
 * Lines that stand more often here than edits wrote them, and came in with a later commit than the others: a person
 * copied them. Of those that came in together, none.
 */
function laterCopies(
  lines: readonly WrittenLine[],
  shown: readonly LineFacts[],
  commits: readonly (LineCommit | null)[],
  fits: (line: WrittenLine, j: number) => boolean,
): ReadonlySet<number> {
  const written = placesOf(lines, shown);
  const standing = new Map<number, number[]>();
  for (const [j, { hash }] of shown.entries()) {
    if (written.get(hash)?.some((i) => fits(lines[i]!, j)) !== true) continue;
    standing.set(hash, [...(standing.get(hash) ?? []), j]);
  }
  const since = (j: number): number => commits[j]?.at ?? Number.MAX_SAFE_INTEGER;
  const copies = new Set<number>();
  for (const [hash, places] of standing) {
    const times = written.get(hash)!.length;
    if (places.length <= times) continue;
    const last = places.map(since).sort((x, y) => x - y)[times - 1]!;
    for (const j of places) if (since(j) > last) copies.add(j);
  }
  return copies;
}

interface Aligned {
  readonly lines: readonly WrittenLine[];
  readonly shown: readonly LineFacts[];
  readonly partner: Int32Array;
  readonly allowed: Allowed;
  /** Lines that have a partner. */
  readonly taken: ReadonlySet<number>;
  /** By hash, where lines stand. */
  readonly equals: ReadonlyMap<number, readonly number[]>;
}

function equalsOf(lines: readonly WrittenLine[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [i, { hash }] of lines.entries()) {
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [i]);
    else known.push(i);
  }
  return places;
}

/**
 * Lines that stand beside one that is told by its text, or the end of the file, in one row on both sides (1): those
 * before them for a step of -1, those after for 1. Where a row ends, a brace or `return null` is as well another's.
 */
function heldBeside(
  { lines, shown, partner }: Pick<Aligned, 'lines' | 'shown' | 'partner'>,
  step: 1 | -1,
): Uint8Array {
  const held = new Uint8Array(shown.length);
  for (let j = step === 1 ? shown.length - 1 : 0; shown[j] !== undefined; j -= step) {
    const [line, i] = [shown[j + step], partner[j]! + step];
    const isEnd = i < 0 || i >= lines.length;
    held[j] = Number(
      line === undefined
        ? isEnd
        : !isEnd && partner[j + step] === i && (line.weight >= DISTINCT || held[j + step] === 1),
    );
  }
  return held;
}

/** The writer of the line that was found, with those of equal lines that stand in as good a place and were not found. */
function exactOrigin(
  i: number,
  j: number,
  { lines, shown, allowed, taken, equals }: Aligned,
): LineOrigin {
  const line = lines[i]!;
  if (line.writer === null) return NO_ORIGIN;
  const beside = (at: number): number =>
    Number(at > 0 && lines[at - 1]!.hash === shown[j - 1]?.hash) +
    Number(at + 1 < lines.length && lines[at + 1]!.hash === shown[j + 1]?.hash);
  const refs = new Set([line.writer]);
  const own = beside(i);
  for (const at of equals.get(line.hash) ?? []) {
    const { writer } = lines[at]!;
    if (writer === null || refs.has(writer) || taken.has(at)) continue;
    if (beside(at) >= own && allowed(at, j)) refs.add(writer);
  }
  return refs.size > 1
    ? { kind: 'several', refs: [...refs] }
    : { kind: 'edit', ref: line.writer, match: 'exact', share: 1 };
}
