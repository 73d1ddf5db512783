import * as vscode from 'vscode';

/** A coding agent that keeps its sessions in a folder of its own. */
export interface SessionFolder {
  readonly agent: string;
  readonly uri: vscode.Uri;
}

type Base = 'home' | 'userData';

/** Where each agent keeps its sessions, below the home folder or below VS Code's user data. */
const AGENTS: readonly { readonly agent: string; readonly base: Base; readonly path: string }[] = [
  { agent: 'Claude Code', base: 'home', path: '.claude/projects' },
  { agent: 'Codex', base: 'home', path: '.codex/sessions' },
  { agent: 'Copilot CLI', base: 'home', path: '.copilot/session-state' },
  { agent: 'Copilot Chat', base: 'userData', path: 'workspaceStorage' },
  { agent: 'Gemini CLI', base: 'home', path: '.gemini/tmp' },
  { agent: 'opencode', base: 'home', path: '.local/share/opencode' },
  { agent: 'Qwen Code', base: 'home', path: '.qwen/projects' },
  { agent: 'Kimi Code', base: 'home', path: '.kimi-code/sessions' },
  { agent: 'Kimi CLI', base: 'home', path: '.kimi/sessions' },
  { agent: 'pi', base: 'home', path: '.pi/agent/sessions' },
  { agent: 'Droid', base: 'home', path: '.factory/sessions' },
  { agent: 'Cline', base: 'userData', path: 'globalStorage/saoudrizwan.claude-dev/tasks' },
  { agent: 'Roo Code', base: 'userData', path: 'globalStorage/rooveterinaryinc.roo-cline/tasks' },
];

/**
 * The session folders of this machine, existing or not: nothing is looked at. `null` in the browser, where no folder
 * outside the workspace can be read.
 */
export function sessionFolders(globalStorage: vscode.Uri): readonly SessionFolder[] | null {
  if (globalStorage.scheme !== 'file') return null;
  const home = homeFolder();
  // .../User/globalStorage/publisher.name -> .../User
  const userData = vscode.Uri.joinPath(globalStorage, '..', '..');
  return AGENTS.flatMap(({ agent, base, path }) => {
    const root = base === 'home' ? home : userData;
    return root === null ? [] : [{ agent, uri: vscode.Uri.joinPath(root, path) }];
  });
}

/** The home folder as the environment names it; `null` where there is none (a browser has an empty environment). */
function homeFolder(): vscode.Uri | null {
  const { process } = globalThis as {
    process?: { env?: Readonly<Record<string, string | undefined>> };
  };
  const path = process?.env?.['HOME'] ?? process?.env?.['USERPROFILE'];
  return path === undefined || path === '' ? null : vscode.Uri.file(path);
}
