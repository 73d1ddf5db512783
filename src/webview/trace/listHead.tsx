import { FindBox } from '../ui/findBox';
import { formatCount, formatUsd } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { shortModel } from '../ui/modelName';
import { runAction } from './actions';
import type { ListTotals } from '../../core/list/list';
import type { FileView } from '../../protocol/traceData';
import { flagLabel, KindLegend } from './listParts';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import { Tool } from './toolbar';
import type { ListUi } from './ui';

interface ListHeadProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly totals: ListTotals;
  /** Traces in the list. */
  readonly shown: number;
  readonly setList: (patch: Partial<ListUi>) => void;
}

/** Models offered as filters; more are found by typing. */
const MAX_MODELS = 3;

/** What the file holds as a whole, and the filters of the list. */
export function ListHead({ session, state, totals, shown, setList }: ListHeadProps) {
  const { file } = state;
  const { list } = state.ui;
  if (file === null) return null;
  const { count } = totals;
  const models = totals.models.filter(([model]) => model !== '');
  return (
    <>
      <FileHead session={session} file={file} count={count} models={models.length} />
      <Totals totals={totals} setList={setList} />
      <div class="toolbar" role="toolbar" aria-label={t('Traces')}>
        <FindBox
          label={t('Find a prompt or model')}
          placeholder={t('Type to find a prompt')}
          query={list.query}
          found={list.query !== '' || shown < count ? formatCount(shown) : ''}
          onInput={(query) => setList({ query })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setList({ query: '' });
            if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
              document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
              event.preventDefault();
            }
          }}
        />
        <Filters list={list} models={models} setList={setList} />
        <span class="spacer" />
        <KindLegend />
        <div class="tools last">
          <button type="button" class="tool named" onClick={() => runAction(session, 'compare')}>
            <Icon name="compare" />
            <span class="label">{list.marked.length === 2 ? t('Compare 2') : t('Compare')}</span>
          </button>
          <Tool session={session} action="exportTrace" icon="export" />
          <Tool session={session} action="toggleFollow" icon="follow" pressed={file.following} />
          <Tool session={session} action="showKeys" icon="help" />
        </div>
      </div>
    </>
  );
}

function FileHead(props: {
  readonly session: TraceSession;
  readonly file: FileView;
  readonly count: number;
  readonly models: number;
}) {
  const { session, file, count, models } = props;
  const problems = file.problems.length;
  return (
    <header class="head">
      <h1>{file.name}</h1>
      <span class="muted">
        {tracesOf(count, models)}
        {problems > 0 &&
          `, ${t(problems === 1 ? '1 record not understood' : '{0} records not understood', formatCount(problems))}`}
      </span>
      <span class="muted date">{t(file.formatTitle)}</span>
      {problems > 0 && (
        <Link
          onClick={() =>
            void session.attempt(() =>
              session.host.request('openAsText', {
                offset: file.problems[0]?.at?.offset ?? null,
              }),
            )
          }
        >
          {t('Show in text')}
        </Link>
      )}
    </header>
  );
}

/** Tokens, money and outcomes of all traces, and the flags that some have. */
function Totals({ totals, setList }: Pick<ListHeadProps, 'totals' | 'setList'>) {
  return (
    <p class="totals">
      <span>
        {tokenTotal(totals, totals.count)}
        {totals.priced > 0 &&
          `, ${t('{0} for {1} traces with a known price', `${totals.atLeast ? '≥ ' : ''}${formatUsd(totals.usd)}`, formatCount(totals.priced))}`}
        {totals.unpriced > 0 && (
          <>
            ; <strong>{t('{0} have no price', formatCount(totals.unpriced))}</strong>
          </>
        )}
        {totals.judged > 0 &&
          `; ${t('{0} of {1} right', formatCount(totals.right), formatCount(totals.judged))}`}
        {totals.uncosted > 0 && `; ${t('cost unknown: {0}', formatCount(totals.uncosted))}`}
      </span>
      {totals.flags.map(([flag, times]) => (
        <Link
          key={flag}

          onClick={() => setList({ withFlags: true, query: '' })}
        >
          {formatCount(times)} {flagLabel(flag)}
        </Link>
      ))}
    </p>
  );
}

function Filters(props: {
  readonly list: ListUi;
  readonly models: ListTotals['models'];
  readonly setList: ListHeadProps['setList'];
}) {
  const { list, models, setList } = props;
  return (
    <div class="chips" role="group" aria-label={t('Filters')}>
      {models.length > 1 &&
        models.slice(0, MAX_MODELS).map(([model]) => (
          <FilterChip
            key={model}
            on={list.models.includes(model)}
            label={shortModel(model)}
            title={model}
            onToggle={(on) =>
              setList({
                models: on ? [...list.models, model] : list.models.filter((m) => m !== model),
              })
            }
          />
        ))}
      <FilterChip
        on={list.withFlags}
        label={t('with flags')}
        onToggle={(withFlags) => setList({ withFlags })}
      />
      <FilterChip
        on={list.hasAnswer}
        label={t('has answer')}
        onToggle={(hasAnswer) => setList({ hasAnswer })}
      />
    </div>
  );
}

/** Traces and their models, which no record may name. */
function tracesOf(traces: number, models: number): string {
  if (models === 0) return t('{0} traces, model unknown', formatCount(traces));
  if (models === 1) return t('{0} traces of one model', formatCount(traces));
  return t('{0} traces of {1} models', formatCount(traces), formatCount(models));
}

/** The reasoning tokens of the file, marked where some are estimated; unknown is not 0. */
function tokenTotal({ reasoningTokens, counted, estimated }: ListTotals, traces: number): string {
  if (counted === 0) return t('Reasoning tokens unknown');
  const sum = `${estimated > 0 ? '≈ ' : ''}${formatCount(reasoningTokens)}`;
  if (counted === traces) return t('{0} reasoning tokens', sum);
  return t(
    '{0} reasoning tokens in {1} of {2} traces',
    sum,
    formatCount(counted),
    formatCount(traces),
  );
}

interface ChipProps {
  readonly on: boolean;
  readonly label: string;
  readonly title?: string;
  readonly onToggle: (on: boolean) => void;
}

function FilterChip({ on, label, title, onToggle }: ChipProps) {
  return (
    <button
      type="button"
      class="kind-filter boxed"
      aria-pressed={on}
      title={title}
      onClick={() => onToggle(!on)}
    >
      {label}
    </button>
  );
}
