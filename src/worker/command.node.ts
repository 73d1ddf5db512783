import { spawn } from 'node:child_process';
import type { RunCode } from '../core/trial/run/judging';

/** A command that takes longer has no verdict. Milliseconds. */
const LIMIT_MS = 30_000;
/** What is kept of its words, characters. */
const MAX_SAID = 10_000;
/** What an editor sets for itself, and what would make an Electron of a command or lead it elsewhere. */
const OF_EDITOR = /^(?:ELECTRON_|VSCODE_|CHROME_|NODE_OPTIONS$)/;

declare const process: {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  kill(pid: number, signal: string): void;
};

/**
 * Runs a user's command in a folder, in the system's shell: exit code 0 is right, 1 wrong, any other no verdict, as is one that
 * takes too long. What it has started ends with it. `null` where there are no processes. Only after consent.
 */
export function commandsIn(folder: string, limitMs = LIMIT_MS): RunCode | null {
  return (command, input, signal) =>
    new Promise((resolve) => {
      const isWindows = process.platform === 'win32';
      const names = Object.keys(process.env).filter((name) => !OF_EDITOR.test(name));
      const child = spawn(command, [], {
        cwd: folder,
        shell: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: Object.fromEntries(names.map((name) => [name, process.env[name]])),
        // A group of its own, which is ended as a whole.
        detached: !isWindows,
        windowsHide: true,
      });
      let said = '';
      let isLate = false;
      const hear = (decoder: TextDecoder) => (part: Uint8Array) => {
        if (said.length < MAX_SAID) said += decoder.decode(part, { stream: true });
      };
      const end = (): void => endAll(child.pid, isWindows);
      const timer = setTimeout(() => {
        isLate = true;
        end();
      }, limitMs);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      const done = (right: boolean | null, words: string): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve({ right, said: words.trim() });
      };
      child.stdout.on('data', hear(new TextDecoder()));
      child.stderr.on('data', hear(new TextDecoder()));
      child.on('error', (error) => done(null, error.message));
      child.on('close', (code) => {
        if (isLate) done(null, `${said}\nIt was stopped after ${limitMs / 1_000} s.`);
        else done(code === 0 ? true : code === 1 ? false : null, said);
      });
      // A command that does not read its input closes it.
      child.stdin.on('error', () => undefined);
      child.stdin.end(`${JSON.stringify(input)}\n`);
    });
}

/** Ends a shell with all that it has started. */
function endAll(pid: number | undefined, isWindows: boolean): void {
  if (pid === undefined) return;
  if (isWindows) {
    const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    // Where it cannot be started, the command ends by itself.
    killer.on('error', () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
