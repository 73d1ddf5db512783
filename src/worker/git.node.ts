import { spawn } from 'node:child_process';
import type { RunGit } from '../core/why/askGit';

/** What git is asked: nothing that writes, and nothing that goes to the network. */
const QUESTIONS: readonly string[] = [
  ...['rev-parse', 'worktree', 'blame', 'show', 'grep', 'log'],
  ...['diff', 'ls-files'],
];
/** Those that look at files on disk, which a repository's own settings may send through a program first. */
const OF_FILES: readonly string[] = ['blame', 'diff'];
/**
 * Nothing of what a repository's own settings could start, write or colour: no monitors, hooks, pagers, signatures. Where
 * the index is not written anew, a file that was only touched counts as one that differs.
 */
const SAFE = [
  '--no-pager',
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.quotePath=true'],
  ...['-c', 'diff.autoRefreshIndex=false'],
  ...['-c', 'log.showSignature=false'],
  ...['-c', 'color.ui=false'],
  ...['-c', 'color.grep=false'],
] as const;
/** An object that is not here is not fetched: the first for git since 2.44, the second for all before. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' } as const;
/** More output than this is no answer to one question. */
const MAX_OUTPUT = 256 << 20;
/** Of what git says went wrong. */
const MAX_SAID = 2_000;

type Environment = Readonly<Record<string, string | undefined>>;
declare const process: { readonly env: Environment };

/** Asks git in a folder; `null` where there are no processes. Only in folders that the user trusts. */
export function gitIn(folder: string): RunGit | null {
  let withoutFilters: Promise<Environment> | null = null;
  return async (args, input = '') => {
    const [question = ''] = args;
    if (!QUESTIONS.includes(question)) throw new Error(`git ${question} is not asked here`);
    if (!OF_FILES.includes(question)) return answerOf(folder, args, input, {});
    withoutFilters ??= filtersOff(folder);
    return answerOf(folder, args, input, await withoutFilters);
  };
}

/** Settings that turn off every program which a repository would send the text of files through. */
async function filtersOff(folder: string): Promise<Environment> {
  // It says no where there is none.
  const list = await answerOf(
    folder,
    ['config', '-z', '--name-only', '--get-regexp', '^filter\\.'],
    '',
    {},
  ).catch(() => '');
  const names = new Set(list.split('\0').map((key) => key.slice(0, key.lastIndexOf('.'))));
  const settings = [...names]
    .filter((name) => name !== '')
    .flatMap((name) => [
      ...['clean', 'smudge', 'process'].map((what) => [`${name}.${what}`, '']),
      [`${name}.required`, 'false'],
    ]);
  // By the environment, because a name may hold a `=`; what is there already stays.
  const given = Number(process.env['GIT_CONFIG_COUNT'] ?? 0);
  const first = Number.isInteger(given) && given > 0 ? given : 0;
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(first + settings.length)],
    ...settings.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${first + i}`, key],
      [`GIT_CONFIG_VALUE_${first + i}`, value],
    ]),
  ]) as Environment;
}

/** What git prints. Rejects with what it says where it says no. */
function answerOf(
  folder: string,
  args: readonly string[],
  input: string,
  settings: Environment,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...OFFLINE };
    const git = spawn('git', [...SAFE, ...args], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...settings, ...env },
    });
    const decoder = new TextDecoder();
    let size = 0;
    let text = '';
    let said = '';
    git.stdout.on('data', (chunk) => {
      size += chunk.length;
      if (size > MAX_OUTPUT) git.kill();
      else text += decoder.decode(chunk, { stream: true });
    });
    git.stderr.on('data', (chunk) => {
      if (said.length < MAX_SAID) said += new TextDecoder().decode(chunk);
    });
    // Git may end before it has read all: its exit code tells.
    git.stdin.on('error', () => undefined);
    git.on('error', reject);
    git.on('close', (code) => {
      if (code === 0) resolve(text + decoder.decode());
      else reject(new Error(`git ${args[0] ?? ''}: ${whyOf(code, said, size)}`));
    });
    git.stdin.end(input);
  });
}

/** The line with which git says why, else how it ended. */
function whyOf(code: number | null, said: string, size: number): string {
  if (size > MAX_OUTPUT) return 'the answer is too large';
  const fatal = said.split('\n').find((line) => /^(?:fatal|error): /.test(line));
  return fatal?.replace(/^\w+: /, '').slice(0, 300) ?? `ended with ${code ?? 'a signal'}`;
}
