import { countFigure, say } from '../model/sentence';
import type { FileRecord, Format, Grouper } from './format';
import { MAX_FILE_UNIT_BYTES, MEGABYTE } from './reader/bounds';
import type { ProblemList } from './reader/problems';

type Group = readonly FileRecord[];

/** Puts a format's records together into the groups that its `parse` takes. */
export function createGrouper(format: Format, problems: ProblemList): Grouper {
  if (format.unit === 'record') return { push: (record) => [[record]], end: () => [] };
  return format.unit === 'file' ? wholeFile(problems) : format.unit();
}

function wholeFile(problems: ProblemList): Grouper {
  const all: FileRecord[] = [];
  let bytes = 0;
  return {
    push: (record): readonly Group[] => {
      const before = bytes;
      bytes += record.range.end - record.range.start;
      if (bytes <= MAX_FILE_UNIT_BYTES) all.push(record);
      else if (before <= MAX_FILE_UNIT_BYTES) {
        const message = say(
          'Only the first {0} MB are read in this format.',
          countFigure(MAX_FILE_UNIT_BYTES / MEGABYTE),
        );
        const at = { record: record.range.record, offset: record.range.start };
        problems.add({ code: 'too-large', message, at });
      }
      return [];
    },
    end: () => (all.length === 0 ? [] : [all.slice()]),
  };
}
