// Recorded reasoning lengths of every kind of work, one row a run or a mean, from a folder of public tables.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { parseCsv } from './csv.mjs';

const log = (tokens) => Math.log10(Math.max(10, tokens));
/** Names that no list of models gives a lab, and copies of R1 under another name. */
const LABS = { 'r1-1776': 'deepseek', 'mai-ds-r1': 'deepseek', 'r1t-chimera': 'deepseek' };
/** One model under two names. */
const SAME = { 'grok-3-mini-beta': 'grok-3-mini', 'glm-z1-32b-0414': 'glm-z1-32b' };
/** log10(mean) less the mean of log10, over questions of one set: what a mean lies above the middle. */
const MEAN_GAP = { advice: 0.1, code: 0.17 };
/** Runs that a mean over many questions counts as: its variance around its cell is then .03. */
const MEAN_RUNS = 2.44;
/** Tokens of the visible answer of a try at an exercise: the middle of plain models, 1,900 in their two tries. */
const CODE_ANSWER = 1000;
/** Tries at an exercise: who fails is asked once more. */
const tries = (r) => 2 - Number(r.pass_rate_1) / 100;
/** Characters a token of visible answers (JSON and prose). */
const CHARS_PER_TOKEN = 4;
/** Models of the zoonk table that are known to have thought by default. */
const THINKING =
  /deepseek-v4-(?:flash|pro)|gemini-3-flash$|gemini-3\.1-pro|gemini-3\.5-flash|gpt-5\.5|grok-4\.3/;
const SHORT =
  /^(?:course-(?:format|intent|canonical-title|categories|identity-classification)|lesson-(?:kind|pronunciation|translation|romanization|distractors))$/;
const LESSON =
  /^(?:lesson-(?:vocabulary|sentences|tutorial|grammar|explanation)|chapter-lessons|course-introduction|course-description|course-landing-page)$/;
const PUZZLE_TYPES = { math: 'math', 'logic puzzle': 'logic', knowledge: 'knowledge' };
export const CLASS_OF = {
  math: 'solve',
  logic: 'solve',
  science: 'solve',
  code: 'solve',
  writing: 'prose',
  advice: 'prose',
  argument: 'prose',
  lesson: 'prose',
  agentic: 'prose',
  document: 'prose',
  // A call that chooses a tool thinks as shortly as one that labels.
  agent: 'short',
  extract: 'short',
  knowledge: 'short',
  label: 'short',
};

/** All rows: { y, set, type, lab, model, effort, prompt, text, chars, runs }. `names`: scripts/run-models.json. */
export function workRows(folder, core, names) {
  const csv = (name) => parseCsv(readFileSync(join(folder, 'runs', `${name}.csv`), 'utf8'));
  const model = (id, lab) => {
    const name = core.modelKey(id);
    const key = SAME[name] ?? name;
    const known = core.factsByName(id).lab;
    const copy = Object.keys(LABS).find((k) => key.includes(k));
    return { id, model: key, lab: copy ? LABS[copy] : known === 'unknown' ? (lab ?? key) : known };
  };
  const row = (r) => ({
    effort: null,
    runs: 1,
    text: null,
    prompt: null,
    chars: r.text?.length ?? null,
    ...r,
  });
  const of = [
    ...csv('reasoning_runs').flatMap((r) => {
      const known = names.reasoningRuns[r.model];
      if (known === undefined || r.reasoning_tokens === '') return [];
      const type = PUZZLE_TYPES[r.prompt_type];
      const set = r.source.startsWith('LRMTokenEconomy') ? `lrmte-${type}` : 'misguided';
      const [id, effort] = known;
      const tokens = Number(r.reasoning_tokens);
      return [
        row({
          ...model(id),
          effort,
          tokens,
          y: log(tokens),
          set,
          type,
          prompt: r.prompt_id,
          text: r.prompt_text,
        }),
      ];
    }),
    ...csv('speechmap_runs').flatMap((r) =>
      r.reasoning_tokens === ''
        ? []
        : [
            row({
              ...model(r.model, r.lab),
              tokens: Number(r.reasoning_tokens),
              y: log(Number(r.reasoning_tokens)),
              set: 'speechmap',
              type: 'writing',
              prompt: r.prompt_id,
              text: r.prompt_text,
            }),
          ],
    ),
    ...meanRows(csv, model, row, names, questionsIn(folder)),
    ...zoonkRows(csv, model, row),
    ...suiteRows(model, row),
    ...textRows(folder, model, row),
  ];
  return of;
}

/** The questions behind the means of advice, by version of the set. */
const questionsIn = (folder) =>
  JSON.parse(readFileSync(join(folder, 'runs', 'bullshitbench_questions.json'), 'utf8'));

function meanRows(csv, model, row, names, questions) {
  const advice = csv('bullshitbench_means').flatMap((r) => {
    const tokens = Number(r.mean_reasoning_tokens);
    if (r.effort === 'none' || !(tokens > 20)) return [];
    const id = r.model.replace(/:free$/, '');
    return [
      row({
        ...model(id, id.split('/')[0]),
        effort: r.effort === 'default' ? null : r.effort,
        tokens,
        mean: true,
        y: log(tokens) - MEAN_GAP.advice,
        set: `bsb-${r.version}`,
        type: 'advice',
        texts: questions[r.version],
        runs: MEAN_RUNS,
      }),
    ];
  });
  const code = csv('aider_leaderboards').flatMap((r) => {
    const known = r.board.startsWith('polyglot') ? names.aiderPolyglot[r.model] : undefined;
    const tokens = Number(r.completion_tokens_per_case) / tries(r) - CODE_ANSWER;
    if (known === undefined || known[1] === 'off' || !(tokens > 500)) return [];
    return [
      row({
        ...model(known[0]),
        effort: known[1],
        tokens,
        mean: true,
        y: log(tokens) - MEAN_GAP.code,
        set: 'aider',
        type: 'code',
        runs: MEAN_RUNS,
      }),
    ];
  });
  return [...advice, ...code];
}

/** Labels, titles and words, and lessons of 2026 models: output less what is visible, by characters. */
function zoonkRows(csv, model, row) {
  return csv('zoonk_eval_runs').flatMap((r) => {
    const type = SHORT.test(r.task) ? 'label' : LESSON.test(r.task) ? 'lesson' : null;
    const output = Number(r.output_tokens);
    if (type === null || !THINKING.test(r.model) || !(output > 0)) return [];
    const [id, effort = null] = r.model.split(':');
    const tokens = output - Number(r.output_chars) / CHARS_PER_TOKEN;
    const lab = id.split('/')[0];
    return [
      row({
        ...model(id, lab),
        effort,
        tokens,
        y: log(tokens),
        set: `zoonk-${type}`,
        type,
        prompt: r.task,
      }),
    ];
  });
}

/**
 * Single requests of 2026 models as their hosts reported them: scripts/suite-runs.csv, 1,303 runs of the suites of
 * ai-benchmarks-alternativos (MIT, at 657d4e29) whose kind of work nothing else records. What others record better (writing,
 * advice, code) is left out: with it, sets left out whole are found worse.
 */
function suiteRows(model, row) {
  return parseCsv(readFileSync('scripts/suite-runs.csv', 'utf8')).map((r) => {
    const tokens = Number(r.reasoning_tokens);
    const id = r.model.replace(/:free$/, '');
    return row({
      ...model(id, id.split('/')[0]),
      tokens,
      y: log(tokens),
      set: `suites-${r.kind}`,
      type: r.kind,
      prompt: r.prompt,
      chars: Number(r.chars),
    });
  });
}

const TEXT_TYPES = {
  math: 'math',
  science: 'science',
  argument: 'argument',
  'agentic-safety': 'agentic',
};

/** Published reasoning texts, counted. */
function textRows(folder, model, row) {
  const read = (name) =>
    gunzipSync(readFileSync(join(folder, 'steps', `${name}.jsonl.gz`)))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  return [...read('dev'), ...read('thinkarm')].flatMap((t) => {
    const end = t.think_end ?? -1;
    // Traces of plain models have no end of thought.
    if (t.source === 'rf-llm' && end < 0) return [];
    const type = TEXT_TYPES[t.domain];
    const text = end > 0 ? t.full_cot.slice(0, end) : t.full_cot;
    const tokens = countTokens(text);
    return [
      row({
        ...model(t.model),
        tokens,
        y: log(tokens),
        set: t.source === 'rf-llm' ? `rf-${type}` : t.source,
        type,
        prompt: t.problem_id,
        text: t.problem || null,
      }),
    ];
  });
}
