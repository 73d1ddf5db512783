// Lengths of task types that the run table lacks, from other public tables, as effects beside the fitted ones.
import { groupBy, quantile } from './lengthFit.mjs';

/** WildChat (ODC-BY), 241,000 calls: p10, p50, p90 of reasoning tokens as published, by model. */
const WILDCHAT = { 'o1-mini': [192, 768, 3904], 'o1-preview': [448, 1216, 5184] };
/** Two attempts a case on aider polyglot; about four in ten need the second. */
const ATTEMPTS = 1.4;
/** Characters a token of visible answers (JSON and prose). */
const CHARS_PER_TOKEN = 3.8;

const mean = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length;
const round = (x) => Math.round(x * 1000) / 1000;

/** log10 tokens that the fit expects of a model before any task type. */
function withoutType(core, id, effort, fit) {
  const effect = core.modelEffect(core.factsByName(id), effort, fit);
  return fit.mu + effect.value + effect.shift.median;
}

function chatPrior(core, fit) {
  const rows = Object.entries(WILDCHAT);
  return {
    effect: mean(rows.map(([id, [, p50]]) => Math.log10(p50) - withoutType(core, id, null, fit))),
    below: mean(rows.map(([, [p10, p50]]) => Math.log10(p50 / p10))),
    above: mean(rows.map(([, [, p50, p90]]) => Math.log10(p90 / p50))),
  };
}

/**
 * Hard exercises (aider polyglot, tokens a case less a plain model's answer) set one end, chat the other: everyday code
 * lies between, as wide as chat and half the gap. Half the log spread of SWE-bench costs is the least it may be.
 */
function codePrior(core, fit, chat, aider, swebench, names) {
  const rows = aider.flatMap((r) => {
    const known = r.board.startsWith('polyglot') ? names[r.model] : undefined;
    const tokens = Number(r.completion_tokens_per_case);
    return known && tokens > 0 ? [{ id: known[0], effort: known[1], tokens }] : [];
  });
  const plain = (r) => r.effort === 'off' || core.factsByName(r.id).reasons === 'never';
  const answer = quantile(
    rows.filter(plain).map((r) => r.tokens),
    0.5,
  );
  const hard = rows
    .filter((r) => !plain(r) && r.tokens > answer * 1.5)
    .map(
      (r) => Math.log10((r.tokens - answer) / ATTEMPTS) - withoutType(core, r.id, r.effort, fit),
    );
  const gap = Math.max(0, mean(hard) - chat.effect);
  const agents = [...groupBy(swebench, (r) => r.model).values()].map((g) => {
    const usd = g.map((r) => Number(r.cost_usd)).filter((x) => x > 0);
    return Math.log10(quantile(usd, 0.9) / quantile(usd, 0.1)) / 2;
  });
  return {
    effect: chat.effect + gap / 2,
    below: Math.max(mean(agents), Math.hypot(chat.below, gap / 2)),
    above: Math.max(mean(agents), Math.hypot(chat.above, gap / 2)),
    models: hard.length,
  };
}

/** Long inputs with short or structured answers (zoonk): output tokens less the visible answer, models that reason unasked. */
function documentPrior(core, fit, zoonk) {
  const offsets = zoonk.flatMap((r) => {
    const id = r.model.replace(/:.*/, '');
    const { reasons } = core.factsByName(id);
    if (
      Number(r.input_tokens) < 1000 ||
      (reasons !== 'always' && reasons !== 'on') ||
      r.output_chars === ''
    )
      return [];
    const reasoning = Number(r.output_tokens) - Number(r.output_chars) / CHARS_PER_TOKEN;
    return [
      {
        cell: `${r.model}|${r.task}`,
        y: Math.log10(Math.max(10, reasoning)) - withoutType(core, id, null, fit),
      },
    ];
  });
  const cells = [...groupBy(offsets, (r) => r.cell).values()].filter((g) => g.length >= 10);
  const at = (p) =>
    mean(
      cells.map((g) =>
        quantile(
          g.map((r) => r.y),
          p,
        ),
      ),
    );
  const between = cells.map((g) =>
    quantile(
      g.map((r) => r.y),
      0.5,
    ),
  );
  return {
    effect: quantile(between, 0.5),
    below: Math.hypot(at(0.5) - at(0.1), quantile(between, 0.5) - quantile(between, 0.1)),
    above: Math.hypot(at(0.9) - at(0.5), quantile(between, 0.9) - quantile(between, 0.5)),
    cells: cells.length,
  };
}

/** Effects and standardised quantiles of the types without runs. `spread`: sd of a call in the fit. */
export function typePriors({ core, fit, spread, aider, swebench, zoonk, names }) {
  const chat = chatPrior(core, fit);
  const code = codePrior(core, fit, chat, aider, swebench, names);
  const document = documentPrior(core, fit, zoonk);
  const quantiles = ({ below, above }) => [-below / spread, 0, above / spread];
  console.log('priors', JSON.stringify({ chat, code, document }));
  return {
    types: {
      chat: { effect: round(chat.effect), quantiles: 'chat', kind: 'measured' },
      unknown: { effect: round(chat.effect), quantiles: 'chat', kind: 'measured' },
      code: { effect: round(code.effect), quantiles: 'code', kind: 'extrapolated' },
      document: { effect: round(document.effect), quantiles: 'document', kind: 'extrapolated' },
    },
    quantiles: { chat: quantiles(chat), code: quantiles(code), document: quantiles(document) },
  };
}
