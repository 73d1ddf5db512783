import { resolve } from 'node:path';
import { EditIndex } from '../core/why/editIndex';
import { explain, sourceOf, type WhyAnswer } from '../core/why/explain';
import { linesOf } from '../core/why/lineFacts';
import { readLogEdits, readStory } from '../core/why/readLog';
import type { EditStory } from '../core/why/story';
import type { ToldEdit } from '../core/why/model';
import { FORMATS } from '../core/trace/formats/table';
import { startScan } from '../core/trace/scan';
import { counted } from '../core/text/voice';
import { reasonOf } from '../core/text/errors';
import { FLAG, readArgs, readRow, UseError } from './arguments';
import { withFile } from './fileSource';
import { NotRead } from './notRead';
import { gitAccess } from './gitAccess';
import { printable, progress, write } from './output';
import { sourceText } from './sourceText';
import { whyLine, whyText, type Stories } from './whyTable';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens why FILE:LINE[-LINE] --sessions DIR... [--no-git] [--json]
Finds the recorded edit of an agent that wrote the line, and the reasoning before it. Reads the logs under the folders
of --sessions (or of LRM_LENS_SESSIONS, separated as in PATH) and asks git about the line; guesses nothing.
`;

interface WhyOptions {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly sessions: readonly string[];
  readonly json: boolean;
  readonly git: boolean;
}

/** `lrm-lens why`: exit code 0 also when no edit is recorded, 2 on bad use or when a named folder cannot be read. */
export async function why(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const path = resolve(options.file);
  let text: string;
  try {
    text = await sourceText(path);
  } catch (error) {
    process.stderr.write(`lrm-lens: ${printable(options.file)}: ${printable(reasonOf(error))}\n`);
    return 2;
  }
  const count = linesOf(text).length;
  if (options.to > count) {
    process.stderr.write(`lrm-lens: ${printable(options.file)} has ${counted(count, 'line')}\n`);
    return 2;
  }
  const notRead = new NotRead();
  const index = await readIndex(options.sessions, notRead);
  const code = notRead.tell();
  const { from, to } = options;
  const asked = { path, text, from, to, folder: process.cwd() };
  const answer = await explain(sourceOf(index), asked, options.git ? gitAccess(path) : null);
  const stories = await storiesOf(answer);
  progress(null);
  await write(
    options.json
      ? `${JSON.stringify(whyLine(options.file, answer, stories))}\n`
      : whyText(options.file, answer, stories),
  );
  return code;
}

function parse(args: readonly string[]): WhyOptions {
  const { values, tokens } = readArgs(args, {
    ...{ json: FLAG, 'no-git': FLAG },
    sessions: { type: 'string', multiple: true },
  });
  const row = readRow(tokens, 'sessions');
  // `--sessions DIR FILE:LINE`: the line may stand behind the folders.
  const behind =
    row.beside.length > 0 ? -1 : row.values.findIndex((v, i) => i > 0 && PLACE.test(v));
  const sessions = row.values.filter((_, i) => i !== behind);
  const [place = row.values[behind] ?? '', more] = row.beside;
  if (more !== undefined) throw new UseError(`one place at a time, not also '${more}'`);
  const found = PLACE.exec(place);
  if (!found) throw new UseError('name a line as FILE:LINE');
  const from = Number(found[2]);
  const to = Number(found[3] ?? found[2]);
  if (from < 1 || to < from) throw new UseError(`no lines ${from} to ${to}`);
  const named = process.env['LRM_LENS_SESSIONS']?.split(process.platform === 'win32' ? ';' : ':');
  const folders = sessions.length > 0 ? sessions : (named ?? []).filter((f) => f !== '');
  if (folders.length === 0)
    throw new UseError('name the folders of your session logs with --sessions');
  return {
    file: found[1]!,
    from,
    to,
    sessions: folders,
    json: values.json,
    git: !values['no-git'],
  };
}

const PLACE = /^(.+):(\d{1,9})(?:-(\d{1,9}))?$/;

/** The edits of all logs under the folders. What a folder holds beside logs is passed over. */
async function readIndex(folders: readonly string[], notRead: NotRead): Promise<EditIndex> {
  const index = new EditIndex();
  let files = 0;
  await notRead.each(folders, async ({ path }) => {
    progress(`${counted(++files, 'file')}, ${counted(index.size, 'edit')}`);
    const log = await withScan(path, (scan) => readLogEdits(path, scan));
    if (log !== null && log.edits.length > 0) index.put(log);
  });
  return index;
}

type Opened = Exclude<Awaited<ReturnType<typeof startScan>>, { error: unknown }>;

const withScan = <T>(path: string, use: (scan: Opened) => Promise<T>): Promise<T | null> =>
  withFile(path, async (source) => {
    const scan = await startScan(source, FORMATS);
    return 'format' in scan ? use(scan) : null;
  });

/** Edits of one answer whose sessions are read. */
const MAX_STORIES = 6;

async function storiesOf(answer: WhyAnswer): Promise<Stories> {
  const refs = answer.groups.flatMap(({ candidates }) => candidates.map(({ ref }) => ref));
  const stories = new Map<ToldEdit, EditStory | null>();
  for (const ref of refs.slice(0, MAX_STORIES)) {
    stories.set(ref, await withScan(ref.log.file, (scan) => readStory(ref.edit, scan)));
  }
  return stories;
}
