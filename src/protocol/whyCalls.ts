import type { AskedFile, MovedLines, Searched } from '../core/why/attribute';
import type { LineOrigin, RecordedEdit, ToldEdit } from '../core/why/model';
import type { EditStory } from '../core/why/story';
import type { FileToRead } from './engine';
import { call, type } from './rpc';

// What the host asks the engine about who wrote a line. The index of edits stays in the engine; git is asked by the host.

/** One of the indexes of edits that the engine holds, by the number that it gave to `editsStart`. */
export interface OfEdits {
  readonly index: number;
}

export const whyRequests = {
  /** Makes room for an index, in place of the one `instead` of which it is read anew; gives its number. */
  editsStart: call<{ readonly instead: number | null }, number>(),
  /** Takes a part of the stored index, older parts first. */
  editsLoad: call<
    OfEdits & { readonly part: Uint8Array<ArrayBuffer> },
    { readonly damaged: number }
  >(),
  /** Reads a log, unless it is known and unchanged; `key` is its URI. `line` is for the stored index. */
  editsFile: {
    ...call<
      OfEdits & { readonly file: FileToRead; readonly key: string; readonly mtime: number },
      { readonly edits: number; readonly line: string | null }
    >(),
    progress: type<null>(),
  },
  /** Forgets logs, by their URIs: what is there no more wrote nothing that can be shown. */
  editsForget: call<OfEdits & { readonly keys: readonly string[] }, null>(),
  /** A part of the stored index, as UTF-8; `next` asks for the following one. */
  editsPart: call<
    OfEdits & { readonly from: number },
    { readonly part: Uint8Array<ArrayBuffer>; readonly next: number | null }
  >(),
  /** For each line of the file who wrote it. */
  lineOrigins: call<
    OfEdits & { readonly file: AskedFile; readonly moved: readonly MovedLines[] },
    readonly LineOrigin<ToldEdit>[]
  >(),
  editsSearched: call<OfEdits & { readonly file: AskedFile }, Searched>(),
  /** An edit with what stands around it in its log; `null` when the log no longer holds it. */
  editStory: {
    ...call<{ readonly file: FileToRead; readonly edit: RecordedEdit }, EditStory | null>(),
    progress: type<null>(),
  },
};
