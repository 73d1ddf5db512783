import type { JSX } from 'preact';
import type { TrialModel } from '../../core/trial/model';
import type { PlannedModel } from '../../core/trial/planModel';
import { logAxis, type Axis } from '../ui/axis';
import { count, money, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { Icon } from '../ui/icons';
import { IntervalMark } from '../ui/intervalMark';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { useMedia } from '../ui/useWidth';
import { ToolButton } from '../ui/toolButton';
import { problemsAt, type FormProps } from './form';
import { modelName, spreadMoney } from './names';
import { FormRow, Problems } from './parts';

/** The most models of a trial: today's and four candidates. */
const MOST = 5;

/** What is sent where, and what that will cost: the privacy notice and the bill in one table. */
export function ModelsRow(props: FormProps): JSX.Element {
  const { trial, actions } = props;
  const { models } = trial.trial;
  const planned = models.map((_, i) => trial.plan?.models[i] ?? null);
  const spreads = planned.flatMap((p) => (p?.costUsd ? [range(p.costUsd)] : []));
  const axis = logAxis(spreads, () => '');
  const narrow = useMedia('(max-width: 719px)');
  return (
    <FormRow id="models" title={t('Models')}>
      {models.length > 0 && (
        <table class="plain models">
          <caption class="visually-hidden">
            {t('Models, what is sent where, calls and predicted cost')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('Model')}</th>
              <th scope="col">{t('Effort')}</th>
              {!narrow && <th scope="col">{t('Sent to')}</th>}
              <th scope="col" class="n">
                {t('Calls')}
              </th>
              {narrow ? (
                <th scope="col" class="n">
                  {t('Cost')}
                </th>
              ) : (
                <th scope="colgroup" colSpan={2}>
                  {t('Cost of the calls, estimated')}
                </th>
              )}
              {!narrow && (
                <th scope="col" class="n">
                  {t('A call')}
                </th>
              )}
              <th scope="col">
                <span class="visually-hidden">{t('Remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map((model, i) => (
              <ModelRow
                key={`${i} ${modelName(model)}`}
                {...props}
                index={i}
                model={model}
                planned={planned[i] ?? null}
                axis={axis}
                narrow={narrow}
              />
            ))}
          </tbody>
        </table>
      )}
      <div class="line">
        {models.length < MOST && (
          <Link onClick={() => actions.pickModel(null)}>
            {models.length === 0 ? t('Choose today’s model…') : t('Add a candidate…')}
          </Link>
        )}
        <span class="quiet">{t('today’s model first, four candidates at most')}</span>
      </div>
      <Problems problems={problemsAt(trial, 'model')} />
    </FormRow>
  );
}

const range = ({ low, middle, high }: NonNullable<PlannedModel['costUsd']>) => ({
  p10: low,
  p50: middle,
  p90: high,
});

interface RowProps extends FormProps {
  readonly index: number;
  readonly model: TrialModel;
  readonly planned: PlannedModel | null;
  readonly axis: Axis;
  readonly narrow: boolean;
}

function ModelRow(props: RowProps): JSX.Element {
  const { trial, actions, index, model, planned, axis, narrow } = props;
  const set = (models: readonly TrialModel[]): void =>
    actions.edit({ op: 'models', models: [...models] });
  const { models } = trial.trial;
  const name = modelName(model);
  const cost = planned?.costUsd ?? null;
  return (
    <tr class={index === 0 ? 'base' : ''}>
      <th scope="row">
        <Link class="name" onClick={() => actions.pickModel(index)}>
          {model.model}
        </Link>
        <span class="tag">
          {index === 0 ? t('today') : t('candidate')}
          {narrow && planned !== null && <>, {planned.host}</>}
        </span>
        {narrow && <Key {...props} />}
      </th>
      <td>
        <Effort
          {...props}
          levels={trial.levels[index] ?? []}
          onChange={(effort) => set(models.map((m, i) => (i === index ? { ...m, effort } : m)))}
        />
      </td>
      {!narrow && (
        <td>
          {planned?.host ?? '…'}
          <Key {...props} />
        </td>
      )}
      <td class="n">{planned === null ? '…' : count(planned.calls)}</td>
      {!narrow && (
        <td class="mark">
          {cost !== null && (
            <IntervalMark
              axis={axis}
              range={range(cost)}
              kind="estimated"
              label={t('{0}: {1} for its calls, estimated', name, spreadMoney(cost))}
            />
          )}
        </td>
      )}
      <td class="n">
        <Cost planned={planned} />
      </td>
      {!narrow && (
        <td class="n">{planned?.secondsPerCall ? time(planned.secondsPerCall.middle) : '–'}</td>
      )}
      <td>
        <ToolButton
          name={t('Remove {0}', name)}
          icon="close"
          onClick={() => set(models.filter((_, i) => i !== index))}
        />
      </td>
    </tr>
  );
}

function Cost({ planned }: { readonly planned: PlannedModel | null }): JSX.Element {
  if (planned === null) return <>…</>;
  if (planned.payment === 'own-machine') return <>{t('your machine')}</>;
  if (planned.payment === 'subscription') return <>{t('your subscription')}</>;
  const { costUsd } = planned;
  if (costUsd === null) return <>{t('no price')}</>;
  const [low, high] = [costUsd.low, costUsd.high].map((usd) => pageVoice().aboutUsd(usd, true));
  return (
    <>
      <b>{money(costUsd.middle)}</b>
      {low !== high && (
        <span class="tag">
          {low} – {high}
        </span>
      )}
    </>
  );
}

/** Whether the key is there, and a way to enter it. */
function Key({ actions, index, planned }: RowProps): JSX.Element | null {
  if (planned === null || planned.endpoint === '') return null;
  const { hasKey, host, payment } = planned;
  if (payment === 'subscription') return <span class="tag">{t('no key needed')}</span>;
  const isSaved = hasKey && payment === 'tokens';
  const label = isSaved ? t('change key…') : t('Set key…');
  // A key that was refused is entered anew, and a server on this machine may want one.
  return (
    <span class="tag">
      {isSaved && <Icon name="done" />}{' '}
      {isSaved ? t('key saved') : hasKey ? t('no key needed') : t('no key')}{' '}
      <Link aria-label={`${label} ${host}`} onClick={() => actions.setKey(index)}>
        {label}
      </Link>
    </span>
  );
}

interface EffortProps extends RowProps {
  readonly levels: readonly string[];
  readonly onChange: (effort: string | null) => void;
}

function Effort({ levels, model, index, onChange }: EffortProps): JSX.Element {
  if (levels.length === 0) return <span class="quiet">{model.effort ?? t('fixed')}</span>;
  const id = `effort-${index}`;
  return (
    <select
      id={id}
      class="box effort"
      aria-label={t('Effort of {0}', model.model)}
      value={model.effort ?? ''}
      onChange={(e) => onChange(e.currentTarget.value === '' ? null : e.currentTarget.value)}
    >
      <option value="">{t('default')}</option>
      {[...new Set([...levels, ...(model.effort === null ? [] : [model.effort])])].map((level) => (
        <option key={level} value={level}>
          {level}
        </option>
      ))}
    </select>
  );
}
