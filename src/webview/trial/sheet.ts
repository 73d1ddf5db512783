/** A table of texts while it is edited: named columns, and rows of as many cells. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Row and column, from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** How many cases a trial takes by hand or by pasting. */
export const MAX_ROWS = 10_000;

const emptyRow = (sheet: Sheet): readonly string[] => sheet.columns.map(() => '');

/** The text of a cell; empty where there is none. */
export function cellAt({ rows }: Sheet, { row, column }: CellPlace): string {
  return rows[row]?.[column] ?? '';
}

/** The sheet with one cell set; a row behind the last one is added for it. */
export function withCell(sheet: Sheet, { row, column }: CellPlace, text: string): Sheet {
  return withBlock(sheet, { row, column }, [[text]]);
}

/** The sheet without a row. */
export function withoutRow(sheet: Sheet, row: number): Sheet {
  return { ...sheet, rows: sheet.rows.filter((_, i) => i !== row) };
}

/**
 * The sheet with a block of texts laid over it from a cell on: rows are added below as needed, cells beyond the last
 * column are left out, and so are rows beyond the bound.
 */
export function withBlock(
  sheet: Sheet,
  { row, column }: CellPlace,
  block: readonly (readonly string[])[],
): Sheet {
  const rows = [...sheet.rows];
  block.slice(0, Math.max(0, MAX_ROWS - row)).forEach((texts, i) => {
    while (rows.length <= row + i) rows.push(emptyRow(sheet));
    const cells = [...rows[row + i]!];
    texts.slice(0, sheet.columns.length - column).forEach((text, j) => (cells[column + j] = text));
    rows[row + i] = cells;
  });
  return { ...sheet, rows };
}

/** Where a key leads from a cell; null for a key that moves nothing. One row more than there are can be entered. */
export function moved(
  place: CellPlace,
  key: string,
  withControl: boolean,
  { columns, rows }: Sheet,
): CellPlace | null {
  const [lastRow, lastColumn] = [rows.length, columns.length - 1];
  const at = (row: number, column: number): CellPlace => ({
    row: Math.max(0, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  const { row, column } = place;
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'PageUp':
      return at(row - 10, column);
    case 'PageDown':
      return at(row + 10, column);
    case 'Home':
      return at(withControl ? 0 : row, 0);
    case 'End':
      return at(withControl ? lastRow : row, lastColumn);
    default:
      return null;
  }
}
