import {
  askCommit,
  askGit,
  askMoved,
  type CommitFacts,
  type RunGit,
  type TrackedFile,
} from './askGit';
import { originsOf, searchedIn, type AskedFile, type MovedLines, type Searched } from './attribute';
import type { EditIndex } from './editIndex';
import { linesOf } from './lineFacts';
import { markReader, type MarkReader, type WriterMark } from './marks';
import { NO_ORIGIN, type LineMatch, type LineOrigin, type ToldEdit } from './model';
import { baseName, tidyPath } from '../text/paths';

/** Lines of a selection that have one answer. */
export interface WhyGroup {
  /** Numbers from 1. */
  readonly lines: readonly number[];
  /** `none`: no recorded edit, nothing is guessed. `several`: more than one fits, none is chosen. */
  readonly kind: 'edit' | 'several' | 'none';
  readonly candidates: readonly WhyCandidate[];
  /** The commit in which the first of the lines came in, and what it and its notes say. */
  readonly commit: CommitFacts | null;
  readonly marks: readonly WriterMark[];
}

export interface WhyCandidate {
  readonly ref: ToldEdit;
  readonly match: LineMatch;
  /** Share of a line's words that are the edit's, 0..1: of the line with the least. */
  readonly share: number;
}

export interface WhyAnswer {
  /** Under the repository's root where there is one. */
  readonly path: string;
  /** Git was asked and knows the repository. */
  readonly tracked: boolean;
  readonly groups: readonly WhyGroup[];
  readonly searched: Searched;
  /** Number of the nearest line with a recorded edit, where the first line asked has none. */
  readonly nearest: number | null;
}

export interface AskedOfFile {
  /** Absolute path of the file. */
  readonly path: string;
  readonly text: string;
  /** Lines [from, to], from 1. */
  readonly from: number;
  readonly to: number;
  /** Root of the folder that is open, for a file without a repository. */
  readonly folder: string;
}

/** Where git is asked; `null` where it must not be (no trust) or is not there. */
export interface GitAccess {
  /** Runs git in the file's folder. */
  readonly run: RunGit;
  /** Text of the Agent Trace records in the repository, '' without any. */
  readonly records: (root: string) => Promise<string>;
}

/** Where the edits are: here, or in another thread. */
export interface EditSource {
  origins(file: AskedFile, moved: readonly MovedLines[]): Promise<readonly LineOrigin<ToldEdit>[]>;
  searched(file: AskedFile): Promise<Searched>;
}

export function sourceOf(index: EditIndex): EditSource {
  return {
    origins: (file, moved) => Promise.resolve(originsOf(index, file, moved)),
    searched: (file) => Promise.resolve(searchedIn(index, file)),
  };
}

/** Lines with more different answers than this are cut: nobody reads them. */
const MAX_GROUPS = 50;

/** Whose edit wrote the lines, by the logs of the index and by git. */
export async function explain(
  edits: EditSource,
  asked: AskedOfFile,
  git: GitAccess | null,
): Promise<WhyAnswer> {
  const path = tidyPath(asked.path);
  const tracked = git === null ? null : await askGit(git.run, baseName(path), asked.text);
  const file = tracked ?? untracked(path, asked);
  let origins = await edits.origins(file, []);
  const last = Math.min(asked.to, Math.max(asked.from, file.lines.length));
  const lines = Array.from({ length: last - asked.from + 1 }, (_, k) => asked.from - 1 + k);
  const open = lines.filter((i) => origins[i]?.kind === 'none');
  if (git !== null && tracked !== null && open.length > 0) {
    const moved = await askMoved(git.run, tracked, open);
    if (moved.length > 0) origins = await edits.origins(file, moved);
  }
  const groups = await groupsOf(lines, file, origins, commitReader(tracked, git));
  const first = groups[0];
  return {
    path: tracked?.path ?? path,
    tracked: tracked !== null,
    groups,
    searched: await edits.searched(file),
    nearest: first?.kind === 'none' ? nearestTo(asked.from - 1, origins) : null,
  };
}

function untracked(path: string, { text, folder }: AskedOfFile): AskedFile {
  const root = tidyPath(folder);
  const name = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : baseName(path);
  const own = path.slice(0, -name.length - 1);
  return { lines: linesOf(text), names: [name], roots: [own === '' ? '/' : own], commits: null };
}

/** The commit of a line and what it says of who wrote it. */
interface Told {
  readonly commit: CommitFacts | null;
  readonly marks: readonly WriterMark[];
}

const NOTHING_TOLD: Told = { commit: null, marks: [] };

/** Asks about commits, once each. Beyond `MAX_GROUPS` of them a line is told nothing, unless it `must` be. */
function commitReader(
  tracked: TrackedFile | null,
  git: GitAccess | null,
): (line: number, must: boolean) => Promise<Told> {
  const known = new Map<string, { commit: CommitFacts; marks: MarkReader } | null>();
  const ask = async (id: string, { root }: TrackedFile, { run, records }: GitAccess) => {
    const commit = await askCommit(run, id);
    return commit && { commit, marks: markReader(commit, await records(root)) };
  };
  return async (line, must) => {
    const place = tracked?.commits?.[line];
    if (!git || !tracked || !place?.commit) return NOTHING_TOLD;
    const id = place.commit;
    if (!known.has(id)) {
      if (known.size >= MAX_GROUPS && !must) return NOTHING_TOLD;
      known.set(id, await ask(id, tracked, git));
    }
    const facts = known.get(id);
    return facts
      ? { commit: facts.commit, marks: facts.marks(place.path, place.line) }
      : NOTHING_TOLD;
  };
}

/** Lines by their answer and what marks say of them, blank ones with the lines before them. */
async function groupsOf(
  lines: readonly number[],
  file: AskedFile,
  origins: readonly LineOrigin<ToldEdit>[],
  told: (line: number, must: boolean) => Promise<Told>,
): Promise<readonly WhyGroup[]> {
  const groups = new Map<string, { origin: LineOrigin<ToldEdit>; lines: number[] }>();
  const keyOf = answerKeys();
  let last: number[] | null = null;
  let blank: number[] = [];
  for (const i of lines) {
    if ((file.lines[i] ?? '').trim() === '') {
      (last ?? blank).push(i);
      continue;
    }
    const origin = origins[i] ?? NO_ORIGIN;
    const key = `${keyOf(origin)} ${JSON.stringify((await told(i, false)).marks)}`;
    const known = groups.get(key);
    if (known === undefined && groups.size === MAX_GROUPS) continue;
    const group = known ?? { origin, lines: blank };
    groups.set(key, { origin: withLeast(group.origin, origin), lines: group.lines });
    group.lines.push(i);
    last = group.lines;
    blank = [];
  }
  if (groups.size === 0) groups.set('', { origin: NO_ORIGIN, lines: blank });
  const all: WhyGroup[] = [];
  for (const group of groups.values()) {
    const first = group.lines.find((i) => (file.lines[i] ?? '').trim() !== '') ?? group.lines[0]!;
    const { commit, marks } = await told(first, true);
    const numbers = group.lines.map((i) => i + 1);
    all.push({ lines: numbers, ...judged(group.origin, marks), commit, marks });
  }
  return all;
}

/** Names answers: the same one for the same edits that fit alike. */
function answerKeys(): (origin: LineOrigin<ToldEdit>) => string {
  const numbers = new Map<ToldEdit['edit'], number>();
  const numberOf = ({ edit }: ToldEdit): number => {
    const number = numbers.get(edit) ?? numbers.size;
    numbers.set(edit, number);
    return number;
  };
  return (origin) => {
    if (origin.kind === 'none') return 'none';
    if (origin.kind === 'edit') return `${origin.match} ${numberOf(origin.ref)}`;
    return origin.refs.map(numberOf).join();
  };
}

/** Of two answers that are one the share that holds for both. */
function withLeast(a: LineOrigin<ToldEdit>, b: LineOrigin<ToldEdit>): LineOrigin<ToldEdit> {
  return a.kind === 'edit' && b.kind === 'edit' && b.share < a.share ? b : a;
}

/** The answer with what marks say: a line that one gives to a person is no agent's; one that names a session chooses. */
function judged(
  origin: LineOrigin<ToldEdit>,
  marks: readonly WriterMark[],
): Pick<WhyGroup, 'kind' | 'candidates'> {
  if (origin.kind === 'none' || marks.some(({ by }) => by === 'person'))
    return { kind: 'none', candidates: [] };
  if (origin.kind === 'edit') {
    const { ref, match, share } = origin;
    return { kind: 'edit', candidates: [{ ref, match, share }] };
  }
  const ids = marks.flatMap(({ id }) => (id !== null && id.length >= 8 ? [id] : []));
  const named = origin.refs.filter(({ log }) => ids.some((id) => log.file.includes(id)));
  const refs = named.length === 1 ? named : origin.refs;
  const candidates = refs.map((ref) => ({ ref, match: 'exact' as const, share: 1 }));
  return { kind: refs.length === 1 ? 'edit' : 'several', candidates };
}

function nearestTo(line: number, origins: readonly LineOrigin<ToldEdit>[]): number | null {
  for (let away = 1; away < origins.length; away++) {
    for (const i of [line - away, line + away]) if (origins[i]?.kind === 'edit') return i + 1;
  }
  return null;
}
