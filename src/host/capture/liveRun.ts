import * as vscode from 'vscode';
import { capture, type CaptureDeps } from '../../core/capture/capture';
import type { CaptureEnd, Endpoint, Question, WriteLine } from '../../core/capture/model';
import { authHeaders, buildRequest } from '../../core/capture/request';
import type { Services } from '../shared/services';
import { hostVoice } from '../shared/voice';
import { CaptureFile, captureUri, showUnsaved } from './captureFile';
import { captureFromEditor } from './editorModel';
import { send } from './send';
import { sleep } from './sleep';

/** Where a question is sent: an endpoint with its key, or a model of the editor. */
export type RunTarget =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly key: string | null }
  | { readonly kind: 'editor'; readonly model: vscode.LanguageModelChat };

export interface LiveRun {
  readonly end: CaptureEnd;
  readonly uri: vscode.Uri;
}

/**
 * Sends a question, streams the answer into a capture file that opens in the trace viewer at the first event, with a notification that can
 * cancel it. The file keeps what came, however the run ends.
 */
export async function runLive(
  services: Services,
  target: RunTarget,
  question: Question,
): Promise<LiveRun> {
  const uri = captureUri(services.context.globalStorageUri, question.model, new Date());
  const file = new CaptureFile(uri);
  const end = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Measuring {0}', question.model),
      cancellable: true,
    },
    (progress, token) => follow(services, target, question, file, progress, token),
  );
  const failure = await file.close();
  if (failure !== null) {
    services.log.error(`live run: ${uri.path} not written: ${failure.message}`);
    await showUnsaved(file, failure);
  }
  return { end, uri };
}

async function follow(
  services: Services,
  target: RunTarget,
  question: Question,
  file: CaptureFile,
  progress: vscode.Progress<{ message: string }>,
  token: vscode.CancellationToken,
): Promise<CaptureEnd> {
  const started = Date.now();
  let events = 0;
  const seconds = (): string => hostVoice().count((Date.now() - started) / 1_000);
  const clock = setInterval(
    () =>
      progress.report({
        message:
          events === 0
            ? vscode.l10n.t('{0} s, waiting for the first token', seconds())
            : vscode.l10n.t('{0} s, {1} events', seconds(), events),
      }),
    500,
  );
  const write: WriteLine = (line, part) => {
    file.write(line);
    if (part !== 'event') return;
    // Without an event there is no trace to look at: what went wrong is told in a message.
    if (events++ === 0) void file.flush().then(() => openViewer(file.uri, services));
  };
  try {
    if (target.kind === 'editor')
      return await captureFromEditor(target.model, question, write, token);
    const control = new AbortController();
    token.onCancellationRequested(() => control.abort());
    const { endpoint, key } = target;
    const deps: CaptureDeps = {
      send,
      now: () => Date.now(),
      sleep,
      write,
      onWaiting: (wait) =>
        progress.report({ message: vscode.l10n.t('the server asks to wait {0} s', wait) }),
    };
    const headers = key === null ? {} : authHeaders(endpoint.api, key);
    const request = buildRequest(endpoint, question);
    return await capture(endpoint.api, request, headers, deps, control.signal);
  } finally {
    clearInterval(clock);
  }
}

/** Shows the file while it grows. The run goes on where it cannot be shown. */
async function openViewer(uri: vscode.Uri, { log }: Services): Promise<void> {
  const place = { viewColumn: vscode.ViewColumn.Active, preview: false };
  try {
    await vscode.commands.executeCommand('vscode.openWith', uri, 'lrmLens.trace', place);
  } catch (error) {
    log.error(`live run: ${uri.path} not shown: ${String(error)}`);
  }
}
