import { spawnSync } from 'node:child_process';

/** Starts a program, sends it a line, closes the pipe, and gives the first line that it answered. */
export function firstAnswer(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  line: string,
): string {
  const { stdout, stderr } = spawnSync(command, args, {
    input: `${line}\n`,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 30_000,
  });
  const [first = ''] = stdout.split('\n');
  if (first === '') throw new Error(`it answered nothing: ${stderr}`);
  return first;
}
