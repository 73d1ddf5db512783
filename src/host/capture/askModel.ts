import * as vscode from 'vscode';
import type { WriteLine } from '../../core/capture/model';
import type { PlannedCall } from '../../core/trial/planModel';
import { askEndpoint, capturedTrace, type Ask } from '../../core/trial/run/ask';
import { captureFromEditor } from './editorModel';
import type { RunTarget } from './liveRun';
import { send } from './send';
import { sleep } from './sleep';

/** How a call is sent to a target. */
export function askOf(target: RunTarget, thinks: (call: PlannedCall) => boolean): Ask {
  return target.kind === 'editor'
    ? askEditor(target.model)
    : askEndpoint(target.endpoint, target.key, thinks, { send, now: () => Date.now(), sleep });
}

/** Asks a model of the editor: no request of ours, and no limit that could be set. */
function askEditor(model: vscode.LanguageModelChat): Ask {
  return async (call, { write, signal }) => {
    const cancel = new vscode.CancellationTokenSource();
    const stop = (): void => cancel.cancel();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const lines: string[] = [];
    const keep: WriteLine = (line, part) => {
      lines.push(line);
      write(line, part);
    };
    const question = {
      messages: call.messages,
      model: call.choice.model,
      effort: call.choice.effort,
      thinks: false,
      maxOutputTokens: null,
    };
    try {
      const end = await captureFromEditor(model, question, keep, cancel.token);
      return { end, trace: capturedTrace(lines.join('\n')), unpaid: false };
    } finally {
      signal.removeEventListener('abort', stop);
      cancel.dispose();
    }
  };
}
