/** A path with `/` and without `.` and `..` parts; a drive letter in lower case. */
export function tidyPath(path: string): string {
  const slashes = path.replaceAll('\\', '/').replace(/^file:\/\/(?=\/)/, '');
  const drive = /^\/?([A-Za-z]):\//.exec(slashes);
  const plain = drive ? `${drive[1]!.toLowerCase()}:/${slashes.slice(drive[0].length)}` : slashes;
  const parts: string[] = [];
  for (const part of plain.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '')
      parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:\//.test(path);
}

/** A recorded path in the folder that it is relative to. */
export function joinedPath(folder: string | null, path: string): string {
  const tidy = tidyPath(path);
  return folder === null || isAbsolute(tidy) ? tidy : tidyPath(`${folder}/${tidy}`);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The folder that a recorded path would have as its repository's root if it were the file `relative`; `null` when it
 * ends otherwise. '' for a path that is relative itself.
 */
export function impliedRoot(path: string, relative: string): string | null {
  if (path === relative) return '';
  if (!path.endsWith(`/${relative}`)) return null;
  return path.slice(0, -relative.length - 1) || '/';
}
