import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { URI } from 'vscode-uri';
import { FileSystemError, FileType } from './values';

/** The real disk, with VS Code's errors. */
export const fileSystem = {
  stat: (uri: URI) =>
    told(uri, async () => {
      const found = await stat(uri.fsPath);
      const type = found.isDirectory() ? FileType.Directory : FileType.File;
      return { type, size: found.size, mtime: found.mtimeMs, ctime: found.ctimeMs };
    }),
  readFile: (uri: URI) => told(uri, async () => new Uint8Array(await readFile(uri.fsPath))),
  writeFile: (uri: URI, content: Uint8Array) =>
    told(uri, async () => {
      await mkdir(dirname(uri.fsPath), { recursive: true });
      await writeFile(uri.fsPath, content);
    }),
  readDirectory: (uri: URI) =>
    told(uri, async () =>
      (await readdir(uri.fsPath, { withFileTypes: true })).map(
        (e) => [e.name, e.isDirectory() ? FileType.Directory : FileType.File] as const,
      ),
    ),
  createDirectory: (uri: URI) =>
    told(uri, async () => void (await mkdir(uri.fsPath, { recursive: true }))),
  rename: (from: URI, to: URI) => told(from, () => rename(from.fsPath, to.fsPath)),
  delete: (uri: URI) => told(uri, () => rm(uri.fsPath, { recursive: true })),
};

async function told<T>(uri: URI, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw FileSystemError.FileNotFound(uri);
    if (code === 'EACCES' || code === 'EPERM') throw FileSystemError.NoPermissions(uri);
    throw error;
  }
}

/** All files below a folder, without the folders that no search looks into. */
export async function allFiles(folder: URI): Promise<readonly string[]> {
  const entries = await readdir(folder.fsPath, { withFileTypes: true, recursive: true });
  return entries
    .filter((e) => e.isFile() && !/[\\/]node_modules[\\/]/.test(e.parentPath))
    .map((e) => `${e.parentPath}/${e.name}`);
}
