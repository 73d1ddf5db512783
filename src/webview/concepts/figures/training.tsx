import type { JSX } from 'preact';
import { DataTable } from '../dataTable';
import data from './figures.data.json';
import { msg } from '../../../core/model/message';
import { formatDecimal } from '../../ui/format';
import { t } from '../../ui/l10n';
import { dataWords } from './dataWords';
import { Frame, type FigureProps } from './kit';

/** Stage, what a chat model gets in it, and what a reasoning model gets. */
const STAGES = [
  [
    msg('Pretraining'),
    msg('Trillions of tokens of text and code'),
    msg('The same: R1 starts from the same base'),
  ],
  [
    msg('SFT'),
    msg('Instructions with good replies'),
    msg('Questions with long traces and answers'),
  ],
  [
    msg('RL'),
    msg('A reward for what people prefer'),
    msg('A reward for answers a program can check'),
  ],
] as const;

/** Three stages for a chat model and for R1. */
export function TrainingStages({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={t(
        'Thick border: where reasoning data or rewards enter. R1 preprint and V3 report, 2025 and 2024.',
      )}
    >
      <DataTable
        className="stages"
        label={alt}
        head={[t('Stage'), t('Chat model (V3)'), t('Reasoning model (R1)')]}
        rows={STAGES.map((row) => row.map((cell) => t(cell)))}
      />
    </Frame>
  );
}

const LOOP = [
  [msg('Question'), msg('maths or code with a known answer')],
  [msg('16 replies'), msg('sampled from the model')],
  [msg('Two rules'), msg('right answer? tags in place?')],
  [msg('Update'), msg('better than the group: likelier')],
] as const;

/** R1-Zero's loop: no examples, two rules. */
export function R1Zero({ alt }: FigureProps): JSX.Element {
  return (
    <Frame
      alt={alt}
      caption={t(
        'R1 in Nature, 2025. AIME 2024, one sample: 15.6 before, 71.0 (preprint) or 77.9 (Nature) after.',
      )}
    >
      <p class="loop-base">
        <span class="box">DeepSeek-V3-Base</span>{' '}
        <span class="quiet">{t('no fine-tuning, straight into')}</span>
      </p>
      <ol class="loop">
        {LOOP.map(([title, text], i) => (
          <li key={title}>
            <span class="strong">
              {i + 1} {t(title)}
            </span>
            <span class="quiet">{t(text)}</span>
          </li>
        ))}
      </ol>
      <p class="loop-back quiet">{t('Then again from 1, 10,400 times, 32 questions at once.')}</p>
    </Frame>
  );
}

const NOTE_ORDER = ['SFT', 'RL', 'RL', 'SFT', 'SFT'] as const;
const PAPER_ORDER = ['SFT', 'RL', 'SFT', 'RL'] as const;

/** The order of R1's stages as the note has it and as the paper has it. */
export function StageOrder({ alt }: FigureProps): JSX.Element {
  return (
    <div class="order" role="img" aria-label={alt}>
      <span class="row-label">{t('The note')}</span>
      {NOTE_ORDER.map((stage, i) => (
        <span
          key={i}
          class={`stage ${stage === 'RL' ? 'rl' : ''} ${PAPER_ORDER[i] === stage ? '' : 'bad'}`}
        >
          {stage}
        </span>
      ))}
      <span class="row-label">{t('The paper')}</span>
      {PAPER_ORDER.map((stage, i) => (
        <span key={i} class={`stage ${stage === 'RL' ? 'rl' : ''}`}>
          {stage}
        </span>
      ))}
    </div>
  );
}

/** AIME scores of the distilled models, with the RL-only model as a hollow bar. */
export function Distilled({ alt }: FigureProps): JSX.Element {
  const { models, source } = data.distilled;
  return (
    <Frame
      alt={alt}
      caption={t('{0}. Hollow: the 32B base trained by RL alone.', dataWords(source))}
      table={{
        head: [t('Model'), t('How'), 'AIME'],
        rows: models.map((m) => [m.name, dataWords(m.how), formatDecimal(m.aime, 1)]),
      }}
    >
      <div class="bars">
        {models.map((model) => (
          <div class="bar-row" key={model.name + model.how}>
            <span>
              {model.name}
              {model.how !== 'distilled' && <span class="quiet"> {dataWords(model.how)}</span>}
            </span>
            <svg class="meter" height="16" aria-hidden="true">
              <rect
                class={model.how === 'distilled' ? 'c-think' : 'hollow'}
                x="1"
                y="1"
                width={`${model.aime}%`}
                height="14"
              />
            </svg>
            <span class="strong value">{formatDecimal(model.aime, 1)}</span>
          </div>
        ))}
      </div>
    </Frame>
  );
}
