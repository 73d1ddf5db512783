import type { FileRecord, Grouper } from '../../format';

/** Groups records that belong together, each group from a record that starts one; a record that fits none stands alone. */
export function startGrouper(
  starts: (value: unknown) => boolean,
  belongs: (value: unknown) => boolean = () => true,
): Grouper {
  let open: FileRecord[] = [];
  const take = (): (readonly FileRecord[])[] => {
    const group = open;
    open = [];
    return group.length === 0 ? [] : [group];
  };
  return {
    push: (record) => {
      if (!belongs(record.value)) return [...take(), [record]];
      const done = starts(record.value) ? take() : [];
      open.push(record);
      return done;
    },
    end: () => (open.length === 0 ? [] : [open.slice()]),
  };
}
