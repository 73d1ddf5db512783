import type { StepKind } from '../model';
import { END_REACH, FeatureExtractor, type SpanFacts } from './features';
import { Language } from './language';
import { addWeights, CLASS_COUNT, CLASSES, decodeModel, type LinearModel } from './model';
import weights from './weights.data.json';

/** What the model says about one span. */
export interface Prediction {
  readonly kind: StepKind;
  /** Calibrated probability of `kind`, 0..1. */
  readonly confidence: number;
}

let shipped: LinearModel | null = null;

function shippedModel(): LinearModel {
  return (shipped ??= decodeModel(weights));
}

interface Waiting {
  readonly facts: SpanFacts;
  readonly familiarity: number;
  readonly sums: Int32Array;
}

/**
 * Classifies the spans of one trace in order. A prediction is final once four more spans are known, because the
 * first words of the next span and the distance to the end are features.
 */
export class SpanClassifier {
  readonly extractor: FeatureExtractor;
  readonly language = new Language();
  private readonly model = shippedModel();
  private readonly stamp = new Uint32Array(this.model.weights.length / CLASS_COUNT + 1);
  private turn = 0;
  private waiting: Waiting[] = [];

  constructor(problem: string) {
    this.extractor = new FeatureExtractor(problem);
  }

  /** Adds the next span; returns the prediction that became final, for the span four before it. */
  add(text: string, start: number, end: number): Prediction | null {
    this.waiting.push(this.read(text, start, end));
    if (this.waiting.length <= END_REACH) return null;
    const prediction = this.predict(this.waiting, 0);
    this.waiting.shift();
    return prediction;
  }

  /** Predictions for the spans that wait, as if the trace ended here. */
  rest(): Prediction[] {
    return this.waiting.map((_, i) => this.predict(this.waiting, i));
  }

  private read(text: string, start: number, end: number): Waiting {
    const facts = this.extractor.own(text, start, end);
    const sums = new Int32Array(CLASS_COUNT);
    this.add8(sums);
    this.language.add(this.extractor);
    return { facts, familiarity: this.language.familiarity, sums };
  }

  private add8(sums: Int32Array): void {
    this.turn = (this.turn + 1) >>> 0;
    const { buckets, count } = this.extractor;
    addWeights(this.model, buckets, count, sums, this.stamp, this.turn);
  }

  private predict(queue: readonly Waiting[], i: number): Prediction {
    const { facts, familiarity, sums } = queue[i]!;
    const total = sums.slice();
    this.extractor.late(facts, queue[i + 1]?.facts ?? null, queue.length - 1 - i);
    this.add8(total);
    return decide(total, this.model, familiarity);
  }
}

/** The class with the largest sum; its confidence calibrated on cross-validated predictions (Platt 1999). */
function decide(sums: Int32Array, model: LinearModel, familiarity: number): Prediction {
  const { scale, bias, calibration } = model;
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k < CLASS_COUNT; k++) {
    const logit = sums[k]! * scale + bias[k]!;
    if (logit > most) {
      most = logit;
      best = k;
    }
  }
  let others = 0;
  for (let k = 0; k < CLASS_COUNT; k++) {
    if (k !== best) others += Math.exp(sums[k]! * scale + bias[k]! - most);
  }
  const odds = Math.log(Math.max(others, 1e-9));
  const calibrated = 1 / (1 + Math.exp(calibration.slope * odds - calibration.offsets[best]!));
  return { kind: CLASSES[best]!, confidence: calibrated * familiarity };
}
