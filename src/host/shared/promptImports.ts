import * as vscode from 'vscode';
import type { PromptDocument } from '../../core/prompt/find';
import { importPaths } from '../../core/prompt/importPaths';
import type { ImportedFile, ImportedFiles } from '../../core/prompt/imports';
import type { Engine } from './engine';

/** Rounds of imports that lead to others, files of a round, and the longest one, in characters. */
const MAX_ROUNDS = 3;
const MAX_FILES = 30;
const MAX_CHARS = 2_000_000;
/** How long the engine may be silent over a document, in milliseconds. */
const LOOK_MS = 10_000;

/** What may import at all: other documents are not asked about. */
const IMPORTS = /\b(?:import|require|from)\b|\.ya?ml["']/;

/** The file that a document is part of: a notebook's cells have places of their own. */
function fileOf(document: vscode.TextDocument): vscode.Uri {
  const notebook = vscode.workspace.notebookDocuments.find((n) =>
    n.getCells().some((cell) => cell.document === document),
  );
  return notebook?.uri ?? document.uri;
}

/** Looks for the files that imports stand for, inside one folder of the workspace; each folder is listed once. */
class Files {
  private readonly folders = new Map<string, Promise<ReadonlyMap<string, vscode.FileType>>>();

  constructor(private readonly root: vscode.Uri) {}

  private names(folder: vscode.Uri): Promise<ReadonlyMap<string, vscode.FileType>> {
    const key = folder.toString();
    const known = this.folders.get(key) ?? this.list(folder);
    this.folders.set(key, known);
    return known;
  }

  /** A folder outside of the workspace's, or one that is not there, is empty. */
  private async list(folder: vscode.Uri): Promise<ReadonlyMap<string, vscode.FileType>> {
    const isRoot = folder.path === this.root.path;
    const inside = isRoot || folder.path.startsWith(`${this.root.path.replace(/\/$/, '')}/`);
    if (!inside) return new Map();
    if (!isRoot && !(await this.has(folder, vscode.FileType.Directory))) return new Map();
    try {
      return new Map(await vscode.workspace.fs.readDirectory(folder));
    } catch {
      // Not to be read: as if it were not there.
      return new Map();
    }
  }

  private async has(uri: vscode.Uri, type: vscode.FileType): Promise<boolean> {
    const parent = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const found = (await this.names(parent)).get(name) ?? 0;
    return (found & type) !== 0;
  }

  /** The file of an import in another file; null where there is none. */
  async find(from: vscode.Uri, module: string): Promise<vscode.Uri | null> {
    const folder = vscode.Uri.joinPath(from, '..');
    for (const path of importPaths(module)) {
      const uri = vscode.Uri.joinPath(folder, path);
      if (await this.has(uri, vscode.FileType.File)) return uri;
    }
    return null;
  }
}

/** The text of a file as it is in the editor, else as it is saved; null for what is too long or cannot be read. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_CHARS) return null;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Gone meanwhile, or not to be read: its text is not known.
    return null;
  }
}

async function imported(files: Files, from: vscode.Uri, module: string) {
  const uri = await files.find(from, module);
  const text = uri === null ? null : await textOf(uri);
  if (uri === null || text === null) return { path: null, document: null };
  const fileName = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { path: uri.path, document: { text, languageId: '', fileName } };
}

/** The files of the workspace that the prompts of a document lead to by its imports, and by those of these. */
export async function importedFiles(
  engine: Engine,
  document: vscode.TextDocument,
  input: PromptDocument,
): Promise<ImportedFiles> {
  const own = fileOf(document);
  const root = vscode.workspace.getWorkspaceFolder(own)?.uri;
  if (root === undefined || !IMPORTS.test(input.text)) return [];
  const folders = new Files(root);
  const files: ImportedFile[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const asked = { document: input, files };
    const missing = await engine.call('missingImports', asked, { silenceMs: LOOK_MS });
    if (missing.length === 0) break;
    const room = missing.slice(0, MAX_FILES);
    files.push(
      ...(await Promise.all(
        room.map(async ({ from, module }) => {
          const importing = from === '' ? own : own.with({ path: from });
          return { from, module, ...(await imported(folders, importing, module)) };
        }),
      )),
    );
  }
  return files;
}
