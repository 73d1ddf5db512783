import { execFileSync } from 'node:child_process';

/** Makes a repository of a folder, with one commit of all that is in it. */
export function commitAll(folder: string, message: string): void {
  const git = (...args: readonly string[]): void => {
    const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com'];
    execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', message);
}
