import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { advantages } from '../../../core/concepts/ownTraces';
import { formatCount, formatDecimal } from '../../ui/format';
import { t } from '../../ui/l10n';
import { FigureContext, useOwn } from './figureData';
import data from './figures.data.json';
import { dataWords } from './dataWords';
import { Chart, Frame, percent, type FigureProps } from './kit';

const { points, baseline, source } = data.samples;

/** Accuracy bought with samples, on a logarithmic axis. */
export function TestTimeCompute({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={t(
        'AIME 2024, 15 questions. Each step right is ten times the samples. {0}.',
        dataWords(source),
      )}
      table={{
        head: [t('Model'), t('Samples'), t('Accuracy')],
        rows: [
          [baseline.model, 1, percent(baseline.accuracy)],
          ...points.map((p) => [
            `${p.model}, ${dataWords(p.how)}`,
            formatCount(p.samples),
            percent(p.accuracy),
          ]),
        ],
      }}
    >
      <Chart
        height={200}
        title={alt}
        description={points.map((p) => `${dataWords(p.how)}: ${percent(p.accuracy)}`).join('; ')}
      >
        {(width) => {
          const x = (samples: number): number => 44 + (Math.log10(samples) / 3) * (width - 96);
          const y = (accuracy: number): number => 12 + (1 - accuracy / 100) * 150;
          return (
            <>
              {[0, 50, 100].map((tick) => (
                <g key={tick}>
                  <line class="rule" x1={36} x2={width} y1={y(tick)} y2={y(tick)} />
                  <text class="q" x={30} y={y(tick) + 4} text-anchor="end">
                    {tick}
                  </text>
                </g>
              ))}
              {(width < 240 ? [1, 1000] : [1, 10, 100, 1000]).map((tick) => (
                <text key={tick} class="q" x={x(tick)} y={182} text-anchor="middle">
                  {formatCount(tick)}
                </text>
              ))}
              <text class="q" x={36} y={198}>
                {t('samples')}
              </text>
              <path
                class="curve"
                d={points
                  .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.samples)} ${y(p.accuracy)}`)
                  .join('')}
              />
              {points.map((p, i) => (
                <g key={p.samples}>
                  <circle class="dot" cx={x(p.samples)} cy={y(p.accuracy)} r={4} />
                  <text
                    class="strong"
                    x={x(p.samples)}
                    y={y(p.accuracy) + 20}
                    text-anchor={i === 0 ? 'start' : 'middle'}
                  >
                    {percent(p.accuracy)}
                  </text>
                </g>
              ))}
              <circle class="hollow" cx={x(1)} cy={y(baseline.accuracy)} r={4} />
              <text class="q" x={x(1) + 10} y={y(baseline.accuracy) + 4}>
                {baseline.model} {percent(baseline.accuracy)}
              </text>
            </>
          );
        }}
      </Chart>
    </Frame>
  );
}

const EXAMPLE: readonly number[] = [1, 0, 0, 1, 0, 0, 0, 1];

/** Rewards of a group of replies and the advantages GRPO makes of them: the reader's own answers to one prompt, else an example. */
export function Grpo({ alt }: FigureProps): JSX.Element {
  const own = useOwn(useContext(FigureContext).own);
  const group = own === 'pending' || own === null ? null : own.group;
  return group === null ? (
    <GroupOf key="example" alt={alt} start={EXAMPLE} answers={null} prompt={null} />
  ) : (
    <GroupOf
      key="own"
      alt={alt}
      start={group.replies.map(({ reward }) => reward)}
      answers={group.replies.map(({ answer }) => answer)}
      prompt={group.prompt}
    />
  );
}

interface GroupProps {
  readonly alt: string;
  readonly start: readonly number[];
  /** `null` for an example. */
  readonly answers: readonly (string | null)[] | null;
  readonly prompt: string | null;
}

function GroupOf({ alt, start, answers, prompt }: GroupProps): JSX.Element {
  const [rewards, setRewards] = useState(start);
  const size = rewards.length;
  const mean = rewards.reduce((sum, r) => sum + r, 0) / size;
  const spread = Math.sqrt(rewards.reduce((sum, r) => sum + (r - mean) ** 2, 0) / size);
  const all = advantages(rewards);
  const flip = (i: number): void => setRewards(rewards.map((r, k) => (k === i ? 1 - r : r)));
  return (
    <Frame
      alt={alt}
      caption={
        prompt === null
          ? t(
              'Above the line: made likelier. Below: less likely. Rewards of 0 or 1; the real reward also counts the format.',
            )
          : t(
              'Your own answers to “{0}”. Nobody has graded them: the answer that most give counts as right until you press it.',
              prompt,
            )
      }
      table={{
        head: [t('Reply'), t('Reward'), t('Advantage'), ...(answers === null ? [] : [t('Answer')])],
        rows: rewards.map((r, i) => [
          i + 1,
          r,
          formatDecimal(all[i] ?? 0, 2),
          ...(answers === null ? [] : [answers[i] ?? t('none found')]),
        ]),
      }}
    >
      <div class="chips" role="group" aria-label={t('Replies: press to flip right and wrong')}>
        {rewards.map((r, i) => (
          <button key={i} type="button" class="chip" aria-pressed={r === 1} onClick={() => flip(i)}>
            {i + 1} {r === 1 ? t('right') : t('wrong')}
          </button>
        ))}
      </div>
      <Chart
        height={128}
        title={alt}
        description={t('One bar for each reply, up or down by its advantage.')}
      >
        {(width) => {
          const slot = width / size;
          return (
            <>
              <line class="axis" x1={0} x2={width} y1={64} y2={64} />
              {all.map((a, i) => {
                const length = Math.min(42, Math.abs(a) * 15);
                return (
                  <g key={i}>
                    <rect
                      class={a >= 0 ? 'c-think' : 'hollow'}
                      x={i * slot + slot * 0.2}
                      width={slot * 0.6}
                      y={a >= 0 ? 64 - length : 64}
                      height={length}
                    />
                    {/* Where there is little room, neighbours that are alike are told once. */}
                    {(slot >= 30 || a !== all[i - 1]) && (
                      <text
                        class="q"
                        x={(i + 0.5) * slot}
                        y={a >= 0 ? 58 - length : 78 + length}
                        text-anchor="middle"
                      >
                        {slot < 30 ? formatDecimal(a, 1) : formatDecimal(a, 2)}
                      </text>
                    )}
                  </g>
                );
              })}
            </>
          );
        }}
      </Chart>
      <p aria-live="polite">
        {t('Mean {0}, spread {1}.', formatDecimal(mean, 2), formatDecimal(spread, 2))}{' '}
        {spread === 0 ? t('All alike: nothing is learned from this question.') : ''}
      </p>
    </Frame>
  );
}
