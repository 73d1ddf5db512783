import type { Edit } from '../model/session';
import { patchEdits } from './patch';

const HEREDOC = /<<-?[ ]?(['"]?)([A-Za-z_]\w{0,60})\1/;

/**
 * Files that a command line writes itself: `cat > file <<'EOF'`, `tee file <<EOF`, and patches given to `apply_patch`.
 * A file that is appended to has '' as its old text. What other programs write (sed, scripts) cannot be told.
 */
export function shellEdits(command: string): readonly Edit[] {
  if (command.includes('*** Begin Patch')) return patchEdits(command);
  if (!command.includes('<<')) return [];
  const edits: Edit[] = [];
  const lines = command.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const delimiter = HEREDOC.exec(line)?.[2];
    if (delimiter === undefined) continue;
    const end = lineAfter(lines, i, delimiter);
    const body = lines.slice(i + 1, end < 0 ? lines.length : end);
    const target = targetOf(line);
    if (target !== null) {
      const text = body.map((l) => `${l}\n`).join('');
      edits.push({ file: target.file, old: target.appends ? '' : null, new: text });
    }
    if (end < 0) break;
    i = end;
  }
  return edits;
}

function lineAfter(lines: readonly string[], from: number, delimiter: string): number {
  for (let i = from + 1; i < lines.length; i++) if (lines[i]?.trim() === delimiter) return i;
  return -1;
}

/** Where a line sends what it reads: the file after `>`, `>>` or `tee`. */
function targetOf(line: string): { readonly file: string; readonly appends: boolean } | null {
  const redirected =
    /(?:^|[^>&0-9])(>>?)[ ]?("[^"]{1,400}"|'[^']{1,400}'|[^\s;&|<>()]{1,400})/.exec(line);
  const tee = /\btee[ ](-a[ ])?("[^"]{1,400}"|'[^']{1,400}'|[^\s;&|<>()-][^\s;&|<>()]{0,400})/.exec(
    line,
  );
  const [mode, file] = redirected
    ? [redirected[1] === '>>', redirected[2]]
    : [tee?.[1] !== undefined, tee?.[2]];
  if (file === undefined || file.startsWith('/dev/')) return null;
  return { file: file.replace(/^["']|["']$/g, ''), appends: mode };
}
