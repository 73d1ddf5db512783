// Prints the tables of test/bench/STEPS.md.
import { answerScores } from './answerScores.mjs';
import { groupBy } from './groups.mjs';
import { KINDS, SCORED, sentenceBorders } from './labels.mjs';
import { linkScores } from './linkScores.mjs';
import { agreement, calibrationError, intervals, score, startScores } from './scores.mjs';

const three = (v) => v.toFixed(3);
const between = ([low, high]) => `[${three(low)}, ${three(high)}]`;

/** `predictions`: labelled sentences with what was found on texts kept apart; `texts`: those with labelled step starts. */
export function tables(documents, predictions, texts) {
  console.log('\n| scheme | n | accuracy | macro-F1 (8) | accuracy of 6 | kappa | ECE |');
  for (const [head, same] of groupBy(predictions, (p) => p.head)) kindRow(head, same);
  console.log(`\n| F1 | ${KINDS.slice(0, SCORED).join(' | ')} |`);
  for (const [head, same] of groupBy(predictions, (p) => p.head)) {
    console.log(
      `| ${head} | ${score(same)
        .f1.map((v) => v.toFixed(2))
        .join(' | ')} |`,
    );
  }
  const own = predictions.filter((p) => p.head === 'own');
  console.log(
    '\n| own scheme | n | accuracy | macro-F1 (8) | accuracy of 6 | kappa | ECE | step starts F1 |',
  );
  for (const key of ['codebook', 'domain', 'language', 'vendor']) {
    const parts = groupBy(own, (p) => p[key]);
    for (const [name, same] of [...parts].sort()) {
      kindRow(`${key} ${name}`, same, startScores(texts.filter((t) => t[key] === name)));
    }
  }
  startRow('all', startScores(texts));
  bandTable(own);
  agreementTable(documents);
  const { precision, recall, f1 } = sentenceBorders(documents.filter((d) => d.source === 'rf-llm'));
  console.log(`\nsentence borders, rf-llm: ${[precision, recall, f1].map(three).join(' | ')}`);
}

export function vendorTable(found) {
  console.log(
    '\n| trained without | n | accuracy | macro-F1 (8) | accuracy of 6 | kappa | ECE | step starts F1 |',
  );
  for (const { name, predictions, texts } of found) kindRow(name, predictions, startScores(texts));
}

function kindRow(name, predictions, starts) {
  const s = score(predictions);
  const i = intervals(predictions);
  const cells = ['accuracy', 'macro', 'six'].map((key) => `${three(s[key])} ${between(i[key])}`);
  const last = starts === undefined ? '' : ` ${three(starts.f1)} ${between(starts.interval)} |`;
  const ece = three(calibrationError(predictions));
  console.log(`| ${name} | ${s.n} | ${cells.join(' | ')} | ${three(s.kappa)} | ${ece} |${last}`);
}

function startRow(name, { precision, recall, f1, interval }) {
  console.log(
    `\nstep starts, ${name}: precision ${three(precision)}, recall ${three(recall)}, F1 ${three(f1)} ${between(interval)}`,
  );
}

/** How often labels of each confidence are right: what the words of the bands promise. */
function bandTable(predictions) {
  console.log('\n| confidence | share | right |');
  const scored = predictions.filter(({ gold }) => gold < SCORED);
  for (let low = 0; low < 1; low += 0.05) {
    const bin = scored.filter(({ confidence: c }) => c >= low && c < low + 0.05);
    if (bin.length === 0) continue;
    const right = bin.filter(({ gold, kind }) => gold === kind).length / bin.length;
    console.log(`| ${low.toFixed(2)} | ${three(bin.length / scored.length)} | ${three(right)} |`);
  }
}

function agreementTable(documents) {
  const twice = documents.filter((d) => d.seconds.some((k) => k >= 0));
  if (twice.length === 0) return;
  const a = agreement(twice);
  const values = [a.accuracy, a.kappa, a.six, a.starts].map(three);
  console.log(
    `\ntwo labellers: ${a.n} sentences, agreement ${values[0]}, kappa ${values[1]}, six ${values[2]}, step starts F1 ${values[3]}`,
  );
}

/** Links and answers with the shipped weights, on texts of ReasoningFlow: `core` is the product's code. */
export function shippedTables(core, documents) {
  const traced = documents.filter((d) => d.source === 'rf-llm' && d.thinkEnd >= 0);
  console.log('\n| link | suggested | linked at all | linked with this meaning |');
  for (const { kind, suggested, linked, meant } of linkScores(core, traced)) {
    console.log(`| ${kind} | ${suggested} | ${linked.toFixed(2)} | ${meant.toFixed(2)} |`);
  }
  console.log('\n| answers | traces | found | gold | exact | within 3 steps |');
  for (const [name, docs] of groupBy(traced, ({ domain, model }) => `${domain}, ${model}`)) {
    const { traces, found, gold, exact, near } = answerScores(core, docs);
    const share = (n) => (n / Math.max(1, gold)).toFixed(2);
    console.log(`| ${name} | ${traces} | ${found} | ${gold} | ${share(exact)} | ${share(near)} |`);
  }
}
