import { runCommand } from '../../../src/cli/command';

/** What a command line says and ends with. */
interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  /** The folder that it is run in. */
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Commands in place of those of the program. */
  readonly table?: Parameters<typeof runCommand>[1];
  /** Whether it is run in a terminal, which may show colours. */
  readonly terminal?: boolean;
}

/** Keys of the reader's own environment never reach a test. */
const isOwn = (name: string): boolean => /_API_KEY$|^LRM_LENS/.test(name);

/**
 * Runs a command line of `lrm-lens`, without its name, in this process, as into files: the program is loaded, and the price lists are
 * read, once for all tests. What makes a program of it (exit codes, pipes, faults, the bundle) is for the tests of `program`.
 */
export async function lens(
  args: readonly string[],
  { cwd, env, table, terminal = false }: Surroundings = {},
): Promise<Done> {
  const variables = { ...process.env };
  const folder = process.cwd();
  for (const name of Object.keys(variables).filter(isOwn))
    Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  if (cwd !== undefined) process.chdir(cwd);
  const out = captured(process.stdout, terminal);
  const err = captured(process.stderr);
  try {
    const code = await runCommand(args, table);
    return { code, out: out.text(), err: err.text() };
  } finally {
    out.release();
    err.release();
    process.chdir(folder);
    for (const name of Object.keys(env ?? {})) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, variables);
  }
}

/** Takes what is written to a stream, which is a terminal or none as long. */
function captured(stream: NodeJS.WriteStream, terminal = false) {
  const before = { write: stream.write.bind(stream), isTTY: stream.isTTY };
  let text = '';
  stream.isTTY = terminal;
  stream.write = (part: string | Uint8Array) => {
    text += String(part);
    return true;
  };
  return {
    text: () => text,
    release: () => void Object.assign(stream, before),
  };
}
