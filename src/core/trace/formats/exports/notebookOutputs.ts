import { msg, type Message } from '../../../model/message';
import { num, str } from '../../../text/json';
import { createGrouper } from '../../assemble';
import { groupedBy } from '../../build/records';
import type { FileRecord, Format, ParseResult } from '../../format';
import { NOTEBOOK_ROWS } from '../../reader/layers/notebook';
import { ProblemList } from '../../reader/problems';
import { detectFormat } from '../../sniff';

/** Rows of a head that are looked at each alone. */
const LOOKED_AT = 200;

/**
 * What the cells of a notebook printed where one format does not know all of it: a response of an API, a model's output as text.
 * Each row is read by the format that knows it alone; a notebook of one format is that format's.
 */
export function notebookOutputs(formats: () => readonly Format[]): Format {
  const title = msg('Outputs of a notebook in several formats');
  return ofNotebook('notebook-outputs', title, formats, (parts) => parts.length > 1);
}

/** The same of a notebook whose format knows a row of it and not the whole: a message with reasoning among what else was printed. */
export function notebookOutput(formats: () => readonly Format[]): Format {
  const isReasoned = ({ traces }: ParseResult) =>
    traces.some(({ fidelity }) => fidelity !== 'none');
  return ofNotebook('notebook-output', msg('Output of a notebook'), formats, (parts) =>
    parts.some(isReasoned),
  );
}

function ofNotebook(
  id: string,
  title: Message,
  formats: () => readonly Format[],
  isKnown: (parts: readonly ParseResult[]) => boolean,
): Format {
  return {
    id,
    title,
    unit: 'file',
    detect: ({ fileName, records }) =>
      fileName.endsWith(NOTEBOOK_ROWS) &&
      isKnown(partsOf(records.slice(0, LOOKED_AT), fileName, formats())),
    parse(records, { fileName }): ParseResult {
      const parts = partsOf(records, fileName, formats());
      return {
        traces: parts.flatMap(({ traces }) => traces),
        problems: parts.flatMap(({ problems }) => problems),
      };
    },
  };
}

/** What each format makes of the rows that it knows, the formats in the order of their first row. */
function partsOf(
  records: readonly FileRecord[],
  fileName: string,
  formats: readonly Format[],
): readonly ParseResult[] {
  const known = formats.filter(({ id }) => !id.startsWith('notebook-output'));
  const formatOf = new Map(
    records.map((record) => {
      const sniff = { fileName, container: 'ndjson', text: '', records: [record] } as const;
      return [record, detectFormat(sniff, known)] as const;
    }),
  );
  return groupedBy(records, (record) => formatOf.get(record)?.id ?? null)
    .map((rows) => partOf(rows, formatOf.get(rows[0]!) ?? null, fileName))
    .filter(({ traces }) => traces.length > 0);
}

function partOf(rows: readonly FileRecord[], format: Format | null, fileName: string): ParseResult {
  if (format === null) return { traces: [], problems: [] };
  const grouper = createGrouper(format, new ProblemList());
  const groups = [...rows.flatMap((row) => grouper.push(row)), ...grouper.end()];
  const parts = groups.map((group) => format.parse(group, { fileName }));
  const traces = parts.flatMap((part) => part.traces);
  return {
    // What a program printed beside is no answer of a model.
    traces: rows.every(isWords) ? traces.filter(({ fidelity }) => fidelity !== 'none') : traces,
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** A row of words that are no value. */
function isWords({ value }: FileRecord): boolean {
  return str(value, 'output') !== null && num(value, 'cell') !== null;
}
