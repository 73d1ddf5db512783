import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import type { Contact } from './contact';
import { recordNetwork } from './network.platform';

/** What was contacted since before the first test was loaded. */
export const network = recordNetwork();

/** Whether a contact is one of a live run that a test agreed to. */
export const isProvider = ({ to }: Contact): boolean =>
  provider !== null && to.includes(new URL(provider).port);

/** Git, which is asked about a line in trusted folders, and made to have repositories here. It fetches nothing. */
const isGit = ({ to }: Contact): boolean => /^\[(?:"git"|\{"file":"git")/.test(to);

/** The MCP server, which a test starts as the editor does for an agent. */
const isOwnServer = ({ to }: Contact): boolean => to.includes('/dist/mcp.js"');

/** The last suite: holds for everything that all tests before it have used. */
export function describeWholeRun(): void {
  describe('the whole run', () => {
    it('has contacted nothing but the server of an opted-in live run', () =>
      assert.deepEqual(
        network.contacts.filter(
          (contact) => !isProvider(contact) && !isGit(contact) && !isOwnServer(contact),
        ),
        [],
      ));
  });
}
