import type { JSX } from 'preact';
import data from './figures.data.json';
import { msg } from '../../../core/model/message';
import { formatDecimal } from '../../ui/format';
import { t } from '../../ui/l10n';
import { dataWords } from './dataWords';
import { Chart, Frame, type FigureProps } from './kit';

const { stages, benchmarks, source } = data.pipeline;

/** The four stages of R1: a drawing where there is room, a list with two rails where there is not. */
export function Pipeline({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={t(
        'Solid line: weights. Dashed line: data. Square: supervised fine-tuning (SFT). Rounded: reinforcement learning (RL). Scores: {0}.',
        dataWords(source),
      )}
      table={{
        head: [t('Stage'), t('Starts from'), t('Learns from'), ...benchmarks.map((b) => b.name)],
        rows: stages.map((stage, i) => [
          t('{0} {1}, gives {2}', i + 1, stage.kind, stage.gives),
          stage.from,
          dataWords(stage.learns),
          ...stage.scores.map((score) => formatDecimal(score, 1)),
        ]),
      }}
    >
      <div class="wide-only">
        <Chart
          height={372}
          title={alt}
          description={t(
            'From V3-Base: stage 1, SFT on cold-start data, gives Dev1. Stage 2, RL for reasoning, gives Dev2. Stage 3, SFT, starts again from V3-Base with samples written by Dev2, gives Dev3. Stage 4, RL for all scenarios, gives DeepSeek-R1.',
          )}
        >
          {(width) => <Drawing width={width} />}
        </Chart>
      </div>
      <Rails />
    </Frame>
  );
}

const BASE_WIDTH = 57;
const GAP = 32;
const BOX_TOP = 80;
const BOX_HEIGHT = 56;
const CENTRE = BOX_TOP + BOX_HEIGHT / 2;
const LEARNS = [
  [msg('thousands of long'), msg('worked solutions')],
  [msg('maths, code, logic'), msg('with answers to check')],
  [msg('600k written by Dev2,'), msg('wrong ones dropped,'), msg('+ 200k of other tasks')],
  [msg('prompts of every kind;'), msg('rules and preferences')],
] as const;

function Drawing({ width }: { width: number }): JSX.Element {
  const box = (width - 2 - BASE_WIDTH - 4 * GAP) / 4;
  const left = (i: number): number => 1 + BASE_WIDTH + GAP + i * (box + GAP);
  const middle = (i: number): number => left(i) + box / 2;
  return (
    <>
      <Arrows left={left} box={box} />
      <rect class="p-base" x={1} y={CENTRE - 16} width={BASE_WIDTH} height={32} />
      <text class="h" x={1 + BASE_WIDTH / 2} y={CENTRE + 4} text-anchor="middle">
        {t('Base')}
      </text>
      <text class="q" x={0} y={14}>
        {t('Learns from')}
      </text>
      {stages.map((stage, i) => (
        <g key={stage.gives}>
          {LEARNS[i]!.map((line, k) => (
            <text key={line} x={left(i)} y={14 + k * 16}>
              {t(line)}
            </text>
          ))}
          <rect
            class={stage.kind === 'RL' ? 'p-rl' : 'p-sft'}
            x={left(i)}
            y={BOX_TOP}
            width={box}
            height={BOX_HEIGHT}
            rx={stage.kind === 'RL' ? 20 : 0}
          />
          <text class="h" x={left(i) + 16} y={CENTRE - 5}>
            {i + 1} {stage.kind}
          </text>
          <text x={left(i) + 16} y={CENTRE + 14}>
            {dataWords(stage.name)}
          </text>
          <text class="v" x={middle(i)} y={204} text-anchor="middle">
            {stage.gives}
          </text>
        </g>
      ))}
      <text class="q" x={left(0)} y={170}>
        {t('Stage 3 starts again from the base: only the samples pass from 2 to 3')}
      </text>
      <line class="rule" x1={0} x2={width} y1={184} y2={184} />
      <text class="q" x={0} y={204}>
        {t('Score after')}
      </text>
      {benchmarks.map((_, row) => (
        <Scores key={row} row={row} middle={middle} />
      ))}
    </>
  );
}

function Arrows({ left, box }: { left: (i: number) => number; box: number }): JSX.Element {
  const right = (i: number): number => left(i) + box;
  const head = (x: number, y: number, down: boolean): string =>
    down ? `M${x - 4} ${y - 7}h8l-4 7z` : `M${x - 7} ${y - 4}v8l7 -4z`;
  const up = (x: number, y: number): string => `M${x - 4} ${y + 7}h8l-4 -7z`;
  const turn = right(1) + GAP / 2 - 4;
  const into = left(2) + box / 2;
  return (
    <>
      {[0, 1, 3].map((i) => {
        const from = i === 0 ? 1 + BASE_WIDTH : right(i - 1);
        return (
          <g key={i}>
            <path class="p-weights" d={`M${from} ${CENTRE}H${left(i) - 6}`} />
            <path class="p-head" d={head(left(i) - 1, CENTRE, false)} />
          </g>
        );
      })}
      {stages.map((_, i) => (
        <g key={i}>
          <path class="p-data" d={`M${left(i) + 20} ${i === 2 ? 54 : 38}V${BOX_TOP - 7}`} />
          <path class="p-head" d={head(left(i) + 20, BOX_TOP - 1, true)} />
        </g>
      ))}
      <path class="p-data" d={`M${right(1)} ${CENTRE}H${turn}V10H${left(2) - 10}`} />
      <path class="p-head" d={head(left(2) - 4, 10, false)} />
      <path class="p-weights" d={`M29 ${CENTRE + 16}V154H${into}V${BOX_TOP + BOX_HEIGHT + 7}`} />
      <path class="p-head" d={up(into, BOX_TOP + BOX_HEIGHT + 1)} />
    </>
  );
}

/** One benchmark along the stages; dashed where the weights were not carried over. */
function Scores({ row, middle }: { row: number; middle: (i: number) => number }): JSX.Element {
  const benchmark = benchmarks[row]!;
  const base = 254 + row * 50;
  const y = (i: number): number => base - (stages[i]!.scores[row]! - 50) * 0.55;
  return (
    <>
      <text class="h" x={0} y={base - 12}>
        {benchmark.name}
      </text>
      <text class="q" x={0} y={base + 3}>
        {dataWords(benchmark.what)}
      </text>
      {[0, 1, 2].map((i) => (
        <line
          key={i}
          class={i === 1 ? 'p-score dashed' : 'p-score'}
          x1={middle(i)}
          y1={y(i)}
          x2={middle(i + 1)}
          y2={y(i + 1)}
        />
      ))}
      {stages.map((stage, i) => (
        <g key={stage.gives}>
          <circle class="p-point" cx={middle(i)} cy={y(i)} r={3.5} />
          <text class="v" x={middle(i)} y={y(i) - 8} text-anchor="middle">
            {formatDecimal(stage.scores[row]!, 1)}
          </text>
        </g>
      ))}
    </>
  );
}

/** A phrase of the data as a sentence of its own. */
const sentence = (phrase: string): string => t('{0}.', phrase[0]!.toUpperCase() + phrase.slice(1));

function Rails(): JSX.Element {
  return (
    <ol class="rails narrow-only">
      <li class="base">
        <i class="node" aria-hidden="true" />
        <i class="bypass" aria-hidden="true" />
        <span class="strong">DeepSeek-V3-Base</span>
      </li>
      {stages.map((stage, i) => (
        <li key={stage.gives} class={`${stage.kind === 'RL' ? 'rl' : ''} ${i === 1 ? 'dash' : ''}`}>
          <i class="node" aria-hidden="true">
            {i + 1}
          </i>
          {i < 2 && <i class="bypass" aria-hidden="true" />}
          {i === 2 && <i class="bypass end" aria-hidden="true" />}
          <span class="strong">
            {stage.kind}: {dataWords(stage.name).toLowerCase()}
          </span>
          <span>
            {i === 2 ? `${t('Starts again from the base.')} ` : ''}
            {sentence(dataWords(stage.learns))}
          </span>
          <span class="quiet">
            {stage.gives}:{' '}
            {benchmarks.map((b, k) => `${b.name} ${formatDecimal(stage.scores[k]!, 1)}`).join(', ')}
          </span>
        </li>
      ))}
    </ol>
  );
}
