import type { Sentence } from './sentence';

/**
 * Something that went wrong with input, as data: never thrown, shown once where the user looks.
 * `at` says where (a record number and a byte offset where known).
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: Sentence;
  readonly at?: { readonly record?: number; readonly offset?: number };
}

export type ProblemCode =
  /** No known format matches. */
  | 'unrecognised'
  | 'empty'
  /** Bytes or records that do not parse. */
  | 'malformed'
  /** A size, depth or count bound was met; the message names it. */
  | 'too-large'
  /** The stream or file ends in the middle of a record. */
  | 'truncated'
  /** A record parsed but its type is not known; it is kept as a raw segment and counted. */
  | 'not-understood'
  /** Understood, and left out of what is shown: other branches of a chat. */
  | 'not-shown'
  /** States of the host, which opens files: gone, stopped by the user, refused by the system. */
  | 'deleted'
  | 'cancelled'
  | 'unreadable';
