import { inEnglish } from '../../../../src/core/text/voice';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { askGit, askMoved, type RunGit } from '../../../../src/core/why/askGit';
import { originsOf } from '../../../../src/core/why/attribute';
import { EditIndex } from '../../../../src/core/why/editIndex';
import type { LineOrigin } from '../../../../src/core/why/model';
import { readLogEdits } from '../../../../src/core/why/readLog';
import { ScriptedRepo, textOf, type Fate, type TrueLine } from './scriptedRepo';

/** Counts of one fate: lines with a recorded edit, right and wrong answers, and lines where several were told. */
export interface Count {
  lines: number;
  right: number;
  wrong: number;
  several: number;
  none: number;
}

export type Counts = Map<Fate, Count>;

/** Runs git without any settings of the machine. */
export const runIn =
  (folder: string): RunGit =>
  (args, input = '') => {
    const run = spawnSync('git', args, {
      cwd: folder,
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', HOME: folder },
    });
    return run.status === 0
      ? Promise.resolve(run.stdout)
      : Promise.reject(new Error(`git ${args.join(' ')}: ${run.stderr}`));
  };

export async function indexOf(logs: readonly string[]): Promise<EditIndex> {
  const index = new EditIndex();
  for (const path of logs) {
    const scan = await startScan(memorySource(basename(path), readFileSync(path)), FORMATS);
    if (!('format' in scan)) throw new Error(`${path}: ${inEnglish(scan.error.message)}`);
    const log = await readLogEdits(basename(path), scan);
    if (log !== null) index.put(log);
  }
  return index;
}

/** Asks about every line of a repository's files and counts the answers by what happened to the line. */
export async function judge(
  repo: ScriptedRepo,
  counts: Counts,
  onWrong?: (m: string) => void,
): Promise<void> {
  const index = await indexOf(repo.writeLogs());
  for (const [file, truth] of repo.files) {
    const path = join(repo.root, file);
    const run = runIn(dirname(path));
    const asked = await askGit(run, basename(path), textOf(truth));
    if (asked === null) throw new Error('no repository');
    const origins = originsOf(index, asked);
    const open = origins.flatMap((o, i) => (o.kind === 'none' ? [i] : []));
    const all = originsOf(index, asked, await askMoved(run, asked, open));
    for (const [i, line] of truth.entries()) {
      if (!/\w/.test(line.text)) continue;
      const told = tell(line, all[i]!, countOf(counts, line.fate));
      if (told === 'wrong')
        onWrong?.(
          `${file}:${i + 1} ${line.fate}: ${line.text} ${JSON.stringify(describe(line, all[i]!))}`,
        );
      if (told === 'none' && line.writer)
        onWrong?.(`${file}:${i + 1} MISS ${line.fate}: ${line.text}`);
    }
  }
}

function describe(line: TrueLine, origin: LineOrigin): unknown {
  if (origin.kind !== 'edit') return origin.kind;
  const { ref, match, share } = origin;
  return {
    truth: line.writer,
    told: [ref.log.file, ref.log.edits.indexOf(ref.edit)],
    match,
    share,
  };
}

function tell(line: TrueLine, origin: LineOrigin, count: Count): string {
  count.lines++;
  if (origin.kind === 'none') {
    count.none++;
    return 'none';
  }
  if (origin.kind === 'several') {
    count.several++;
    return 'several';
  }
  const { log, edit } = origin.ref;
  const right =
    line.writer !== null && line.writer.log === log.file && log.edits[line.writer.nth] === edit;
  if (right) count.right++;
  else count.wrong++;
  return right ? 'right' : 'wrong';
}

function countOf(counts: Counts, fate: Fate): Count {
  const known = counts.get(fate);
  if (known !== undefined) return known;
  const fresh = { lines: 0, right: 0, wrong: 0, several: 0, none: 0 };
  counts.set(fate, fresh);
  return fresh;
}

/** One story: a person's project, sessions of several agents, and everything that happens to lines afterwards. */
export function play(seed: number): ScriptedRepo {
  const repo = new ScriptedRepo(seed);
  const file = 'src/main.ts';
  const other = 'src/lib/other.ts';
  repo.personWrites(file);
  repo.personWrites(other);
  repo.commit('Begin');
  const first = repo.session();
  for (let i = 0; i < 3; i++) repo.agentEdits(first, file);
  repo.agentFails(first, file);
  repo.agentWrites(first, 'src/fresh.ts');
  repo.test(first, true);
  repo.personAdds(file);
  repo.personAdds('src/fresh.ts');
  if (repo.random(2) === 0) repo.commit('With an agent');
  const second = repo.session();
  for (let i = 0; i < 3; i++) repo.agentEdits(second, repo.pick([file, 'src/fresh.ts', other]));
  repo.agentWrites(second, file);
  repo.personDeletes(file);
  repo.commit('More');
  const steps: (() => void)[] = [
    () => repo.formats(file),
    () => repo.moves('src/fresh.ts'),
    () => repo.movesTo('src/fresh.ts', other),
    // Of a block that is moved away and copied back to its place nobody can tell which is the copy.
    () => repo.copies(file),
    () => repo.copies('src/fresh.ts', other),
    () => repo.personChanges(file),
    () => repo.personAdds(other),
    () => {
      repo.commit('Before an edit that is reverted');
      const before = [...repo.files.get(file)!];
      const third = repo.session();
      for (let i = 0; i < 4; i++) repo.agentEdits(third, file);
      repo.commit('An edit that is reverted');
      repo.reverts(file, before);
    },
    () => repo.renames('src/fresh.ts', `src/named/fresh${seed}.ts`),
  ];
  const taken = steps.filter((_, i) => i === steps.length - 1 || repo.random(2) === 0);
  const renamed = taken.pop()!;
  for (const step of taken) {
    step();
    if (repo.random(3) > 0) repo.commit();
  }
  repo.commit('Before the last session');
  if (repo.random(2) === 0) {
    renamed();
    repo.commit('Rename');
  }
  const last = repo.session();
  for (let i = 0; i < 2; i++) repo.agentEdits(last, file);
  repo.test(last, false);
  repo.agentEdits(last, other);
  if (repo.random(2) === 0) repo.commit('End');
  return repo;
}

/** Fates of lines that no recorded edit wrote. */
const BY_HAND: ReadonlySet<Fate> = new Set([
  'before any edit',
  'written by hand',
  'copied by hand',
]);

export interface Totals {
  /** Lines with a recorded edit. */
  readonly recorded: number;
  readonly precision: number;
  readonly recall: number;
  /** Lines without a recorded edit that were given to one. */
  readonly guessed: number;
}

export function totals(counts: Counts): Totals {
  let [recorded, right, wrong, guessed] = [0, 0, 0, 0];
  for (const [fate, count] of counts) {
    right += count.right;
    wrong += count.wrong;
    if (BY_HAND.has(fate)) guessed += count.wrong;
    else recorded += count.lines;
  }
  return { recorded, precision: right / (right + wrong), recall: right / recorded, guessed };
}

export const isByHand = (fate: Fate): boolean => BY_HAND.has(fate);
