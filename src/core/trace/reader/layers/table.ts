import type { Layer } from './layer';
import { gzip, zstd } from './packed';
import { notebook } from './notebook';
import { utf16 } from './utf16';
import { dockerLog, journal, pythonBytes } from './wrapped';

/** Every layer that is found by its bytes, in the order in which they are tried. */
export const LAYERS: readonly Layer[] = [
  zstd,
  gzip,
  utf16,
  pythonBytes,
  dockerLog,
  journal,
  notebook,
];
