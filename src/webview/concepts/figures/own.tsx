import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { cutTrace } from '../../../core/concepts/ownTraces';
import type { CutView, GroupView, OwnFigures } from '../../../protocol/concepts';
import { formatCount, formatUsd } from '../../ui/format';
import { t } from '../../ui/l10n';
import data from './figures.data.json';
import { FigureContext, useOwn, type FigureData } from './figureData';
import { Chart, Frame, Slider, type FigureProps } from './kit';

/** Where a figure's traces come from, in words. */
const sourceOf = ({ isSample }: { readonly isSample: boolean }): string =>
  isSample
    ? t('Shown on a sample: open a trace or search Saved Traces to see your own.')
    : t('Your own traces, those that are open or in Saved Traces.');

/** Keeps the place of a figure while the host reads, so that the page does not jump. */
function Waiting({ alt }: FigureProps): JSX.Element {
  return <figure class="fig waiting" aria-label={alt} aria-busy="true" />;
}

/** A slider over one trace: where its answer was, and what a smaller budget would have lost. */
export function CutBudget({ alt }: FigureProps): JSX.Element | null {
  const own = useOwn(useContext(FigureContext).own);
  if (own === 'pending') return <Waiting alt={alt} />;
  const cut = own?.cut ?? null;
  if (own === null || cut === null) return null;
  return <CutOf key={cut.name} alt={alt} cut={cut} source={sourceOf(cut)} />;
}

const ANSWERS = {
  concluded: () => t('The answer stood.'),
  mentioned: () => t('The answer had been named, not settled.'),
  none: () => t('No answer yet.'),
} as const;

function CutOf(props: {
  readonly alt: string;
  readonly cut: CutView;
  readonly source: string;
}): JSX.Element {
  const { alt, cut, source } = props;
  const { tokens, mentioned, concluded, usdPerToken } = cut;
  const ends = tokens.map((_, i) => tokens.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
  const total = ends.at(-1) ?? 0;
  const [budget, setBudget] = useState(Math.round(total / 2));
  const { steps, lostTokens, answer } = cutTrace(cut, budget);
  const lost =
    usdPerToken === null
      ? t('{0} tokens less', formatCount(lostTokens))
      : t('{0} tokens and {1} less', formatCount(lostTokens), formatUsd(lostTokens * usdPerToken));
  const place = (step: number | null): string =>
    step === null ? t('nowhere') : t('after {0} tokens', formatCount(ends[step] ?? total));
  return (
    <Frame
      alt={alt}
      caption={`${t('{0}.', cut.model === null ? cut.name : `${cut.name}, ${cut.model}`)} ${source}${
        cut.isEstimated ? ` ${t('Tokens of steps are shared out by length.')}` : ''
      }`}
      table={{
        head: [t('Answer'), t('Where')],
        rows: [
          [t('first named'), place(mentioned)],
          [t('first concluded'), place(concluded)],
          [t('end of the thinking'), t('after {0} tokens', formatCount(total))],
        ],
      }}
    >
      <Slider
        label={t('Thinking budget')}
        min={0}
        max={total}
        step={Math.max(1, Math.round(total / 100))}
        value={budget}
        text={t('{0} tokens', formatCount(budget))}
        onInput={setBudget}
      />
      <Chart height={44} title={alt} description={`${place(mentioned)}; ${place(concluded)}`}>
        {(width) => {
          const x = (at: number): number => (total === 0 ? 0 : (at / total) * width);
          return (
            <>
              {tokens.map((n, i) => (
                <rect
                  key={i}
                  class={i < steps ? 'c-think' : 'hollow'}
                  x={x((ends[i] ?? 0) - n) + 0.5}
                  width={Math.max(0.5, x(n) - 1)}
                  y={16}
                  height={20}
                />
              ))}
              {concluded !== null && (
                <path class="answer-mark" d={`M${x(ends[concluded] ?? 0)} 14l-5 -9h10z`} />
              )}
              <line class="limit" x1={x(budget)} x2={x(budget)} y1={8} y2={44} />
            </>
          );
        }}
      </Chart>
      <p class="legend quiet" aria-hidden="true">
        <span>
          <i class="c-think" />
          {t('kept')}
        </span>
        <span>
          <i class="hollow-key" />
          {t('cut off')}
        </span>
        {concluded !== null && (
          <span>
            <svg width="10" height="9">
              <path class="answer-mark" d="M5 9 0 0h10z" />
            </svg>{' '}
            {t('first concluded')}
          </span>
        )}
      </p>
      <p aria-live="polite">
        <b>{ANSWERS[answer]()}</b>{' '}
        {t('{0} of {1} steps, {2}.', formatCount(steps), formatCount(tokens.length), lost)}
      </p>
    </Frame>
  );
}

/** Billed reasoning tokens by vendor: what can be read, what comes as a summary, what stays hidden. */
export function BilledAndSeen({ alt }: FigureProps): JSX.Element | null {
  const own = useOwn(useContext(FigureContext).own);
  if (own === 'pending') return <Waiting alt={alt} />;
  if (own === null || own.billed.rows.length === 0) return null;
  const { billed } = own;
  const name = (vendor: string | null): string => vendor ?? t('unknown model');
  const sum = (row: OwnFigures['billed']['rows'][number]): number =>
    row.raw + row.summary + row.hidden;
  const largest = Math.max(1, ...billed.rows.map(sum));
  const share = (tokens: number): string => `${(tokens / largest) * 100}%`;
  const uncounted = billed.rows.reduce((all, row) => all + row.uncounted, 0);
  return (
    <Frame
      alt={alt}
      caption={`${t('Reasoning tokens that were billed.')} ${sourceOf(billed)}${
        uncounted === 0 ? '' : ` ${t('Not counted by the provider: {0}.', formatCount(uncounted))}`
      }`}
      table={{
        head: [t('Vendor'), t('Traces'), t('readable'), t('summary'), t('hidden')],
        rows: billed.rows.map((row) => [
          name(row.vendor),
          row.traces,
          formatCount(row.raw),
          formatCount(row.summary),
          formatCount(row.hidden),
        ]),
      }}
    >
      <div class="bars">
        {billed.rows.map((row) => (
          <div class="bar-row" key={row.vendor}>
            <span>{name(row.vendor)}</span>
            <svg class="meter" height="24" aria-hidden="true">
              <rect class="c-think" x="0" width={share(row.raw)} height="24" />
              <rect class="c-answer" x={share(row.raw)} width={share(row.summary)} height="24" />
              <rect
                class="hollow"
                x={share(row.raw + row.summary)}
                y="1"
                width={share(row.hidden)}
                height="22"
              />
            </svg>
            <span class="strong value">{formatCount(sum(row))}</span>
          </div>
        ))}
      </div>
      <p class="legend quiet" aria-hidden="true">
        <span>
          <i class="c-think" />
          {t('readable')}
        </span>
        <span>
          <i class="c-answer" />
          {t('summary')}
        </span>
        <span>
          <i class="hollow-key" />
          {t('hidden')}
        </span>
      </p>
    </Frame>
  );
}

/** An invented example: three efforts of one model, at its price of the day. */
function sampleGroup(models: FigureData['models']): GroupView {
  const { vendor, runs } = data.samePrompt;
  const model = models.find((one) => one.vendor === vendor);
  const price = model?.output ?? null;
  return {
    prompt: t('How many primes are below 50?'),
    replies: runs.map((run) => ({
      ...run,
      model: model?.id ?? null,
      usd: price === null ? null : (run.tokens * price) / 1_000_000,
      seconds: null,
    })),
  };
}

/** Runs of one prompt side by side: effort, tokens, cost, answer. */
export function SamePrompt({ alt }: FigureProps): JSX.Element | null {
  const { models, own: ask } = useContext(FigureContext);
  const own = useOwn(ask);
  if (own === 'pending') return <Waiting alt={alt} />;
  const isSample = (own?.group ?? null) === null;
  const group = own?.group ?? sampleGroup(models);
  const runs = [...group.replies].sort((a, b) => (a.tokens ?? 0) - (b.tokens ?? 0));
  const largest = Math.max(1, ...runs.map(({ tokens }) => tokens ?? 0));
  const name = ({ model, effort }: (typeof runs)[number]): string =>
    [model ?? t('unknown model'), effort].filter((part) => part !== null).join(', ');
  const money = (value: number | null): string =>
    value === null ? t('unknown') : formatUsd(value);
  const tokensOf = (value: number | null): string =>
    value === null ? t('unknown') : formatCount(value);
  return (
    <Frame
      alt={alt}
      caption={`“${group.prompt}” ${t('Filled: the answer that most of them give.')} ${
        isSample
          ? t(
              'An invented example at today’s price: with two traces of one prompt open or in Saved Traces, yours stand here.',
            )
          : sourceOf({ isSample })
      }`}
      table={{
        head: [t('Run'), t('Thinking tokens'), t('Cost'), t('Answer')],
        rows: runs.map((run) => [
          name(run),
          tokensOf(run.tokens),
          money(run.usd),
          run.answer ?? t('none found'),
        ]),
      }}
    >
      <div class="bars">
        {runs.map((run, i) => (
          <div class="bar-row" key={i}>
            <span>{name(run)}</span>
            <svg class="meter" height="20" aria-hidden="true">
              <rect
                class={run.reward === 1 ? 'c-think' : 'hollow'}
                x="1"
                y="1"
                width={`${((run.tokens ?? 0) / largest) * 99}%`}
                height="18"
              />
            </svg>
            <span class="strong value">
              {tokensOf(run.tokens)}, {money(run.usd)}
            </span>
          </div>
        ))}
      </div>
    </Frame>
  );
}
