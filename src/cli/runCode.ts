import { spawn } from 'node:child_process';
import type { RunCode } from '../core/trial/run/judging';

/** A command that takes longer has no verdict. Milliseconds. */
const LIMIT_MS = 30_000;
const MAX_SAID = 10_000;

/** Runs a command that the user typed, in the system's shell: exit code 0 is right, 1 wrong, any other no verdict. */
export const runCode: RunCode = (command, input, signal) =>
  new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
      signal,
    });
    let said = '';
    const hear = (part: Buffer): void => {
      if (said.length < MAX_SAID) said += part.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ right: null, said: error.message }));
    child.on('close', (code) =>
      resolve({ right: code === 0 ? true : code === 1 ? false : null, said: said.trim() }),
    );
    // A command that does not read its input closes it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(input)}\n`);
  });
