import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { pairCalls, type CallAt, type CallPair } from '../core/check/pairCalls';
import { increaseOf, reviewCalls } from '../core/check/review';
import { makeCatalogue } from '../core/estimate/catalogue';
import { documentLanguage, findPrompts, type PromptDocument } from '../core/prompt/find';
import { lineAndColumn, placeOf } from '../core/prompt/place';
import {
  checkAnnotations,
  checkJson,
  checkText,
  increaseLine,
  type ReviewToPrint,
} from './checkText';
import { GitError, GitStates } from './gitStates';
import { printable, write } from './output';
import { FLAG, positive, readArgs, TEXT, UseError } from './arguments';
import { promptDocument, readText } from './prompts';

const FORMATS = { text: checkText, github: checkAnnotations, json: checkJson } as const;
type Format = keyof typeof FORMATS;

/** What `--help` prints. */
export const USAGE =
  'usage: lrm-lens check [PATH...] [--base GIT-REF [--head GIT-REF]] [--calls N] [--max-increase USD]\n' +
  '                      [--strict] [--format text|github|json]\n' +
  'Model calls that changed between two states (today: the working tree): what each costs before and after, and what is\n' +
  'wrong with it: retired models, refused parameters, caps that starve the answer. Without --base: every call of the files.\n' +
  '  --calls N           calls a month of each; sums are of a month then\n' +
  '  --max-increase USD  exit code 1 when the changes add more than this (mean of a call of each, or of a month)\n' +
  '  --strict            exit code 1 when anything is wrong with a call\n';

interface Asked {
  readonly paths: readonly string[];
  readonly base: string | null;
  readonly head: string | null;
  readonly calls: number | null;
  readonly maxIncrease: number | null;
  readonly strict: boolean;
  readonly format: Format;
}

const number = (name: string, text: string | undefined): number | null =>
  text === undefined ? null : positive(name, text);

function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = readArgs(args, {
    ...{ base: TEXT, head: TEXT, calls: TEXT, 'max-increase': TEXT, strict: FLAG },
    format: { type: 'string', default: 'text' },
  });
  const { base = null, head = null, format } = values;
  if (!Object.hasOwn(FORMATS, format))
    throw new UseError(`--format takes ${Object.keys(FORMATS).join(', ')}, not '${format}'`);
  if (base === null && head !== null) throw new UseError('--head needs --base');
  const maxIncrease = number('max-increase', values['max-increase']);
  if (base === null && maxIncrease !== null) throw new UseError('--max-increase needs --base');
  if (base === null && positionals.length === 0)
    throw new UseError('a file, a folder or --base GIT-REF is needed');
  const calls = number('calls', values.calls);
  return {
    ...{ paths: positionals, base, head, calls, maxIncrease },
    strict: values.strict,
    format: format as Format,
  };
}

/** Calls of one text; none where it is no code and no data. */
function callsIn(file: string, document: PromptDocument): readonly CallAt[] {
  if (documentLanguage(document) === 'text' && !/\.(?:prompt\.md|prompty)$/i.test(file)) return [];
  return findPrompts(document).map((found) => ({
    file,
    line: lineAndColumn(document.text, placeOf(found)).line,
    found,
    document: document.text,
  }));
}

/** Endings of files that may import from others. */
const CODE = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.py', '.ipynb'];

/** Calls of a text whose imports are read as `read` gives them; the finder asks for them in the middle of its work. */
async function callsWith(
  read: (path: string) => Promise<string | null>,
  file: string,
  path: string,
  text: string | null,
): Promise<readonly CallAt[]> {
  if (text === null) return [];
  const known = new Map<string, string | null>();
  for (;;) {
    const missing: string[] = [];
    const document = promptDocument(path, text, (imported) => {
      if (!known.has(imported)) missing.push(imported);
      return known.get(imported) ?? null;
    });
    const calls = callsIn(file, document);
    if (missing.length === 0) return calls;
    for (const imported of missing) known.set(imported, await read(imported));
  }
}

async function changedPairs(
  git: GitStates,
  paths: readonly string[],
  tell: (message: string) => void,
): Promise<readonly CallPair[]> {
  const files = await git.changed(paths.map((path) => resolve(path)));
  const known = new Set(files.map((file) => file.after));
  // A prompt or the name of a model may stand in a file that changed, and the call in one that did not.
  const stems = files
    .flatMap(({ before, after }) => after ?? before ?? [])
    .filter((path) => CODE.includes(extname(path).toLowerCase()))
    .map((path) => basename(path, extname(path)));
  const naming = await git.naming([...new Set(stems)], CODE);
  if (naming.more > 0) {
    const { paths: read, more } = naming;
    tell(
      `${read.length + more} files hold the name of a changed one: the first ${read.length} were read, ${more} were not`,
    );
  }
  const related = naming.paths
    .filter((path) => !known.has(path))
    .map((path) => ({ before: path, after: path }));
  const importedBefore = async (path: string): Promise<string | null> => {
    const inside = git.inside(path);
    return inside === null ? null : git.before(inside);
  };
  const importedAfter = async (path: string): Promise<string | null> => {
    const inside = git.inside(path);
    return inside === null ? null : git.after(inside);
  };
  const pairs: CallPair[] = [];
  for (const { before, after } of [...files, ...related]) {
    const old = before === null ? null : await git.before(before);
    const now = after === null ? null : await git.after(after);
    const [oldPath, newPath] = [before ?? '', after ?? ''];
    pairs.push(
      ...pairCalls(
        await callsWith(importedBefore, oldPath, join(git.top, oldPath), old),
        await callsWith(importedAfter, newPath, join(git.top, newPath), now),
      ),
    );
  }
  return pairs;
}

/** Folders that hold others' code. */
const SKIPPED = new Set(['node_modules', '.git', '.venv', 'venv', '__pycache__', 'dist']);

/** The files under a folder, in the order of their names. Links are not followed. */
function* filesUnder(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesUnder(path);
  }
}

/** Every call of the files, as if nothing had been before; a file that was named or should be readable, and is not, is told. */
function allPairs(
  paths: readonly string[],
  onProblem: (message: string) => void,
): readonly CallPair[] {
  return paths.flatMap((path) => {
    const isFolder = statSync(path).isDirectory();
    return (isFolder ? [...filesUnder(path)] : [path]).flatMap((file) => {
      const read = readText(file);
      if ('why' in read) {
        if (!isFolder || read.refused) onProblem(`${file}: ${read.why}`);
        return [];
      }
      const calls = callsIn(file, promptDocument(file, read.text));
      return calls.map((after) => ({ before: null, after }));
    });
  });
}

const tell = (message: string): void => {
  process.stderr.write(`lrm-lens check: ${printable(message)}\n`);
};

/** `lrm-lens check`: exit code 0; 1 over `--max-increase` or with `--strict` where something is wrong; 2 wrong use or input. */
export async function check(args: readonly string[]): Promise<number> {
  let unread = 0;
  const onProblem = (message: string): void => {
    unread += 1;
    tell(message);
  };
  const asked = readArguments(args);
  let pairs: readonly CallPair[];
  try {
    pairs =
      asked.base === null
        ? allPairs(asked.paths, onProblem)
        : await changedPairs(
            await GitStates.open(process.cwd(), asked.base, asked.head),
            asked.paths,
            tell,
          );
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    tell(error.message);
    return 2;
  }
  const [{ countTokens }, { libraryPrices }] = await Promise.all([
    import('../core/estimate/tokenizer.lazy'),
    import('../core/estimate/prices.lazy'),
  ]);
  const facts = {
    ...{ catalogue: makeCatalogue(), prices: libraryPrices, countTokens },
    now: new Date(),
  };
  const calls = reviewCalls(pairs, facts, asked.calls);
  const checked: ReviewToPrint = { calls, callsPerMonth: asked.calls, base: asked.base };
  await write(FORMATS[asked.format](checked));
  return unread > 0 ? 2 : exitCode(asked, checked);
}

function exitCode({ maxIncrease, strict }: Asked, checked: ReviewToPrint): number {
  const { calls, callsPerMonth } = checked;
  const wrong = strict && calls.some((call) => call.problems.length > 0);
  if (maxIncrease === null) return wrong ? 1 : 0;
  const { usd, unpriced } = increaseOf(calls, callsPerMonth !== null);
  if (unpriced > 0 || usd === null) {
    tell('not every changed call has a price; --max-increase cannot be kept');
    return 1;
  }
  if (usd > maxIncrease) tell(`over --max-increase: ${increaseLine(checked)}`);
  return wrong || usd > maxIncrease ? 1 : 0;
}
