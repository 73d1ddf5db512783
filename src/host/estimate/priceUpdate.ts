import * as vscode from 'vscode';
import { chunksOf } from '../../core/capture/door';
import { request } from '../shared/request';
import type { Services } from '../shared/services';
import { hostVoice } from '../shared/voice';

/** Where prices come from: the price library's project, or a copy of its file that the user names. Read only when asked. */
const priceSource = (): string =>
  vscode.workspace.getConfiguration('lrmLens.estimate').get('priceSource', '');

/** The published file has about 2 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Fetches newer prices after the user has agreed; keeps them only when they can be used. */
export async function updatePrices({ engine, memory }: Services): Promise<void> {
  const source = priceSource();
  const host = vscode.Uri.parse(source).authority;
  const yes = vscode.l10n.t('Download');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Download current model prices from {0}?', host),
    {
      modal: true,
      detail: vscode.l10n.t('Nothing is sent but the request for this file:\n{0}', source),
    },
    yes,
  );
  if (answer !== yes) return;
  try {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Updating prices'),
      },
      async () => {
        const data: unknown = JSON.parse(await download(source));
        await engine.call('checkPrices', { data });
        await memory.setPrices(data);
      },
    );
    void vscode.window.showInformationMessage(vscode.l10n.t('Prices are of today now.'));
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'Prices were not updated, those of before stay: {0}',
        hostVoice().reason(error),
      ),
    );
  }
}

async function download(source: string): Promise<string> {
  const response = await request(source, { method: 'GET' });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunksOf(response)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BYTES) throw new Error(vscode.l10n.t('the file is too large'));
  }
  return text + decoder.decode();
}
