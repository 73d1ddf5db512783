import type { OpenedFile } from '../protocol/engine';
import type { InspectedFile } from '../tools/inspectTrace';
import type { EngineThread } from './engine';

/** A file that the engine has open, as the tools look at it: with the labels beside it. */
export function inspectedFile(engine: EngineThread, file: OpenedFile): InspectedFile {
  const { handle, count, formatTitle } = file;
  return {
    count,
    formatTitle,
    rows: (indexes) => engine.call('rows', { handle, indexes }),
    outline: (index) => engine.call('outline', { handle, index, corrections: null }),
    bodies: (index, from, to) =>
      engine.call('bodies', { handle, index, corrections: null, from, to }),
  };
}
