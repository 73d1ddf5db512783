import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AGENTS, type ScriptedLog } from './agentLogs';
import { NOUNS, ScriptedCode, VERBS } from './scriptedCode';

/** What happened to a line last, for the table of figures. */
export type Fate =
  | 'as written'
  | 'file written whole'
  | 'formatted'
  | 'moved in the file'
  | 'moved to another file'
  | 'file renamed'
  | 'taken out and back'
  | 'changed by hand'
  | 'written by hand'
  | 'copied by hand'
  | 'before any edit';

/** A line with the edit that wrote it: `null` for a person's. */
export interface TrueLine {
  readonly text: string;
  readonly writer: TrueEdit | null;
  readonly fate: Fate;
}

/** An edit, by its log and its number among the log's edits. */
export interface TrueEdit {
  readonly log: string;
  readonly nth: number;
}

interface Session {
  readonly log: ScriptedLog;
  edits: number;
}

/**
 * A real repository with a history that is played step by step: agents edit and write their logs, a person edits,
 * formats, moves, copies, renames, reverts and commits. Every line knows who wrote it.
 */
export class ScriptedRepo extends ScriptedCode {
  readonly root: string;
  readonly files = new Map<string, TrueLine[]>();
  readonly #sessions: Session[] = [];
  readonly #logs: string;
  readonly #base: string;
  #now = Date.parse('2026-03-02T09:00:00Z');

  constructor(seed: number) {
    super(seed);
    this.#base = realpathSync(mkdtempSync(join(tmpdir(), 'why-')));
    this.root = join(this.#base, 'shop');
    this.#logs = join(this.#base, 'logs');
    mkdirSync(this.root);
    mkdirSync(this.#logs);
    this.git('init', '-q', '-b', 'main');
  }

  get logs(): string {
    return this.#logs;
  }

  git(...args: readonly string[]): string {
    const date = `${Math.floor(this.#now / 1000)} +0000`;
    return execFileSync('git', args, {
      cwd: this.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.#base,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Dev',
        GIT_AUTHOR_EMAIL: 'dev@example.com',
        GIT_COMMITTER_NAME: 'Dev',
        GIT_COMMITTER_EMAIL: 'dev@example.com',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
    });
  }

  remove(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }

  wait(seconds: number): void {
    this.#now += seconds * 1000 + 137;
  }

  /** A session of one of the agents, or of a certain one. */
  session(agent = this.random(AGENTS.length)): Session {
    const id = `s${this.#sessions.length}0000-${agent}`;
    const log = AGENTS[agent]!(id, this.root);
    this.wait(60);
    log.prompt(this.#now, `Please ${this.pick(VERBS)} the ${this.pick(NOUNS)}`);
    const session = { log, edits: 0 };
    this.#sessions.push(session);
    return session;
  }

  #write(file: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(this.files.get(file)!));
  }

  #lines(file: string): TrueLine[] {
    return this.files.get(file)!;
  }

  /** A person writes a file. */
  personWrites(file: string, functions = 4): void {
    const lines = Array.from({ length: functions }, () => this.code()).flat();
    this.files.set(
      file,
      lines.map((text) => ({ text, writer: null, fate: 'before any edit' })),
    );
    this.wait(30);
    this.#write(file);
  }

  /** An agent writes a file whole: a new one, or one that it read before and keeps most of. */
  agentWrites(session: Session, file: string): void {
    const before = this.files.get(file);
    const writer = this.#edit(session);
    const added = Array.from({ length: 3 }, () => this.code())
      .flat()
      .map((text): TrueLine => ({ text, writer, fate: 'file written whole' }));
    const lines = before === undefined ? added : [...before, ...added];
    this.wait(20);
    session.log.call({
      at: this.#now,
      thought: `The file ${file} needs more.`,
      file: join(this.root, file),
      old: null,
      new: textOf(lines),
      ...(before === undefined ? {} : { read: textOf(before) }),
    });
    this.files.set(file, lines);
    this.#write(file);
  }

  /** An agent replaces a few lines, or puts a function between. */
  agentEdits(session: Session, file: string): void {
    const lines = this.#lines(file);
    const from = this.#unique(lines);
    const length = 1 + this.random(3);
    const old = lines.slice(from, from + length);
    const writer = this.#edit(session);
    const fresh = this.random(2) === 0 ? this.code() : this.code().slice(1, 3);
    const mine = (text: string): TrueLine => ({ text, writer, fate: 'as written' });
    const next =
      this.random(3) === 0 ? [...old, ...fresh.map(mine)] : [old[0]!, ...fresh.map(mine)];
    this.wait(20);
    session.log.call({
      at: this.#now,
      thought: `Line ${from + 1} of ${file} is not enough. I will change it.`,
      file: join(this.root, file),
      old: textOf(old),
      new: textOf(next),
    });
    lines.splice(from, old.length, ...next);
    this.#write(file);
  }

  /** An edit that was not made: its text is not in the file. */
  agentFails(session: Session, file: string): void {
    this.#edit(session);
    this.wait(20);
    session.log.call({
      at: this.#now,
      thought: 'This should go in.',
      file: join(this.root, file),
      old: 'no such line here\n',
      new: textOf(this.#lines(file).slice(0, 4)),
      failed: true,
    });
  }

  #edit(session: Session): TrueEdit {
    return { log: session.log.name, nth: session.edits++ };
  }

  /** A line that stands once in the file, as the old text of an edit must. */
  #unique(lines: readonly TrueLine[]): number {
    for (let tries = 0; tries < 200; tries++) {
      const i = this.random(lines.length);
      const { text } = lines[i]!;
      if (text.trim().length > 12 && lines.filter((l) => l.text === text).length === 1) return i;
    }
    throw new Error('no line is unique');
  }

  /** A person puts lines between. */
  personAdds(file: string): void {
    const lines = this.#lines(file);
    const added = (this.random(2) === 0 ? this.code() : this.code().slice(1, 4)).map(
      (text): TrueLine => ({ text, writer: null, fate: 'written by hand' }),
    );
    this.wait(200);
    lines.splice(this.#unique(lines), 0, ...added);
    this.#write(file);
  }

  personDeletes(file: string): void {
    const lines = this.#lines(file);
    this.wait(60);
    lines.splice(this.#unique(lines), 1 + this.random(2));
    this.#write(file);
  }

  /** A person changes a number or a word of some lines. */
  personChanges(file: string, share = 0.2): void {
    const lines = this.#lines(file);
    this.wait(90);
    for (const [i, line] of lines.entries()) {
      if (!this.happens(share) || !/\d{2}/.test(line.text)) continue;
      const text = line.text.replace(/\d{2,}/, () => String(1000 + this.random(900)));
      const fate: Fate = line.writer === null ? line.fate : 'changed by hand';
      lines[i] = { ...line, text, fate };
    }
    this.#write(file);
  }

  /** A formatter: other indentation, other quotes, and long calls over several lines. */
  formats(file: string): void {
    this.wait(60);
    const mark = (line: TrueLine, text: string): TrueLine =>
      text === line.text
        ? line
        : { ...line, text, fate: line.writer === null ? line.fate : 'formatted' };
    const lines = this.#lines(file).flatMap((line): TrueLine[] => {
      const text = line.text.replace(/^ +/, (s) => s.repeat(2)).replaceAll("'", '"');
      const call = /^(\s*)(.*\()([^()]{24,})\);$/.exec(text);
      if (call === null) return [mark(line, text)];
      const [, space = '', head = '', args = ''] = call;
      const rows = [
        `${space}${head}`,
        ...args.split(/, (?![^{]*\})/).map((a) => `${space}    ${a},`),
        `${space});`,
      ];
      return rows.map((row) => mark(line, row));
    });
    this.files.set(file, lines);
    this.#write(file);
  }

  #block(lines: readonly TrueLine[]): readonly [number, number] {
    const starts = lines.flatMap((l, i) => (l.text.startsWith('export function') ? [i] : []));
    const from = this.pick(starts);
    const end = lines.findIndex((l, i) => i > from && l.text === '}');
    return [from, end < 0 ? lines.length : end + 2];
  }

  moves(file: string): void {
    const lines = this.#lines(file);
    const [from, to] = this.#block(lines);
    this.wait(60);
    const block = lines
      .splice(from, to - from)
      .map((l): TrueLine => ({ ...l, fate: l.writer === null ? l.fate : 'moved in the file' }));
    const [at] = this.#block(lines);
    lines.splice(at, 0, ...block);
    this.#write(file);
  }

  /** A block goes to another file of the same commit. */
  movesTo(file: string, other: string): void {
    const lines = this.#lines(file);
    const [from, to] = this.#block(lines);
    this.wait(60);
    const block = lines
      .splice(from, to - from)
      .map((l): TrueLine => ({ ...l, fate: l.writer === null ? l.fate : 'moved to another file' }));
    this.#lines(other).push(...block);
    this.#write(file);
    this.#write(other);
  }

  /** A person copies a block, in the file or to another one. */
  copies(file: string, other = file): void {
    const [from, to] = this.#block(this.#lines(file));
    this.wait(60);
    const copy = this.#lines(file)
      .slice(from, to)
      .map(({ text }): TrueLine => ({ text, writer: null, fate: 'copied by hand' }));
    const target = this.#lines(other);
    // Right before or after what was copied nobody can tell which of the two is the copy: the text is the same.
    const starts = target.flatMap((l, i) => (l.text.startsWith('export function') ? [i] : []));
    const apart = other === file ? starts.filter((i) => i !== from && i !== to) : starts;
    if (apart.length > 0) target.splice(this.pick(apart), 0, ...copy);
    this.#write(other);
  }

  renames(file: string, to: string): void {
    this.wait(60);
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, file), join(this.root, to));
    const lines = this.#lines(file).map((l): TrueLine => ({
      ...l,
      fate: l.writer === null ? l.fate : 'file renamed',
    }));
    this.files.set(to, lines);
    this.files.delete(file);
  }

  commit(message = 'Work'): void {
    this.wait(30);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
  }

  /** Reverts the last commit, which has to be of one file; its lines come back with their writers. */
  reverts(file: string, before: readonly TrueLine[]): void {
    this.wait(60);
    this.git('revert', '--no-edit', 'HEAD');
    const now = new Set(this.#lines(file));
    this.files.set(
      file,
      before.map((line) =>
        now.has(line) || line.writer === null ? line : { ...line, fate: 'taken out and back' },
      ),
    );
  }

  test(session: Session, passed: boolean): void {
    this.wait(20);
    session.log.test(this.#now, passed);
  }

  /**
   * A file that a person begins and an agent changes after a try that fails, with its tests and its log. Gives the number of
   * a line that the agent wrote.
   */
  changedByAgent(file: string): number {
    this.personWrites(file);
    this.commit('Begin');
    const session = this.session(0);
    this.agentFails(session, file);
    this.agentEdits(session, file);
    this.test(session, true);
    this.commit('Raise the limit');
    this.writeLogs();
    return this.files.get(file)!.findIndex((l) => l.writer !== null && l.text.length > 20) + 1;
  }

  /** Writes the logs; gives their paths. */
  writeLogs(): readonly string[] {
    return this.#sessions.map(({ log }) => {
      const path = join(this.#logs, log.name);
      writeFileSync(path, log.text());
      return path;
    });
  }
}

export const textOf = (lines: readonly { readonly text: string }[]): string =>
  lines.map(({ text }) => `${text}\n`).join('');
