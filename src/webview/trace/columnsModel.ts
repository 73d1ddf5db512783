import { guessColumns } from '../../core/trace/guessColumns';
import { COLUMN_ROLES, type ColumnMapping, type ColumnRole } from '../../core/trace/columnMapping';
import type { Field, FoundTable, Unrecognised } from '../../core/trace/unrecognised';

/** What stands in the form in which columns are chosen. */
export interface ColumnsForm {
  /** Number of the table in the report. */
  readonly table: number;
  readonly mapping: ColumnMapping;
}

const NOTHING: ColumnMapping = { reasoning: null, answer: null, prompt: null, model: null };

/** The form at first: what was chosen before where its fields are there, else a proposal by names. */
export function firstForm(report: Unrecognised, chosen: ColumnMapping | null): ColumnsForm {
  const { tables } = report;
  if (chosen !== null) {
    const of = tables.findIndex(({ fields }) => hasAll(fields, chosen));
    return { table: Math.max(0, of), mapping: chosen };
  }
  const proposals = tables.map(({ fields }) => guessColumns(fields));
  const best = proposals.findIndex(canOpen);
  const table = Math.max(0, best);
  return { table, mapping: proposals[table] ?? NOTHING };
}

function hasAll(fields: readonly Field[], mapping: ColumnMapping): boolean {
  return COLUMN_ROLES.every((role) => {
    const path = mapping[role];
    return path === null || fields.some((field) => field.path === path);
  });
}

/** Another table has other fields: what was chosen stays where they are named alike. */
export function withTable(report: Unrecognised, form: ColumnsForm, table: number): ColumnsForm {
  const fields = report.tables[table]?.fields ?? [];
  const proposal = guessColumns(fields);
  const keep = (role: ColumnRole): string | null => {
    const path = form.mapping[role];
    return fields.some((field) => field.path === path) ? path : proposal[role];
  };
  return {
    table,
    mapping: {
      reasoning: keep('reasoning'),
      answer: keep('answer'),
      prompt: keep('prompt'),
      model: keep('model'),
    },
  };
}

/** At least one of reasoning and answer makes a trace. */
export function canOpen({ reasoning, answer }: ColumnMapping): boolean {
  return reasoning !== null || answer !== null;
}

/** One line of the form. */
export interface ColumnLine {
  readonly role: ColumnRole;
  /** Chosen path; '' for none. */
  readonly value: string;
  /** Paths to choose from; a chosen one that the file does not have is among them. */
  readonly options: readonly string[];
  /** First value of the chosen field; `null` where none is chosen or the file does not have it. */
  readonly sample: string | null;
  /** The chosen field is not in the file. */
  readonly isMissing: boolean;
}

/** The lines of the form, in the order of the roles. */
export function columnLines(report: Unrecognised, { table, mapping }: ColumnsForm): ColumnLine[] {
  const fields = report.tables[table]?.fields ?? [];
  const paths = fields.map(({ path }) => path);
  return COLUMN_ROLES.map((role) => {
    const value = mapping[role] ?? '';
    const field = fields.find(({ path }) => path === value);
    const isMissing = value !== '' && field === undefined;
    return {
      role,
      value,
      options: isMissing ? [value, ...paths] : paths,
      sample: field?.sample ?? null,
      isMissing,
    };
  });
}

/** Tables with anything to choose. */
export function hasColumns({ tables }: Unrecognised): boolean {
  return tables.length > 0;
}

/** The table that a file seems to be, for its sentence; `null` where it has none or several. */
export function onlyTable({ tables }: Unrecognised): FoundTable | null {
  return tables.length === 1 ? tables[0]! : null;
}
