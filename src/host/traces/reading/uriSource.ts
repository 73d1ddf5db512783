import * as vscode from 'vscode';
import type { ByteSource } from '../../../core/trace/source';

/** File name of a URI, with extension. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** A copy of a URI with the last part of its path replaced. */
export function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..', name);
}

/**
 * A file of any file system of VS Code as bytes. The interface reads files whole, so the bytes are kept as long as the
 * source is.
 */
export async function uriSource(uri: vscode.Uri): Promise<ByteSource> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return {
    name: baseName(uri),
    size: bytes.byteLength,
    read: (start, end, signal) => {
      signal?.throwIfAborted();
      return Promise.resolve(bytes.subarray(start, end));
    },
  };
}
