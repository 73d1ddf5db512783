// Trains the step classifier and writes src/core/steps/classifier/weights.data.json.
//   node scripts/train-steps.mjs LABELS.jsonl[.gz] [--evaluate] [--set name=value ...]
// LABELS holds labelled traces (one JSON object a line: source, problem_id, problem, full_cot, sentences[{start, end,
// label_mapped}], offsets in code points). Only ta-math (MIT) and rf-llm (Apache-2.0) train. With --evaluate it also
// cross-validates by problem, leaves each source out, scores the other sources of LABELS, and prints the tables of
// test/bench/STEPS.md.
import { writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { asLabelled, borders, KINDS, readDocuments, thinkingOnly } from './steps/labels.mjs';
import { linkScores } from './steps/linkScores.mjs';
import { calibrationError, intervals, score } from './steps/scores.mjs';
import { logits, prune, random, train } from './steps/softmax.mjs';
import { answerScores, stepScores } from './steps/stepScores.mjs';

const OUT = 'src/core/steps/classifier/weights.data.json';
const SOURCES = ['ta-math', 'rf-llm'];
const FOLDS = 5;
const settings = {
  passes: 6,
  /** A source alone is small: it needs more passes. */
  passesSmall: 18,
  step: 0.04,
  l2: 1.5e-4,
  dropout: 0.3,
  seed: 1,
  seeds: 3,
  keep: 16_400,
  /** Weight of a sample: its source's, times (share of its class) ^ -balance. */
  balance: 0.4,
  'weight:ta-math': 1,
  'weight:rf-llm': 0.35,
  /** This much of the log prior is added to the logits: favours frequent kinds. */
  prior: 0.15,
  /** Added to the logits of the two kinds that are called too rarely: costs 0.003 of accuracy, gains 0.01 of macro-F1. */
  'offset:result': 0.4,
  'offset:recall': 0.15,
  /** So many samples train once more without their words, so that cues and layout carry weight of their own. */
  wordless: 0.25,
  /** What a ta-math sentence weighs in the calibration against one of rf-llm (there are 16 times fewer). */
  calibrate: 6,
};

const args = process.argv.slice(2);
const file = args.find((a) => !a.startsWith('--') && !a.includes('='));
for (const [name, value] of args.filter((a) => a.includes('=')).map((a) => a.split('='))) {
  if (!(name in settings)) throw new Error(`no setting '${name}'`);
  settings[name] = Number(value);
}
if (file === undefined) {
  console.error(
    'usage: node scripts/train-steps.mjs LABELS.jsonl[.gz] [--evaluate] [--set name=value]',
  );
  process.exit(2);
}

const core = await productCode();
const labelled = readDocuments(file, core.spanEnds).map(withFeatures);
const documents = labelled.filter((d) => SOURCES.includes(d.source));
assignFolds(documents);
console.log(
  `${documents.length} traces, ${documents.reduce((n, d) => n + d.gold.length, 0)} labelled sentences`,
);

// Calibration needs predictions on problems that did not train.
const evaluating = args.includes('--evaluate');
const crossValidated = [];
const onAnnotatorsCut = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const model = fit(documents.filter((d) => d.fold !== fold));
  const held = documents.filter((d) => d.fold === fold);
  crossValidated.push(...predict(model, held));
  if (!evaluating) continue;
  onAnnotatorsCut.push(
    ...predict(
      model,
      held.map((d) => d.asLabelled),
    ),
  );
  for (const doc of held) doc.spanKinds = doc.features.map((f) => kindOf(model, f));
}
const calibration = fitCalibration(crossValidated);
if (evaluating) evaluate();
const shipped = fit(documents);
write(shipped, calibration);
if (evaluating) await evaluateShipped(shipped);

/** The segmenter and feature extractor of the product itself, so that training and use cannot drift apart. */
async function productCode() {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { spanEnd, spanEnds } from './segment/segment';
        export { shapeOf } from './segment/shape';
        export { opensStep, stepOf } from './group';
        export { TextFacts } from './facts';
        export { TokenBuffer } from './classifier/tokens';
        export { analyseText } from './analyse';
        export { mentions } from './answer/match';
        export { BUCKETS, emptyFacts, END_REACH, FeatureExtractor } from './classifier/features';`,
      resolveDir: 'src/core/steps',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}

function withFeatures(doc) {
  const cut = { ...doc, features: features(doc), wordless: features(doc, false) };
  const thinking = thinkingOnly(doc, core.spanEnds);
  const recut = asLabelled(doc);
  return {
    ...cut,
    thinking: thinking && {
      ...thinking,
      features: features(thinking),
      wordless: features(thinking, false),
    },
    asLabelled: { ...recut, features: features(recut) },
  };
}

function features({ text, problem, spans }, lexical = true) {
  const extractor = new core.FeatureExtractor(problem, lexical);
  const own = spans.map(({ start, end }) => {
    const facts = core.emptyFacts();
    extractor.own(text, start, end, facts);
    return { facts, buckets: extractor.buckets.slice(0, extractor.count) };
  });
  return own.map(({ facts, buckets }, i) => {
    extractor.late(facts, own[i + 1]?.facts ?? null, Math.min(core.END_REACH, own.length - 1 - i));
    const late = extractor.buckets.subarray(0, extractor.count);
    return Int32Array.from(new Set([...buckets, ...late]));
  });
}

/** Problems, not traces, are dealt out, in the order of a hash of their name. */
function assignFolds(docs) {
  for (const source of SOURCES) {
    const groups = [...new Set(docs.filter((d) => d.source === source).map((d) => d.group))];
    groups.sort((a, b) => hash(a) - hash(b));
    for (const doc of docs) if (doc.source === source) doc.fold = groups.indexOf(doc.group) % FOLDS;
  }
}

function hash(name) {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

function fit(docs, passes = settings.passes) {
  // Saved traces have no answer part in their reasoning: every second text trains up to the end of its thinking only.
  const texts = docs.map((d, i) => (i % 2 === 1 && d.thinking !== null ? d.thinking : d));
  const shares = sharesOf(texts);
  const pooled = pool(texts);
  const next = random(settings.seed + 1);
  const samples = [];
  for (const doc of texts) {
    const scale = settings[`weight:${doc.source}`];
    for (const [i, label] of doc.labels.entries()) {
      if (label < 0) continue;
      const weight = scale * Math.max(pooled[label], 1e-4) ** -settings.balance;
      samples.push({ features: doc.features[i], label, weight });
      if (next() < settings.wordless) samples.push({ features: doc.wordless[i], label, weight });
    }
  }
  const mean = samples.reduce((sum, s) => sum + s.weight, 0) / samples.length;
  for (const sample of samples) sample.weight /= mean;
  const trained = trainAll(samples, passes);
  const model = prune(trained, KINDS.length, settings.keep);
  model.bias = model.bias.map((b, k) => b + settings.prior * Math.log(Math.max(shares[k], 1e-3)));
  for (const kind of ['result', 'recall'])
    model.bias[KINDS.indexOf(kind)] += settings[`offset:${kind}`];
  model.row = new Int32Array(core.BUCKETS).fill(-1);
  model.buckets.forEach((bucket, row) => (model.row[bucket] = row));
  return model;
}

/** The mean of models that differ in their seed alone: still one linear model, but a steadier one. */
function trainAll(samples, passes) {
  const runs = Array.from({ length: settings.seeds }, (_, i) =>
    train(samples, core.BUCKETS, KINDS.length, { ...settings, passes, seed: settings.seed + i }),
  );
  const mean = runs[0].mean.map(
    (_, i) => runs.reduce((sum, r) => sum + r.mean[i], 0) / runs.length,
  );
  return { ...runs[0], mean };
}

/** Class shares over all labelled spans. */
function pool(docs) {
  const counts = new Float64Array(KINDS.length);
  for (const { labels } of docs) for (const label of labels) if (label >= 0) counts[label]++;
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((n) => n / total);
}

/** Mean of the sources' class shares. */
function sharesOf(docs) {
  const sources = [...new Set(docs.map((d) => d.source))];
  const each = sources.map((source) => pool(docs.filter((d) => d.source === source)));
  return KINDS.map((_, k) => each.reduce((sum, s) => sum + s[k], 0) / each.length);
}

function predict(model, docs) {
  return docs.flatMap(({ source, group, gold, features }) => {
    const found = features.map((f) => kindOf(model, f));
    return gold.map((g) => ({ source, group, gold: g.kind, ...found[g.span] }));
  });
}

function kindOf(model, buckets) {
  const z = logits(model, buckets);
  const kind = z.indexOf(Math.max(...z));
  const others = z.reduce((sum, v, k) => sum + (k === kind ? 0 : Math.exp(v - z[kind])), 0);
  return { kind, odds: -Math.log(Math.max(others, 1e-9)) };
}

/** Platt scaling with an offset a class, by gradient descent; both sources count. */
function fitCalibration(predictions) {
  const parameters = new Float64Array(KINDS.length + 1);
  const squares = new Float64Array(KINDS.length + 1).fill(1e-6);
  parameters[KINDS.length] = 1;
  for (let round = 0; round < 300; round++) {
    const gradient = new Float64Array(KINDS.length + 1);
    for (const p of predictions) {
      const c = confidenceOf(p, { slope: parameters[KINDS.length], offsets: parameters });
      const weight = p.source === 'ta-math' ? settings.calibrate : 1;
      const error = (weight * (c - (p.gold === p.kind ? 1 : 0))) / predictions.length;
      gradient[p.kind] += error;
      gradient[KINDS.length] += error * p.odds;
    }
    for (let k = 0; k < gradient.length; k++) {
      squares[k] += gradient[k] ** 2;
      parameters[k] -= (0.1 * gradient[k]) / Math.sqrt(squares[k]);
    }
  }
  const rounded = Array.from(parameters, (p) => Math.round(p * 1e4) / 1e4);
  return { slope: rounded[KINDS.length], offsets: rounded.slice(0, KINDS.length) };
}

function confidenceOf({ odds, kind }, { slope, offsets }) {
  return 1 / (1 + Math.exp(-slope * odds - offsets[kind]));
}

function evaluate() {
  const of = (predictions, source) => predictions.filter((p) => p.source === source);
  // The calibration of each fold comes from the other folds, as its model does.
  const calibrated = crossValidated.map((p) => ({
    ...p,
    fold: documents.find((d) => d.group === p.group).fold,
  }));
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = fitCalibration(calibrated.filter((p) => p.fold !== fold));
    for (const p of calibrated) if (p.fold === fold) p.confidence = confidenceOf(p, others);
  }
  for (const source of SOURCES) {
    const { precision, recall, f1 } = borders(documents.filter((d) => d.source === source));
    const cells = [precision, recall, f1].map((v) => v.toFixed(3)).join(' | ');
    console.log(`sentence borders ${source}, P | R | F1: ${cells}`);
  }
  console.log('\nset | n | accuracy | macro-F1 | 6 kinds | ECE\n---|---|---|---|---|---');
  for (const source of SOURCES) report(`CV ${source}`, of(calibrated, source));
  for (const source of SOURCES) {
    const found = of(onAnnotatorsCut, source);
    const given = found.map((p) => ({ ...p, confidence: confidenceOf(p, calibration) }));
    report(`CV ${source}, annotators' sentences`, given);
    const reason = found.map((p) => ({ ...p, kind: KINDS.indexOf('reason'), confidence: 1 }));
    report(`always "reason" on ${source}`, reason);
  }
  console.log(`CV both, ECE | | | | | ${calibrationError(calibrated).toFixed(3)}`);
  for (const source of SOURCES) {
    const rest = documents.filter((d) => d.source !== source);
    const small = rest.length < 100 ? settings.passesSmall : settings.passes;
    const found = predict(
      fit(rest, small),
      documents.filter((d) => d.source === source),
    );
    const left = found.map((p) => ({ ...p, confidence: confidenceOf(p, calibration) }));
    report(`${SOURCES.find((s) => s !== source)} -> ${source}`, left);
  }
}

/** Step borders and kinds by cross-validated spans, then what needs the model that ships. */
async function evaluateShipped(model) {
  console.log(
    '\nsource | pure | check in step | rethink in step | steps a trace | size 5, 50, 95 %',
  );
  for (const source of SOURCES) {
    const docs = documents.filter((d) => d.source === source);
    for (const doc of docs) {
      for (const span of doc.spanKinds) span.confidence = confidenceOf(span, calibration);
    }
    const { pure, check, rethink, steps, size } = stepScores(core, docs);
    const shares = [pure, check, rethink].map((v) => v.toFixed(3)).join(' | ');
    console.log(`${source} | ${shares} | ${steps} | ${size.join(', ')}`);
  }
  console.log('\nevaluated only: no label of these trains');
  const others = labelled.filter((d) => !SOURCES.includes(d.source) && d.gold.length > 0);
  for (const source of new Set(others.map((d) => d.source))) {
    const found = predict(
      model,
      others.filter((d) => d.source === source),
    );
    report(
      source,
      found.map((p) => ({ ...p, confidence: confidenceOf(p, calibration) })),
    );
  }
  const fresh = await productCode();
  const traced = documents.filter((d) => d.source === 'rf-llm' && d.thinkEnd >= 0);
  console.log('\nlinks | suggested | linked | with this meaning');
  for (const { kind, suggested, linked, meant } of linkScores(fresh, traced)) {
    console.log(`${kind} | ${suggested} | ${linked.toFixed(2)} | ${meant.toFixed(2)}`);
  }
  console.log('\nanswers | traces | found | gold | exact | within 3');
  const nameOf = ({ domain, model: author }) => `${domain}, ${author}`;
  for (const name of new Set(traced.map(nameOf))) {
    const docs = traced.filter((d) => nameOf(d) === name);
    const { traces, found, gold, exact, near } = answerScores(fresh, docs);
    const share = (n) => (n / Math.max(1, gold)).toFixed(2);
    console.log(`${name} | ${traces} | ${found} | ${gold} | ${share(exact)} | ${share(near)}`);
  }
}

function report(name, predictions) {
  const s = score(predictions);
  const i = intervals(predictions);
  const cell = (key) => `${s[key].toFixed(3)} [${i[key].map((v) => v.toFixed(3)).join(', ')}]`;
  const ece = calibrationError(predictions).toFixed(3);
  console.log(
    `${name} | ${s.n} | ${cell('accuracy')} | ${cell('macro')} | ${cell('six')} | ${ece}`,
  );
  console.log(`F1: ${KINDS.map((kind, k) => `${kind} ${s.f1[k].toFixed(2)}`).join(', ')}`);
}

function write(model, { slope, offsets }) {
  const gaps = [];
  let last = 0;
  for (const bucket of model.buckets) {
    let gap = bucket - last;
    last = bucket;
    for (; gap >= 128; gap = Math.floor(gap / 128)) gaps.push((gap % 128) + 128);
    gaps.push(gap);
  }
  const json = {
    about: 'Weights of the step classifier, written by scripts/train-steps.mjs.',
    source:
      'ta-math: interp-reasoning/thought-anchors.com and manncodes/thought-anchors; rf-llm: jinulee-v/reasoningflow',
    licence: 'trained on MIT (ta-math, (c) 2025 interp-reasoning) and Apache-2.0 (rf-llm) labels',
    date: new Date().toISOString().slice(0, 10),
    scale: model.scale,
    bias: model.bias.map((b) => Math.round(b * 1e5) / 1e5),
    calibration: { slope, offsets },
    buckets: Buffer.from(gaps).toString('base64'),
    weights: Buffer.from(model.weights.buffer).toString('base64'),
  };
  const text = `${JSON.stringify(json)}\n`;
  writeFileSync(OUT, text);
  console.log(`\n${OUT}: ${text.length} bytes, ${model.buckets.length} features`);
}
