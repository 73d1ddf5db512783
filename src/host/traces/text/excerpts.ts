import * as vscode from 'vscode';
import { baseName } from '../../shared/uris';

/** Scheme of a block of reasoning inside a document, opened in the trace editor as a file of its own. */
export const EXCERPT_SCHEME = 'lrm-lens-excerpt';

/** The URI of the n-th block of a document. It names the document, so it opens again after a reload. */
export function excerptUri(document: vscode.Uri, block: number): vscode.Uri {
  return vscode.Uri.from({
    scheme: EXCERPT_SCHEME,
    path: `/${block + 1}/${baseName(document)}.txt`,
    query: document.toString(),
  });
}

/** A read-only file system of blocks of reasoning, each read from its document when it is asked for. */
export class Excerpts implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(EXCERPT_SCHEME, this, {
        isReadonly: true,
        isCaseSensitive: true,
      }),
      this.#changed,
    );
  }

  /** Follows the document: its blocks change with it. */
  watch(uri: vscode.Uri): vscode.Disposable {
    const origin = vscode.Uri.parse(uri.query).toString();
    return vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() !== origin) return;
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { version, bytes } = await read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: version, size: bytes.length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await read(uri)).bytes;
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw readOnly();
  }

  writeFile(): never {
    throw readOnly();
  }

  delete(): never {
    throw readOnly();
  }

  rename(): never {
    throw readOnly();
  }
}

function readOnly(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(
    vscode.l10n.t('A block inside a document has no folder to write to'),
  );
}

async function read(uri: vscode.Uri): Promise<{ bytes: Uint8Array; version: number }> {
  const number = Number(uri.path.split('/')[1]);
  const origin = vscode.Uri.parse(uri.query, true);
  // Only blocks are here: what is asked for beside one does not exist.
  if (uri.path !== excerptUri(origin, number - 1).path) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  const document = await vscode.workspace.openTextDocument(origin);
  const { thinkBlocks } = await import('../../../core/text/thinkBlocks');
  const text = document.getText();
  const blocks = thinkBlocks(text);
  const block = blocks[number - 1];
  if (block === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  // What follows a block, up to the next one, is the answer.
  const end = blocks[number]?.start ?? text.length;
  return {
    bytes: new TextEncoder().encode(text.slice(block.start, end)),
    version: document.version,
  };
}
