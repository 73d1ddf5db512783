// Writes the tags of reasoning into the grammars of syntaxes/ and into the language's `firstLine` of package.json, from
// the one table src/core/text/reasoningTags.ts. `--check` only tells whether the files are current.
import { readFileSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const { outputFiles } = await esbuild.build({
  entryPoints: ['src/core/text/reasoningTags.ts'],
  bundle: true,
  format: 'esm',
  write: false,
});
const { REASONING_TAGS, ANSWER_TAGS, anyOf } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);

const blocks = REASONING_TAGS.filter((tag) => tag.trust !== 'output');
const sure = blocks.filter((tag) => tag.trust === 'document');
const opens = anyOf(blocks.map((tag) => tag.open));
const closes = anyOf(blocks.map((tag) => tag.close));
const answers = anyOf(ANSWER_TAGS.flat());

const changed = [];
/** Changes strings of one JSON file where they stand, so that the rest keeps its form. */
function update(path, changes) {
  const text = readFileSync(path, 'utf8');
  let next = text;
  for (const [object, key, value] of changes(JSON.parse(text))) {
    const entry = (words) => `${JSON.stringify(key)}: ${JSON.stringify(words)}`;
    next = next.replace(entry(object[key]), () => entry(value));
  }
  if (next === text) return;
  changed.push(path);
  if (!process.argv.includes('--check')) writeFileSync(path, next);
}

update('syntaxes/lrm-reasoning.tmLanguage.json', ({ repository: { tag } }) => [
  [tag, 'match', `${opens}|${closes}|${answers}`],
]);
update('syntaxes/think-block.injection.tmLanguage.json', ({ repository: { block } }) => [
  [block, 'begin', `^[ \\t]*(${opens})`],
  [block, 'end', closes],
]);
update('package.json', ({ contributes: { languages } }) => [
  [
    languages.find(({ id }) => id === 'lrm-reasoning'),
    'firstLine',
    `^\\s*(${anyOf(sure.map((tag) => tag.open))})`,
  ],
]);

const checking = process.argv.includes('--check');
const told = checking ? 'Not current, run node scripts/grammar.mjs' : 'wrote';
console.log(changed.length === 0 ? 'The grammars are current.' : `${told}: ${changed.join(', ')}`);
if (changed.length > 0 && checking) process.exit(1);
