import * as z from 'zod';
import { createMatcher } from '../../core/search/matcher';
import type { SearchHit, SearchQuery, Snippet } from '../../core/search/model';
import { FilterReader, FILTERS, isEmpty, SEARCH_KINDS } from '../../core/search/query';
import { bandOf } from '../../core/steps/bands';
import { counted, inEnglish } from '../../core/text/voice';
import { fileAt } from '../engine';
import { defineTool, nextOutput, pageInput, textOrUnknown, type ToolContext } from '../tool';
import { reasonOf } from '../../core/text/errors';
import { isoTime } from '../../core/text/times';

const MOST_HITS = 100;
/** The search ends here and says so: a client does not wait for ever. */
const MAX_MS = 60_000;

const day = z.string().optional().describe('UTC day like 2026-11-29, included.');

const input = z.object({
  text: z
    .string()
    .max(1_000)
    .describe(
      "Words in the reasoning, whatever their case; '' finds every step that the filters leave.",
    ),
  regex: z
    .boolean()
    .default(false)
    .describe('The text is a regular expression without look-around and back references.'),
  path: z
    .string()
    .max(4_000)
    .optional()
    .describe('Only this file or folder of those given at start.'),
  kind: z.enum(SEARCH_KINDS).optional().describe('What the step does.'),
  model: z.string().optional().describe("A part of the model's id."),
  tool: z.string().optional().describe('Only generations that call this tool.'),
  since: day,
  until: day,
  afterAnswer: z
    .boolean()
    .default(false)
    .describe('Only steps after the one that first concludes the answer.'),
  beforeError: z
    .boolean()
    .default(false)
    .describe('Only the reasoning right before a tool call that failed.'),
  ...pageInput(MOST_HITS),
});

interface FileHit extends SearchHit {
  readonly file: string;
}

export const searchReasoning = defineTool({
  name: 'search_reasoning',
  title: 'Search in reasoning',
  description:
    'Finds steps in the reasoning of all saved traces and agent logs in the folders, by words or a pattern, kind of step, model, tool, day, "after the answer" or "before an error". Gives file, trace, step and the words around, page by page; inspect_trace then quotes the steps.',
  input,
  output: z.object({
    hits: z.array(
      z.object({
        file: z.string(),
        trace: z.int(),
        step: z.int(),
        kind: z.string(),
        confidence: z.number().nullable(),
        labelledBy: textOrUnknown,
        model: textOrUnknown,
        at: textOrUnknown,
        start: z.int(),
        end: z.int(),
        matches: z.int(),
        snippet: z.string(),
      }),
    ),
    next: nextOutput,
    files: z.int().describe('Files that were looked at.'),
    complete: z.boolean().describe('False where the time was up before all files were looked at.'),
    undated: z.int().describe('Traces left out because no time is recorded for them.'),
    unread: z.array(z.string()),
  }),
  run: async (asked, context) => {
    const { from, most } = asked;
    const query = queryOf(asked);
    const found = await searchFiles(query, asked.path, from - 1 + most, context);
    const { quoting } = context;
    const hits = found.hits.slice(from - 1, from - 1 + most);
    const next = found.hits.length > from - 1 + most ? from + most : null;
    const lines = hits.map(
      (hit) =>
        `${quoting.line(hit.file)} trace ${hit.index + 1} step ${hit.step + 1} (${hit.kind}, ${hit.confidence === null ? quoting.line(hit.labelledBy) : bandOf(hit.confidence)}): ${quoting.line(wholeWords(hit.snippet))}`,
    );
    return {
      text: [quoting.note, ...lines, ending(found, hits.length, next)].join('\n'),
      data: {
        hits: hits.map(
          ({
            file,
            index,
            step,
            kind,
            confidence,
            labelledBy,
            model,
            startedAt,
            start,
            end,
            matches,
            snippet,
          }) => ({
            ...{ file, trace: index + 1, step: step + 1, kind, confidence, start, end, matches },
            labelledBy: labelledBy && quoting.value(labelledBy, 200),
            model: model && quoting.value(model, 200),
            at: isoTime(startedAt),
            snippet: quoting.value(wholeWords(snippet), 400),
          }),
        ),
        next,
        ...{ files: found.files, complete: found.complete, undated: found.undated },
        unread: found.unread.slice(0, 10).map((line) => quoting.value(line, 400)),
      },
    };
  },
});

/** Without what the borders of a snippet cut in two: the rest of a credential is known as one no more. */
function wholeWords({ text, from, to }: Snippet): string {
  const before = text.slice(0, from).replace(/^[!-~]+/, '…');
  return `${before}${text.slice(from, to)}${text.slice(to).replace(/[!-~]+$/, '…')}`;
}

function queryOf({ text, regex, ...asked }: z.output<typeof input>): SearchQuery {
  const reader = new FilterReader();
  for (const form of FILTERS) {
    const value = asked[form.name];
    if (value !== undefined && value !== false) reader.set(form, String(value));
  }
  const query = { text, regex, filters: reader.filters };
  if (reader.problem !== null) throw new Error(inEnglish(reader.problem));
  if (isEmpty(query)) throw new Error('There is nothing to look for: give words or a filter.');
  const matcher = createMatcher(query);
  if ('problem' in matcher) throw new Error(inEnglish(matcher.problem));
  return query;
}

interface Found {
  readonly hits: FileHit[];
  files: number;
  undated: number;
  complete: boolean;
  readonly unread: string[];
}

/** One hit more than asked for tells that there is another page. */
async function searchFiles(
  query: SearchQuery,
  path: string | undefined,
  needed: number,
  { folders, engine, signal }: ToolContext,
): Promise<Found> {
  const found: Found = { hits: [], files: 0, undated: 0, complete: true, unread: [] };
  const enough = new AbortController();
  const stop = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(MAX_MS)]);
  for await (const file of folders.files(path, (problem) => found.unread.push(problem))) {
    const name = folders.shown(file.path);
    const onProgress = ({ hits }: { readonly hits: readonly SearchHit[] }): void => {
      for (const hit of hits) found.hits.push({ ...hit, file: name });
      if (found.hits.length > needed) enough.abort();
    };
    try {
      const searched = await engine.call(
        'search',
        { file: fileAt(file.path), query },
        { signal: stop, onProgress },
      );
      found.undated += searched.undated;
    } catch (error) {
      signal.throwIfAborted();
      if (!stop.aborted) {
        const why = reasonOf(error);
        found.unread.push(`${name}: ${why}`);
      }
    }
    found.files += 1;
    if (stop.aborted) break;
  }
  found.complete = !stop.aborted || enough.signal.aborted;
  return found;
}

function ending(
  { files, complete, undated, unread }: Found,
  hits: number,
  next: number | null,
): string {
  return [
    `${counted(hits, 'hit')} on this page; ${counted(files, 'file')} looked at.`,
    ...(next === null ? [] : [`More from hit ${next}.`]),
    ...(complete ? [] : ['The time was up before all files were looked at: name a path.']),
    ...(undated > 0 ? [`${counted(undated, 'trace')} without a time, on no day.`] : []),
    ...(unread.length > 0 ? [`${counted(unread.length, 'file')} could not be read.`] : []),
  ].join(' ');
}
