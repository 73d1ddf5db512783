import type { JSX } from 'preact';
import type { EstimateModel } from '../../core/estimate/model';
import type { Controls } from '../../core/estimate/controls';
import { t } from '../ui/l10n';
import { Segments } from '../ui/fields';
import { ControlFields } from './controlField';
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
        <ControlFields controls={controls} onControls={onControls} place="what-if" />
      </div>
    </form>
  );
}

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
    <div class="field wide">
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
