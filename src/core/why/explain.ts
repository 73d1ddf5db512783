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
import { marksOf, type WriterMark } from './marks';
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
  /** Share of the line's words that are the edit's, 0..1. */
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
  const groups: WhyGroup[] = [];
  for (const [origin, its] of grouped(lines, origins)) {
    if (groups.length === MAX_GROUPS) break;
    groups.push(await groupOf(origin, its, tracked, git));
  }
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
  return { lines: linesOf(text), names: [name], roots: [own], commits: null };
}

/** Lines by their answer, blank ones with the lines before them. */
function grouped(
  lines: readonly number[],
  origins: readonly LineOrigin<ToldEdit>[],
): readonly (readonly [LineOrigin<ToldEdit>, number[]])[] {
  const groups = new Map<unknown, readonly [LineOrigin<ToldEdit>, number[]]>();
  for (const i of lines) {
    const origin = origins[i] ?? NO_ORIGIN;
    const key =
      origin.kind === 'edit'
        ? origin.ref.edit
        : origin.kind === 'none'
          ? null
          : origin.refs.map((r) => r.edit.at).join();
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [origin, [i]]);
    else known[1].push(i);
  }
  return [...groups.values()];
}

async function groupOf(
  origin: LineOrigin<ToldEdit>,
  lines: readonly number[],
  tracked: TrackedFile | null,
  git: GitAccess | null,
): Promise<WhyGroup> {
  const place = tracked?.commits?.[lines[0]!];
  const commit = !git || !place?.commit ? null : await askCommit(git.run, place.commit);
  const records = git && tracked && commit ? await git.records(tracked.root) : '';
  const marks = commit && place ? marksOf(commit, place.path, place.line, records) : [];
  const numbers = lines.map((i) => i + 1);
  return { lines: numbers, ...judged(origin, marks), commit, marks };
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
