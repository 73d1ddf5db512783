import * as vscode from 'vscode';
import { chunksOf } from '../../../core/capture/door';
import { hostOf, isLocal } from '../../../core/capture/endpoints';
import { otlpAnswer, otlpHeaders, tracesUrl } from '../../../core/export/otlp/send';
import { ask } from '../../shared/ask';
import { request } from '../../shared/request';
import { hostVoice } from '../../shared/voice';

type Kept = Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>;

/** The address that was sent to last. */
const ADDRESS = 'otlp.address';
/** By protocol and host: headers are sent nowhere else. */
const secretOf = (url: string): string =>
  `lrmLens.otlp:${/^[a-z]+:\/\/[^/]+/i.exec(url)?.[0] ?? ''}`;
/** A collector says little; what is longer is not read. */
const MOST_SAID = 100_000;

/** Sends a session as OTLP JSON to an address that the user names, after a question. Gives up silently where the user does. */
export async function sendOtlp(context: Kept, text: string): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Send Session as OpenTelemetry');
  const named = await ask(() =>
    vscode.window.showInputBox({
      title,
      prompt: t(
        'Address of a collector or a store of traces; /v1/traces is added where it is missing.',
      ),
      value: context.globalState.get<string>(ADDRESS, 'http://127.0.0.1:4318'),
      ignoreFocusOut: true,
      validateInput: (address) => (tracesUrl(address) === null ? t('No web address.') : null),
    }),
  );
  const url = named === undefined ? null : tracesUrl(named);
  if (url === null) return;
  const headers = await headersFor(context.secrets, url, title);
  if (headers === undefined || !(await agreed(url, text))) return;
  const read = otlpHeaders(headers);
  if (read === null) return;
  const location = vscode.ProgressLocation.Notification;
  try {
    const done = await vscode.window.withProgress(
      { location, title, cancellable: true },
      (_, token) => post(url, read, text, token),
    );
    await context.globalState.update(ADDRESS, named);
    await context.secrets.store(secretOf(url), headers);
    void vscode.window.showInformationMessage(done);
  } catch (error) {
    void vscode.window.showErrorMessage(
      t('The session was not sent: {0}', hostVoice().reason(error)),
    );
  }
}

/** Headers as the user writes them; `undefined` when the user gave up. */
function headersFor(
  secrets: vscode.SecretStorage,
  url: string,
  title: string,
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return ask(async () =>
    vscode.window.showInputBox({
      title,
      prompt: t(
        'Headers such as authorization=Bearer%20KEY, separated by commas; empty for none. Kept in the editor’s secret storage, sent to {0} only.',
        hostOf(url),
      ),
      value: (await secrets.get(secretOf(url))) ?? '',
      password: true,
      ignoreFocusOut: true,
      validateInput: (headers) =>
        otlpHeaders(headers) === null ? t('Not of the form name=value.') : null,
    }),
  );
}

async function agreed(url: string, text: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const send = t('Send');
  const kilobytes = hostVoice().count(Math.ceil(text.length / 1_000));
  const detail = [
    t(
      '{0} kB leave this machine: the words of the session, its calls, tools and steps of reasoning.',
      kilobytes,
    ),
    t('Credentials that were recognised are blacked out, but for those that you kept.'),
    ...(/^https:/i.test(url) || isLocal(url) ? [] : [t('The connection is not encrypted.')]),
  ].join(' ');
  const question = t('Send this session to {0}?', hostOf(url));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
}

/** What is to be told; rejects with the reason where it was not taken at all. */
async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  token: vscode.CancellationToken,
): Promise<string> {
  const { t } = vscode.l10n;
  const stop = new AbortController();
  token.onCancellationRequested(() => stop.abort());
  const response = await request(url, { method: 'POST', headers, body, signal: stop.signal });
  const decoder = new TextDecoder();
  let said = '';
  for await (const chunk of chunksOf(response)) {
    said += decoder.decode(chunk, { stream: true });
    if (said.length > MOST_SAID) break;
  }
  const answer = otlpAnswer(response.status, said);
  if (answer.kind === 'refused') throw new Error(`HTTP ${answer.status} ${answer.why}`);
  return answer.kind === 'taken'
    ? t('The session was sent to {0}.', hostOf(url))
    : t(
        '{0} took the session but for {1} spans: {2}',
        hostOf(url),
        String(answer.spans),
        answer.why,
      );
}
