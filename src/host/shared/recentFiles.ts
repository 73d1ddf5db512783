import type * as vscode from 'vscode';

/** Files that are remembered as opened last. */
const KEPT = 30;
const KEY = 'recentTraceFiles';

/** The trace files that were opened last in this workspace, the newest first. */
export class RecentFiles {
  constructor(private readonly context: Pick<vscode.ExtensionContext, 'workspaceState'>) {}

  get uris(): readonly string[] {
    return this.context.workspaceState.get<readonly string[]>(KEY, []);
  }

  async opened(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const others = this.uris.filter((other) => other !== key);
    await this.context.workspaceState.update(KEY, [key, ...others].slice(0, KEPT));
  }
}
