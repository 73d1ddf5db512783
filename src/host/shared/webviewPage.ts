import * as vscode from 'vscode';
import {
  connect,
  type Channel,
  type Contract,
  type Handlers,
  type PageProtocol,
  type Peer,
} from '../../protocol/rpc';
import type { Services } from './services';
import { hostVoice } from './voice';

export type PageName = 'trace' | 'estimate' | 'concepts' | 'corpus' | 'trial' | 'why';

/** Files that a page's script imports at once, words that stand for `chunk-WORD.js`, set by the build (esbuild.mjs); none where it watches. */
declare const PAGE_CHUNKS: Readonly<Partial<Record<PageName, string>>>;

/** The page's handlers without the ones every page shares. */
export type PageHandlers<P extends PageProtocol> = {
  readonly requests: Omit<Handlers<P['host']>['requests'], 'ready' | 'runCommand'>;
  readonly events: Handlers<P['host']>['events'];
};

interface PageOptions<P extends PageProtocol> {
  readonly page: PageName;
  readonly title: string;
  readonly protocol: P;
  readonly handlers: PageHandlers<P>;
  /** Called each time the page's script has started (also after the page was moved or reloaded). */
  readonly onReady?: () => void;
}

/** Fills a webview with a page and connects it. Dispose when the webview is gone. */
export function attachPage<P extends PageProtocol>(
  webview: vscode.Webview,
  services: Services,
  options: PageOptions<P>,
): Peer<P['page']> & vscode.Disposable {
  const { extensionUri } = services.context;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };

  const channel: Channel = {
    // A panel can close between a request and its answer: then there is nobody to tell.
    post: (message) =>
      void Promise.resolve(message)
        .then((m) => webview.postMessage(m))
        .catch((error: unknown) =>
          services.log.debug(`${options.page}: not delivered: ${String(error)}`),
        ),
    listen: (listener) => {
      const subscription = webview.onDidReceiveMessage(listener);
      return () => void subscription.dispose();
    },
  };
  const shared = {
    ready: () => {
      // After the answer is on its way, so that the page knows its language before data arrive.
      setTimeout(() => options.onReady?.(), 0);
      return { locale: vscode.env.language, strings: translations() };
    },
    runCommand: async ({ command, args }: { command: string; args: unknown[] }) => {
      if (!command.startsWith('lrmLens.')) throw new Error(`not a command of LRM Lens: ${command}`);
      await vscode.commands.executeCommand(command, ...args);
      return null;
    },
  };
  const handlers = {
    requests: { ...options.handlers.requests, ...shared },
    events: options.handlers.events,
  } as unknown as Handlers<P['host']>;
  const peer = connect<Contract, P['page']>(
    channel,
    options.protocol.host,
    options.protocol.page,
    handlers,
    {
      reason: (error) => hostVoice().reason(error),
      onProblem: (error) => services.log.warn(`${options.page}: ${error.message}`),
    },
  );
  webview.html = html(webview, dist, options.page, options.title);
  return Object.assign(new vscode.Disposable(() => peer.close()), peer);
}

function translations(): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(vscode.l10n.bundle ?? {})) strings[key] = value;
  return strings;
}

/** 128 random bits in hexadecimal. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function html(webview: vscode.Webview, dist: vscode.Uri, page: PageName, title: string): string {
  const once = nonce();
  const file = (name: string): string =>
    escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString());
  const csp = [
    `default-src 'none'`,
    `script-src 'nonce-${once}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  // Asked for at once, not after the script that imports them: each round of files costs as much as the first.
  const preloads = (PAGE_CHUNKS[page]?.split(' ') ?? []).map(
    (chunk) => `<link rel="modulepreload" nonce="${once}" href="${file(`chunk-${chunk}.js`)}">`,
  );
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${file(`${page}.css`)}">
${preloads.join('\n')}
</head>
<body>
<div id="app"></div>
<script type="module" nonce="${once}" src="${file(`${page}.js`)}"></script>
</body>
</html>`;
}
