import { bandOf } from '../core/steps/bands';
import { createMatcher, type Matcher } from '../core/search/matcher';
import { counted, inEnglish } from '../core/text/voice';
import type { SearchHit, SearchQuery } from '../core/search/model';
import { FilterReader, FILTERS, isEmpty, SEARCH_KINDS } from '../core/search/query';
import { searchFile, type SearchedFile } from '../core/search/searchFile';
import { FLAG, readArgs, TEXT, UseError } from './arguments';
import { withFile } from './fileSource';
import { NotRead } from './notRead';
import { paint, printable, progress, write } from './output';
import type { WalkedFile } from './walkFiles';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens search TEXT PATH... [--regex] [--kind KIND] [--model MODEL] [--tool NAME] [--since DAY] [--until DAY]
                  [--after-answer] [--before-error] [--json]
  TEXT            words in the reasoning, upper and lower case alike; '' finds every step that the filters leave
  --regex         TEXT is a regular expression without look-around and back references
  --kind KIND     ${SEARCH_KINDS.join(', ')}
  --model MODEL   a part of the model's id
  --tool NAME     only generations that call this tool
  --since, --until DAY   like 2026-11-29 (UTC), both included
  --after-answer  only steps after the one that first concludes the answer
  --before-error  only the reasoning right before a tool call that failed
`;

interface SearchOptions {
  readonly query: SearchQuery;
  readonly paths: readonly string[];
  readonly json: boolean;
}

/** `lrm-lens search`: every step under the paths in which a text is found. Exit code 2 on bad use or a path that cannot be read. */
export async function search(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const matcher = createMatcher(options.query);
  if ('problem' in matcher) throw new UseError(inEnglish(matcher.problem));
  return searchPaths(options, matcher);
}

const NAMED_FILTERS = FILTERS.map((form) => ({ form, name: form.option.replace(/^--/, '') }));

function parse(args: readonly string[]): SearchOptions {
  const filters = NAMED_FILTERS.map(
    ({ form, name }) => [name, form.takesValue ? TEXT : FLAG] as const,
  );
  const options: Readonly<Record<string, typeof TEXT | typeof FLAG>> = {
    ...{ json: FLAG, regex: FLAG },
    ...Object.fromEntries(filters),
  };
  const { values, positionals } = readArgs(args, options);
  const reader = new FilterReader();
  for (const { form, name } of NAMED_FILTERS) {
    const value = values[name];
    if (typeof value === 'string') reader.set(form, value);
    else if (value === true) reader.set(form, undefined);
  }
  if (reader.problem !== null) throw new UseError(inEnglish(reader.problem));
  const [text, ...paths] = positionals;
  if (text === undefined) throw new UseError('no text given');
  if (paths.length === 0) throw new UseError('no path given');
  const query = { text, regex: values['regex'] === true, filters: reader.filters };
  if (isEmpty(query)) throw new UseError('nothing to look for');
  return { query, paths, json: values['json'] === true };
}

/** What was found so far. */
interface Tally {
  files: number;
  hits: number;
  undated: number;
}

async function searchPaths(options: SearchOptions, matcher: Matcher): Promise<number> {
  const tally: Tally = { files: 0, hits: 0, undated: 0 };
  const notRead = new NotRead();
  await notRead.each(options.paths, async (found) => {
    const { failure, labels } = await searchOne(found, options, matcher, tally);
    if (failure !== null) notRead.take(found, failure);
    if (labels !== null) notRead.takeLabels(found.path, labels);
  });
  progress(null);
  const code = notRead.tell();
  if (!options.json) await write(`${summaryOf(tally)}\n`);
  return code;
}

function summaryOf({ files, hits, undated }: Tally): string {
  const steps = `${counted(hits, 'step')} in ${counted(files, 'file')}.`;
  return undated === 0 ? steps : `${steps} ${counted(undated, 'trace')} without a time: on no day.`;
}

/** Prints the hits of a file as they come, and adds them up. */
async function searchOne(
  { path }: WalkedFile,
  { query, json }: SearchOptions,
  matcher: Matcher,
  tally: Tally,
): Promise<SearchedFile> {
  let printing: Promise<void> = Promise.resolve();
  let isFirst = true;
  const onHits = (hits: readonly SearchHit[]): void => {
    progress(null);
    const title = isFirst && !json ? [paint('bold', printable(path))] : [];
    const lines = hits.map((hit) => (json ? JSON.stringify({ file: path, ...hit }) : lineOf(hit)));
    isFirst = false;
    printing = printing.then(() => write(`${[...title, ...lines].join('\n')}\n`));
  };
  const found = await withFile(path, (source) => {
    const onProgress = (bytes: number): void =>
      progress(`${printable(path)}  ${Math.round((100 * bytes) / source.size)} %`);
    return searchFile(source, matcher, query.filters, { onHits, onProgress });
  });
  await printing;
  tally.hits += found.hits;
  tally.undated += found.undated;
  if (found.hits > 0) tally.files += 1;
  return found;
}

/** Number of trace and step, what the step does and how sure that is, and the words around the match. */
function lineOf(hit: SearchHit): string {
  const { index, step, kind, confidence, labelledBy, matches, snippet } = hit;
  const sure = confidence === null ? printable(labelledBy ?? '') : bandOf(confidence);
  const { text, from, to } = snippet;
  const shown = `${printable(text.slice(0, from))}${paint('red', printable(text.slice(from, to)))}${printable(text.slice(to))}`;
  const more = matches > 1 ? `  (${matches} times)` : '';
  const where = `#${index + 1} step ${step + 1}`.padEnd(14);
  return `  ${where} ${kind.padEnd(7)} ${sure.padEnd(6)} ${shown.trim()}${more}`;
}
