import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

export interface Answer {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** A client of the built command, as an agent starts it. */
export async function connect(...folders: readonly string[]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const args = ['dist/cli.js', 'mcp', ...folders.flatMap((folder) => ['--folder', folder])];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  // The client holds each answer to the stated schema of a tool once it has seen it.
  await client.listTools();
  return client;
}

export async function ask(client: Client, name: string, args: object): Promise<Answer> {
  const result = await client.callTool({ name, arguments: { ...args } });
  const [first] = result.content as readonly { readonly text: string }[];
  return {
    text: first?.text ?? '',
    data: (result.structuredContent ?? {}) as Answer['data'],
    isError: result.isError === true,
  };
}

export const items = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  value as readonly Readonly<Record<string, unknown>>[];
