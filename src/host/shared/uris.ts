import * as vscode from 'vscode';

/** File name of a URI, with extension. */
export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** A copy of a URI with the last part of its path replaced. */
export function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..', name);
}

const SESSION = /^session=([\w-]{1,200})$/;

/** One session of an agent's database, which holds many: that file, with the id of the session. */
export function sessionUri(database: vscode.Uri, id: string): vscode.Uri {
  return database.with({ query: `session=${id}` });
}

/** The session of a database that a URI names; `null` for a whole file. */
export function sessionIdOf({ query }: vscode.Uri): string | null {
  return SESSION.exec(query)?.[1] ?? null;
}

/** The file that a URI is of, also where it names a part of it. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  return sessionIdOf(uri) === null ? uri : uri.with({ query: '' });
}
