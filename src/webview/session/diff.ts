import type { Edit } from '../../core/model/session';

/** A line of a change as it is shown. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Lines that both sides share are shown so many on each side of what changed. */
const AROUND = 3;
/** Longer edits are compared by their ends only. */
const MAX_COMPARED = 400;

/** An edit as lines taken out and put in, with so many of the lines that stay around them. */
export function diffLines({ old, new: next }: Edit, around = AROUND): readonly DiffLine[] {
  const before = old === null ? [] : lines(old);
  const after = lines(next);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (text: string): DiffLine => ({ sign: ' ', text });
  return [
    ...after.slice(Math.max(0, start - around), start).map(same),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...after.slice(after.length - end, after.length - end + around).map(same),
  ];
}

/** The longest run of shared lines stays; what is too long for a table of all pairs is taken out and put in whole. */
function changed(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const out = (text: string): DiffLine => ({ sign: '-', text });
  const put = (text: string): DiffLine => ({ sign: '+', text });
  if (before.length > MAX_COMPARED || after.length > MAX_COMPARED) {
    return [...before.map(out), ...after.map(put)];
  }
  const width = after.length + 1;
  // length[i * width + j]: shared lines of before[i..] and after[j..].
  const length = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      length[i * width + j] =
        before[i] === after[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      found.push({ sign: ' ', text: before[i]! });
      i++;
      j++;
    } else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) {
      found.push(out(before[i++]!));
    } else found.push(put(after[j++]!));
  }
  return [...found, ...before.slice(i).map(out), ...after.slice(j).map(put)];
}

function lines(text: string): readonly string[] {
  if (text === '') return [];
  const all = text.split('\n');
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}
