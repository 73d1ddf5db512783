import type { StepKind } from '../model';
import { emptyFacts, END_REACH, FeatureExtractor, type SpanFacts } from './features';
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

/** A span whose prediction waits for its successors. */
interface Waiting {
  readonly facts: SpanFacts;
  readonly sums: Int32Array;
  familiarity: number;
}

/** The waiting spans, the one before them and the one being read. */
const KEPT = END_REACH + 3;

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
  private readonly total = new Int32Array(CLASS_COUNT);
  /** A ring: the span with number n is at n % KEPT. */
  private readonly ring: readonly Waiting[] = Array.from({ length: KEPT }, () => ({
    facts: emptyFacts(),
    sums: new Int32Array(CLASS_COUNT),
    familiarity: 1,
  }));
  private read = 0;
  private settled = 0;

  constructor(problem: string) {
    this.extractor = new FeatureExtractor(problem);
  }

  /** Adds the next span; returns the prediction that became final, for the span four before it. */
  add(text: string, start: number, end: number): Prediction | null {
    const span = this.ring[this.read++ % KEPT]!;
    this.extractor.own(text, start, end, span.facts);
    this.language.add(this.extractor);
    span.familiarity = this.language.familiarity;
    span.sums.fill(0);
    this.addBuckets(span.sums);
    return this.read - this.settled > END_REACH ? this.predict(this.settled++) : null;
  }

  /** Predictions for the spans that wait, as if the trace ended here. */
  rest(): Prediction[] {
    const predictions: Prediction[] = [];
    for (let n = this.settled; n < this.read; n++) predictions.push(this.predict(n));
    return predictions;
  }

  private addBuckets(sums: Int32Array): void {
    this.turn = (this.turn + 1) >>> 0;
    const { buckets, count } = this.extractor;
    addWeights(this.model, buckets, count, sums, this.stamp, this.turn);
  }

  private predict(n: number): Prediction {
    const { facts, sums, familiarity } = this.ring[n % KEPT]!;
    const next = n + 1 < this.read ? this.ring[(n + 1) % KEPT]!.facts : null;
    this.extractor.late(facts, next, this.read - 1 - n);
    this.total.set(sums);
    this.addBuckets(this.total);
    return decide(this.total, this.model, familiarity);
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
