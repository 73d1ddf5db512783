import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  storedSession,
  storedSessions,
} from '../../../../../../src/core/trace/reader/sqlite/sessions';
import { memorySource, type ByteSource } from '../../../../../../src/core/trace/source';
import { list } from '../../../../../../src/core/text/json';

const NAME = 'opencode-many.db';
const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));

function stored(withLog: boolean): ByteSource {
  return {
    ...memorySource(NAME, fixture(NAME)),
    beside: (ending) =>
      Promise.resolve(withLog ? memorySource(NAME + ending, fixture(NAME + ending)) : null),
  };
}

const messagesOf = async (source: ByteSource, id: string): Promise<readonly unknown[]> => {
  const bytes = await storedSession(source, id);
  assert.ok(bytes !== null);
  return list(JSON.parse(new TextDecoder().decode(bytes)), 'messages');
};

describe('a database with the sessions of an agent', () => {
  it('lists them with folder and time, and those of sub-agents not', async () => {
    const sessions = await storedSessions(stored(false));
    assert.equal(sessions.length, 17);
    const now = sessions.find(({ id }) => id === 'ses_now');
    assert.deepEqual(now, { id: 'ses_now', folder: '/w/shop/web', at: 1_761_990_005_000 });
  });

  it('gives one of them whole and in order, also what stands only in its log', async () => {
    const before = await messagesOf(stored(false), 'ses_now');
    const after = await messagesOf(stored(true), 'ses_now');
    assert.deepEqual([before.length, after.length], [3, 6]);
    assert.deepEqual(after.slice(0, 3), before);
    assert.ok(after.every((message) => list(message, 'parts').length > 0));
  });

  it('is read by its indexes as it is when every row is looked at', async () => {
    const plain = fixture(NAME);
    const bytes = Buffer.from(plain.buffer);
    // Rows of the schema that say what they are in a word nobody knows.
    for (const name of ['message_session', 'part_session', 'sqlite_autoindex_session'])
      bytes.write('indey', bytes.indexOf(`index${name}`));
    for (const id of ['ses_00', 'ses_07', 'ses_13', 'ses_now', 'ses_now_child']) {
      const all = await messagesOf(memorySource(NAME, plain), id);
      assert.deepEqual(await messagesOf(stored(false), id), all, id);
    }
  });

  it('whose index points to itself is read to an end', async () => {
    const bytes = fixture(NAME);
    const view = new DataView(bytes.buffer);
    // Every child of an interior page of an index is the page itself.
    for (let page = 1; page < bytes.length / 512; page++) {
      const at = page * 512;
      if (bytes[at] !== 0x02) continue;
      for (let cell = 0; cell < view.getUint16(at + 3); cell++)
        view.setUint32(at + view.getUint16(at + 12 + 2 * cell), page + 1);
      view.setUint32(at + 8, page + 1);
    }
    assert.ok((await messagesOf(memorySource(NAME, bytes), 'ses_now')).length < 3);
  });

  it('knows no session of another database, and none that is not there', async () => {
    assert.deepEqual(await storedSessions(memorySource('goose.db', fixture('goose.db'))), []);
    assert.equal(await storedSession(stored(false), 'ses_none'), null);
    assert.deepEqual(await storedSessions(memorySource('a.db', new Uint8Array(50))), []);
  });
});
