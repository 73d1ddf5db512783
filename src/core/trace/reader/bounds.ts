/** Bounds of what is read, so that no file can exhaust memory or time. Each one met is reported with its name. */
export const MEGABYTE = 1024 * 1024;

/** What detection reads first. */
export const SNIFF_BYTES = 64 * 1024;
/** When the first 64 kB are not enough to tell the format, records up to here are looked at. */
export const CONFIRM_BYTES = 1 * MEGABYTE;
/** And at most this many of them. */
export const MAX_SNIFF_RECORDS = 2_000;
/** A text in which no value was found so far is given up here. */
export const MAX_IDLE_BYTES = 2 * MEGABYTE;
/** Small enough that the records of one chunk die young: larger ones cost more in garbage collection than they save. */
export const CHUNK_BYTES = 256 * 1024;
/** One JSON document, line, SSE event or text file. */
export const MAX_RECORD_BYTES = 128 * MEGABYTE;
/** One exchange of a recorded cassette, or another YAML file: slower to parse than JSON, and larger in memory. */
export const MAX_YAML_BYTES = 8 * MEGABYTE;
/** Records of a format that needs the whole file at once. */
export const MAX_FILE_UNIT_BYTES = 256 * MEGABYTE;
/** Deepest nesting of arrays and objects. Real traces stay below 30. */
export const MAX_DEPTH = 200;
/** One entry of a zip, unpacked, and all entries together. */
export const MAX_ENTRY_BYTES = 64 * MEGABYTE;
export const MAX_UNPACKED_BYTES = 1024 * MEGABYTE;
export const MAX_ENTRIES = 100_000;
/** Problems listed one by one; further ones are only counted. */
export const MAX_PROBLEMS = 100;
/** A file that begins with more problems than this, and no record, is given up. */
export const MAX_PROBLEMS_FIRST = 20_000;
