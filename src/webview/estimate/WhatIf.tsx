import type { JSX } from 'preact';
import type { EstimateModel } from '../../core/estimate/model';
import type { Controls } from '../../core/estimate/report';
import { t } from '../ui/l10n';
import { NumberField, Segments, ShareField } from '../ui/fields';
import { count, decimal } from '../ui/figures';
import { adjustable, effortName, levelsOf, type EffortView } from './rows';

interface Props {
  readonly model: EstimateModel;
  readonly controls: Controls;
  readonly efforts: EffortView | null;
  readonly onControls: (change: Partial<Controls>) => void;
  readonly onEfforts: (view: EffortView | null) => void;
}

/** Every control redraws at once, in the page. */
export function WhatIf(props: Props): JSX.Element {
  const { controls, onControls } = props;
  return (
    <form class="whatif" aria-label={t('What if')} onSubmit={(e) => e.preventDefault()}>
      <div class="fields">
        <EffortField {...props} />
        <NumberField
          id="calls"
          label={t('Calls a month')}
          value={controls.callsPerMonth}
          show={count}
          placeholder={t('none')}
          onChange={(callsPerMonth) => onControls({ callsPerMonth })}
        />
        <ShareField
          id="cached"
          label={t('Cached input')}
          max={90}
          value={controls.cachedShare}
          onChange={(cachedShare) => onControls({ cachedShare })}
        />
        <NumberField
          id="answer"
          label={t('Answer length')}
          value={controls.visibleTokens}
          show={count}
          placeholder={t('by task')}
          description={t('Tokens of the visible answer, middle')}
          onChange={(visibleTokens) => onControls({ visibleTokens: positive(visibleTokens) })}
        />
        <NumberField
          id="cap"
          label={t('Output cap')}
          value={controls.capTokens}
          show={count}
          placeholder={t('model’s')}
          description={t('Tokens. Reasoning counts against it.')}
          onChange={(capTokens) => onControls({ capTokens: positive(capTokens) })}
        />
        <NumberField
          id="value"
          label={t('A right answer')}
          value={controls.valueOfRightUsd}
          show={(x) => (x < 0.1 ? decimal(x, 4) : x.toFixed(2))}
          placeholder="?"
          prefix="$"
          description={t('What a right answer is worth to you, in dollars')}
          onChange={(valueOfRightUsd) => onControls({ valueOfRightUsd })}
        />
        <div class="field delivery">
          <span class="lab">{t('Delivery')}</span>
          <label class="check">
            <input
              type="checkbox"
              checked={controls.batch}
              onChange={(e) => onControls({ batch: e.currentTarget.checked })}
            />
            <span>{t('Batch, half price')}</span>
          </label>
        </div>
      </div>
    </form>
  );
}

const positive = (x: number | null): number | null => (x === null || x < 1 ? null : Math.round(x));

const key = (show: EffortView['show']): string =>
  typeof show === 'string' ? show : `=${show.level ?? ''}`;

/** Effort of one model: its levels, all of them, or what was picked. */
function EffortField({ model, efforts, onEfforts }: Props): JSX.Element | null {
  const models = adjustable(model);
  const chosen = models.find((c) => c.model === efforts?.model) ?? models[0];
  if (chosen === undefined) return null;
  const picked = model.candidates.filter((c) => c.model === chosen.model);
  const levels = levelsOf(chosen);
  const value = efforts === null ? initial(picked) : key(efforts.show);
  const options = [
    ...levels.map((level) => ({ value: key({ level }), label: effortName(level) })),
    { value: 'all', label: levels.length === 3 ? t('all three') : t('all') },
    ...(picked.length > 1 ? [{ value: 'picked', label: t('as picked') }] : []),
  ];
  const select = (next: string): void => {
    const level = levels.find((l) => key({ level: l }) === next);
    const show = next === 'all' || next === 'picked' ? next : { level: level ?? null };
    onEfforts({ model: chosen.model, show });
  };
  return (
    <div class={options.length > 4 ? 'field wide long' : 'field wide'}>
      {models.length === 1 ? (
        <span class="lab" id="effort-label">
          {t('Effort of {0}', chosen.model)}
        </span>
      ) : (
        <span class="lab" id="effort-label">
          {t('Effort of')}{' '}
          <select
            aria-label={t('Model whose effort is changed')}
            value={chosen.model}
            onChange={(e) => onEfforts({ model: e.currentTarget.value, show: 'picked' })}
          >
            {models.map((c) => (
              <option key={c.model} value={c.model}>
                {c.model}
              </option>
            ))}
          </select>
        </span>
      )}
      <Segments
        name="effort"
        options={options}
        value={value === 'picked' && picked.length === 1 ? initial(picked) : value}
        labelledBy="effort-label"
        onChange={select}
      />
    </div>
  );
}

const initial = (picked: readonly { readonly effort: string | null }[]): string =>
  picked.length > 1 ? 'picked' : key({ level: picked[0]?.effort ?? null });
