import type { ComponentChildren, JSX } from 'preact';
import { DataTable } from '../dataTable';
import { Disclosure } from '../../ui/disclosure';
import { useId, useRef } from 'preact/hooks';
import { formatShare } from '../../ui/format';
import { t } from '../../ui/l10n';
import { useWidth } from '../../ui/useWidth';

/** What every figure gets: the alternative text of the page's image tag, which names the figure. */
export interface FigureProps {
  readonly alt: string;
}

/** The same numbers as rows, for those who do not see the drawing or want to copy them. */
export interface TableTwin {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

interface FrameProps {
  readonly alt: string;
  /** Source and how to read the marks. */
  readonly caption?: ComponentChildren;
  readonly table?: TableTwin;
  readonly children: ComponentChildren;
}

/** A figure with its caption and table twin. */
export function Frame({ alt, caption, table, children }: FrameProps): JSX.Element {
  const captionId = useId();
  return (
    <figure class="fig" aria-label={alt}>
      {children}
      {caption !== undefined && (
        <figcaption class="quiet" id={captionId}>
          {caption}
        </figcaption>
      )}
      {table !== undefined && <Twin alt={alt} table={table} />}
    </figure>
  );
}

function Twin({ alt, table }: { alt: string; table: TableTwin }): JSX.Element {
  return (
    <Disclosure class="twin" title={t('Figure as a table')}>
      <DataTable label={alt} head={table.head} rows={table.rows} />
    </Disclosure>
  );
}

interface ChartProps {
  /** In CSS pixels; a function where it depends on the width. */
  readonly height: number | ((width: number) => number);
  readonly title: string;
  readonly description: string;
  /** Draws for the width there is, in CSS pixels, so that text keeps its true size. */
  readonly children: (width: number) => ComponentChildren;
}

/** A drawing that is laid out for the width it gets, never scaled. */
export function Chart({ height, title, description, children }: ChartProps): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const titleId = useId();
  const descriptionId = useId();
  return (
    <div class="chart" ref={ref} style={{ minHeight: typeof height === 'number' ? height : 0 }}>
      {width > 0 && (
        <svg
          width={width}
          height={typeof height === 'number' ? height : height(width)}
          role="img"
          aria-labelledby={titleId}
          aria-describedby={descriptionId}
        >
          <title id={titleId}>{title}</title>
          <desc id={descriptionId}>{description}</desc>
          {children(width)}
        </svg>
      )}
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** The value in words, shown beside the slider and read aloud. */
  readonly text: string;
  readonly onInput: (value: number) => void;
}

/** A labelled native range input. */
export function Slider(props: SliderProps): JSX.Element {
  const id = useId();
  return (
    <div class="slider-row">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="range"
        min={props.min}
        max={props.max}
        step={props.step ?? 1}
        value={props.value}
        aria-valuetext={props.text}
        onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
      />
      <output for={id} class="strong" aria-hidden="true">
        {props.text}
      </output>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Radio buttons in a row. */
export function Choice<T extends string>(props: ChoiceProps<T>): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class="quiet">{props.legend}</legend>
      {props.options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** A share of a hundred as the reader's language writes it: "25 %". */
export const percent = (ofHundred: number, digits = 0): string =>
  formatShare(ofHundred / 100, digits);
