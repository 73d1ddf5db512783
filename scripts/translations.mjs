// Tells how the translated concept pages stand to the English ones of today, and what is wrong with them.
// Usage: node scripts/translations.mjs [LANGUAGE]   every page and claim: current, stale or missing
//        node scripts/translations.mjs [LANGUAGE] --stamp ID...   says in these pages or claims that they are of today
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConcepts } from './concepts.mjs';

const FOLDER = 'media/concepts';
const args = process.argv.slice(2);
const at = args.indexOf('--stamp');
const stamped = at < 0 ? [] : args.slice(at + 1);
const wanted = (at < 0 ? args : args.slice(0, at))[0];

const { translations, problems } = await readConcepts(FOLDER);
for (const { translation, states } of translations) {
  const { language } = translation;
  if (wanted !== undefined && wanted !== language) continue;
  for (const { id, hash } of states.filter((state) => stamped.includes(state.id))) {
    if (/^C\d\d$/.test(id)) stampClaim(join(FOLDER, language, 'ledger.json'), id, hash);
    else stampPage(join(FOLDER, language, `${id}.md`), hash);
    console.log(`${language}/${id}: translation of ${hash}`);
  }
  if (stamped.length > 0) continue;
  for (const { id, state, hash } of states) console.log(`${state.padEnd(8)} ${hash}  ${id}`);
  const count = (wantedState) => states.filter(({ state }) => state === wantedState).length;
  console.log(
    `${language}: ${count('current')} current, ${count('stale')} stale, ${count('missing')} missing`,
  );
}
for (const problem of problems) console.error(`${problem.at}: ${problem.message}`);
if (problems.length > 0) process.exitCode = 1;

function stampPage(file, hash) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^translationOf: .*$/m, `translationOf: '${hash}'`));
}

function stampClaim(file, id, hash) {
  const rows = JSON.parse(readFileSync(file, 'utf8'));
  for (const row of rows) if (row.id === id) row.translationOf = hash;
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}
