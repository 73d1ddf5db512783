// Reads labelled reasoning traces and cuts them as the product does.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const KINDS = ['setup', 'plan', 'recall', 'reason', 'check', 'rethink', 'result', 'answer'];
/** Index of the shown kind (six of them) for each of the eight. */
export const COARSE = [0, 1, 2, 2, 3, 4, 5, 5];
const UNLABELLED = -1;

/**
 * One document a trace. `spans` are the product's, `labels` one a span (the kind of the longest labelled overlap, -1 for
 * none); `gold` are the labelled sentences with the span that holds their middle, by which a model is scored.
 */
export function readDocuments(file, spanEnds) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
    .map((trace) => toDocument(trace, spanEnds));
}

/** The document up to the end of its thinking, or null where it has no answer part. */
export function thinkingOnly(doc, spanEnds) {
  if (doc.thinkEnd < 0) return null;
  const sentences = doc.sentences.filter((s) => s.end <= doc.thinkEnd);
  return cut({ ...doc, text: doc.text.slice(0, doc.thinkEnd), thinkEnd: -1, sentences }, spanEnds);
}

/** The document cut where the annotators cut it, to tell the classifier's errors from the segmenter's. */
export function asLabelled(doc) {
  const ends = doc.sentences.map((_, i) => doc.sentences[i + 1]?.start ?? doc.text.length);
  return cut(doc, () => ends);
}

/**
 * Precision, recall and F1 of the product's sentence borders against the annotators'; white space after a border
 * does not count.
 */
export function borders(docs) {
  let both = 0;
  let found = 0;
  let wanted = 0;
  for (const { text, spans, sentences } of docs) {
    const visible = (at) => at + (/^\s*/.exec(text.slice(at, at + 200))?.[0].length ?? 0);
    const gold = new Set(sentences.map((s) => visible(s.start)));
    const product = new Set(spans.map((s) => visible(s.start)));
    for (const border of product) if (gold.has(border)) both++;
    found += product.size;
    wanted += gold.size;
  }
  return { precision: both / found, recall: both / wanted, f1: (2 * both) / (found + wanted) };
}

function toDocument(trace, spanEnds) {
  const utf16 = offsets(trace.full_cot);
  const sentences = trace.sentences.map((s) => ({
    start: utf16(s.start),
    end: utf16(s.end),
    kind: KINDS.indexOf(s.label_mapped),
  }));
  // Tags become line breaks, so that offsets stay and no tag tells where the answer part begins.
  const text = trace.full_cot.replace(/<\/?think>/g, (tag) => '\n'.repeat(tag.length));
  const thinkEnd = trace.full_cot.indexOf('</think>');
  const { source, model, domain, problem = '', links = [] } = trace;
  const doc = {
    source,
    model,
    domain,
    group: `${source} ${trace.problem_id}`,
    problem,
    text,
    thinkEnd,
    sentences,
    links,
  };
  return cut(doc, spanEnds);
}

function offsets(text) {
  const map = [];
  let at = 0;
  for (const character of text) {
    map.push(at);
    at += character.length;
  }
  map.push(at);
  return (codePoint) => map[codePoint];
}

function cut(doc, spanEnds) {
  let at = 0;
  const spans = spanEnds(doc.text).map((end) => {
    const span = { start: at, end };
    at = end;
    return span;
  });
  return {
    ...doc,
    spans,
    labels: labelsOf(spans, doc.sentences),
    gold: goldOf(spans, doc.sentences),
  };
}

function labelsOf(spans, sentences) {
  let first = 0;
  return spans.map(({ start, end }) => {
    while (first < sentences.length && sentences[first].end <= start) first++;
    const overlap = new Map();
    for (let i = first; i < sentences.length && sentences[i].start < end; i++) {
      const { kind } = sentences[i];
      const shared = Math.min(end, sentences[i].end) - Math.max(start, sentences[i].start);
      overlap.set(kind, (overlap.get(kind) ?? 0) + shared);
    }
    let best = UNLABELLED;
    for (const [kind, shared] of overlap) if (shared > (overlap.get(best) ?? 0)) best = kind;
    return best;
  });
}

function goldOf(spans, sentences) {
  let at = 0;
  const gold = [];
  for (const { start, end, kind } of sentences) {
    const middle = Math.floor((start + end) / 2);
    while (at > 0 && spans[at].start > middle) at--;
    while (at < spans.length - 1 && spans[at].end <= middle) at++;
    if (kind >= 0) gold.push({ kind, span: at });
  }
  return gold;
}
