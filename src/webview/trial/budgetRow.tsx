import type { JSX } from 'preact';
import type { TrialSettings } from '../../core/trial/edit';
import type { TrialFile } from '../../core/trial/model';
import { count, decimal, money } from '../ui/figures';
import { NumberField } from '../ui/fields';
import { t } from '../ui/l10n';
import { problemsAt, type FormProps } from './form';
import { FormRow, Problems } from './parts';
import { bounded, wholeSetting, wholeSettings } from './wholeSettings';
import { Disclosure } from '../ui/disclosure';

/** The hard stop, and the numbers behind it. */
export function BudgetRow({ trial, actions }: FormProps): JSX.Element {
  const { trial: file, plan } = trial;
  const set = (settings: Partial<TrialSettings>): void =>
    actions.edit({ op: 'settings', settings });
  const worst = (plan?.models ?? []).map((m) => m.worstCallUsd);
  const known = worst.every((usd) => usd !== null);
  const sum = (plan?.models ?? []).reduce((s, m) => s + (m.worstCallUsd ?? 0) * m.calls, 0);
  return (
    <FormRow id="budget" title={t('Budget')}>
      <div class="line budget">
        <NumberField
          id="budget"
          label={t('At most')}
          prefix="$"
          value={file.budgetUsd}
          show={(usd) => decimal(usd, 2)}
          placeholder="?"
          onChange={(budgetUsd) => set({ budgetUsd })}
        />
        <NumberField
          id="calls"
          label={t('Calls a month')}
          value={file.callsPerMonth}
          show={count}
          placeholder="?"
          onChange={(n) => set({ callsPerMonth: n === null ? null : Math.max(1, Math.round(n)) })}
        />
      </div>
      <p class="quiet">
        {t('The run stops before the call that could pass it.')}{' '}
        {known && sum > 0
          ? t('If every answer filled its limit it would be {0}.', money(sum))
          : null}{' '}
        {t('{0} calls at a time. Keys stay in the editor’s secret store.', file.concurrency)}
      </p>
      <MoreSettings file={file} set={set} />
      <Problems problems={problemsAt(trial, 'budget')} />
    </FormRow>
  );
}

/** Settings that have a usual value. */
function MoreSettings(props: {
  readonly file: TrialFile;
  readonly set: (settings: Partial<TrialSettings>) => void;
}): JSX.Element {
  const { file, set } = props;
  /** A whole number from 1 on. */
  const whole = (id: string, label: string, key: keyof typeof wholeSettings): JSX.Element => (
    <NumberField
      id={id}
      label={label}
      value={file[key]}
      show={count}
      placeholder={String(wholeSettings[key].usual)}
      onChange={(n) => set({ [key]: wholeSetting(key, n) })}
    />
  );
  return (
    <Disclosure title={t('More settings')}>
      <div class="fields">
        {whole('repeats', t('Calls a case'), 'repeats')}
        <NumberField
          id="cap"
          label={t('Output limit, tokens')}
          value={file.maxOutputTokens}
          show={count}
          placeholder={t('by model')}
          onChange={(n) => set({ maxOutputTokens: n === null ? null : bounded(n, 1, 10_000_000) })}
        />
        {whole('concurrency', t('At a time'), 'concurrency')}
        {whole('timeout', t('Time-out, s'), 'timeoutSeconds')}
        <NumberField
          id="useful"
          label={t('Useful from, of 100')}
          value={file.usefulDifference * 100}
          show={(n) => decimal(n, 1)}
          placeholder="10"
          onChange={(n) => set({ usefulDifference: Math.min(1, Math.max(0.001, (n ?? 10) / 100)) })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={file.stopEarly}
            onChange={(e) => set({ stopEarly: e.currentTarget.checked })}
          />
          {t('Stop when there is enough evidence')}
        </label>
      </div>
    </Disclosure>
  );
}
