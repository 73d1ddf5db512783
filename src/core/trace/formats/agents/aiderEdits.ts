/** A change of a file that an answer of aider asks for. */
export interface AiderEdit {
  readonly path: string;
  /** A `SEARCH`/`REPLACE` block; `null` where the file is given whole. */
  readonly diff: string | null;
  readonly content: string | null;
  /** Aider said that it was applied. */
  readonly applied: boolean;
}

const SEARCH = /^<{5,9} SEARCH/;
const REPLACE = /^>{5,9} REPLACE/;
const FENCE = /^`{3,}/;
const CLOSED = /^`{3,}\s*$/;
const APPLIED = /^> Applied edit to (.+)$/;

/**
 * The changes in an answer, by the blocks that aider has its models write (https://aider.chat/docs/more/edit-formats.html):
 * the name of the file on a line of its own, then a fence. `said` are aider's own lines after the answer. A file that was given
 * whole counts only where aider says that it was applied: other fences are examples.
 */
export function aiderEdits(answer: string, said: readonly string[]): readonly AiderEdit[] {
  const applied = new Set(said.flatMap((line) => APPLIED.exec(line.trimEnd())?.[1] ?? []));
  const lines = answer.split('\n').map((line) => line.replace(/\r$/, ''));
  const edits: AiderEdit[] = [];
  const patched = new Set<string>();
  let path: string | null = null;
  let fence: { readonly name: string; readonly from: number } | null = null;
  let block: { readonly name: string; readonly from: number } | null = null;
  for (const [i, line] of lines.entries()) {
    if (block !== null) {
      if (!REPLACE.test(line)) continue;
      const diff = lines.slice(block.from, i + 1).join('\n');
      const { name } = block;
      edits.push({ path: name, diff, content: null, applied: applied.has(name) });
      patched.add(name);
      block = null;
    } else if (SEARCH.test(line)) {
      const name: string | null = path ?? nameBefore(lines, i);
      if (name !== null) block = { name, from: i };
    } else if (fence !== null && CLOSED.test(line)) {
      const { name, from } = fence;
      if (applied.has(name) && !patched.has(name)) {
        const content = `${lines.slice(from, i).join('\n')}\n`;
        edits.push({ path: name, diff: null, content, applied: true });
        patched.add(name);
      }
      fence = null;
    } else if (FENCE.test(line)) {
      const name = nameBefore(lines, i);
      path = name ?? path;
      fence = name === null ? null : { name, from: i + 1 };
    }
  }
  return edits;
}

/** The name of a file on the line above, without the marks that models put around it; `null` where there is none. */
function nameBefore(lines: readonly string[], at: number): string | null {
  const name = (lines[at - 1] ?? '').trim().replace(/^[#*`\s]+|[*`:\s]+$/g, '');
  return /^[^\s<>|"?*][^<>|"?*]{0,200}$/.test(name) && /[./]/.test(name) ? name : null;
}
