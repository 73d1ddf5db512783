import type { ToolFamily } from '../model/session';

/** Only the ends of an output are looked at: that is where agents write how a command ended. */
const LOOKED_AT = 400;

/** How agents put the exit code of a command into its output; the first group is the code. */
const EXIT_CODES: readonly RegExp[] = [
  // Claude Code, Gemini CLI
  /^Exit code:? (\d+)/i,
  /^Exit Code: (\d+)/im,
  // Codex; Deep Code writes it in camel case
  /^Process exited with code (\d+)/m,
  /"exit(?:_c|C)ode": ?(-?\d+)/,
  // Amazon Q, Forge, Augment
  /"exit_status": ?"?(-?\d+)/,
  /\bexit_code="(-?\d+)"/,
  /<return-code>\s{0,4}(-?\d+)\s{0,4}<\/return-code>/,
  // Kimi, Cline, Roo
  /exit(?:ed)?(?: with)?(?: exit)? ?code:? (\d+)/i,
  // mini-swe-agent, OpenHands, VS Code
  /<returncode>(\d+)<\/returncode>/,
  /\[(?:The command completed with exit code|exit code:?) (\d+)/i,
];

/** What a refused tool answers, by its first words. */
const REFUSALS: readonly RegExp[] = [
  /^The user doesn't want to (?:proceed|take this action)/,
  /^(?:\[)?(?:Request|Operation) (?:interrupted|cancelled|canceled)/i,
  /^User (?:rejected|denied|cancelled|canceled|declined)/i,
  /^(?:exec command )?rejected by user/i,
  /^The user (?:denied|rejected|declined|cancelled)/i,
  /^The tool (?:call )?was (?:rejected|cancelled)/i,
];

/** How the editor of OpenHands begins what it answers to an edit that it did not make. */
const FAILED_EDIT = /^ERROR:\r?\n/;

/**
 * Whether the output of a command or of an edit tells that it failed. Other tools say so in their record or not at all:
 * what was read may begin like an error.
 */
export function hasFailed(output: string, family: ToolFamily): boolean {
  if (family === 'edit') return FAILED_EDIT.test(output);
  if (family !== 'shell') return false;
  const ends =
    output.length <= 2 * LOOKED_AT
      ? output
      : `${output.slice(0, LOOKED_AT)}\n${output.slice(-LOOKED_AT)}`;
  for (const pattern of EXIT_CODES) {
    const code = pattern.exec(ends)?.[1];
    if (code !== undefined) return Number(code) !== 0;
  }
  return false;
}

/** Whether a failed result says that the user refused the tool or stopped it. */
export function isRefusal(output: string): boolean {
  const start = output.trimStart().slice(0, LOOKED_AT);
  return REFUSALS.some((pattern) => pattern.test(start));
}
