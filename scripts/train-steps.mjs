// Trains the step classifier and writes src/core/steps/classifier/weights.data.json.
//   node scripts/train-steps.mjs FOLDER [--evaluate] [--vendors] [--folds 0,1] [name=value ...]
// FOLDER holds labelled traces in *.jsonl[.gz] (one JSON object a line: source, problem_id or group, problem, full_cot,
// sentences[{start, end, label_mapped, step_start}], offsets in code points). Each source of HEADS trains a head of one
// network. The folds (by problem) calibrate it and set the threshold of step starts; with --evaluate the tables of
// test/bench/STEPS.md are printed, measured through the product's own code with the int8 weights of each fold;
// --vendors also leaves each vendor's texts out in turn. --folds runs some folds alone and writes nothing.
import { writeFileSync } from 'node:fs';
import { calibrate, confidenceOf, startThreshold } from './steps/calibration.mjs';
import { fit, settings } from './steps/fit.mjs';
import { groupBy } from './steps/groups.mjs';
import { KINDS, readFolder } from './steps/labels.mjs';
import { productCode } from './steps/productCode.mjs';
import { shippedTables, tables, vendorTable } from './steps/report.mjs';

const OUT = 'src/core/steps/classifier/weights.data.json';
const FOLDS = 3;
const CODEBOOK = 2;
/** Leaves the odds as they are. */
const RAW = { slope: 1, offsets: KINDS.map(() => 0) };

const args = process.argv.slice(2);
const folder = args.find((a) => !a.startsWith('--') && !a.includes('='));
for (const arg of args.filter((a) => a.includes('=') && !a.startsWith('--')))
  set(settings, ...arg.split('='));
if (folder === undefined) {
  console.error(
    'usage: node scripts/train-steps.mjs FOLDER [--evaluate] [--vendors] [--folds N,N] [name=value]',
  );
  process.exit(2);
}
const foldsArg = args.find((a) => a.startsWith('--folds='))?.slice('--folds='.length);
const folds = foldsArg?.split(',').map(Number) ?? Array.from({ length: FOLDS }, (_, i) => i);

const core = await productCode();
const documents = readFolder(folder, core.spanEnds).filter((d) => d.head !== undefined);
for (const doc of documents) doc.features = features(doc);
assignFolds(documents);
console.log(
  `${documents.length} texts, ${documents.reduce((n, d) => n + d.gold.length, 0)} labelled sentences`,
);

const held = [];
for (const fold of folds) {
  const weights = fit(
    documents.filter((d) => d.fold !== fold),
    core.BUCKETS,
  );
  const tested = documents.filter((d) => d.fold === fold);
  held.push({ weights, predictions: predict(weights, tested), tested });
  console.error(`fold ${fold} done`);
}
const predictions = held.flatMap((h) => h.predictions);
const calibrations = calibrationsOf(predictions);
const threshold = thresholdOf(predictions);
if (args.includes('--evaluate') || foldsArg !== undefined) {
  tables(
    documents,
    predictions.flatMap(kindsOf),
    held.flatMap(({ weights, tested }) => stepsOf(weights, tested)),
  );
}
if (args.includes('--vendors')) vendorTable(vendors());
if (foldsArg === undefined) {
  write(fit(documents, core.BUCKETS));
  if (args.includes('--evaluate')) shippedTables(await productCode(), documents);
}

function set(object, name, value) {
  const [first, ...rest] = name.split(':');
  if (!(first in object)) throw new Error(`no setting '${name}'`);
  if (rest.length > 0) set(object[first], rest.join(':'), value);
  else object[first] = Array.isArray(object[first]) ? value.split(',').map(Number) : Number(value);
}

/** Every second text trains without its question, as many saved traces come. */
function features({ id, text, problem, spans }) {
  const extractor = new core.FeatureExtractor(hash(id) % 2 === 0 ? problem : '');
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

/** Problems, not texts, are dealt out; those with most sentences of our own scheme first, each to the smallest fold. */
function assignFolds(docs) {
  const sizes = new Map();
  for (const { group, source, gold } of docs) {
    const size = sizes.get(group) ?? { own: 0, all: 0 };
    sizes.set(group, size);
    size.all += gold.length;
    if (source === 'own') size.own += gold.length;
  }
  const order = [...sizes].sort(
    ([a, x], [b, y]) => y.own - x.own || y.all - x.all || hash(a) - hash(b),
  );
  const loads = Array.from({ length: FOLDS }, () => ({ own: 0, all: 0 }));
  const foldOf = new Map();
  for (const [group, { own, all }] of order) {
    const key = own > 0 ? 'own' : 'all';
    const fold = loads.reduce((best, load, f) => (load[key] < loads[best][key] ? f : best), 0);
    foldOf.set(group, fold);
    loads[fold].own += own;
    loads[fold].all += all;
  }
  for (const doc of docs) doc.fold = foldOf.get(doc.group);
}

function hash(name) {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

/** The weights as the product runs them. */
function modelOf(weights, found = {}, start = 0) {
  const heads = Object.fromEntries(
    Object.entries(weights.heads).map(([name, head]) => [
      name,
      { ...head, calibration: found[name] ?? RAW },
    ]),
  );
  // A folder may lack the labels of a scheme.
  const spare = heads.own ?? Object.values(heads)[0];
  for (const name of ['own', 'thought-anchors', 'reasoningflow', 'schoenfeld'])
    heads[name] ??= spare;
  return core.decodeModel({ ...weights, heads, starts: { ...weights.starts, threshold: start } });
}

/** Kind, odds of the kind and of a step start of every span, a text. */
function predict(weights, docs) {
  const model = modelOf(weights);
  return docs.map((doc) => {
    const classifier = new core.SpanClassifier(doc.problem, doc.head, model);
    const found = doc.spans.flatMap(({ start, end }) => classifier.add(doc.text, start, end));
    const spans = [...found, ...classifier.rest()].map(({ kind, confidence, starts }) => ({
      kind: KINDS.indexOf(kind),
      odds: Math.log(confidence / Math.max(1e-9, 1 - confidence)),
      starts,
    }));
    return { doc, spans };
  });
}

function labelled({ doc, spans }) {
  const { source, group, domain, language, vendor, codebook } = doc;
  return doc.gold.map(({ kind: gold, span }) => {
    const { kind, odds } = spans[span];
    return { source, group, domain, language, vendor, codebook, head: doc.head, gold, kind, odds };
  });
}

function calibrationsOf(found) {
  const byHead = groupBy(found.flatMap(labelled), ({ head }) => head);
  return Object.fromEntries([...byHead].map(([head, all]) => [head, calibrate(all)]));
}

function thresholdOf(found) {
  const starts = found.flatMap(({ doc, spans }) =>
    spans.flatMap(({ starts: odds }, t) =>
      t > 0 && doc.starts[t] >= 0 ? [{ gold: doc.starts[t], odds }] : [],
    ),
  );
  return startThreshold(starts);
}

/** Predictions with confidences whose calibration comes from the other folds. */
function kindsOf(prediction) {
  const { doc } = prediction;
  doc.calibration ??= calibrationsWithout(doc.fold)[doc.head] ?? calibrations[doc.head];
  return labelled(prediction).map((p) => ({ ...p, confidence: confidenceOf(p, doc.calibration) }));
}

function calibrationsWithout(fold) {
  calibrationsWithout.known ??= new Map();
  const { known } = calibrationsWithout;
  if (!known.has(fold)) {
    const others = predictions.filter(({ doc }) => doc.fold !== fold);
    known.set(fold, others.length > 0 ? calibrationsOf(others) : calibrations);
  }
  return known.get(fold);
}

/** The product's steps of the texts whose step starts are labelled. */
function stepsOf(weights, docs) {
  const model = modelOf(weights, calibrations, threshold);
  return docs
    .filter(({ sentences }) => sentences.some(({ starts }) => starts >= 0))
    .map((doc) => {
      const analyser = new core.StepAnalyser(doc.problem, [], 'own', model);
      analyser.append(doc.text);
      analyser.finish();
      return { ...doc, steps: [...analyser.steps] };
    });
}

/** For each vendor with enough labelled sentences: trained without any text of its, scored on its own-scheme texts. */
function vendors() {
  const own = documents.filter((d) => d.head === 'own');
  const counts = groupBy(own, ({ vendor }) => vendor);
  const sizes = [...counts].map(([name, docs]) => [
    name,
    docs.reduce((n, d) => n + d.gold.length, 0),
  ]);
  return sizes
    .filter(([name, n]) => name !== 'other' && n >= 1_000)
    .map(([name]) => {
      const weights = fit(
        documents.filter(({ vendor }) => vendor !== name),
        core.BUCKETS,
      );
      const tested = own.filter(({ vendor }) => vendor === name);
      console.error(`without ${name} done`);
      return {
        name,
        predictions: predict(weights, tested)
          .flatMap(labelled)
          .map((p) => ({ ...p, confidence: confidenceOf(p, calibrations[p.head]) })),
        texts: stepsOf(weights, tested),
      };
    });
}

function write(weights) {
  const json = {
    about: 'Weights of the step classifier, written by scripts/train-steps.mjs.',
    source:
      'own scheme: sentences labelled by language models after scripts/steps/codebook.md; thought-anchors: interp-reasoning/thought-anchors.com and manncodes/thought-anchors; reasoningflow: jinulee-v/reasoningflow; schoenfeld: marilena1123/ThinkARM',
    licence:
      'trained on MIT (thought-anchors, (c) 2025 interp-reasoning; ThinkARM, (c) 2025 Fcr09) and Apache-2.0 (reasoningflow) labels, and labels of this project',
    date: new Date().toISOString().slice(0, 10),
    codebook: CODEBOOK,
    ...weights,
    heads: Object.fromEntries(
      Object.entries(weights.heads).map(([name, head]) => [
        name,
        { ...head, calibration: calibrations[name] },
      ]),
    ),
    starts: { ...weights.starts, threshold },
  };
  const text = `${JSON.stringify(json)}\n`;
  writeFileSync(OUT, text);
  console.log(`\n${OUT}: ${text.length} bytes`);
}
