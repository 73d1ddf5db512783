import { spawn } from 'node:child_process';
import type { RunGit } from '../core/why/askGit';

/** What git is asked: nothing that writes, and nothing that goes to the network. */
const QUESTIONS: readonly string[] = [
  ...['rev-parse', 'worktree', 'blame', 'show', 'grep', 'log'],
  ...['diff', 'ls-files'],
];
/** Nothing of what a repository's own settings could start: no monitors, pagers, signatures, filters of text. */
const SAFE = [
  '--no-pager',
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.quotePath=true'],
  ...['-c', 'log.showSignature=false'],
] as const;
/** More output than this is no answer to one question. */
const MAX_OUTPUT = 256 << 20;

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/** Asks git in a folder; `null` where there are no processes. Only in folders that the user trusts. */
export function gitIn(folder: string): RunGit | null {
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const [question = ''] = args;
      if (!QUESTIONS.includes(question)) {
        reject(new Error(`git ${question} is not asked here`));
        return;
      }
      const env = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
      const git = spawn('git', [...SAFE, ...args], {
        cwd: folder,
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, ...env },
      });
      const decoder = new TextDecoder();
      let size = 0;
      let text = '';
      git.stdout.on('data', (chunk) => {
        size += chunk.length;
        if (size > MAX_OUTPUT) git.kill();
        else text += decoder.decode(chunk, { stream: true });
      });
      // Git may end before it has read all: its exit code tells.
      git.stdin.on('error', () => undefined);
      git.on('error', reject);
      git.on('close', (code) => {
        if (code === 0) resolve(text + decoder.decode());
        else reject(new Error(`git ${question} ended with ${code ?? 'a signal'}`));
      });
      git.stdin.end(input);
    });
}
