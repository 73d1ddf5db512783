import * as vscode from 'vscode';
import type { Services } from '../shared/services';

/** Offers the MCP server to agents of this window where the editor knows such servers; loaded only there. */
export function mcpFeature({ context, log }: Services): vscode.Disposable {
  const registered: vscode.Disposable[] = [];
  if ('registerMcpServerDefinitionProvider' in vscode.lm) {
    import('./serverProvider').then(
      ({ registerServer }) => registered.push(registerServer(context)),
      (error: unknown) => log.error(String(error)),
    );
  }
  return { dispose: () => registered.forEach((one) => void one.dispose()) };
}
