import type { Container } from '../../core/trace/format';
import type { ColumnRole } from '../../core/trace/columnMapping';
import type { Seems, Tried, Unrecognised } from '../../core/trace/unrecognised';
import type { ColumnsView } from '../../protocol/traceData';
import { formatCount, pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { onlyTable } from './columnsModel';
import { where } from './where';

/** What a field is chosen for. */
export function roleLabel(role: ColumnRole): string {
  switch (role) {
    case 'reasoning':
      return t('Reasoning');
    case 'answer':
      return t('Answer');
    case 'prompt':
      return t('Prompt');
    case 'model':
      return t('Model');
  }
}

/** What the file seems to be, as a sentence. */
export function seemsSentence(report: Unrecognised): string {
  if (report.kind !== null) return t('This is {0}.', t(report.kind.title));
  const table = onlyTable(report);
  if (report.seems === 'table' && table !== null) {
    return t('It seems to be a table with {0} columns.', formatCount(table.fields.length));
  }
  if (report.seems === 'database' && report.tables.length > 0) {
    return t('It seems to be a database with {0} tables.', formatCount(report.tables.length));
  }
  return seemsWords(report.seems);
}

function seemsWords(seems: Seems): string {
  switch (seems) {
    case 'empty':
      return t('The file has no content.');
    case 'packed':
      return t('It seems to be a compressed file that cannot be unpacked here.');
    case 'archive':
      return t('It seems to be an archive.');
    case 'database':
      return t('It seems to be a database.');
    case 'table':
      return t('It seems to be a table.');
    case 'json':
      return t('It seems to be JSON of another kind.');
    case 'text':
      return t('It seems to be text without marked reasoning.');
    case 'binary':
      return t('It seems to be a binary file.');
  }
}

/** What to do now, as a sentence. */
export function adviceSentence(report: Unrecognised): string {
  if (report.kind !== null) {
    return report.kind.advice === null
      ? t('It holds no traces that can be read.')
      : t(report.kind.advice);
  }
  if (report.tables.length > 0) {
    return t(
      'If it is a log of a model, say below which field holds what: it opens as traces then.',
    );
  }
  switch (report.seems) {
    case 'empty':
      return t('Wait until something is written to it: it opens by itself then.');
    case 'packed':
    case 'archive':
      return t('Unpack it and open what is inside.');
    case 'text':
      return t(
        'Text opens as a trace where the reasoning stands between tags, as in <think>…</think>.',
      );
    case 'database':
    case 'table':
    case 'json':
    case 'binary':
      return t('Open it as text to see what it holds.');
  }
}

function containerWords(container: Container): string {
  switch (container) {
    case 'json':
      return t('one JSON document');
    case 'ndjson':
      return t('JSON, one value a line');
    case 'concatenated':
      return t('JSON values one after another');
    case 'array':
      return t('a JSON list');
    case 'sse':
      return t('an event stream');
    case 'zip':
      return t('a zip archive');
    case 'yaml':
      return t('YAML');
    case 'text':
      return t('text with reasoning between tags');
    case 'embedded':
      return t('values inside other text');
    case 'csv':
      return t('rows of a text table');
    case 'parquet':
      return t('a Parquet table');
    case 'sqlite':
      return t('an SQLite database');
  }
}

/** One way in which the file was read, and what came of it. */
export function triedSentence({ container, records, problem }: Tried): string {
  const as = containerWords(container);
  if (problem !== null) {
    const at = where(problem);
    return `${as}: ${pageVoice().words(problem.message)}${at === '' ? '' : ` (${at})`}`;
  }
  return records === 0
    ? t('{0}: nothing was found', as)
    : t('{0}: {1} records looked at, none is in a known format', as, formatCount(records));
}

/** Where a choice is kept, as a sentence. */
export function keptSentence({ pattern, keptIn }: ColumnsView): string {
  switch (keptIn) {
    case 'folder':
      return t('Kept in the settings of this folder, for {0}.', pattern);
    case 'untrusted':
      return t(
        'Kept for {0} until this window closes: the folder is not trusted, so its settings are left alone.',
        pattern,
      );
    case 'noFolder':
      return t(
        'Kept for {0} until this window closes: the file is in no open folder that could keep it.',
        pattern,
      );
  }
}
