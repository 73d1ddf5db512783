import * as vscode from 'vscode';
import { achieved } from '../shared/achieved';
import type { Services } from '../shared/services';

/** Buttons of the walkthrough that need a trace in front: the Welcome page has none, so they bring one there first. */
export function walkthroughFeature(services: Services): vscode.Disposable {
  const button = (name: 'trace' | 'answer' | 'estimate'): vscode.Disposable =>
    vscode.commands.registerCommand(`lrmLens.walkthrough.${name}`, async () => {
      const buttons = await import('./buttons');
      await buttons[name](services);
    });
  return vscode.Disposable.from(
    services.activeTrace.onDidChange((trace) => {
      if (trace !== null && trace.kinds.size > 0) achieved('traceSeen');
    }),
    button('trace'),
    button('answer'),
    button('estimate'),
  );
}
