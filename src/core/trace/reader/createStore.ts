import type { Container } from '../format';
import type { ByteSource } from '../source';
import { ZipArchive } from './archive';
import type { ProblemList } from './problems';
import { Database } from './sqlite/database';
import type { RecordStore } from './store';
import { ParquetTable } from './tables/parquet';

/** Containers that are read by places; all others are read from the first byte to the last. */
export type StoreContainer = Extract<Container, 'zip' | 'sqlite' | 'parquet'>;

const STORES: Readonly<
  Record<StoreContainer, (source: ByteSource, problems: ProblemList) => RecordStore>
> = {
  zip: (source, problems) => new ZipArchive(source, problems),
  sqlite: (source, problems) => new Database(source, problems),
  parquet: (source, problems) => new ParquetTable(source, problems),
};

export function isStore(container: Container): container is StoreContainer {
  return Object.hasOwn(STORES, container);
}

export function createStore(
  container: StoreContainer,
  source: ByteSource,
  problems: ProblemList,
): RecordStore {
  return STORES[container](source, problems);
}
