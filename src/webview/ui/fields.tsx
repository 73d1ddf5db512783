import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { percent } from './figures';
import { pageVoice } from './format';
import { readNumber, type NumberText } from './numberText';

interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly show: (value: number) => string;
  /** What an empty field means. */
  readonly placeholder: string;
  readonly prefix?: string;
  /** Read after the label by a screen reader. */
  readonly description?: string;
  readonly onChange: (value: number | null) => void;
}

/** A number that is applied while it is typed. Escape restores what stood there when the field was entered. */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const { id, label, value, show, onChange } = props;
  const [typed, setTyped] = useState<NumberText | null>(null);
  const entered = useRef<number | null>(value);
  const shown = typed?.text ?? (value === null ? '' : show(value));
  useEffect(() => {
    if (document.activeElement?.id !== id) setTyped(null);
  }, [value, id]);

  const type = (text: string): void => {
    const voice = pageVoice();
    const next = readNumber(text, voice, typed ?? readNumber(shown, voice));
    setTyped(next);
    if (!Number.isNaN(next.value)) onChange(next.value);
  };
  const input = (
    <input
      class="box"
      id={id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      placeholder={props.placeholder}
      aria-invalid={Number.isNaN(typed?.value)}
      aria-describedby={props.description === undefined ? undefined : `${id}-more`}
      onFocus={() => (entered.current = value)}
      onBlur={() => setTyped(null)}
      onInput={(e) => type(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return;
        setTyped(null);
        onChange(entered.current);
      }}
    />
  );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="in">
        {props.prefix === undefined ? (
          input
        ) : (
          <div class="prefix">
            <span aria-hidden="true">{props.prefix}</span>
            {input}
          </div>
        )}
      </div>
      {props.description !== undefined && (
        <span class="visually-hidden" id={`${id}-more`}>
          {props.description}
        </span>
      )}
    </div>
  );
}

interface SegmentsProps<T extends string> {
  readonly name: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly labelledBy: string;
  readonly onChange: (value: T) => void;
}

/** A choice of a few: native radio buttons, one stop for Tab, arrows move. */
export function Segments<T extends string>(props: SegmentsProps<T>): JSX.Element {
  const { name, options, value, labelledBy, onChange } = props;
  return (
    <div class="segments" role="radiogroup" aria-labelledby={labelledBy}>
      {options.map((o) => (
        <label key={o.value}>
          <input
            type="radio"
            name={name}
            value={o.value}
            checked={o.value === value}
            onChange={() => onChange(o.value)}
          />
          <span>{o.label}</span>
        </label>
      ))}
    </div>
  );
}

interface ShareFieldProps {
  readonly id: string;
  readonly label: string;
  /** 0..1. */
  readonly value: number;
  /** Percent. */
  readonly max: number;
  readonly onChange: (share: number) => void;
}

/** A share that is moved in tenths. */
export function ShareField({ id, label, value, max, onChange }: ShareFieldProps): JSX.Element {
  return (
    <div class={`field ${id}`}>
      <label for={id}>{label}</label>
      <div class="in">
        <input
          id={id}
          type="range"
          min="0"
          max={max}
          step="10"
          value={Math.round(value * 100)}
          aria-valuetext={percent(value)}
          onInput={(e) => onChange(Number(e.currentTarget.value) / 100)}
        />
        <output for={id}>{percent(value)}</output>
      </div>
    </div>
  );
}
