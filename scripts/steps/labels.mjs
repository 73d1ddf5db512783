// Reads labelled reasoning traces and cuts them as the product does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const KINDS = [
  'setup',
  'plan',
  'recall',
  'reason',
  'check',
  'rethink',
  'result',
  'answer',
  'other',
];
/** Index of the shown kind (six of them, and other) for each of the nine. */
export const COARSE = [0, 1, 2, 2, 3, 4, 5, 5, 6];
/** `other` is learnt, but not scored. */
export const SCORED = 8;

/** The head that a source of labels trains; sources that are not named train nothing. */
export const HEADS = {
  own: 'own',
  'ta-math': 'thought-anchors',
  'rf-llm': 'reasoningflow',
  thinkarm: 'schoenfeld',
};

/** All texts of the `*.jsonl` and `*.jsonl.gz` files of a folder, in order of the files' names. */
export function readFolder(folder, spanEnds) {
  return readdirSync(folder)
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .sort()
    .flatMap((name) => readDocuments(join(folder, name), spanEnds));
}

function readDocuments(file, spanEnds) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => toDocument(JSON.parse(line), spanEnds));
}

/**
 * One document a trace. `spans` are the product's, `labels` and `starts` one a span (of the sentence with the longest
 * overlap; -1 for none, `seconds` and `secondStarts` by a second labeller); `gold` are the labelled sentences with the
 * span that holds their middle, by which a model is scored.
 */
function toDocument(trace, spanEnds) {
  const utf16 = offsets(trace.full_cot);
  const flag = (value) => (typeof value === 'boolean' ? Number(value) : -1);
  const sentences = trace.sentences.map((s) => ({
    start: utf16(s.start),
    end: utf16(s.end),
    kind: KINDS.indexOf(s.label_mapped),
    starts: flag(s.step_start),
    second: KINDS.indexOf(s.second ?? ''),
    secondStarts: flag(s.second_step_start),
  }));
  // Tags become line breaks, so that offsets stay and no tag tells where the answer part begins.
  const text = trace.full_cot.replace(/<\/?think>/g, (tag) => '\n'.repeat(tag.length));
  const { source, model = '', domain = '', language = 'en', problem = '', links = [] } = trace;
  let at = 0;
  const spans = spanEnds(text).map((end) => {
    const span = { start: at, end };
    at = end;
    return span;
  });
  const found = spans.map((span) => sentenceOf(span, sentences));
  return {
    id: trace.trace_id,
    source,
    head: HEADS[source],
    model,
    vendor: vendorOf(model || trace.repo),
    codebook: trace.codebook ?? 0,
    domain,
    language,
    group: trace.group ?? `${source} ${trace.problem_id}`,
    problem,
    original: trace.full_cot,
    text,
    thinkEnd: trace.full_cot.indexOf('</think>'),
    sentences,
    links,
    spans,
    labels: found.map((s) => s?.kind ?? -1),
    seconds: found.map((s) => s?.second ?? -1),
    starts: found.map((s, i) => startOf(s, spans[i], 'starts')),
    secondStarts: found.map((s, i) => startOf(s, spans[i], 'secondStarts')),
    gold: goldOf(spans, sentences),
  };
}

const VENDORS = {
  anthropic: /claude/i,
  openai: /gpt|codex|\bo[134]\b/i,
  google: /gemini/i,
  qwen: /qwen|qwq/i,
  deepseek: /deepseek|r1/i,
  mistral: /mistral|magistral/i,
  microsoft: /phi/i,
  zhipu: /glm/i,
  moonshot: /kimi/i,
  xai: /grok/i,
};

function vendorOf(name) {
  return Object.keys(VENDORS).find((vendor) => VENDORS[vendor].test(name)) ?? 'other';
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

/** The sentence that a span shares most with. */
function sentenceOf({ start, end }, sentences) {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  let best;
  let most = 0;
  for (let i = low; i < sentences.length && sentences[i].start < end; i++) {
    const shared = Math.min(end, sentences[i].end) - Math.max(start, sentences[i].start);
    if (shared > most) [best, most] = [sentences[i], shared];
  }
  return best;
}

/** A span that starts later than its sentence starts no step. */
function startOf(sentence, span, key) {
  if (sentence === undefined || sentence[key] < 0) return -1;
  return sentence.start >= span.start - 2 ? sentence[key] : 0;
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

/** Precision, recall and F1 of the product's sentence borders against the annotators'; white space does not count. */
export function sentenceBorders(docs) {
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
