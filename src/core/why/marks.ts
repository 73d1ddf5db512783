import { at, isObject, list, num, str, text } from '../text/json';
import type { CommitFacts } from './askGit';

/**
 * What a commit itself, or a tool that watched it, says of who wrote a line. Formats: git-ai's notes (Git AI Standard
 * 3.0.0, github.com/git-ai-project/git-ai, specs), Agent Trace records (0.1.0, github.com/cursor/agent-trace, README
 * 6.1), Entire's trailers (github.com/entireio/cli); all read on 2026-11-29.
 */
export interface WriterMark {
  readonly source: 'git-ai' | 'agent-trace' | 'entire' | 'co-author';
  /** Of this line; `null` where only the commit is marked. */
  readonly by: 'agent' | 'person' | 'mixed' | null;
  /** Tool and model as named there. */
  readonly tool: string | null;
  readonly model: string | null;
  /** Id of the session, checkpoint or conversation. */
  readonly id: string | null;
}

/** Reads the marks on a line: its path and its number, from 1, in the commit. */
export type MarkReader = (path: string, line: number) => readonly WriterMark[];

/** What a commit says of its lines, read once for all of them. `records` is the text of Agent Trace records. */
export function markReader(commit: CommitFacts, records = ''): MarkReader {
  const note = gitAiNote(commit.notes);
  const traces = tracesOf(`${records}\n${commit.notes}`, commit.id);
  const said = trailers(commit.message);
  return (path, line) => [...gitAi(note, path, line), ...agentTraces(traces, path, line), ...said];
}

const AGENT =
  /\b(?:claude|codex|copilot|cursor|gemini|devin|aider|amp|opencode|jules|windsurf|cline)\b/i;

function trailers(message: string): readonly WriterMark[] {
  const paragraph =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  return paragraph.split('\n').flatMap((row): readonly WriterMark[] => {
    const [, key = '', value = ''] = /^([A-Za-z-]{3,40}):[ \t]*(\S.*)$/.exec(row) ?? [];
    if (key === 'Entire-Checkpoint' || key === 'Entire-Session') {
      return [{ source: 'entire', by: null, tool: null, model: null, id: value.trim() }];
    }
    const name = value.split('<')[0]!.trim();
    return /^co-authored-by$/i.test(key) && AGENT.test(name)
      ? [{ source: 'co-author', by: null, tool: name, model: null, id: null }]
      : [];
  });
}

interface GitAiNote {
  readonly about: unknown;
  /** By path, the ids with their ranges, in order. */
  readonly files: ReadonlyMap<string, readonly (readonly [id: string, ranges: string])[]>;
}

/** Files with lines of `id ranges` under them, a line of dashes, then JSON that tells of the ids. */
function gitAiNote(notes: string): GitAiNote | null {
  if (!notes.includes('authorship/3.')) return null;
  const [rows = '', json = ''] = notes.split(/^---$/m);
  const files = new Map<string, (readonly [string, string])[]>();
  let current = '';
  for (const row of rows.split('\n')) {
    const entry = /^ {2}(\S+) ([\d,-]+)\s*$/.exec(row);
    if (entry === null) current = row.trim().replace(/^"|"$/g, '');
    else files.set(current, [...(files.get(current) ?? []), [entry[1]!, entry[2]!]]);
  }
  return { about: parsed(json), files };
}

function gitAi(note: GitAiNote | null, path: string, line: number): readonly WriterMark[] {
  const entry = note?.files.get(path)?.find(([, ranges]) => inRanges(ranges, line));
  return note === null || entry === undefined ? [] : [gitAiMark(note.about, entry[0])];
}

function gitAiMark(about: unknown, id: string): WriterMark {
  const [session = id] = id.split('::');
  const agent = at(about, 'prompts', id, 'agent_id') ?? at(about, 'sessions', session, 'agent_id');
  const isPerson = isObject(at(about, 'humans', id)) || id.startsWith('h_');
  return {
    source: 'git-ai',
    by: isPerson ? 'person' : 'agent',
    tool: str(agent, 'tool'),
    model: str(agent, 'model'),
    id: str(agent, 'id'),
  };
}

function inRanges(ranges: string, line: number): boolean {
  return ranges.split(',').some((range) => {
    const [from, to = from] = range.split('-').map(Number);
    return from !== undefined && to !== undefined && from <= line && line <= to;
  });
}

/** Records, one JSON a line. A record speaks of the revision that it names and of no other. */
function tracesOf(lines: string, commit: string): readonly unknown[] {
  return lines.split('\n').flatMap((row) => {
    if (!row.startsWith('{') || !row.includes(commit)) return [];
    const record = parsed(row);
    return str(record, 'vcs', 'revision') === commit ? [record] : [];
  });
}

function agentTraces(
  records: readonly unknown[],
  path: string,
  line: number,
): readonly WriterMark[] {
  return records.flatMap((record): readonly WriterMark[] => {
    const file = list(record, 'files').find((f) => str(f, 'path') === path);
    for (const conversation of list(file, 'conversations')) {
      const range = list(conversation, 'ranges').find((r) => isIn(r, line));
      if (range === undefined) continue;
      const by = at(range, 'contributor') ?? at(conversation, 'contributor');
      const type = str(by, 'type');
      return [
        {
          source: 'agent-trace',
          by:
            type === 'ai' ? 'agent' : type === 'human' ? 'person' : type === 'mixed' ? type : null,
          tool: str(record, 'tool', 'name'),
          model: text(by, 'model_id'),
          id: text(record, 'metadata', 'session_id') ?? text(conversation, 'url'),
        },
      ];
    }
    return [];
  });
}

function isIn(range: unknown, line: number): boolean {
  return (num(range, 'start_line') ?? Infinity) <= line && line <= (num(range, 'end_line') ?? 0);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // A note is free text: what is no record of this format says nothing.
    return null;
  }
}
