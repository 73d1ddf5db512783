// Prints what two maintained sets of rules know of secrets that src/core/export/secretRules.data.json does not name, so
// that it can be looked up and added by hand: `node scripts/secret-rules.mjs [GITLEAKS.toml]`. Without a file the one of
// gitleaks' main branch is downloaded; secretlint's set is the installed one. A name of ours that is gone there is told, too.
import { readFileSync, readdirSync } from 'node:fs';

const GITLEAKS = 'https://raw.githubusercontent.com/gitleaks/gitleaks/master/config/gitleaks.toml';
/** Rules of gitleaks for a value behind the name of a vendor: our rule "assigned" finds those by the name of the secret. */
const BY_NAME = String.raw`(?i)[\w.-]{0,50}?`;

async function gitleaks(file) {
  const toml =
    file === undefined ? await (await fetch(GITLEAKS)).text() : readFileSync(file, 'utf8');
  const rules = toml.split(/^\[\[rules\]\]$/m).slice(1);
  return rules.map((rule) => ({
    name: `gitleaks:${/^id = "([^"]+)"/m.exec(rule)?.[1]}`,
    about: /^description = "(.*)"$/m.exec(rule)?.[1] ?? '',
    byName: rule.includes(`regex = '''${BY_NAME}`),
  }));
}

function secretlint() {
  const folder = 'node_modules/@secretlint/secretlint-rule-preset-recommend/module';
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');
  const names = [...code.matchAll(/"@secretlint\/secretlint-rule-([a-z0-9-]+)"/g)];
  return [...new Set(names.map((m) => `secretlint:${m[1]}`))].map((name) => ({
    name,
    about: '',
    byName: false,
  }));
}

const { rules, leftOut, date } = JSON.parse(
  readFileSync('src/core/export/secretRules.data.json', 'utf8'),
);
const known = new Set([...Object.keys(leftOut), ...rules.flatMap((r) => r.covers)]);
const found = [...(await gitleaks(process.argv[2])), ...secretlint()];
const fresh = found.filter((rule) => !rule.byName && !known.has(rule.name));
const names = new Set(found.map((rule) => rule.name));
const gone = [...known].filter((name) => !names.has(name));

console.log(`${rules.length} rules of ${date}; ${found.length} in the two sets`);
for (const { name, about } of fresh) console.log(`new   ${name}  ${about}`);
for (const name of gone) console.log(`gone  ${name}`);
