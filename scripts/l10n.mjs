// Collects every string of the interface into l10n/bundle.l10n.json: first arguments of `vscode.l10n.t(...)` in the host
// and of `t(...)` in the pages. `--check` changes nothing and fails when the bundle or a translation is not up to date.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './vscode/provision.mjs';

const callees = new Set(['t', 'l10n.t', 'vscode.l10n.t']);
/** What marks a message that is worded elsewhere. */
const marks = new Set(['msg', 'say']);

/** Whether a text can hold a call of one of these: most files do not, and are not parsed. */
const mayCall = (text) => /\b(?:t|msg|say)\s*(?:\?\.)?\s*[(<]/.test(text);

/** Where the one function stands that translates what is no literal: it takes a `Message`. */
const TRANSLATES = 'src/host/shared/voice.ts';

/** Message strings of one source file, in order; `stray` is told where the host translates what is no literal. */
function messagesOf(file, stray = () => undefined) {
  const text = readFileSync(file, 'utf8');
  if (!mayCall(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const literal = (node) => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(literal);
    else if (ts.isParenthesizedExpression(node)) literal(node.expression);
    // Pages are held to it by the type of `t`.
    else if (/src.host/.test(file)) stray(node);
  };
  const visit = (node) => {
    if (ts.isCallExpression(node) && callees.has(node.expression.getText()) && node.arguments[0]) {
      literal(node.arguments[0]);
    }
    // Tables of messages that are looked up later are marked where they stand: `msg('...')`, `say('...')`.
    if (ts.isCallExpression(node) && marks.has(node.expression.getText()) && node.arguments[0]) {
      literal(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** All messages, sorted. */
export function collectMessages(stray = () => undefined) {
  const folders = ['src/host', 'src/webview', 'src/worker', 'src/protocol', 'src/core'];
  const files = folders.flatMap((dir) =>
    readdirSync(join(root, dir), { withFileTypes: true, recursive: true })
      .filter((e) => e.isFile() && /\.tsx?$/.test(e.name))
      .map((e) => join(e.parentPath, e.name)),
  );
  return [
    ...new Set(files.flatMap((file) => messagesOf(file, (node) => stray(file, node)))),
  ].sort();
}

/** What is wrong with the stored bundles, one line each. */
export function l10nProblems() {
  const strays = [];
  const messages = collectMessages((file, node) => {
    if (!file.replaceAll('\\', '/').endsWith(TRANSLATES))
      strays.push(`translated without being written out: ${node.getText()} (${file})`);
  });
  const problems = [...strays];
  const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
  const bundle = existsSync(join(root, 'l10n/bundle.l10n.json'))
    ? read('l10n/bundle.l10n.json')
    : {};
  for (const m of messages)
    if (!(m in bundle)) problems.push(`not in the bundle (npm run l10n): ${m}`);
  for (const m of Object.keys(bundle))
    if (!messages.includes(m)) problems.push(`no longer used: ${m}`);
  const holes = (text) =>
    [...text.matchAll(/\{\d+\}/g)]
      .map((x) => x[0])
      .sort()
      .join();
  for (const file of readdirSync(join(root, 'l10n')).filter((f) =>
    /^bundle\.l10n\..+\.json$/.test(f),
  )) {
    const translated = read(`l10n/${file}`);
    for (const m of messages) {
      if (!(m in translated)) problems.push(`${file} lacks: ${m}`);
      else if (holes(m) !== holes(translated[m])) problems.push(`${file} has other holes: ${m}`);
    }
    for (const m of Object.keys(translated))
      if (!messages.includes(m)) problems.push(`${file} has an unused: ${m}`);
  }
  return problems;
}

if (process.argv[1]?.endsWith('l10n.mjs')) {
  if (process.argv.includes('--check')) {
    const problems = l10nProblems();
    for (const p of problems) console.error(p);
    process.exit(problems.length === 0 ? 0 : 1);
  }
  const messages = collectMessages();
  writeFileSync(
    join(root, 'l10n/bundle.l10n.json'),
    `${JSON.stringify(Object.fromEntries(messages.map((m) => [m, m])), null, 2)}\n`,
  );
  console.log(`${messages.length} messages`);
}
