import { parseLoose } from '../embedded/looseValue';

/** Longest header cell: names of columns are short. */
const MAX_NAME = 100;

/**
 * A row of a table of texts as an object. Cells with JSON or a printed Python list become values, short numbers become
 * numbers; everything else stays text.
 */
export function rowObject(names: readonly string[], cells: readonly string[]): unknown {
  return Object.fromEntries(
    cells.map((cell, i) => [names[i] ?? columnName(i), cellValue(cell)] as const),
  );
}

/** Names of the columns when the first row is a header; `null` when it is data. */
export function headerNames(cells: readonly string[]): readonly string[] | null {
  const named = cells.filter((cell) => cell.trim() !== '');
  const isHeader =
    named.length > 0 &&
    named.every((c) => c.length <= MAX_NAME && !/[\r\n<>{}]/.test(c) && !/^-?[\d.]+$/.test(c)) &&
    new Set(named).size === named.length;
  if (!isHeader) return null;
  return cells.map((cell, i) => (cell.trim() === '' ? columnName(i) : cell.trim()));
}

export function columnName(index: number): string {
  return `column_${index + 1}`;
}

export function cellValue(cell: string): unknown {
  const first = cell[0];
  if (first === '{' || first === '[') {
    try {
      return JSON.parse(cell) as unknown;
    } catch {
      // pandas writes lists and dicts as Python prints them; other text with a bracket stays text, a set ("{1, 2}") too.
      const value = parseLoose(cell)?.value ?? cell;
      return first === '{' && Array.isArray(value) ? cell : value;
    }
  }
  if (cell.length < 16 && /^-?\d/.test(cell) && String(Number(cell)) === cell) return Number(cell);
  return cell;
}
