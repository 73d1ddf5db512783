import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { pageVoice } from '../ui/format';
import type { Problem } from '../../core/model/problem';
import type { Unrecognised } from '../../core/trace/unrecognised';
import type { FileView } from '../../protocol/traceData';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { ColumnsForm } from './columnsForm';
import { hasColumns } from './columnsModel';
import { adviceSentence, seemsSentence, triedSentence } from './columnsWords';
import type { TraceSession } from './session';
import { where } from './where';

interface ProblemPageProps {
  readonly session: TraceSession;
  readonly file: FileView;
}

/** Why the file does not open, what it seems to be, what was tried and what can be done, with the columns to choose. */
export function ProblemPage({ session, file }: ProblemPageProps) {
  const { failure: problem, report } = file;
  return (
    <div class="state">
      <div role="alert">
        <h1>
          <Icon name="warning" />{' '}
          {problem === null ? t('No traces in {0}', file.name) : title(problem)}
        </h1>
        <p>
          {problem === null
            ? t('The file was read to its end and holds no model generation.')
            : pageVoice().words(problem.message)}
        </p>
        {problem?.at !== undefined && <p class="muted">{where(problem)}</p>}
        {file.columns.chosen !== null && (
          <p>{t('The columns that were chosen have no text in this file.')}</p>
        )}
      </div>
      {report !== null && <About report={report} />}
      {report !== null && hasColumns(report) && (
        <ColumnsForm session={session} report={report} columns={file.columns} />
      )}
      <p>
        <Button
          primary={report === null || !hasColumns(report)}
          onClick={() =>
            void session.attempt(() =>
              session.host.request('openAsText', { offset: problem?.at?.offset ?? null }),
            )
          }
        >
          {t('Open as text')}
        </Button>
      </p>
    </div>
  );
}

/** The columns of a file that is open by chosen ones, to choose others. */
export function ChangeColumns({
  session,
  file,
  report,
}: ProblemPageProps & { readonly report: Unrecognised }) {
  return (
    <div class="state">
      <h1>{t('Columns of {0}', file.name)}</h1>
      <ColumnsForm session={session} report={report} columns={file.columns} />
      <p>
        <Button onClick={() => session.store.set({ changing: null })}>{t('Back')}</Button>
      </p>
    </div>
  );
}

/** What the file seems to be, what to do, and each way in which it was read. */
function About({ report }: { readonly report: Unrecognised }) {
  const { layers, tried } = report;
  return (
    <>
      <p>
        {layers.length > 0 &&
          `${t('Taken off: {0}.', layers.map((layer) => t(layer)).join(', '))} `}
        {seemsSentence(report)} {adviceSentence(report)}
      </p>
      {tried.length > 0 && (
        <Disclosure class="tried" title={t('What was tried')}>
          <ul>
            {tried.map((way, i) => (
              <li key={i}>{triedSentence(way)}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

function title(problem: Problem): string {
  switch (problem.code) {
    case 'unrecognised':
      return t('Not a trace that LRM Lens knows');
    case 'empty':
      return t('The file is empty');
    case 'malformed':
      return t('The file does not parse');
    case 'too-large':
      return t('The file is over a limit');
    case 'truncated':
      return t('The file ends too early');
    case 'deleted':
      return t('The file is gone');
    case 'cancelled':
      return t('The file was not opened');
    case 'unreadable':
      return t('The file cannot be read');
    case 'not-understood':
      return t('Records that are not understood');
    case 'not-shown':
      return t('Parts that are not shown');
  }
}
