import type { JSX } from 'preact';
import {
  CONTROLS,
  type Control,
  type Controls,
  type ControlTable,
} from '../../core/estimate/controls';
import { t } from '../ui/l10n';
import { NumberField, ShareField } from '../ui/fields';
import { count, decimal } from '../ui/figures';

interface Props {
  readonly controls: Controls;
  readonly onControls: (change: Partial<Controls>) => void;
  readonly place: Control['place'];
  readonly table?: ControlTable;
}

/** The controls of one place of the page, each as its kind is asked for; switches stand together under a title. */
export function ControlFields({ controls, onControls, place, table = CONTROLS }: Props) {
  const values: Readonly<Record<string, unknown>> = { ...controls };
  const set = (id: string, value: unknown): void => onControls({ [id]: value });
  const fields = Object.entries(table).filter(([, control]) => control.place === place);
  const switches = fields.flatMap(([id, control]) =>
    control.kind === 'switch' ? [{ id, label: control.label }] : [],
  );
  return (
    <>
      {fields.map(([id, control]) => (
        <OneField key={id} control={control} value={values[id]} onChange={(v) => set(id, v)} />
      ))}
      {switches.length > 0 && (
        <div class="field delivery" role="group" aria-label={t('Delivery')}>
          <span class="lab">{t('Delivery')}</span>
          <div class="switches">
            {switches.map(({ id, label }) => (
              <label class="check" key={id}>
                <input
                  type="checkbox"
                  checked={values[id] === true}
                  onChange={(e) => set(id, e.currentTarget.checked)}
                />
                <span>{t(label)}</span>
              </label>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

interface OneProps {
  readonly control: Control;
  readonly value: unknown;
  readonly onChange: (value: number | null) => void;
}

/** Nothing for a switch, which stands among switches, and for a choice, which its place words. */
function OneField({ control, value, onChange }: OneProps): JSX.Element | null {
  const { flag: id, label, hint } = control;
  switch (control.kind) {
    case 'number': {
      const { unit, initial, empty } = control;
      const number = typeof value === 'number' && value !== initial ? value : null;
      return (
        <NumberField
          id={id}
          label={t(label)}
          value={number}
          show={unit === 'usd' ? dollars : count}
          placeholder={t(empty)}
          {...(unit === 'usd' ? { prefix: '$' } : {})}
          {...(hint === undefined ? {} : { description: t(hint) })}
          onChange={(typed) =>
            onChange((unit === 'tokens' ? wholeTokens(typed) : typed) ?? initial)
          }
        />
      );
    }
    case 'share':
      return (
        <ShareField
          id={id}
          label={t(label)}
          max={control.most * 100}
          value={typeof value === 'number' ? value : control.initial}
          onChange={onChange}
        />
      );
    case 'switch':
    case 'choice':
      return null;
  }
}

const dollars = (usd: number): string => decimal(usd, usd < 0.1 ? 4 : 2);

const wholeTokens = (x: number | null): number | null =>
  x === null || x < 1 ? null : Math.round(x);
