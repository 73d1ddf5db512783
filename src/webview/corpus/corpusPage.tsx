import { useEffect } from 'preact/hooks';
import { GROUPINGS, groupBys, type GroupBy } from '../../core/corpus/groupings';
import type { CorpusReport } from '../../core/corpus/model';
import type { samePrompts } from '../../core/corpus/samePrompt';
import type { corpusProtocol, CorpusState } from '../../protocol/corpus';
import type { Peer } from '../../protocol/rpc';
import { Disclosure } from '../ui/disclosure';
import { askingFor, Failure, type WithFailure } from '../ui/failure';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { useStore, type Store } from '../ui/store';
import { GroupTable } from './groupTable';
import { Outliers, SamePrompts } from './lists';
import { TwinTable } from './twinTable';

export type CorpusHost = Peer<typeof corpusProtocol.host>;

/** Everything the page shows. */
export interface CorpusPageState extends WithFailure {
  readonly by: GroupBy;
  /** How far the files are read; `null` until the host has told it. */
  readonly corpus: CorpusState | null;
  /** The figures of what was read when they were asked for last. */
  readonly loaded: Loaded | null;
}

interface Loaded {
  readonly report: CorpusReport;
  readonly samePrompts: ReturnType<typeof samePrompts>;
}

interface Props {
  readonly host: CorpusHost;
  readonly store: Store<CorpusPageState>;
}

/** While reading, the figures are drawn again at most this often, and take at most a tenth of the reader's time. */
const REDRAW_MS = 1500;
const SHARE = 10;

/** The corpus report: what many traces have in common, and which of them to open. */
export function CorpusPage({ host, store }: Props) {
  const { by, corpus, loaded, failure } = useStore(store);
  const ask = askingFor(store);
  const reading = corpus?.state === 'reading';
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const load = async (): Promise<void> => {
      const asked = performance.now();
      const loaded = await host.request('getReport', { by });
      if (stopped) return;
      store.set({ loaded });
      const took = performance.now() - asked;
      if (reading) timer = setTimeout(() => ask(load()), Math.max(REDRAW_MS, SHARE * took));
    };
    ask(load());
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [by, reading]);

  const open = (file: string, index: number): void =>
    ask(host.request('openTrace', { file, index }));

  return (
    <main>
      <header>
        <h1>{corpus === null ? t('Corpus report') : t('Corpus report: {0}', corpus.title)}</h1>
        {corpus !== null && <Status state={corpus} host={host} ask={ask} />}
      </header>
      <Failure failure={failure} />
      {loaded !== null && loaded.report.all.traces > 0 && (
        <>
          <Controls by={by} onBy={(by) => store.set({ by })} host={host} ask={ask} />
          <GroupTable report={loaded.report} />
          <Outliers outliers={loaded.report.outliers} open={open} />
          <SamePrompts {...loaded.samePrompts} open={open} />
          <TwinTable report={loaded.report} />
        </>
      )}
      {loaded !== null && loaded.report.all.traces === 0 && !reading && (
        <p>
          {t(
            'No reasoning traces were found here. Choose a folder that holds logs of models or agents.',
          )}
        </p>
      )}
    </main>
  );
}

/** How the page was grouped; by model where nothing that it knows was kept. */
export function rememberedBy(kept: unknown): GroupBy {
  const by = (kept as { by?: unknown } | null | undefined)?.by;
  return groupBys.find((one) => one === by) ?? 'model';
}

interface StatusProps {
  readonly state: CorpusState;
  readonly host: CorpusHost;
  readonly ask: (request: Promise<unknown>) => void;
}

function Status({ state, host, ask }: StatusProps) {
  const counts = t(
    '{0} traces in {1} files, {2} other files',
    formatCount(state.traces),
    formatCount(state.filesDone - state.otherFiles),
    formatCount(state.otherFiles),
  );
  return (
    <>
      <p class="status">
        <span role="status">
          {state.state === 'reading'
            ? t(
                'Reading {0} of {1} files',
                formatCount(state.filesDone),
                formatCount(state.filesTotal),
              )
            : state.state === 'cancelled'
              ? t(
                  'Stopped after {0} of {1} files',
                  formatCount(state.filesDone),
                  formatCount(state.filesTotal),
                )
              : counts}
        </span>
        {state.state === 'reading' ? (
          <Link onClick={() => ask(host.request('cancel', null))}>{t('Stop')}</Link>
        ) : (
          <Link onClick={() => ask(host.request('refresh', null))}>
            {state.state === 'cancelled' ? t('Go on') : t('Read changed files again')}
          </Link>
        )}
      </p>
      {state.state === 'reading' && (
        <progress
          max={Math.max(1, state.filesTotal)}
          value={state.filesDone}
          aria-label={t('Files read')}
        />
      )}
      {state.problems.length > 0 && (
        <Disclosure
          class="problems"
          title={t('{0} places could not be read', formatCount(state.problems.length))}
        >
          <ul>
            {state.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

interface ControlsProps {
  readonly by: GroupBy;
  readonly onBy: (by: GroupBy) => void;
  readonly host: CorpusHost;
  readonly ask: (request: Promise<unknown>) => void;
}

function Controls({ by, onBy, host, ask }: ControlsProps) {
  const kinds = [
    ['csv', 'CSV'],
    ['ndjson', 'NDJSON'],
    ['parquet', 'Parquet'],
  ] as const;
  return (
    <div class="controls">
      <fieldset class="segmented">
        <legend>{t('Group by')}</legend>
        {groupBys.map((value) => (
          <label key={value}>
            <input type="radio" name="by" checked={by === value} onChange={() => onBy(value)} />
            <span>{t(GROUPINGS[value].title)}</span>
          </label>
        ))}
      </fieldset>
      <p class="exports">
        {t('Save all rows:')}{' '}
        {kinds.map(([kind, label]) => (
          <Link key={kind} onClick={() => ask(host.request('exportRows', { kind }))}>
            {label}
          </Link>
        ))}
      </p>
    </div>
  );
}
