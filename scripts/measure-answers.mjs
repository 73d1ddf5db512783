// How the product's answer tracking fits labels made by reading: node scripts/measure-answers.mjs FOLDER... [--list]
// The FOLDERs hold the texts (see scripts/train-steps.mjs). scripts/steps/answers.jsonl holds the labels, made by the rule in
// scripts/steps/codebook.md: by trace and hash of its text the final answer, and the sentences (numbers of the folder's own) that
// mention it first and assert it first for good; `null` where none does. Language models labelled, each text by one that read it in
// full, a quarter of the first set by a second one. `set` 2 was labelled before the product was run on it after the
// repairs of set 1, set 3 after those of set 2.
// A public trace is named by repository, file and row (`#row.run`): its text is the reasoning, a line with </think>, and the answer,
// cut into sentences by the product of 30 November 2026. Texts that no folder holds are left out and counted.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { groupBy } from './steps/groups.mjs';
import { readFolder } from './steps/labels.mjs';
import { productCode } from './steps/productCode.mjs';

/** Steps apart that a reader takes for the same place. */
const NEAR = 3;

const folders = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (folders.length === 0) {
  console.error('usage: node scripts/measure-answers.mjs FOLDER... [--list]');
  process.exit(2);
}
const labels = readFileSync('scripts/steps/answers.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const core = await productCode();
const documents = new Map(
  folders.flatMap((folder) => readFolder(folder, core.spanEnds)).map((d) => [d.id, d]),
);

/** What the product finds in one text, beside its label: distances in steps, `null` where one of both has no place. */
function measured(label) {
  const document = documents.get(label.id);
  const { text, original, problem, thinkEnd, sentences } = document;
  const hash = createHash('sha256').update(original).digest('hex');
  if (!hash.startsWith(label.sha256)) throw new Error(`the text of ${label.id} is another one`);
  const end = thinkEnd < 0 ? text.length : thinkEnd;
  const answerPart = thinkEnd < 0 ? '' : text.slice(thinkEnd).trim();
  const { steps, answer } = core.analyseText(text.slice(0, end), { problem, answer: answerPart });
  const stepOf = (n) => {
    if (n === null || sentences[n].start >= end) return null;
    const middle = (sentences[n].start + sentences[n].end) / 2;
    return steps.findIndex((s) => s.end > middle);
  };
  const apart = (found, gold) => (found === null || gold === null ? null : Math.abs(found - gold));
  const gold = { mention: stepOf(label.mention), concluded: stepOf(label.concluded) };
  return {
    label,
    answer: answer.answer,
    gold,
    found: { mention: answer.firstMentioned, concluded: answer.firstConcluded },
    mention: apart(answer.firstMentioned, gold.mention),
    concluded: apart(answer.firstConcluded, gold.concluded),
  };
}

const held = labels.filter(({ id }) => documents.has(id));
if (held.length < labels.length)
  console.log(`${labels.length - held.length} of ${labels.length} texts are in no folder\n`);
const all = held.map(measured);
if (process.argv.includes('--list')) for (const row of all) console.log(JSON.stringify(row));
for (const [set, rows] of groupBy(all, ({ label }) => label.set ?? 1)) table(` ${set}`, rows);
if (held.some(({ set }) => set !== undefined)) table('s together', all);
const twice = held.filter(({ second }) => second !== undefined);
const same = (what) => twice.filter((l) => l.second[what] === l[what]).length;
console.log(
  `two labellers: ${twice.length} texts, same sentence for the first mention ${same('mention')}, for the conclusion ${same('concluded')}`,
);

function table(set, rows) {
  console.log(
    `| set${set} | texts | labelled | found of these | exact | within ${NEAR} steps | found where none is |`,
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const what of ['mention', 'concluded'])
    for (const [type, part] of [...groupBy(rows, ({ label }) => label.type), ['all', rows]])
      console.log(line(what, type, part));
  console.log('');
}

function line(what, type, rows) {
  const gold = rows.filter((r) => r.gold[what] !== null);
  const found = gold.filter((r) => r.found[what] !== null);
  const share = (rule) => {
    const n = found.filter((r) => rule(r[what])).length;
    return `${n} (${(n / Math.max(1, gold.length)).toFixed(2)})`;
  };
  const none = rows.filter((r) => r.gold[what] === null && r.found[what] !== null).length;
  return `| ${what}, ${type} | ${rows.length} | ${gold.length} | ${found.length} | ${share((d) => d === 0)} | ${share((d) => d <= NEAR)} | ${none} |`;
}
