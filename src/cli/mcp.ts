import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the bundle of the server beside this one exports. */
interface ServerBundle {
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly USAGE: string;
}

/** The server for agents: a bundle of its own, because it brings a library that no other command needs. */
export async function loadServer(): Promise<ServerBundle> {
  const { href } = pathToFileURL(join(__dirname, 'mcp.js'));
  return (await import(href)) as ServerBundle;
}
