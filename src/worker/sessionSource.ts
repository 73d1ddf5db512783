import { storedSession } from '../core/trace/reader/sqlite/sessions';
import { bytesSource, type WorkerSource } from './source';
import { SentenceError } from '../core/text/sentenceError';
import { say } from '../core/model/sentence';

/** One session of an agent's database as a file of its own, put together again each time its size is asked for. */
export async function sessionSource(database: WorkerSource, id: string): Promise<WorkerSource> {
  const read = async (): Promise<Uint8Array> => {
    const size = (await database.currentSize?.()) ?? database.size;
    const bytes = await storedSession({ ...database, size }, id);
    if (bytes === null) throw new SentenceError(say('The session is not in the database.'));
    return bytes;
  };
  const whole = await read().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const source = bytesSource(`${id}.json`, whole);
  return {
    ...source,
    currentSize: async () => {
      const now = await read();
      source.replace(now);
      return now.byteLength;
    },
    close: async () => {
      await source.close();
      await database.close();
    },
  };
}
