import { isStale, PART_CHARS } from '../../core/corpus/fileIndex';
import { stampOf } from '../../core/corpus/readFile';
import { FORMATS } from '../../core/trace/formats/table';
import { startScan } from '../../core/trace/scan';
import { originsOf, searchedIn } from '../../core/why/attribute';
import { EditIndex } from '../../core/why/editIndex';
import type { EditRef, LineOrigin, ToldEdit } from '../../core/why/model';
import { readLogEdits, readStory } from '../../core/why/readLog';
import { parseStored, storedHeader, storedLine, type StoredLog } from '../../core/why/stored';
import type { EngineHandlers } from '../../protocol/engine';
import { withSource, type OpenSource, type WorkerSource } from '../source';
import { SentenceError } from '../../core/text/sentenceError';
import { say } from '../../core/model/sentence';

/** The edits of the logs that are there, and what is known of logs from the stored index. */
interface Edits {
  readonly known: Map<string, StoredLog>;
  readonly present: Map<string, StoredLog>;
  readonly index: EditIndex;
}

/** Answers who wrote a line. An index lives until another one is read in its place. */
export function whyCalls(openSource: OpenSource) {
  const all = new Map<number, Edits>();
  let next = 1;
  const editsOf = (id: number): Edits => {
    const edits = all.get(id);
    if (edits === undefined) throw new SentenceError(say('The index of edits is no longer open.'));
    return edits;
  };

  return {
    editsStart: ({ instead }) => {
      if (instead !== null) all.delete(instead);
      all.set(next, { known: new Map(), present: new Map(), index: new EditIndex() });
      return next++;
    },
    editsLoad: ({ index, part }) => {
      const { logs, damaged } = parseStored(new TextDecoder().decode(part));
      const { known } = editsOf(index);
      for (const [key, log] of logs) known.set(key, log);
      return { damaged };
    },
    editsFile: ({ index: id, file, key, mtime }, { signal, progress }) =>
      withSource(openSource, file, async (source) => {
        const { known, present, index } = editsOf(id);
        const stamp = await stampOf(source, mtime);
        const before = known.get(key);
        const isKnown = before !== undefined && !isStale(before, stamp);
        const entry = isKnown ? before : { file: key, stamp, log: await readEdits(key, source) };
        known.set(key, entry);
        present.set(key, entry);
        if (entry.log === null) index.remove(key);
        else index.put(entry.log);
        return { edits: entry.log?.edits.length ?? 0, line: isKnown ? null : storedLine(entry) };

        async function readEdits(name: string, from: WorkerSource) {
          const scan = await startScan(from, FORMATS, signal);
          if (!('format' in scan)) return null;
          const log = await readLogEdits(name, scan, { signal, onStep: () => progress(null) });
          return log === null || log.edits.length === 0 ? null : log;
        }
      }),
    editsForget: ({ index: id, keys }) => {
      const { known, present, index } = editsOf(id);
      for (const key of keys) {
        known.delete(key);
        present.delete(key);
        index.remove(key);
      }
      return null;
    },
    editsPart: ({ index, from }) => {
      const entries = [...editsOf(index).present.values()];
      let text = storedHeader();
      let at = from;
      for (; at < entries.length && text.length < PART_CHARS; at++)
        text += storedLine(entries[at]!);
      return {
        part: new TextEncoder().encode(text),
        next: at < entries.length ? at : null,
      };
    },
    lineOrigins: ({ index, file, moved }) => {
      const told = new Map<EditRef, ToldEdit>();
      const tell = (ref: EditRef): ToldEdit => {
        const { file: name, formatTitle } = ref.log;
        const known = told.get(ref) ?? { log: { file: name, formatTitle }, edit: ref.edit };
        told.set(ref, known);
        return known;
      };
      return originsOf(editsOf(index).index, file, moved).map((o) => light(o, tell));
    },
    editsSearched: ({ index, file }) => searchedIn(editsOf(index).index, file),
    editStory: ({ file, edit }, { signal, progress }) =>
      withSource(openSource, file, async (source) => {
        const scan = await startScan(source, FORMATS, signal);
        if (!('format' in scan)) return null;
        return readStory(edit, scan, { signal, onStep: () => progress(null) });
      }),
  } satisfies Partial<EngineHandlers>;
}

/** The same without the arrays of the logs, which stay here. */
function light(origin: LineOrigin, tell: (ref: EditRef) => ToldEdit): LineOrigin<ToldEdit> {
  if (origin.kind === 'edit') return { ...origin, ref: tell(origin.ref) };
  return origin.kind === 'none' ? origin : { ...origin, refs: origin.refs.map(tell) };
}
