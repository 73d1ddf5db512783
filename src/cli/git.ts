import { spawn } from 'node:child_process';
import type { RunGit } from '../core/why/askGit';

/** More output than this is no answer to one question. */
const MAX_OUTPUT = 256 << 20;

/** Runs git in a folder, without what a repository's own settings could start (hooks, pagers, monitors). */
export function gitIn(folder: string): RunGit {
  return (args, input) =>
    new Promise((resolve, reject) => {
      const git = spawn('git', [...SAFE, ...args], {
        cwd: folder,
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      });
      const chunks: Buffer[] = [];
      let size = 0;
      git.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT) git.kill();
        else chunks.push(chunk);
      });
      // Git may end before it has read all: its exit code tells.
      git.stdin.on('error', () => undefined);
      git.on('error', reject);
      git.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`git ${args[0] ?? ''} ended with ${code ?? 'a signal'}`));
      });
      git.stdin.end(input ?? '');
    });
}

const SAFE = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=true'] as const;
