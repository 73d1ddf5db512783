import type { FunctionComponent } from 'preact';
import { Budget, CallCost } from './cost';
import { FourDimensions, WhenToThink } from './dimensions';
import { EffortSlider } from './effort';
import { Generation } from './generation';
import type { FigureProps } from './kit';
import { Pipeline } from './pipeline';
import { Grpo, TestTimeCompute } from './sampling';
import { BilledAndSeen, CutBudget, SamePrompt } from './own';
import { OverUnder, RewardDesign, TraceAnatomy } from './steps';
import { Latency, Survival } from './time';
import { Timeline } from './timeline';
import { Distilled, R1Zero, StageOrder, TrainingStages } from './training';
import { CallTokens, Faithfulness, Visibility } from './visibility';

/** Every figure by the id that pages use: `![alternative text](figure:id)`. */
export const FIGURES: Readonly<Record<string, FunctionComponent<FigureProps>>> = {
  'billed-and-seen': BilledAndSeen,
  budget: Budget,
  'call-cost': CallCost,
  'call-tokens': CallTokens,
  'cut-budget': CutBudget,
  distilled: Distilled,
  'effort-slider': EffortSlider,
  faithfulness: Faithfulness,
  'four-dimensions': FourDimensions,
  generation: Generation,
  grpo: Grpo,
  latency: Latency,
  'over-under': OverUnder,
  'r1-pipeline': Pipeline,
  'r1-zero': R1Zero,
  'reward-design': RewardDesign,
  'same-prompt': SamePrompt,
  'stage-order': StageOrder,
  survival: Survival,
  'test-time-compute': TestTimeCompute,
  timeline: Timeline,
  'trace-anatomy': TraceAnatomy,
  'training-stages': TrainingStages,
  visibility: Visibility,
  'when-to-think': WhenToThink,
};
