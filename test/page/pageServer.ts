import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { bodyAttributes, styleSheet, type ThemeName } from './themes';

/** What a page is served with. */
export interface Served {
  readonly html: () => string;
  readonly theme: ThemeName;
  readonly ground: 'editor' | 'sideBar';
}

/** Serves the built extension and the documents of its panels on 127.0.0.1, as VS Code serves them to its own frames. */
export interface PageServer {
  readonly origin: string;
  /** The address of a panel's document. */
  add(page: Served): string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ...{ '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
  ...{ '.png': 'image/png', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
};

export async function startPageServer(root: string): Promise<PageServer> {
  const pages: Served[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, kind, number] = /^\/(page|style)\/(\d+)/.exec(pathname) ?? [];
    const page = pages[Number(number)];
    if (page === undefined) void sendFile(response, root, pathname);
    else if (kind === 'style') send(response, '.css', styleSheet(page.theme, page.ground));
    else send(response, '.html', documentOf(page, Number(number)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    add: (page) => `${origin}/page/${pages.push(page) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The product's own document with what VS Code adds to it: its styles, before the page's, and the theme's marks. */
function documentOf({ html, theme }: Served, number: number): string {
  return html()
    .replace('</title>', `</title><link rel="stylesheet" href="/style/${number}.css">`)
    .replace('<body', `<body ${bodyAttributes(theme)}`);
}

async function sendFile(response: ServerResponse, root: string, path: string): Promise<void> {
  const file = normalize(join(root, decodeURIComponent(path)));
  try {
    // Only what a webview may load.
    if (!file.startsWith(join(root, 'dist/webview'))) throw new Error('not served');
    send(response, extname(file), await readFile(file));
  } catch {
    response.writeHead(404).end();
  }
}

function send(response: ServerResponse, ending: string, content: string | Uint8Array): void {
  const type = ending === '.html' ? 'text/html; charset=utf-8' : types[ending];
  response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' }).end(content);
}
